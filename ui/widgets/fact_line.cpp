#include "ui/widgets/fact_line.hpp"

#include "ui/frame/layout.hpp"
#include "ui/widgets/text.hpp"

#include <cmath>

namespace ow::ui {

void fact_line(Ui& ui, std::string_view key, std::span<const Fact> facts) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const Rect at{ui.left(), ui.next_y(), ui.width(), 0};
    Wrap lines(at, 16, 4);
    int index = 0;
    for (const Fact& fact : facts) {
        if (fact.text.empty()) continue;
        const Colour colour = fact.colour == 0 ? t.colour.ink2 : fact.colour;
        const TextStyle style = ui.style(t.type.secondary, colour);
        const float icon = fact.icon == Icon::none ? 0 : std::round(style.px * 1.15f);
        const float indent = icon > 0 ? icon + 6 : 0;
        const Rect box = lines.next(indent + std::ceil(ui.text_width(style, fact.text)) + 1);
        const float x = box.x + indent, text_w = box.w - indent;
        const float h = ui.text_height(style, fact.text, text_w);
        lines.grow(h);
        ui.icon(fact.icon, box.x + icon * 0.5f, box.y + style.line_height() * 0.5f, icon, colour);
        ui.text_block(x, box.y, text_w, style, fact.text);
        text_node(ui, "f" + std::to_string(index++), fact.spoken.empty() ? fact.text : fact.spoken, style,
                  {x, box.y, text_w, h});
    }
    if (index > 0) ui.place(lines.height());
}

}  // namespace ow::ui
