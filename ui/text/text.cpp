#include "ui/text/text.hpp"

#include "ui/text/shaping.hpp"

#include <imgui.h>
#include <imgui_internal.h>
#include <linebreak.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

ImFontBaked* baked_of(const Fonts& fonts, const TextStyle& style) {
    return fonts.face(style.face)->GetFontBaked(style.px, ImGui::GetIO().DisplayFramebufferScale.x);
}

/// The glyph's place in the atlas. What lies beyond the planes that have characters shows as a replacement character:
/// the atlas' index grows with the largest code point it was asked for. Private-use code points are those of runs.
ImWchar glyph_of(char32_t code) {
    const bool shown = code < 0x40000 && (code < RunCodes::first || code > RunCodes::last);
    return static_cast<ImWchar>(shown ? code : 0xFFFD);
}

/// The widest run that is drawn as one picture, physical pixels: the atlas holds no wider one.
constexpr float widest_run = 1'600;

/// Quotation marks, the apostrophe, dashes and the ellipsis: one code point each for Chinese, whose fonts give them a
/// whole square, and for English. With VARIATION SELECTOR-1 they are the narrow ones (Unicode 16 for the quotes).
struct SharedMark {
    char32_t code;
    std::string_view narrow;
};
constexpr SharedMark shared_marks[] = {{0x2013, "\u2013\uFE00"}, {0x2014, "\u2014\uFE00"}, {0x2018, "\u2018\uFE00"},
                                       {0x2019, "\u2019\uFE00"}, {0x201C, "\u201C\uFE00"}, {0x201D, "\u201D\uFE00"},
                                       {0x2026, "\u2026\uFE00"}};

/// Text of one style, measured and drawn in pieces: single characters, and runs that are drawn as a whole.
class Pieces {
  public:
    Pieces(const Fonts& fonts, const TextStyle& style, std::string_view text)
        : m_fonts(fonts), m_style(style), m_text(text), m_baked(baked_of(fonts, style)) {
        if (style.face != Face::icons) m_runs = shaped_runs(text);
    }

    [[nodiscard]] ImFontBaked& baked() const { return *m_baked; }
    [[nodiscard]] const std::vector<ShapedRun>& runs() const { return m_runs; }

    /// Of the character in the bytes from `begin` to `end`.
    float advance(char32_t code, std::size_t begin, std::size_t end) const {
        return m_baked->GetCharAdvance(glyph_at(code, begin, end)) + m_style.tracking;
    }
    float advance(std::string_view run) const { return m_baked->GetCharAdvance(code_of(run)) + m_style.tracking; }
    ImWchar code_of(std::string_view run) const { return static_cast<ImWchar>(m_fonts.code_of(run)); }

    std::string_view words(const ShapedRun& run) const { return m_text.substr(run.begin, run.end - run.begin); }

    /// Calls `each` with the glyph and the end of every piece in the order in which they are drawn, until it says no.
    template <class Each>
    void walk(const Each& each) const {
        std::size_t next_run = 0;
        for (std::size_t at = 0; at < m_text.size();) {
            while (next_run < m_runs.size() && m_runs[next_run].begin < at)
                ++next_run;
            if (next_run < m_runs.size() && m_runs[next_run].begin == at) {
                const ShapedRun& run = m_runs[next_run];
                at = run.end;
                if (!walk_run(run, each)) return;
                continue;
            }
            const std::size_t begin = at;
            const char32_t code = next_code_point(m_text, at);
            if (!each(m_style.face == Face::icons ? static_cast<ImWchar>(code) : glyph_at(code, begin, at), at)) return;
        }
    }

    /// Where the piece of a run that begins at `at` ends: at the next place where a line may end, or with the run.
    [[nodiscard]] std::size_t unit_end(const ShapedRun& run, std::size_t at, const std::vector<char>& breaks) const {
        std::size_t end = at + 1;
        while (end < run.end && breaks[end - 1] != LINEBREAK_ALLOWBREAK)
            ++end;
        return std::min<std::size_t>(end, run.end);
    }

