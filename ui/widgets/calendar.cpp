#include "ui/widgets/calendar.hpp"

#include "src/i18n/text.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

using domain::CivilDate;

constexpr int week = 7;

struct CalendarState {
    CivilDate at;  ///< the day that has or gets the focus; its month is shown
    bool placed = false;
};

/// Monday = 0 … Sunday = 6: the week begins on Monday (GB/T 7408).
int column_of(CivilDate date) { return (domain::weekday(date) + 6) % week; }

int days_in(int year, int month) {
    int day = 31;
    while (!domain::is_valid_date({year, month, day}))
        --day;
    return day;
}

CivilDate days_later(CivilDate date, int days) { return domain::civil_from_days(domain::days_from_civil(date) + days); }

/// The same day of another month, or its last.
CivilDate months_later(CivilDate date, int months) {
    const int count = date.year * 12 + date.month - 1 + months;
    const int year = count / 12, month = count % 12 + 1;
    return {year, month, std::min(date.day, days_in(year, month))};
}

CivilDate clamped(CivilDate date, const domain::DateBounds& bounds) {
    if (bounds.first && date < *bounds.first) return *bounds.first;
    if (bounds.last && date > *bounds.last) return *bounds.last;
    return date;
}

CivilDate moved(CivilDate at, const std::string& key) {
    if (key == "ArrowLeft") return days_later(at, -1);
    if (key == "ArrowRight") return days_later(at, 1);
    if (key == "ArrowUp") return days_later(at, -week);
    if (key == "ArrowDown") return days_later(at, week);
    if (key == "Home") return days_later(at, -column_of(at));
    if (key == "End") return days_later(at, week - 1 - column_of(at));
    if (key == "PageUp") return months_later(at, -1);
    if (key == "PageDown") return months_later(at, 1);
    if (key == "Shift+PageUp") return months_later(at, -12);
    if (key == "Shift+PageDown") return months_later(at, 12);
    return at;
}

std::string day_key(CivilDate date) { return "day:" + std::to_string(domain::days_from_civil(date)); }

std::string filled(std::string_view pattern, CivilDate date, const DateWords& words) {
    const auto weekday = static_cast<std::size_t>(domain::weekday(date));
    return i18n::fill(pattern, {{"year", date.year},
                                {"month", words.months[static_cast<std::size_t>(date.month - 1)]},
                                {"day", date.day},
                                {"weekday", words.weekdays[weekday]}});
}

/// One day. True when it was chosen.
bool draw_day(Ui& ui, const CalendarSpec& spec, CalendarState& state, CivilDate date, const Rect& box) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id(day_key(date));
    const bool out = clamped(date, spec.bounds) != date;
    const bool selected = spec.selected == date, today = spec.today == date;
    const Interaction it = ui.interact(id, box, out);
    const float radius = std::min(box.w, box.h) * 0.5f - 1;
    const float cx = box.x + box.w * 0.5f, cy = box.y + box.h * 0.5f;
    if (selected)
        ui.circle(cx, cy, radius, t.colour.brand, 0, 0);
    else if (it.hovered || it.held || today)
        ui.circle(cx, cy, radius, it.hovered || it.held ? t.colour.brand_soft : t.colour.surface, t.colour.brand,
                  today ? t.size.stroke : 0);
    const Colour ink = selected ? t.colour.on_brand : out ? t.colour.idle_dot : t.colour.ink;
    const TextStyle style = ui.style(t.type.body, ink, selected || today ? Face::bold : Face::regular);
    ui.text_in(box, style, std::to_string(date.day), Align::center);
    if (it.ring) ui.focus_ring(inflated(box, -3), radius);
    a11y::Node& node = ui.emit(a11y::Role::grid_cell, id, filled(spec.words.day_name, date, spec.words), box, style);
    node.position = column_of(date) + 1;
    if (out) node.states |= a11y::state_disabled;
    if (selected) node.states |= a11y::state_selected;
    if (today) node.states |= a11y::state_current;
    if (date == state.at) node.states |= a11y::state_tab_stop;
    if (const auto key = ui.take_key(id)) {
        state.at = clamped(moved(date, *key), spec.bounds);
        ui.want_focus(ui.id(day_key(state.at)));
        ui.unsettle();
    }
    return it.clicked && !out;
}

