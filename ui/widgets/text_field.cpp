#include "ui/widgets/text_field.hpp"

#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace ow::ui {

namespace {

int count_code_points(std::string_view text) {
    int count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        next_code_point(text, at);
    return count;
}

/// Hints and notes stand between secondary and small text (14 in the pictures).
float hint_px(const Theme& t) { return std::round((t.type.secondary + t.type.small) * 0.5f); }

void draw_value(Ui& ui, const Rect& inner, const TextStyle& style, const FieldSpec& spec) {
    ui.push_clip(inner);
    if (spec.rows > 1) {
        ui.text_block(inner.x, inner.y, inner.w, style, spec.value);
    } else if (spec.input == a11y::InputType::password) {
        std::string dots;
        for (int i = count_code_points(spec.value); i > 0; --i)
            dots += "\xE2\x80\xA2";
        ui.text_elided(inner, style, dots);
    } else {
        ui.text_elided(inner, style, spec.shown.empty() ? spec.value : spec.shown);
    }
    ui.pop_clip();
}

/// One line that is counted shows it when this many code points are left, eight in ten taken.
constexpr int near_end_tenths = 8;

/// How much is written, "" where it is not counted; `over`: more than the field takes.
struct Count {
    std::string text;
    bool over = false;
};
Count count_of(const FieldSpec& spec) {
    if (spec.max_length <= 0) return {};
    const int written = count_code_points(spec.value);
    if (written > spec.max_length && !spec.too_long.empty()) {
        std::string text(spec.too_long);
        constexpr std::string_view mark = "{count}";
        if (const std::size_t at = text.find(mark); at != std::string::npos)
            text.replace(at, mark.size(), std::to_string(written - spec.max_length));
        return {std::move(text), true};
    }
    if (spec.rows <= 1 && written * 10 < spec.max_length * near_end_tenths) return {};
    return {std::to_string(written) + " / " + std::to_string(spec.max_length), written > spec.max_length};
}

/// Too much is said as soon as it is so, and seen by more than its colour.
void draw_count(Ui& ui, const Count& count, const TextStyle& style, const Rect& box) {
    ui.emit_open(a11y::Role::status, ui.id("counted"), {}, box);
    text_line(ui, "over", count.text, style, box, Align::right);
    ui.tree().close(box);
}

/// The quiet line under the field: the note at the left, the count at the right; two lines where one is too narrow.
void draw_note(Ui& ui, const FieldSpec& spec) {
    const Count count = count_of(spec);
    const bool counted = !count.text.empty();
    if (!counted && spec.note.empty()) return;
    const Theme& t = ui.theme();
    const TextStyle small = ui.style(hint_px(t), t.colour.ink2);
    const TextStyle number = count.over ? ui.style(hint_px(t), t.colour.bad, Face::bold) : small;
    const float count_w = counted ? ui.text_width(number, count.text) + 2 : 0;
    ui.gap(6);
    const float y = ui.next_y();
    const float icon = spec.note_icon == Icon::none ? 0 : std::round(small.px * 1.3f) + 6;
    const float note_w = spec.note.empty() ? 0 : icon + ui.text_width(small, spec.note) + 12;
    const bool beside = note_w > 0 && note_w + count_w <= ui.width();
    if (note_w > 0) {
        // Beside the count the note ends where the count begins.
        ui.push_column({ui.left(), y, ui.width() - (beside ? count_w : 0), 0}, 0);
        icon_text(ui, "note", spec.note_icon, spec.note, small, t.colour.ok);
        ui.place(ui.pop_column());
    }
    if (!counted) return;
    const float h = small.line_height();
    if (note_w > 0 && !beside) ui.gap(0);
    const Rect line = beside ? Rect{ui.left(), y, ui.width(), h} : ui.place(h);
    const Rect box{line.x + line.w - count_w, line.y, count_w, h};
    if (count.over)
        draw_count(ui, count, number, box);
    else
        text_line(ui, "count", count.text, number, box, Align::right);
}

}  // namespace

FieldTexts field_texts(Ui& ui, std::string_view label, std::string_view hint, std::string_view error, NodeId field) {
    const Theme& t = ui.theme();
    FieldTexts nodes;
    const auto put = [&](std::string_view suffix, std::string_view text, const TextStyle& style, a11y::Role role) {
        const Rect box = ui.place(ui.text_height(style, text, ui.width()));
        ui.text_block(box.x, box.y, box.w, style, text);
        a11y::Node& node = ui.emit(role, ui.id(suffix), text, box, style);
        if (role == a11y::Role::label) node.labelled_by = field;
        return node.id;
    };
    if (!label.empty())
        nodes.label = put("label", label, ui.style(t.type.body, t.colour.ink, Face::bold), a11y::Role::label);
    if (!hint.empty()) {
        ui.gap(4);
        nodes.hint = put("hint", hint, ui.style(hint_px(t), t.colour.ink2), a11y::Role::text);
    }
    if (!error.empty()) {
        ui.gap(6);
        nodes.error = put("error", error, ui.style(t.type.body, t.colour.bad, Face::bold), a11y::Role::text);
    }
    return nodes;
}

