#include "ui/widgets/task_list.hpp"

#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

constexpr float pad_y = 12;

/// A task that waits for another one: words and state, nothing to press.
void waiting_task(Ui& ui, const Task& task) {
    const Theme& t = ui.theme();
    const TextStyle title = ui.style(t.type.body, t.colour.ink2), hint = ui.style(t.type.small, t.colour.ink2);
    const float tag_w = tag_width(ui, task.state);
    const bool below = tag_w + 12 + title.px * 6 > ui.width();
    const float width = below ? ui.width() : ui.width() - tag_w - 12;
    const float title_h = ui.text_height(title, task.title, width);
    const float hint_h = task.hint.empty() ? 0 : ui.text_height(hint, task.hint, width) + 2;
    const float tag_h = below ? tag_height(ui) + 6 : 0;
    const Rect box = ui.place(std::max(title_h + hint_h + tag_h + 2 * pad_y, t.size.target));
    const float top = box.y + (box.h - title_h - hint_h - tag_h) * 0.5f;
    ui.text_block(box.x, top, width, title, task.title);
    text_node(ui, "title", task.title, title, {box.x, top, width, title_h});
    if (hint_h > 0) {
        ui.text_block(box.x, top + title_h + 2, width, hint, task.hint);
        text_node(ui, "hint", task.hint, hint, {box.x, top + title_h + 2, width, hint_h - 2});
    }
    const Rect tag{below ? box.x : box.x + box.w - tag_w,
                   below ? top + title_h + hint_h + 6 : box.y + (box.h - tag_height(ui)) * 0.5f, tag_w, tag_height(ui)};
    draw_tag(ui, tag.x, tag.y, task.state);
    text_node(ui, "state", task.state.text, ui.style(t.type.small, t.colour.ink, Face::bold), tag);
}

}  // namespace

void task_list(Ui& ui, std::string_view key, std::string_view name, std::span<const Task> tasks) {
    const Group list(ui, key, a11y::Role::ordered_list, name);
    int index = 0;
    for (const Task& task : tasks) {
        if (index > 0) ui.fill({ui.left(), ui.next_y(), ui.width(), 1}, ui.theme().colour.line);
        const Group item(ui, "t" + std::to_string(index++), a11y::Role::list_item);
        if (task.href.empty())
            waiting_task(ui, task);
        else
            row_link(ui, "task",
                     {.title = task.title,
                      .subtitle = task.hint,
                      .href = task.href,
                      .tag = task.state,
                      .spoken = task.title,
                      .description = task.state.text});
    }
}

}  // namespace ow::ui