    /// The character at `at` with all that is drawn upon it.
    [[nodiscard]] std::size_t cluster_end(const ShapedRun& run, std::size_t at) const {
        next_code_point(m_text, at);
        for (std::size_t next = at; next < run.end && extends(next_code_point(m_text, next)); at = next) {
        }
        return at;
    }

  private:
    [[nodiscard]] ImWchar glyph_at(char32_t code, std::size_t begin, std::size_t end) const {
        if (code >= 0x2013 && code <= 0x2026 && stands_in_latin(begin, end))
            for (const SharedMark& mark : shared_marks)
                if (mark.code == code) return code_of(mark.narrow);
        return glyph_of(code);
    }
    /// Whether nothing but ASCII stands beside it. What is at the end of its line has one neighbour less than in its
    /// text: it may be drawn narrower than it was measured, never wider.
    [[nodiscard]] bool stands_in_latin(std::size_t begin, std::size_t end) const {
        const auto ascii = [&](std::size_t at) { return (static_cast<unsigned char>(m_text[at]) & 0x80) == 0; };
        return (begin == 0 || ascii(begin - 1)) && (end == m_text.size() || ascii(end));
    }

    template <class Each>
    bool walk_run(const ShapedRun& run, const Each& each) const {
        const std::string_view whole = words(run);
        if (advance(whole) * ImGui::GetIO().DisplayFramebufferScale.x <= widest_run)
            return each(code_of(whole), run.end);
        // Too wide for the atlas: word by word, and from the last to the first where they are read from the right.
        std::vector<std::string_view> parts;
        for (std::size_t at = 0; at < whole.size();) {
            const std::size_t space = std::min(whole.find(' ', at), whole.size() - 1) + 1;
            parts.push_back(whole.substr(at, space - at));
            at = space;
        }
        if (run.right_to_left) std::reverse(parts.begin(), parts.end());
        return std::ranges::all_of(parts, [&](std::string_view part) { return each(code_of(part), run.end); });
    }

    const Fonts& m_fonts;
    const TextStyle& m_style;
    std::string_view m_text;
    ImFontBaked* m_baked;
    std::vector<ShapedRun> m_runs;
};

/// Marks that no line begins with, not even where a word too long for a line has to be cut.
bool never_first(char32_t code) {
    static constexpr std::u32string_view marks =
        U"\u3001\u3002\uFF0C\uFF1A\uFF1B\uFF01\uFF1F\uFF09\u300B\u3011\u300D\u300F\u201D\u2019";
    return marks.find(code) != std::u32string_view::npos;
}

/// UAX #14 leaves curly quotation marks ambiguous. In Chinese text the closing one stays with what stands before it,
/// the opening one with what follows. A day of the week is one word: "周" and "星期" stay with what follows too.
void bind_quotes_and_days(std::string_view text, std::vector<char>& breaks) {
    constexpr char32_t zhou = 0x5468, xing = 0x661F, qi = 0x671F;
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t code = next_code_point(text, at);
        const bool closing = code == 0x201D || code == 0x2019, opening = code == 0x201C || code == 0x2018;
        const bool day = code == zhou || code == xing || (code == qi && before == xing);
        if (closing && start > 0 && breaks[start - 1] == LINEBREAK_ALLOWBREAK) breaks[start - 1] = LINEBREAK_NOBREAK;
        if ((opening || day) && breaks[at - 1] == LINEBREAK_ALLOWBREAK) breaks[at - 1] = LINEBREAK_NOBREAK;
        before = code;
    }
}

