#include "ui/widgets/upload_list.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

using State = UploadView::State;

struct Sign {
    Icon icon;
    Colour colour;
};

Sign sign_of(const Palette& c, State state) {
    switch (state) {
        case State::waiting: return {Icon::clock, c.ink2};
        case State::sending: return {Icon::upload, c.brand};
        case State::done: return {Icon::circle_check, c.ok};
        case State::failed: return {Icon::cloud_off, c.warn};
        case State::refused: return {Icon::alert_triangle, c.bad};
    }
    return {Icon::none, c.ink2};
}

/// One file. Sets what was pressed.
void draw_file(Ui& ui, const UploadView& file, UploadListResult& result) {
    const Theme& t = ui.theme();
    const Sign sign = sign_of(t.colour, file.state);
    const bool bad = file.state == State::failed || file.state == State::refused;
    const TextStyle name = ui.body();
    const TextStyle line =
        ui.style(t.type.secondary, bad ? sign.colour : t.colour.ink2, bad ? Face::bold : Face::regular);
    const float indent = t.size.icon + 12, target = t.size.target;
    const float text_w = ui.width() - indent - target - 4;
    const float name_h = ui.text_height(name, file.name, text_w), line_h = ui.text_height(line, file.line, text_w);
    const Rect box = ui.place(std::max(name_h + line_h + 20, target));
    const float top = box.y + (box.h - name_h - line_h) * 0.5f, x = box.x + indent;
    ui.icon(sign.icon, box.x + t.size.icon * 0.5f, top + name.line_height() * 0.5f, t.size.icon, sign.colour);
    ui.text_block(x, top, text_w, name, file.name);
    text_node(ui, "name", file.name, name, {x, top, text_w, name_h});
    ui.text_block(x, top + name_h, text_w, line, file.line);
    text_node(ui, "line", file.line, line, {x, top + name_h, text_w, line_h});
    if (icon_button(ui, "remove", file.remove_name, Icon::x,
                    {box.x + box.w - target, box.y + (box.h - target) * 0.5f, target, target},
                    {.kind = ButtonKind::quiet}))
        result.removed = file.key;
    ui.gap(0);
    ui.push_column({x, ui.next_y(), box.w - indent, 0}, 0);
    if (file.state == State::sending) {
        progress_bar(ui, "progress", file.name, file.share, file.spoken);
        ui.place(12);
    }
    if (file.state == State::failed) {
        if (button(ui, "retry", file.retry,
                   {.kind = ButtonKind::pill, .icon = Icon::refresh, .spoken = file.retry_name}))
            result.retried = file.key;
        ui.place(12);
    }
    const float below = ui.pop_column();
    ui.gap(0);
    if (below > 0) ui.place(below);
}

}  // namespace

UploadListResult upload_list(Ui& ui, std::string_view key, std::string_view name, std::span<const UploadView> files,
                             std::string_view add_name, std::string_view hint) {
    UploadListResult result;
    const Scope scope(ui, key);
    if (!files.empty()) {
        const Card card(ui, "card");
        const Group list(ui, "files", a11y::Role::list, name);
        bool first = true;
        for (const UploadView& file : files) {
            if (!first) ui.fill({ui.left(), ui.next_y(), ui.width(), 1}, ui.theme().colour.line);
            first = false;
            const Group item(ui, file.key, a11y::Role::list_item);
            draw_file(ui, file, result);
        }
    }
    if (!add_name.empty())
        result.add =
            button(ui, "add", add_name, {.kind = ButtonKind::secondary, .icon = Icon::upload, .description = hint});
    if (!hint.empty()) {
        ui.gap(8);
        paragraph(ui, "hint", hint, Tone::secondary);
    }
    return result;
}

}  // namespace ow::ui
