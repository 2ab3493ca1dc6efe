#include "ui/views/place_lines.hpp"

#include "ui/text/text.hpp"

namespace ow::ui {

namespace {

/// With what a part of a place ends: district, street office, road, lane, village, number, building, unit, floor, room.
constexpr std::u32string_view endings = U"区道镇乡街路巷弄村苑园里号楼幢栋座元层室";  // lint: chinese-ok (data)
/// What goes on with a name: residents' community, new village, small district, garden, street office.
constexpr std::u32string_view going_on = U"社新小花街";  // lint: chinese-ok (data)
/// A name has two characters or more; less belongs to what stands before it.
constexpr std::size_t shortest = 2;

bool ends_part(char32_t code) { return endings.find(code) != std::u32string_view::npos; }
bool goes_on(char32_t code) { return ends_part(code) || going_on.find(code) != std::u32string_view::npos; }
bool is_digit(char32_t code) { return code >= '0' && code <= '9'; }

}  // namespace

std::vector<std::string_view> parts_of_place(std::string_view place) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0, length = 0;
    char32_t before = 0;
    for (std::size_t at = 0; at < place.size();) {
        const char32_t code = next_code_point(place, at);
        ++length;
        std::size_t next_at = at;
        const char32_t next = at < place.size() ? next_code_point(place, next_at) : 0;
        // A number stays with what it counts, and one ending with the next.
        const bool behind_word = code == ' ' && !is_digit(before) && next != ' ';
        const bool behind_ending = ends_part(code) && !goes_on(next) && next != ' ';
        before = code;
        if (at < place.size() && (length < shortest || !(behind_word || behind_ending))) continue;
        parts.push_back(place.substr(begin, at - begin));
        begin = at;
        length = 0;
    }
    return parts;
}

std::string place_lines(const Ui& ui, const TextStyle& style, std::string_view place, float width) {
    std::string lines;
    std::size_t line_begin = 0;
    for (const std::string_view part : parts_of_place(place)) {
        const std::string with = lines.substr(line_begin) + std::string(part);
        if (lines.size() > line_begin && ui.text_width(style, with) > width) {
            while (!lines.empty() && lines.back() == ' ')
                lines.pop_back();
            lines += '\n';
            line_begin = lines.size();
        }
        lines += part;
    }
    return lines;
}

}  // namespace ow::ui
