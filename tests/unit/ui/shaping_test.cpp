#include "ui/text/shaping.hpp"
#include "tests/unit/ui/harness.hpp"

#include <imgui.h>
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

using namespace ow;
using namespace ow::test;

namespace {

/// The parts that are drawn as a whole.
std::vector<std::string> wholes(std::string_view text) {
    std::vector<std::string> out;
    for (const ui::ShapedRun& run : ui::shaped_runs(text))
        out.emplace_back(text.substr(run.begin, run.end - run.begin));
    return out;
}

using Parts = std::vector<std::string>;

const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";
const std::string thumb = "\U0001F44D\U0001F3FD";
const std::string flag = "\U0001F1E8\U0001F1F3";

}  // namespace

TEST_CASE("Chinese, Latin, figures and single emoji are drawn character by character", "[text][unit]") {
    for (const char* text : {"", "柳巷社区 3 幢 2 单元，楼道灯不亮（第 2 次）。", "Street light, e.g. No. 15 – broken",
                             "王䶮 𠮷 ①③⑧ “引号”……", "修好了😀谢谢", "カタカナ、ハングル 한국어"})
        CHECK(wholes(text).empty());
}

TEST_CASE("A family, a skin tone, a flag and a keycap are one picture each", "[text][unit]") {
    CHECK(wholes("一家" + family + "！") == Parts{family});
    CHECK(wholes(thumb + thumb) == Parts{thumb, thumb});
    CHECK(wholes("到" + flag + flag + "了") == Parts{flag, flag});
    CHECK(wholes("按1\uFE0F\u20E3") == Parts{"1\uFE0F\u20E3"});
    CHECK(wholes("\u2764\uFE0F") == Parts{"\u2764\uFE0F"});
}

TEST_CASE("Marks stand on the letter before them", "[text][unit]") {
    CHECK(wholes("Nguye\u0302\u0303n") == Parts{"e\u0302\u0303"});
    // A chosen form of a Han character.
    CHECK(wholes("葛\U000E0101城") == Parts{"葛\U000E0101"});
    CHECK(wholes("\u0301") == Parts{"\u0301"});
}

TEST_CASE("Words of a joined script stay together, with what stands between them where it is turned", "[text][unit]") {
    const std::string uyghur = "ئۇيغۇر 12 تىلى";
    CHECK(wholes("他说" + uyghur + " 好") == Parts{uyghur});
    CHECK(ui::shaped_runs(uyghur).front().right_to_left);
    CHECK(wholes("བོད་ཡིག") == Parts{"བོད་ཡིག"});
    CHECK(wholes("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ") == Parts{"ᠮᠣᠩᠭᠣᠯ", "ᠪᠢᠴᠢᠭ"});
    CHECK(wholes("ภาษาไทย") == Parts{"ภาษาไทย"});
}

TEST_CASE("Broken text never breaks the search for runs", "[text][unit]") {
    for (const char* text : {"\xD8", "\xD8\xA7\xD8", "\xF0\x9F\x87", "\xE2\x80\x8D\xE2\x80\x8D", "\xFF\xCC\x81"}) {
        std::size_t end = 0;
        for (const ui::ShapedRun& run : ui::shaped_runs(text)) {
            CHECK(run.begin >= end);
            CHECK(run.end > run.begin);
            end = run.end;
        }
        CHECK(end <= std::string_view(text).size());
    }
}

TEST_CASE("A run is rasterised once, as one picture in its own colours", "[text][unit]") {
    Harness h;
    h.show([](ui::Ui& ui) { ui.text_block(0, 0, 390, ui.body(), "一家" + family + "，ئۇيغۇر"); });
    for (int i = 0; i < 5; ++i)
        h.frame();
    CHECK(h.glyphs().runs == std::set<std::string>{family, "ئۇيغۇر"});
    // The family keeps its colours: it is not tinted with the ink of the text.
    CHECK(h.vertices_of(0xFFFFFF) == 4);
}

TEST_CASE("Text in a joined script breaks at its spaces and fits its column", "[text][unit]") {
    Harness h;
    h.show([](ui::Ui&) {});
    const std::string text = "بۇ يەردىكى چىراغ يانمايدۇ تېز رېمونت قىلىڭ بۇ يەردىكى چىراغ يانمايدۇ";
    const ui::TextStyle style = h.ui().body();
    const auto lines = ui::break_lines(h.fonts(), style, text, 160);
    REQUIRE(lines.size() > 2);
    for (const ui::TextLine& line : lines) {
        CHECK(line.width <= 160.01f);
        if (line.end < text.size()) CHECK(text[line.end - 1] == ' ');
    }
    // A word longer than the column is cut between letters, never between a letter and its marks.
    const std::string tibetan = "བཀྲབཀྲབཀྲབཀྲབཀྲབཀྲབཀྲ";
    for (const ui::TextLine& line : ui::break_lines(h.fonts(), style, tibetan, 40)) {
        CHECK(line.width <= 40.01f);
        CHECK(line.end > line.begin);
    }
}

TEST_CASE("A text's own private-use characters never show another text's run", "[text][unit]") {
    Harness h;
    h.show([](ui::Ui& ui) {
        ui.text_block(0, 0, 390, ui.body(), flag);
        ui.text_block(0, 40, 390, ui.body(), "\uE000\uE001\uF8FF");
    });
    CHECK(h.glyphs().runs == std::set<std::string>{flag});
    CHECK(h.glyphs().drawn.contains(0xFFFD));
}

TEST_CASE("Thousands of runs come by and the newest are still drawn", "[text][unit]") {
    Harness h;
    int page = 0;
    h.show([&](ui::Ui& ui) {
        std::string text;
        for (int i = 0; i < 200; ++i)
            text += std::string(1, static_cast<char>('a' + (page * 200 + i) % 26)) + "\u0301" +
                    std::string(static_cast<std::size_t>((page * 200 + i) / 26 % 40 + 1), 'x') + "\u0302 ";
        ui.text_block(0, 0, 390, ui.body(), text + flag + std::to_string(page));
    });
    for (page = 0; page < 60; ++page) {
        h.glyphs().runs.clear();
        h.frame();
        h.fonts().trim();
        h.frame();
    }
    ImFontBaked* baked = h.fonts().face(ui::Face::regular)->GetFontBaked(h.ui().body().px, 1);
    CHECK(baked->FindGlyphNoFallback(static_cast<ImWchar>(h.fonts().code_of(flag))) != nullptr);
}
