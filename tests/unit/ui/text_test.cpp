#include "ui/text/text.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/text.hpp"

#include <imgui.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <tuple>

using namespace ow;
using namespace ow::test;
using ui::Face;
using ui::TextLine;
using ui::TextStyle;

namespace {

/// Text at 16 px: a Chinese character is 16 wide, a Latin one 8.
struct Typesetter {
    Harness h;
    TextStyle style;

    Typesetter() {
        h.show([](ui::Ui&) {});
    }
    [[nodiscard]] std::vector<std::string> lines(std::string_view text, float width) const {
        std::vector<std::string> out;
        for (const TextLine& line : ui::break_lines(h.fonts(), style, text, width))
            out.emplace_back(text.substr(line.begin, line.end - line.begin));
        return out;
    }
    [[nodiscard]] float width(std::string_view text) const { return ui::text_width(h.fonts(), style, text); }
    [[nodiscard]] std::string elided(std::string_view text, float room) const {
        return ui::elide(h.fonts(), style, text, room);
    }
};

using Lines = std::vector<std::string>;

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> out;
    for (std::size_t at = 0; at < text.size();)
        out.push_back(ui::next_code_point(text, at));
    return out;
}

std::string trimmed(std::string text) {
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    return text;
}

}  // namespace

TEST_CASE("A short text is one line, an empty one is one empty line", "[text][unit]") {
    const Typesetter t;
    CHECK(t.lines("路灯不亮", 100) == Lines{"路灯不亮"});
    CHECK(t.lines("", 100) == Lines{""});
    CHECK(t.width("路灯 A1") == 16 * 2 + 8 * 3);
}

TEST_CASE("Chinese breaks between any two characters where the line is full", "[text][unit]") {
    const Typesetter t;
    CHECK(t.lines("人行道地砖破损", 48) == Lines{"人行道", "地砖破", "损"});
}

TEST_CASE("No line starts with a comma, a full stop or a closing mark", "[text][unit]") {
    const Typesetter t;
    CHECK(t.lines("请您填写，谢谢", 64) == Lines{"请您填", "写，谢谢"});
    CHECK(t.lines("已经受理。", 64) == Lines{"已经受", "理。"});
    CHECK(t.lines("点击《办件》查看", 80) == Lines{"点击《办", "件》查看"});
    CHECK(t.lines("张三（组长）", 80) == Lines{"张三（组", "长）"});
    CHECK(t.lines("他说：“好的”", 96) == Lines{"他说：“好", "的”"});
    CHECK(t.lines("真的吗？！", 64) == Lines{"真的", "吗？！"});
}

TEST_CASE("No line ends with an opening mark", "[text][unit]") {
    const Typesetter t;
    CHECK(t.lines("请看《办件》", 48) == Lines{"请看", "《办", "件》"});
    CHECK(t.lines("地址（详细）", 48) == Lines{"地址", "（详", "细）"});
}

TEST_CASE("The marks hold in a long paragraph at every width", "[text][unit]") {
    const Typesetter t;
    const std::string text =
        "2026年11月21日，城管科（东路12号）已签收；预计3天内办结。如有疑问，请拨打“12345”热线：工作人员会说明原因、时限"
        "与下一步！";
    static const std::vector<std::string> never_first{"，", "。", "；", "：", "！", "？", "、", "）", "”", "》"};
    static const std::vector<std::string> never_last{"（", "“", "《"};
    for (float width = 64; width <= 400; width += 8) {
        for (const std::string& line : t.lines(text, width)) {
            CAPTURE(width, line);
            for (const std::string& mark : never_first)
                CHECK_FALSE(line.starts_with(mark));
            for (const std::string& mark : never_last)
                CHECK_FALSE(line.ends_with(mark));
        }
    }
}

TEST_CASE("Latin words stay whole and the space at a break is not counted", "[text][unit]") {
    const Typesetter t;
    CHECK(t.lines("street lamp broken", 88) == Lines{"street lamp ", "broken"});
    const auto lines = ui::break_lines(t.h.fonts(), t.style, "street lamp broken", 88);
    CHECK(lines[0].width == 88);
}

TEST_CASE("A count stays with what it counts", "[text][unit]") {
    const Typesetter t;
    // All of it is 128 wide.
    CHECK(t.lines("第 3 步，共 5 步", 120) == Lines{"第 3 步，", "共 5 步"});
    CHECK(t.lines("第 3 步，共 5 步", 100) == Lines{"第 3 步，", "共 5 步"});
    // Narrower than the count itself, it is broken rather than cut off.
    for (const std::string& line : t.lines("共 5 步", 30))
        CHECK(t.width(line) <= 30);
}

