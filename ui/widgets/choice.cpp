#include "ui/widgets/choice.hpp"

#include "ui/frame/layout.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

/// Emits the group's container; its rectangle is closed by the caller.
NodeId open_group(Ui& ui, const ChoiceGroup& group, a11y::Role role, const FieldTexts& texts, const Rect& at) {
    a11y::Node& node = ui.emit_open(role, ui.id("field"), group.label, at);
    node.described_by = texts.hint;
    node.error_by = texts.error;
    if (group.required) node.states |= a11y::state_required;
    if (!group.error.empty()) node.states |= a11y::state_invalid;
    return node.id;
}

/// Title and hint of a group as plain text (the group itself carries the name).
FieldTexts group_texts(Ui& ui, const ChoiceGroup& group) {
    FieldTexts texts =
        field_texts(ui, group.hide_label ? std::string_view{} : group.label, group.hint, group.error, ui.id("field"));
    if (a11y::Node* label = ui.tree().find_mutable(texts.label)) {
        label->role = a11y::Role::text;
        label->labelled_by = 0;
    }
    return texts;
}

void draw_radio_mark(Ui& ui, float cx, float cy, bool checked, const Theme& t) {
    const float r = t.elder() ? 15.0f : 12.0f;
    ui.circle(cx, cy, r, t.colour.surface, checked ? t.colour.brand : t.colour.border, checked ? 2.5f : t.size.stroke);
    if (checked) ui.circle(cx, cy, r * 0.52f, t.colour.brand, 0, 0);
}

bool radio_card(Ui& ui, const Choice& choice, bool checked, bool invalid) {
    const Theme& t = ui.theme();
    const TextStyle title =
        ui.style(t.type.field, t.colour.ink, choice.detail.empty() && !checked ? Face::regular : Face::bold);
    const TextStyle detail = ui.secondary();
    const float mark = t.elder() ? 30.0f : 24.0f;
    const float icon = choice.icon == Icon::none ? 0 : t.size.icon + 12;
    const float text_w = ui.width() - 16 - mark - 12 - 16 - icon;
    const float title_h = ui.text_height(title, choice.title, text_w);
    const float detail_h = choice.detail.empty() ? 0 : ui.text_height(detail, choice.detail, text_w);
    const Rect box = ui.place(std::max(title_h + detail_h + 24, t.elder() ? 64.0f : 56.0f));
    const NodeId id = ui.id(choice.value);
    const Interaction it = ui.interact(id, box);
    const float r = t.size.radius_field;
    ui.fill(box,
            checked      ? t.colour.brand_soft
            : it.hovered ? mix(t.colour.brand, t.colour.surface, 0.04f)
                         : t.colour.surface,
            r);
    ui.outline(box,
               checked   ? t.colour.brand
               : invalid ? t.colour.bad
                         : t.colour.border,
               r, checked ? 2.0f : t.size.stroke);
    draw_radio_mark(ui, box.x + 16 + mark * 0.5f, box.y + box.h * 0.5f, checked, t);
    const float x = box.x + 16 + mark + 12, top = box.y + (box.h - title_h - detail_h) * 0.5f;
    ui.text_block(x, top, text_w, title, choice.title);
    if (detail_h > 0) ui.text_block(x, top + title_h, text_w, detail, choice.detail);
    if (icon > 0)
        ui.icon(choice.icon, box.x + box.w - 16 - t.size.icon * 0.5f, box.y + box.h * 0.5f, t.size.icon,
                t.colour.brand);
    if (it.ring) ui.focus_ring(box, r);
    a11y::Node& node = ui.emit(a11y::Role::radio, id, choice.title, box, title);
    node.description = choice.detail;
    node.value = choice.value;
    if (checked) node.states |= a11y::state_checked;
    return it.clicked;
}

