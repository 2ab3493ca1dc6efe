#include "ui/widgets/money_field.hpp"

namespace ow::ui {

MoneyResult money_field(Ui& ui, std::string_view key, FieldSpec spec, std::string_view unit) {
    MoneyResult result;
    const auto before = domain::parse_money(spec.value);
    const std::string shown = before.ok() ? domain::format_money(before.value()) : std::string();
    spec.input = a11y::InputType::number;
    spec.suffix = unit;
    spec.shown = shown;
    FieldResult field = text_field(ui, key, spec);
    result.changed = std::move(field.changed);
    result.left = field.left;
    result.submitted = field.submitted;
    const auto now = result.changed ? domain::parse_money(*result.changed) : before;
    if (now.ok()) result.amount = now.value();
    return result;
}

}  // namespace ow::ui