TEST_CASE("A day of the week is one word", "[text][unit]") {
    const Typesetter t;
    CHECK(t.lines("11月28日 周六", 96) == Lines{"11月28日 ", "周六"});
    CHECK(t.lines("每周六上午", 32) == Lines{"每", "周六", "上午"});
    CHECK(t.lines("到星期日为止", 48) == Lines{"到", "星期日", "为止"});
    CHECK(t.lines("周", 64) == Lines{"周"});
    // Narrower than the day itself, it is broken rather than cut off.
    CHECK(t.lines("星期六", 16) == Lines{"星", "期", "六"});
}

TEST_CASE("A word longer than the line is broken anywhere rather than cut off", "[text][unit]") {
    const Typesetter t;
    CHECK(t.lines("AAAAAAAAAAAA", 40) == Lines{"AAAAA", "AAAAA", "AA"});
    CHECK(t.lines("编号 AAAAAAAAAAAA", 48) == Lines{"编号 ", "AAAAAA", "AAAAAA"});
}

TEST_CASE("A line break typed by a person is kept, also at the end", "[text][unit]") {
    const Typesetter t;
    CHECK(t.lines("甲\n乙", 100) == Lines{"甲", "乙"});
    CHECK(t.lines("甲\n\n乙", 100) == Lines{"甲", "", "乙"});
    CHECK(t.lines("甲\n", 100) == Lines{"甲", ""});
    CHECK(t.lines("\n", 100) == Lines{"", ""});
}

TEST_CASE("A width narrower than a character still shows every character", "[text][unit]") {
    const Typesetter t;
    CHECK(t.lines("甲乙丙", 1) == Lines{"甲", "乙", "丙"});
    CHECK(t.lines("甲乙", 0) == Lines{"甲", "乙"});
    CHECK(t.lines("甲乙", -50) == Lines{"甲", "乙"});
}

TEST_CASE("Lines hold the whole text in order, within the width, whatever the text", "[text][property][unit]") {
    const Typesetter t;
    static const std::vector<std::string> pieces{"灯", "，", "。", "（", "）", "“", "”",  "a", "Zx",
                                                 " ",  "-",  "12", "——", "\n", "…", "𠮷", "é", "."};
    std::mt19937 random(5);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (unsigned i = random() % 40; i > 0; --i)
            text += pieces[random() % pieces.size()];
        const auto width = static_cast<float>(24 + random() % 200);
        CAPTURE(text, width);
        const auto lines = ui::break_lines(t.h.fonts(), t.style, text, width);
        std::string joined;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string line = text.substr(lines[i].begin, lines[i].end - lines[i].begin);
            if (i > 0 && lines[i].begin != lines[i - 1].end) joined += "\n";
            joined += line;
            REQUIRE(t.width(trimmed(line)) <= width + 0.02f);
            REQUIRE(lines[i].width <= width + 0.02f);
        }
        REQUIRE(joined == text);
    }
}

TEST_CASE("A name that does not fit is shortened with an ellipsis and fits", "[text][unit]") {
    const Typesetter t;
    CHECK(t.elided("街道办事处", 80) == "街道办事处");
    CHECK(t.elided("街道办事处", 64) == "街道办…");
    CHECK(t.width(t.elided("街道办事处综合执法队", 90)) <= 90);
    CHECK(t.elided("街道办事处", 4) == "…");
    CHECK(t.elided("", 4).empty());
}

TEST_CASE("Well-formed UTF-8 of every length is decoded", "[text][unit]") {
    CHECK(code_points("aé街𠮷") == std::vector<char32_t>{'a', 0xE9, 0x8857, 0x20BB7});
    CHECK(code_points("\xF4\x8F\xBF\xBF") == std::vector<char32_t>{0x10FFFF});
    CHECK(code_points(std::string("\0", 1)) == std::vector<char32_t>{0});
}

TEST_CASE("Broken UTF-8 shows replacement characters and never a code point that does not exist", "[text][unit]") {
    const auto broken = [](std::string_view text) {
        for (const char32_t c : code_points(text))
            if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return false;
        return code_points(text).front() == 0xFFFD;
    };
    CHECK(broken("\x80"));      // a trailing byte alone
    CHECK(broken("\xE8\xA1"));  // cut off
    CHECK(
        broken("\xE8"
               "a"));                   // another character in the middle
    CHECK(broken("\xC0\xAF"));          // overlong
    CHECK(broken("\xE0\x80\x80"));      // overlong
    CHECK(broken("\xF0\x80\x80\x80"));  // overlong
    CHECK(broken("\xED\xA0\x80"));      // half of a surrogate pair
    CHECK(broken("\xF4\x90\x80\x80"));  // beyond Unicode
    CHECK(broken("\xF7\xBF\xBF\xBF"));  // far beyond
    CHECK(broken("\xFF"));
    CHECK(code_points("\xE8"
                      "ab") == std::vector<char32_t>{0xFFFD, 'a', 'b'});
}