bool segment(Ui& ui, const Choice& choice, bool checked, const Rect& box, a11y::Role role) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id(choice.value);
    const Interaction it = ui.interact(id, box);
    const float r = t.size.radius_field - 4;
    if (checked) {
        ui.fill(box, t.colour.surface, r);
        ui.outline(box, t.colour.brand, r, 2);
    } else if (it.hovered) {
        ui.fill(box, mix(t.colour.surface, t.colour.track, 0.5f), r);
    }
    const TextStyle style =
        ui.style(t.type.secondary, checked ? t.colour.brand : t.colour.ink, checked ? Face::bold : Face::regular);
    ui.text_in(inflated(box, -2), style, choice.title, Align::center);
    if (it.ring) ui.focus_ring(box, r);
    a11y::Node& node = ui.emit(role, id, choice.title, box, style);
    node.value = choice.value;
    if (checked) node.states |= role == a11y::Role::tab ? a11y::state_selected : a11y::state_checked;
    node.states |= a11y::state_centered;
    return it.clicked;
}

std::optional<std::string> segments(Ui& ui, std::span<const Choice> choices, std::string_view value, a11y::Role role) {
    const Theme& t = ui.theme();
    std::optional<std::string> chosen;
    const float inner = ui.width() - 8;
    const TextStyle style = ui.style(t.type.secondary, 0, Face::bold);
    float widest = t.size.target;
    for (const Choice& c : choices)
        widest = std::max(widest, ui.text_width(style, c.title) + 20);
    const int fit = std::clamp(static_cast<int>(inner / std::max(1.0f, widest)), 1, static_cast<int>(choices.size()));
    const int rows = (static_cast<int>(choices.size()) + fit - 1) / fit;
    const int columns = (static_cast<int>(choices.size()) + rows - 1) / rows;
    const float h = std::max(t.size.target, style.line_height() + 16);
    Cells cells{.columns = columns, .w = inner / static_cast<float>(columns), .h = h};
    const Rect box = ui.place(h * static_cast<float>(rows) + 8);
    cells.x = box.x + 4;
    cells.y = box.y + 4;
    ui.fill(box, mix(t.colour.track, t.colour.surface, 0.7f), t.size.radius_field);
    if (!t.colour.shadows) ui.outline(box, t.colour.border, t.size.radius_field, 2);
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (segment(ui, choices[i], choices[i].value == value, cells.cell(static_cast<int>(i)), role) &&
            choices[i].value != value)
            chosen = std::string(choices[i].value);
    return chosen;
}

}  // namespace

std::optional<bool> checkbox(Ui& ui, std::string_view key, std::string_view name, bool checked, std::string_view error,
                             bool required) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const ErrorBar bar(ui, !error.empty());
    const FieldTexts texts = field_texts(ui, {}, {}, error, ui.id("field"));
    const float mark = t.elder() ? 34.0f : 26.0f;
    const TextStyle style = ui.body();
    const float text_w = ui.width() - mark - 14;
    const float text_h = ui.text_height(style, name, text_w);
    const Rect box = ui.place(std::max(text_h + 12, t.size.target));
    const NodeId id = ui.id("field");
    ui.mark(key, id);
    const Interaction it = ui.interact(id, box);
    const Rect square{box.x, box.y + std::max(6.0f, (t.size.target - mark) * 0.5f), mark, mark};
    ui.fill(square, checked ? t.colour.brand : t.colour.surface, 7);
    ui.outline(square,
               checked         ? t.colour.brand
               : error.empty() ? t.colour.border
                               : t.colour.bad,
               7, error.empty() ? 2.0f : 3.0f);
    if (checked) ui.icon(Icon::check, square.x + mark * 0.5f, square.y + mark * 0.5f, mark * 0.85f, t.colour.on_brand);
    const float top = text_h + 12 <= t.size.target ? box.y + (box.h - text_h) * 0.5f : box.y + 6;
    ui.text_block(box.x + mark + 14, top, text_w, style, name);
    if (it.ring) ui.focus_ring(inflated(box, 3), 10);
    a11y::Node& node = ui.emit(a11y::Role::checkbox, id, name, box, style);
    node.error_by = texts.error;
    if (checked) node.states |= a11y::state_checked;
    if (required) node.states |= a11y::state_required;
    if (!error.empty()) node.states |= a11y::state_invalid;
    return it.clicked ? std::optional(!checked) : std::nullopt;
}