/// A count of up to three digits stays with what it counts and with the character before it: no line begins with "5
/// 步".
void bind_counts(std::string_view text, std::vector<char>& breaks) {
    const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    const auto wide = [&](std::size_t i) {
        return i < text.size() && (static_cast<unsigned char>(text[i]) & 0x80) != 0;
    };
    const auto bind = [&](std::size_t i) {
        if (breaks[i] == LINEBREAK_ALLOWBREAK) breaks[i] = LINEBREAK_NOBREAK;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!digit(at) || (at > 0 && digit(at - 1))) continue;
        std::size_t end = at;
        while (digit(end))
            ++end;
        if (end - at > 3 || end >= text.size() || text[end] != ' ' || !wide(end + 1)) continue;
        bind(end);
        if (at >= 2 && text[at - 1] == ' ' && wide(at - 2)) bind(at - 1);
    }
}

}  // namespace

float TextStyle::line_height() const { return std::round(px * line_ratio); }

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    const int more = first < 0x80 ? 0 : (first >> 5) == 6 ? 1 : (first >> 4) == 14 ? 2 : (first >> 3) == 30 ? 3 : -1;
    const std::size_t left = text.size() - at - 1;
    if (more < 0 || static_cast<std::size_t>(more) > left) {
        ++at;
        return 0xFFFD;
    }
    char32_t code = more == 0 ? first : static_cast<char32_t>(first & (0x3f >> more));
    for (int i = 1; i <= more; ++i) {
        const unsigned char next = byte(at + static_cast<std::size_t>(i));
        if ((next & 0xC0) != 0x80) {
            ++at;
            return 0xFFFD;
        }
        code = (code << 6) | (next & 0x3fu);
    }
    // Overlong forms, halves of surrogate pairs and what lies beyond Unicode: the atlas has no place for them.
    static constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (code < least[more] || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) {
        ++at;
        return 0xFFFD;
    }
    at += static_cast<std::size_t>(more) + 1;
    return code;
}

float text_width(const Fonts& fonts, const TextStyle& style, std::string_view text) {
    const Pieces pieces(fonts, style, text);
    float width = 0;
    pieces.walk([&](ImWchar glyph, std::size_t) {
        width += pieces.baked().GetCharAdvance(glyph) + style.tracking;
        return true;
    });
    return width;
}

std::vector<TextLine> break_lines(const Fonts& fonts, const TextStyle& style, std::string_view text, float width) {
    std::vector<TextLine> lines;
    if (text.find('\n') == std::string_view::npos) {
        const float whole = text_width(fonts, style, text);
        if (whole <= width + 0.01f) return {{0, static_cast<std::uint32_t>(text.size()), whole}};
    }
    static const bool ready = [] {
        init_linebreak();
        return true;
    }();
    (void)ready;
    std::vector<char> breaks(text.size() + 1);
    set_linebreaks_utf8(reinterpret_cast<const utf8_t*>(text.data()), text.size(), "zh", breaks.data());
    bind_quotes_and_days(text, breaks);
    bind_counts(text, breaks);

    const Pieces pieces(fonts, style, text);
    auto run = pieces.runs().begin();
    std::size_t line_begin = 0, break_at = 0;
    float line_width = 0, width_at_break = 0, trimmed = 0, trimmed_at_break = 0;
    // Where a line may end one character early, so that no mark that closes stands first in the next.
    std::size_t early_at = 0;
    float width_at_early = 0, trimmed_at_early = 0;
    const auto emit = [&](std::size_t end, float w) {
        lines.push_back({static_cast<std::uint32_t>(line_begin), static_cast<std::uint32_t>(end), w});
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t code = next_code_point(text, at);
        while (run != pieces.runs().end() && run->end <= start)
            ++run;
        float advance = 0;
        if (run != pieces.runs().end() && run->begin <= start) {
            at = pieces.unit_end(*run, start, breaks);
            advance = pieces.advance(text.substr(start, at - start));
            if (advance > width) {
                at = pieces.cluster_end(*run, start);
                advance = pieces.advance(text.substr(start, at - start));
            }
        } else if (code != '\n') {
            advance = pieces.advance(code, start, at);
        }
        const bool blank = at == start + 1 && (code == ' ' || code == '\n');
        // Twice where what stands after the rule's break is itself too long for a line.
        while (!blank && line_width + advance > width + 0.01f && start > line_begin) {
            if (break_at <= line_begin && never_first(code) && early_at > line_begin) {
                break_at = early_at;
                width_at_break = width_at_early;
                trimmed_at_break = trimmed_at_early;
            }
            const bool at_rule = break_at > line_begin;
            emit(at_rule ? break_at : start, at_rule ? trimmed_at_break : trimmed);
            trimmed = at_rule && trimmed > width_at_break ? trimmed - width_at_break : 0;
            const float consumed = at_rule ? width_at_break : line_width;
            line_width -= consumed;
            width_at_early -= consumed;
            trimmed_at_early -= consumed;
            line_begin = at_rule ? break_at : start;
            break_at = line_begin;
        }
        early_at = start;
        width_at_early = line_width;
        trimmed_at_early = trimmed;
        line_width += advance;
        if (!blank) trimmed = line_width;
        const char rule = breaks[at - 1];
        if (rule == LINEBREAK_MUSTBREAK && code == '\n') {
            emit(start, trimmed);
            line_begin = break_at = at;
            line_width = trimmed = 0;
        } else if (rule == LINEBREAK_ALLOWBREAK) {
            break_at = at;
            width_at_break = line_width;
            trimmed_at_break = trimmed;
        }
    }
    if (line_begin < text.size() || lines.empty() || text.back() == '\n') emit(text.size(), trimmed);
    return lines;
}