TEST_CASE("Any bytes at all can be measured, broken and drawn", "[text][property][unit]") {
    Typesetter t;
    std::mt19937 random(11);
    std::vector<std::string> texts;
    for (int i = 0; i < 300; ++i) {
        std::string text(random() % 60, '\0');
        for (char& c : text)
            c = static_cast<char>(random());
        texts.push_back(text);
    }
    t.h.show([&](ui::Ui& ui) {
        for (const std::string& text : texts) {
            ui.text_block(0, 0, 100, t.style, text);
            ui.text_in({0, 0, 50, 20}, t.style, text);
        }
    });
    CHECK(t.h.fonts().face(Face::regular) != nullptr);
}

TEST_CASE("Text is drawn on whole pixels at every density", "[text][unit]") {
    for (const float density : {1.0f, 1.25f, 1.5f, 2.0f, 3.0f, 4.0f}) {
        Harness h({.density = density});
        h.show([](ui::Ui& ui) { ui.text_block(10.3f, 20.7f, 300, ui.body(), "路灯不亮 lamp"); });
        const ImDrawList& list = *h.drawn().CmdLists[0];
        int glyph_corners = 0, off_grid = 0;
        for (int i = 0; i < list.VtxBuffer.Size; ++i) {
            const ImDrawVert& v = list.VtxBuffer[i];
            if (v.col != (IM_COL32_A_MASK | 0x2c2016u) || i % 4 != 0) continue;  // ink 0x16202c in ABGR: glyphs only
            ++glyph_corners;
            const float x = v.pos.x * density;
            if (std::abs(x - std::round(x)) > 0.01f) ++off_grid;
        }
        CAPTURE(density);
        CHECK(glyph_corners > 5);
        CHECK(off_grid == 0);
    }
}

TEST_CASE("A character no font has leaves the rest of the line readable", "[text][unit]") {
    Harness h;
    h.glyphs().lacking = {0x20BB7};
    h.show([](ui::Ui& ui) { ui.text_block(0, 0, 300, ui.body(), "姓𠮷名"); });
    CHECK(h.glyphs().rasterised >= 2);
}

TEST_CASE("Apostrophes, quotation marks, dashes and dots are narrow in English and a square in Chinese",
          "[text][unit]") {
    const Typesetter t;
    CHECK(t.width("don’t") == 5 * 8);
    CHECK(t.width("the residents’ names") == 20 * 8);
    CHECK(t.width("“Save”") == 6 * 8);
    CHECK(t.width("Loading…") == 8 * 8);
    CHECK(t.width("open – in hand — closed") == 23 * 8);
    CHECK(t.width("点“提交”就好") == 7 * 16);
    CHECK(t.width("请稍等……") == 5 * 16);
    CHECK(t.width("连上“WiFi”以后") == 6 * 16 + 4 * 8);
    CHECK(t.width("他说’") == 3 * 16);
    // What is measured is what is drawn, whichever line it comes to stand in.
    Harness h;
    h.show([](ui::Ui& ui) { ui.text_block(0, 0, 100, ui.body(), "It’s the street’s own number"); });
    CHECK(h.glyphs().runs == std::set<std::string>{"’\uFE00"});
    CHECK_FALSE(h.glyphs().drawn.contains(0x2019));
}

TEST_CASE("A number is written smaller before it breaks in two, down to a size that is still read; words break",
          "[text][widget][unit]") {
    for (const auto& [text, width, smaller] :
         {std::tuple{"990101194303122005", 300.0f, true}, std::tuple{"990101194303122005", 700.0f, false},
          std::tuple{"6222 0200 0000 0000 000", 300.0f, true}, std::tuple{"柳巷路 8 号 3 号楼 502", 300.0f, false}}) {
        Harness h({.width = width});
        TextStyle style;
        std::size_t lines = 0;
        h.show([&](ui::Ui& ui) {
            style = ui::in_one_line(ui, ui.style(35, 0, Face::bold), text, 21);
            lines = ui::break_lines(h.fonts(), style, text, ui.width()).size();
        });
        INFO(text << " in " << width);
        CHECK((style.px < 35) == smaller);
        CHECK(style.px >= 21);
        if (smaller) CHECK(lines == 1);
    }
    Harness h({.width = 120});
    h.show([&](ui::Ui& ui) { CHECK(ui::in_one_line(ui, ui.style(35, 0), "990101194303122005", 21).px == 21); });
}