std::optional<std::string> radio_group(Ui& ui, std::string_view key, const ChoiceGroup& group,
                                       std::span<const Choice> choices, std::string_view value) {
    const Scope scope(ui, key);
    std::optional<std::string> chosen;
    const ErrorBar bar(ui, !group.error.empty());
    const FieldTexts texts = group_texts(ui, group);
    if (texts.label != 0) ui.gap(10);
    // The focus of a group is its chosen or first radio.
    for (const Choice& choice : choices)
        if (choice.value == value || &choice == &choices.front()) ui.mark(key, ui.id(choice.value));
    const Rect at{ui.left(), ui.next_y(), ui.width(), 0};
    open_group(ui, group, a11y::Role::radio_group, texts, at);
    ui.push_column(at, ui.theme().elder() ? 14.0f : 10.0f);
    if (group.layout == ChoiceLayout::segments) {
        chosen = segments(ui, choices, value, a11y::Role::radio);
    } else {
        for (const Choice& choice : choices)
            if (radio_card(ui, choice, choice.value == value, !group.error.empty()) && choice.value != value)
                chosen = std::string(choice.value);
    }
    const float height = ui.pop_column();
    ui.tree().close({at.x, at.y, at.w, height});
    ui.place(height);
    return chosen;
}

std::optional<std::string> select(Ui& ui, std::string_view key, const ChoiceGroup& group,
                                  std::span<const Choice> choices, std::string_view value,
                                  std::string_view empty_title) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const ErrorBar bar(ui, !group.error.empty());
    const NodeId id = ui.id("field");
    ui.mark(key, id);
    const FieldTexts texts =
        field_texts(ui, group.hide_label ? std::string_view{} : group.label, group.hint, group.error, id);
    if (texts.label != 0) ui.gap(8);
    const Rect box = ui.place(t.size.field);
    const Interaction it = ui.interact(id, box);
    ui.fill(box, t.colour.surface, t.size.radius_field);
    ui.outline(box, group.error.empty() ? t.colour.border : t.colour.bad, t.size.radius_field,
               group.error.empty() ? t.size.stroke : 3.0f);
    std::string_view shown = empty_title;
    for (const Choice& c : choices)
        if (c.value == value) shown = c.title;
    const TextStyle style = ui.style(t.type.field, value.empty() ? t.colour.ink2 : t.colour.ink);
    ui.text_elided({box.x + 14, box.y, box.w - 28 - t.size.icon, box.h}, style, shown);
    ui.icon(Icon::chevron_down, box.x + box.w - 14 - t.size.icon * 0.5f, box.y + box.h * 0.5f, t.size.icon * 0.9f,
            t.colour.ink2);
    if (it.focused) ui.focus_ring(box, t.size.radius_field);
    a11y::Node& node = ui.emit_open(a11y::Role::select, id, {}, box, style);
    node.value = value;
    node.labelled_by = texts.label;
    if (texts.label == 0) node.name = group.label;
    node.described_by = texts.hint;
    node.error_by = texts.error;
    if (group.required) node.states |= a11y::state_required;
    if (!group.error.empty()) node.states |= a11y::state_invalid;
    const auto option = [&](std::string_view option_value, std::string_view title) {
        a11y::Node& child =
            ui.emit(a11y::Role::option, ui.id(std::string("option:") + std::string(option_value)), title, box);
        child.value = option_value;
        if (option_value == value) child.states |= a11y::state_selected;
    };
    if (!empty_title.empty()) option("", empty_title);
    for (const Choice& c : choices)
        option(c.value, c.title);
    ui.tree().close();
    return ui.take_value(id);
}

std::optional<std::string> tabs(Ui& ui, std::string_view key, std::string_view name, std::span<const Choice> choices,
                                std::string_view value) {
    const Scope scope(ui, key);
    const Rect at{ui.left(), ui.next_y(), ui.width(), 0};
    ui.emit_open(a11y::Role::tab_list, ui.id("tabs"), name, at);
    ui.push_column(at, 0);
    auto chosen = segments(ui, choices, value, a11y::Role::tab);
    const float height = ui.pop_column();
    ui.tree().close({at.x, at.y, at.w, height});
    ui.place(height);
    return chosen;
}

}  // namespace ow::ui
