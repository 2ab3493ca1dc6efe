#include "ui/widgets/timeline.hpp"

#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui {

std::optional<TimelinePicture> timeline(Ui& ui, std::string_view key, std::string_view name,
                                        std::span<const TimelineEntry> entries, std::string_view open) {
    std::optional<TimelinePicture> opened;
    const Theme& t = ui.theme();
    const Group list(ui, key, a11y::Role::ordered_list, name);
    const float x = ui.left(), indent = 30;
    int index = 0;
    for (const TimelineEntry& entry : entries) {
        // Counted from the oldest: what is there keeps its identity when a step is added on top.
        const std::string item_key = "i" + std::to_string(static_cast<int>(entries.size()) - index);
        const bool last = ++index == static_cast<int>(entries.size());
        const float top = ui.next_y();
        const TextStyle title = ui.style(t.type.body, t.colour.ink, Face::bold);
        const float first_line = title.line_height();
        const float height = ui.recall(ui.id(item_key), 60);
        const float dot_y = top + first_line * 0.5f;
        if (!last) ui.fill({x + 9, dot_y, 2, height}, t.colour.line);
        {
            const Group item(ui, item_key, a11y::Role::list_item);
            ui.push_column({x + indent, top, ui.width() - indent, 0}, 2);
            const auto line = [&](std::string_view line_key, const std::string& text, const TextStyle& style) {
                if (text.empty()) return;
                const Rect box = ui.place(ui.text_height(style, text, ui.width()));
                ui.text_block(box.x, box.y, box.w, style, text);
                text_node(ui, line_key, text, style, box);
            };
            line("title", entry.title, title);
            line("when", entry.when, ui.secondary());
            if (!entry.text.empty()) ui.gap(8);
            line("text", entry.text, ui.body());
            if (!entry.pictures.empty()) ui.gap(8);
            if (const auto at = picture_row(ui, "pictures", entry.pictures, open))
                opened = TimelinePicture{static_cast<std::size_t>(index) - 1, *at};
            const float used = ui.pop_column();
            ui.place(used + (last ? 0.0f : 18.0f));
        }
        ui.remember(ui.id(item_key), ui.next_y() - top);
        const bool filled = entry.dot == TimelineEntry::Dot::done;
        const Colour colour = entry.dot == TimelineEntry::Dot::waiting ? t.colour.idle_dot : t.colour.brand;
        ui.circle(x + 10, dot_y, 9, filled ? colour : t.colour.surface, colour, 3);
    }
    return opened;
}

}  // namespace ow::ui
