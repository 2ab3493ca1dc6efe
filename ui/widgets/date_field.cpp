#include "ui/widgets/date_field.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/field_group.hpp"
#include "ui/widgets/text_field.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ow::ui {

namespace {

constexpr float part_gap = 10;

struct DateState {
    bool open = false;
    bool enter = false;  ///< the calendar was opened just now
    std::optional<domain::CivilDate> chosen;
};

/// One of the three fields.
struct Part {
    std::string_view key, label, autocomplete;
    int digits;
    std::string domain::DateText::* text;
};

/// Draws the fields side by side; what does not fit goes into the next line.
class Flow {
  public:
    explicit Flow(const Ui& ui) : m_left(ui.left()), m_right(ui.left() + ui.width()), m_x(m_left), m_y(ui.next_y()) {}

    /// Top-left of the next thing of that width.
    std::pair<float, float> next(float width) {
        if (m_x > m_left && m_x + width > m_right + 0.5f) {
            m_x = m_left;
            m_y += m_line + part_gap;
            m_line = 0;
        }
        const float x = m_x;
        m_x += width + part_gap;
        return {x, m_y};
    }
    void used(float height) { m_line = std::max(m_line, height); }
    [[nodiscard]] float line() const { return m_line; }
    /// Height of all lines.
    [[nodiscard]] float bottom() const { return m_y + m_line; }

  private:
    float m_left, m_right, m_x, m_y, m_line = 0;
};

/// The window's room for a calendar: as wide as the dialog's content will be.
bool calendar_has_room(const Ui& ui) {
    const float width = ui.surface().width;
    return calendar_fits(ui, width < 600 ? width - 40 : 440);
}

void draw_calendar(Ui& ui, DateState& state, const std::string& title, const CalendarSpec& spec) {
    const DialogPlace place = ui.surface().width < 600 ? DialogPlace::sheet : DialogPlace::middle;
    const NodeId opener = ui.id("open");
    const Dialog dialog(ui, "calendar", title, {.place = place, .close = spec.words.close});
    const auto chosen = calendar(ui, "month", spec, std::exchange(state.enter, false));
    if (!chosen && !dialog.dismissed()) return;
    state.chosen = chosen;
    state.open = false;
    ui.want_focus(opener);
    ui.unsettle();
}

}  // namespace

DateResult date_field(Ui& ui, std::string_view key, const DateSpec& spec) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    DateState& state = ui.keep<DateState>(ui.id("state"));
    DateResult result;
    const FieldGroup group(ui, {.label = spec.label,
                                .hint = spec.hint,
                                .error = spec.error,
                                .group_error = spec.group_error,
                                .hide_label = spec.hide_label});
    domain::DateText text = spec.value;
    const Part parts[] = {{"year", spec.words.year, "bday-year", 4, &domain::DateText::year},
                          {"month", spec.words.month, "bday-month", 2, &domain::DateText::month},
                          {"day", spec.words.day, "bday-day", 2, &domain::DateText::day}};
    const TextStyle digits = ui.style(t.type.field, 0), labels = ui.style(t.type.body, 0, Face::bold);
    Flow flow(ui);
    for (const Part& part : parts) {
        const float words = std::ceil(ui.text_width(labels, part.label)) + 2;
        const float need = std::ceil(ui.text_width(digits, std::string(static_cast<std::size_t>(part.digits), '0')));
        const float width = std::max({t.size.target, need + 30, words});
        const auto [x, y] = flow.next(width);
        ui.push_column({x, y, width, 0}, 0);
        const std::string part_key = std::string(key) + "." + std::string(part.key);
        const FieldResult field = text_field(ui, part_key,
                                             {.label = part.label,
                                              .value = text.*part.text,
                                              .input = a11y::InputType::one_time_code,
                                              .autocomplete = spec.birthday ? part.autocomplete : "",
                                              .required = spec.required,
                                              .disabled = spec.disabled,
                                              .read_only = spec.read_only,
                                              .group_error = group.error()});
        flow.used(ui.pop_column());
        if (part.digits == 4) ui.mark(key, field.id);
        if (field.changed) {
            text.*part.text = *field.changed;
            result.changed = text;
        }
        result.left = result.left || field.left;
    }
    if (!spec.disabled && !spec.read_only && calendar_has_room(ui)) {
        const float side = t.size.field;
        const float line = flow.line();
        const auto [x, y] = flow.next(side);
        // Beside the boxes, not beside their labels.
        const float top = flow.line() == line ? y + line - side : y;
        flow.used(side);
        const std::string name = std::string(spec.words.choose) + " " + std::string(spec.label);
        if (icon_button(ui, "open", name, Icon::calendar, {x, top, side, side}, {.kind = ButtonKind::secondary})) {
            state.open = state.enter = true;
            ui.unsettle();
        }
        ui.tree().find_mutable(ui.id("open"))->popup = a11y::Popup::dialog;
    }
    ui.place(flow.bottom() - ui.next_y());
    if (const auto chosen = std::exchange(state.chosen, {})) result.changed = domain::date_text(*chosen);
    if (state.open) {
        ui.draw_above([&ui, &state, title = std::string(spec.label), bounds = spec.bounds, today = spec.today,
                       words = spec.words, selected = domain::read_date(spec.value, spec.bounds).date] {
            draw_calendar(ui, state, title, {.selected = selected, .today = today, .bounds = bounds, .words = words});
        });
    }
    return result;
}

}  // namespace ow::ui