/// Months and years back and forth, and which month is shown.
void draw_head(Ui& ui, const CalendarSpec& spec, CalendarState& state) {
    const Theme& t = ui.theme();
    const auto go = [&](int months) {
        state.at = clamped(months_later(state.at, months), spec.bounds);
        ui.unsettle();
    };
    const float side = t.size.target;
    const Rect line = ui.place(side);
    const ButtonOptions quiet{.kind = ButtonKind::quiet};
    if (icon_button(ui, "earlier", spec.words.earlier_month, Icon::chevron_left, {line.x, line.y, side, side}, quiet))
        go(-1);
    const TextStyle style = ui.style(t.type.section, t.colour.ink, Face::bold);
    const std::string title = filled(spec.words.month_title, state.at, spec.words);
    const Rect middle{line.x + side, line.y, line.w - 2 * side, side};
    ui.text_in(middle, style, title, Align::center);
    // Said when it changes: the days alone would not tell that another month is shown.
    text_node(ui, "month", title, style, middle, a11y::Role::status, a11y::state_centered);
    if (icon_button(ui, "later", spec.words.later_month, Icon::chevron_right,
                    {line.x + line.w - side, line.y, side, side}, quiet))
        go(1);
}

void draw_years(Ui& ui, const CalendarSpec& spec, CalendarState& state) {
    const ButtonOptions small{.kind = ButtonKind::secondary, .compact = true};
    const RowButton years[] = {{.key = "earlier-year", .name = spec.words.earlier_year, .options = small},
                               {.key = "later-year", .name = spec.words.later_year, .options = small}};
    if (const auto pressed = button_row(ui, years)) {
        state.at = clamped(months_later(state.at, *pressed == 0 ? -12 : 12), spec.bounds);
        ui.unsettle();
    }
}

void open_row(Ui& ui, std::string_view key, const Rect& box, int place) {
    ui.emit_open(a11y::Role::row, ui.id(key), {}, box).position = place;
}

}  // namespace

bool calendar_fits(const Ui& ui, float width) { return width >= ui.theme().size.target * week; }

std::optional<CivilDate> calendar(Ui& ui, std::string_view key, const CalendarSpec& spec, bool enter) {
    const Scope scope(ui, key);
    const Theme& t = ui.theme();
    CalendarState& state = ui.keep<CalendarState>(ui.id("state"));
    if (!state.placed || enter) {
        const CivilDate fallback = spec.bounds.last.value_or(spec.bounds.first.value_or(CivilDate{2000, 1, 1}));
        state.at = clamped(spec.selected.value_or(spec.today.value_or(fallback)), spec.bounds);
        state.placed = true;
    }
    draw_head(ui, spec, state);
    ui.gap(4);
    const CivilDate shown = state.at;
    const CivilDate first{shown.year, shown.month, 1};
    const int days = days_in(shown.year, shown.month);
    const float cell = std::floor(ui.width() / week);
    const float height = std::min(cell, std::max(t.size.target, 48.0f));
    const TextStyle small = ui.style(t.type.small, t.colour.ink2, Face::bold);
    // Six weeks always: the buttons under the days stay where they are.
    const Rect box = ui.place(small.line_height() + 4 + 6 * height);
    const float left = box.x + (box.w - cell * week) * 0.5f;
    ui.emit_open(a11y::Role::grid, ui.id("grid"), filled(spec.words.month_title, shown, spec.words), box);
    open_row(ui, "head", {left, box.y, cell * week, small.line_height()}, 1);
    for (int column = 0; column < week; ++column) {
        const auto day = static_cast<std::size_t>((column + 1) % week);
        const Rect at{left + cell * static_cast<float>(column), box.y, cell, small.line_height()};
        ui.text_in(at, small, spec.words.short_weekdays[day], Align::center);
        const NodeId head = text_node(ui, "head" + std::to_string(column), spec.words.weekdays[day], small, at,
                                      a11y::Role::column_header, a11y::state_centered);
        ui.tree().find_mutable(head)->position = column + 1;
    }
    ui.tree().close();
    std::optional<CivilDate> chosen;
    const int lead = column_of(first);
    const float top = box.y + small.line_height() + 4;
    for (int from = 1 - lead, row = 0; from <= days; from += week, ++row) {
        const float y = top + height * static_cast<float>(row);
        open_row(ui, "week" + std::to_string(row), {left, y, cell * week, height}, row + 2);
        for (int day = std::max(1, from); day < from + week && day <= days; ++day) {
            const CivilDate date{shown.year, shown.month, day};
            const Rect at{left + cell * static_cast<float>(column_of(date)), y, cell, height};
            if (draw_day(ui, spec, state, date, at)) chosen = date;
        }
        ui.tree().close();
    }
    ui.tree().close();
    draw_years(ui, spec, state);
    if (enter) ui.want_focus(ui.id(day_key(state.at)));
    return chosen;
}

}  // namespace ow::ui