void draw_text(ImDrawList& list, const Fonts& fonts, const TextStyle& style, float x, float y, std::string_view text) {
    if (text.empty()) return;
    const Pieces pieces(fonts, style, text);
    ImFontBaked* baked = &pieces.baked();
    const float density = ImGui::GetIO().DisplayFramebufferScale.x;
    const auto snap = [density](float v) { return std::round(v * density) / density; };
    const float content = baked->Ascent - baked->Descent;
    const float top = snap(y + (style.line_height() - content) * 0.5f);
    const ImVec2 clip_min = list.GetClipRectMin(), clip_max = list.GetClipRectMax();
    if (top > clip_max.y || top + content < clip_min.y) return;
    const ImU32 color = IM_COL32((style.color >> 16) & 255, (style.color >> 8) & 255, style.color & 255, 255);
    float pen = x;
    pieces.walk([&](ImWchar code, std::size_t) {
        const ImFontGlyph* glyph = baked->FindGlyph(code);
        if (glyph == nullptr) return true;
        if (glyph->Visible && pen + glyph->X1 >= clip_min.x && pen + glyph->X0 <= clip_max.x) {
            const float left = snap(pen + glyph->X0);
            const ImVec2 a(left, top + glyph->Y0), b(left + glyph->X1 - glyph->X0, top + glyph->Y1);
            list.PrimReserve(6, 4);
            list.PrimRectUV(a, b, ImVec2(glyph->U0, glyph->V0), ImVec2(glyph->U1, glyph->V1),
                            glyph->Colored ? color | IM_COL32(255, 255, 255, 0) : color);
        }
        pen += glyph->AdvanceX + style.tracking;
        return true;
    });
}

std::string elide(const Fonts& fonts, const TextStyle& style, std::string_view text, float width) {
    if (text_width(fonts, style, text) <= width) return std::string(text);
    static constexpr std::string_view dots = "\xE2\x80\xA6";
    const Pieces pieces(fonts, style, text);
    // Behind a Chinese character the dots are as wide as they get.
    const float room = width - pieces.baked().GetCharAdvance(0x2026) - style.tracking;
    float used = 0;
    std::size_t keep = 0;
    pieces.walk([&](ImWchar glyph, std::size_t end) {
        used += pieces.baked().GetCharAdvance(glyph) + style.tracking;
        if (used <= room) keep = end;
        return used <= room;
    });
    return std::string(text.substr(0, keep)) + std::string(dots);
}

}  // namespace ow::ui