ErrorBar::ErrorBar(Ui& ui, bool in_error) : m_ui(ui), m_active(in_error) {
    if (!m_active) return;
    m_x = ui.left();
    m_y = ui.next_y();
    ui.push_column({m_x + 17, m_y, ui.width() - 17, 0}, 0);
}

ErrorBar::~ErrorBar() {
    if (!m_active) return;
    const float height = m_ui.pop_column();
    m_ui.fill({m_x, m_y, 5, height}, m_ui.theme().colour.bad);
    m_ui.place(height);
}

FieldResult text_field(Ui& ui, std::string_view key, const FieldSpec& spec) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    FieldResult result;
    const NodeId id = ui.id("field");
    result.id = id;
    ui.mark(key, id);
    const bool invalid = !spec.error.empty() || spec.group_error != 0;
    const ErrorBar bar(ui, !spec.error.empty());
    const FieldTexts texts =
        field_texts(ui, spec.label_at == LabelAt::above ? spec.label : std::string_view{}, spec.hint, spec.error, id);

    const TextStyle style = ui.style(t.type.field, spec.disabled ? t.colour.ink2 : t.colour.ink);
    const float pad_x = spec.icon == Icon::none ? 14.0f : 14.0f + t.size.icon + 10;
    if (texts.label != 0) ui.gap(8);
    // The words that stand in the box itself take the lines they need.
    const bool inside = spec.label_at == LabelAt::inside;
    const float words_h = inside ? ui.text_height(ui.body(), spec.label, ui.width() - pad_x - 14) + 16 : 0.0f;
    const float height =
        spec.rows > 1 ? style.line_height() * static_cast<float>(spec.rows) + 24 : std::max(t.size.field, words_h);
    const Rect box = ui.place(height);
    const Interaction it = ui.interact(id, box, spec.disabled);
    ui.fill(box, spec.disabled || spec.read_only ? mix(t.colour.track, t.colour.surface, 0.5f) : t.colour.surface,
            t.size.radius_field);
    const Colour edge = invalid ? t.colour.bad : spec.read_only ? t.colour.line : t.colour.border;
    ui.outline(box, edge, t.size.radius_field, invalid ? 3.0f : t.size.stroke);
    if (spec.icon != Icon::none)
        ui.icon(spec.icon, box.x + 14 + t.size.icon * 0.5f, box.y + box.h * 0.5f, t.size.icon, t.colour.ink2);
    const float pad_y = spec.rows > 1 ? 12.0f : (box.h - style.line_height()) * 0.5f;
    const float suffix_w = spec.suffix.empty() ? 0 : ui.text_width(ui.body(), spec.suffix) + 14;
    const Rect inner{box.x + pad_x, box.y + pad_y, box.w - pad_x - 14 - suffix_w, box.h - 2 * pad_y};
    if (suffix_w > 0)
        ui.text_in({box.x + box.w - suffix_w, box.y, suffix_w, box.h}, ui.style(t.type.body, t.colour.ink2),
                   spec.suffix);
    if (it.focused)
        ui.focus_ring(box, t.size.radius_field);
    else
        draw_value(ui, inner, style, spec);
    if (inside && spec.value.empty())
        ui.text_in({inner.x, box.y + 4, inner.w, box.h - 8}, ui.style(t.type.body, t.colour.ink2), spec.label);

    a11y::Node& node = ui.emit(spec.rows > 1 ? a11y::Role::text_area : a11y::Role::text_field, id, {},
                               {box.x, box.y, box.w - suffix_w, box.h}, style);
    node.input = spec.input;
    node.value = spec.value;
    node.autocomplete = spec.autocomplete;
    node.labelled_by = texts.label;
    if (texts.label == 0) node.name = spec.label;
    node.described_by = texts.hint;
    node.error_by = spec.group_error != 0 ? spec.group_error : texts.error;
    if (spec.required) node.states |= a11y::state_required;
    if (spec.disabled) node.states |= a11y::state_disabled;
    if (spec.read_only) node.states |= a11y::state_read_only;
    if (invalid) node.states |= a11y::state_invalid;
    if (spec.enter == Enter::next && spec.rows <= 1) node.states |= a11y::state_enter_next;
    if (spec.enter == Enter::send && spec.rows <= 1) node.states |= a11y::state_enter_send;
    node.set_size = spec.max_length;
    node.pad_x = pad_x;
    node.pad_y = pad_y;

    result.pressed = it.clicked;
    result.changed = ui.take_value(id);
    result.submitted = ui.take(id, a11y::ActionKind::submit);
    result.left = ui.take(id, a11y::ActionKind::blur);

    draw_note(ui, spec);
    return result;
}

}  // namespace ow::ui
