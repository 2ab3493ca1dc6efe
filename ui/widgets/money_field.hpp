#pragma once
/// An amount in yuan. What is typed stays as it is typed while the field has the focus; else it is drawn grouped with
/// two decimals. The value is a whole number of 分.

#include "src/domain/money.hpp"
#include "ui/widgets/text_field.hpp"

namespace ow::ui {

/// What came back in this frame.
struct MoneyResult {
    std::optional<std::string> changed;   ///< the text as typed, for the model
    std::optional<domain::Money> amount;  ///< what the text in the field says now, where it is an amount
    bool left = false;
    bool submitted = false;  ///< Enter
};

/// Draws the field; `spec.value` is the typed text, `unit` the word at its right ("元").
MoneyResult money_field(Ui& ui, std::string_view key, FieldSpec spec, std::string_view unit);

}  // namespace ow::ui
