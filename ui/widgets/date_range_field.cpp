#include "ui/widgets/date_range_field.hpp"

#include "ui/frame/layout.hpp"
#include "ui/widgets/field_group.hpp"

namespace ow::ui {

namespace {

constexpr float column_gap = 24;
constexpr float beside_from = 640;  ///< both dates stand in one row from that width on, CSS px

}  // namespace

DateRangeResult date_range_field(Ui& ui, std::string_view key, const DateRangeSpec& spec) {
    const Scope scope(ui, key);
    DateRangeResult result;
    const FieldGroup group(ui, {.label = spec.label, .hint = spec.hint, .error = spec.error});
    const std::string from_key = std::string(key) + ".from", to_key = std::string(key) + ".to";
    const auto one = [&](std::string_view name, std::string_view label, const domain::DateText& value,
                         const domain::DateBounds& bounds) {
        const DateResult date = date_field(ui, name,
                                           {.label = label,
                                            .value = value,
                                            .words = spec.words,
                                            .bounds = bounds,
                                            .today = spec.today,
                                            .required = spec.required,
                                            .disabled = spec.disabled,
                                            .group_error = group.error()});
        result.left = result.left || date.left;
        return date.changed;
    };
    domain::DateBounds after = spec.bounds;
    if (const auto from = domain::read_date(spec.from, spec.bounds).date) after.first = from;
    if (ui.width() >= beside_from) {
        Row row(ui, "row", {1, 1}, column_gap);
        row.next();
        result.from = one(from_key, spec.from_label, spec.from, spec.bounds);
        row.next();
        result.to = one(to_key, spec.to_label, spec.to, after);
    } else {
        result.from = one(from_key, spec.from_label, spec.from, spec.bounds);
        ui.gap(ui.theme().size.gap);
        result.to = one(to_key, spec.to_label, spec.to, after);
    }
    ui.mark(key, ui.marked(from_key));
    return result;
}

}  // namespace ow::ui
