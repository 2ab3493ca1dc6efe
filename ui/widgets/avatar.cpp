#include "ui/widgets/avatar.hpp"

#include "src/domain/text.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <vector>

namespace ow::ui {

namespace {

constexpr char32_t first_han = 0x3400;

}  // namespace

std::string avatar_letters(std::string_view name) {
    const std::string_view text = domain::trim(name);
    std::vector<std::size_t> starts;
    std::string initials;
    bool han = false, between = true;
    for (std::size_t at = 0; at < text.size();) {
        starts.push_back(at);
        const std::size_t from = at;
        const char32_t c = domain::next_code_point(text, at);
        han = han || c >= first_han;
        if (between && c != ' ') initials += text.substr(from, at - from);
        between = c == ' ';
    }
    if (starts.empty()) return {};
    // The given name: Chinese names are told apart by their end.
    if (han) return std::string(text.substr(starts[starts.size() - std::min<std::size_t>(2, starts.size())]));
    return std::string(domain::first_code_points(initials, 2));
}

void draw_avatar(const Ui& ui, float x, float y, float size, std::string_view name) {
    const Palette& c = ui.theme().colour;
    const float r = size * 0.5f;
    ui.circle(x + r, y + r, r, c.brand_soft, c.brand, c.shadows ? 0 : 2.0f);
    const std::string letters = avatar_letters(name);
    if (letters.empty()) {
        ui.icon(Icon::user, x + r, y + r, size * 0.55f, c.brand);
        return;
    }
    ui.text_in({x, y, size, size}, ui.style(size * 0.34f, c.brand_ink, Face::bold), letters, Align::center);
}

void avatar_line(Ui& ui, std::string_view key, std::string_view name, std::string_view detail) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const TextStyle title = ui.style(t.type.body, t.colour.ink, Face::bold), sub = ui.secondary();
    const float size = t.size.target, text_w = ui.width() - size - 12;
    const float title_h = ui.text_height(title, name, text_w);
    const float sub_h = detail.empty() ? 0 : ui.text_height(sub, detail, text_w);
    const Rect box = ui.place(std::max(size, title_h + sub_h));
    draw_avatar(ui, box.x, box.y + (box.h - size) * 0.5f, size, name);
    const float x = box.x + size + 12, top = box.y + (box.h - title_h - sub_h) * 0.5f;
    ui.text_block(x, top, text_w, title, name);
    text_node(ui, "name", name, title, {x, top, text_w, title_h});
    if (sub_h <= 0) return;
    ui.text_block(x, top + title_h, text_w, sub, detail);
    text_node(ui, "detail", detail, sub, {x, top + title_h, text_w, sub_h});
}

}  // namespace ow::ui
