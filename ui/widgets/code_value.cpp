#include "ui/widgets/code_value.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <string>

namespace ow::ui {

bool code_value(Ui& ui, std::string_view key, std::string_view label, std::string_view shown, const CopyButton& copy) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    bool copied = false;
    const TextStyle small = ui.secondary();
    const Rect label_box = ui.place(small.line_height());
    ui.text_in(label_box, small, label);
    // The label points at the value, and the value at its label: the mirror makes them a label and its output.
    const NodeId label_id = text_node(ui, "label", label, small, label_box, a11y::Role::label);
    if (a11y::Node* label_node = ui.tree().find_mutable(label_id)) label_node->labelled_by = ui.id("value");
    ui.gap(0);
    const ButtonOptions options{.kind = ButtonKind::quiet,
                                .icon = copy.state == CopyButton::State::copied ? Icon::check : Icon::copy,
                                .spoken = copy.spoken};
    const float copy_w = copy.name.empty() ? 0 : button_width(ui, copy.name, options);
    const TextStyle style = ui.style(t.type.section + 1, t.colour.ink, Face::bold);
    // A quiet button's words end where the column does; its target reaches into the padding around.
    constexpr float overhang = 8;
    const float target = t.size.target;
    const float text_w = ui.text_width(style, shown);
    const bool beside = copy_w > 0 && text_w + 4 + copy_w - overhang <= ui.width();
    const float height = ui.text_height(style, shown, ui.width());
    const Rect box = ui.place(beside ? std::max(height, target) : height);
    ui.text_block(box.x, box.y + (box.h - height) * 0.5f, box.w, style, shown);
    a11y::Node& node = ui.emit(a11y::Role::text, ui.id("value"), shown,
                               {box.x, box.y + (box.h - height) * 0.5f, beside ? text_w + 2 : box.w, height}, style);
    node.labelled_by = label_id;
    node.states |= a11y::state_selectable;
    if (beside) {
        copied =
            button_in(ui, "copy", copy.name,
                      {box.x + box.w - copy_w + overhang, box.y + (box.h - target) * 0.5f, copy_w, target}, options);
    } else if (copy_w > 0) {
        ui.gap(0);
        const Rect place = ui.place(target);
        copied =
            button_in(ui, "copy", copy.name, {place.x - overhang, place.y, std::max(copy_w, target), target}, options);
    }
    return copied;
}

void answer_row(Ui& ui, std::string_view key, std::string_view label, std::string_view value, std::string_view change,
                std::string_view change_href, bool line) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const TextStyle small = ui.secondary(), style = ui.body();
    const TextStyle link = ui.style(t.type.secondary, t.colour.brand, Face::bold);
    const float link_w = change.empty() ? 0 : std::max(ui.text_width(link, change) + 12, t.size.target);
    const float text_w = ui.width() - link_w - (link_w > 0 ? 8 : 0);
    const float label_h = ui.text_height(small, label, text_w), value_h = ui.text_height(style, value, text_w);
    const Rect box = ui.place(std::max(label_h + value_h + 16, t.size.target));
    ui.text_block(box.x, box.y + 8, text_w, small, label);
    text_node(ui, "label", label, small, {box.x, box.y + 8, text_w, label_h});
    ui.text_block(box.x, box.y + 8 + label_h, text_w, style, value);
    text_node(ui, "value", value, style, {box.x, box.y + 8 + label_h, text_w, value_h});
    if (link_w > 0) {
        const Rect target{box.x + box.w - link_w, box.y + (box.h - t.size.target) * 0.5f, link_w, t.size.target};
        const NodeId id = ui.id("change");
        const Interaction it = ui.interact(id, target);
        ui.text_in(target, link, change, Align::center);
        if (it.ring) ui.focus_ring(target, 8);
        ui.emit(a11y::Role::link, id, std::string(change) + " " + std::string(label), target, link).href = change_href;
    }
    ui.gap(0);
    if (!line) return;
    ui.fill(ui.place(1), t.colour.line);
    ui.gap(0);
}

}  // namespace ow::ui
