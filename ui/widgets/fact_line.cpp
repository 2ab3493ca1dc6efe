#include "ui/widgets/fact_line.hpp"

#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

void fact_line(Ui& ui, std::string_view key, std::span<const Fact> facts) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const Rect at{ui.left(), ui.next_y(), ui.width(), 0};
    float x = at.x, y = at.y, line_bottom = at.y;
    int index = 0;
    for (const Fact& fact : facts) {
        if (fact.text.empty()) continue;
        const Colour colour = fact.colour == 0 ? t.colour.ink2 : fact.colour;
        const TextStyle style = ui.style(t.type.secondary, colour);
        const float icon = fact.icon == Icon::none ? 0 : std::round(style.px * 1.15f);
        const float indent = icon > 0 ? icon + 6 : 0;
        const float natural = std::ceil(ui.text_width(style, fact.text)) + 1;
        if (x > at.x && x + indent + natural > at.x + at.w) {
            x = at.x;
            y = line_bottom + 4;
        }
        const float text_w = std::min(natural, at.x + at.w - x - indent);
        const float h = ui.text_height(style, fact.text, text_w);
        ui.icon(fact.icon, x + icon * 0.5f, y + style.line_height() * 0.5f, icon, colour);
        ui.text_block(x + indent, y, text_w, style, fact.text);
        text_node(ui, "f" + std::to_string(index++), fact.spoken.empty() ? fact.text : fact.spoken, style,
                  {x + indent, y, text_w, h});
        line_bottom = std::max(line_bottom, y + h);
        x += indent + text_w + 16;
    }
    if (index > 0) ui.place(line_bottom - at.y);
}

}  // namespace ow::ui
