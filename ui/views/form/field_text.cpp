#include "ui/views/form/field.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/id_number_field.hpp"
#include "ui/widgets/money_field.hpp"

#include "src/domain/id_number.hpp"
#include "src/domain/time.hpp"

namespace ow::ui::form_parts {

namespace {

/// What the browser may fill in: the autofill token of a field by its type, or by what it asks.
std::string_view autocomplete_of(const FieldAt& at) {
    if (!at.field.autocomplete.empty()) return at.field.autocomplete;
    switch (at.field.type) {
        case FieldType::phone: return "tel";
        case FieldType::one_time_code: return "one-time-code";
        case FieldType::password: return "current-password";
        default: break;
    }
    if (at.path.ends_with("place.text") || at.path.ends_with("address.text")) return "street-address";
    return at.field.name ? "name" : "";
}

a11y::InputType input_of(FieldType type) {
    using a11y::InputType;
    switch (type) {
        case FieldType::phone: return InputType::tel;
        case FieldType::number:
        case FieldType::integer: return InputType::number;
        case FieldType::one_time_code: return InputType::one_time_code;
        case FieldType::password: return InputType::password;
        case FieldType::bank_card: return InputType::one_time_code;  // digits, and no telephone keys
        case FieldType::case_number:
        case FieldType::query_code: return InputType::identity_number;
        default: return InputType::text;
    }
}

/// An ID number as it is drawn while nobody is writing in its field: a neighbour's glance does not read it.
/// What is not a whole number yet stays readable, so that it can be mended.
std::string masked(const FormView& form, std::string_view typed) {
    const auto parsed = domain::parse_id_number(typed, form.setting.context.today);
    return parsed.ok() ? domain::mask_id_number(parsed.value().text) : std::string();
}

}  // namespace

bool draw_text(const FormView& form, const FieldAt& at, bool last) {
    Ui& ui = form.view.ui;
    const std::string label = label_of(at), error = error_at(form, at);
    const std::string value = text_at(form, at.path);
    const bool is_long = at.field.type == FieldType::long_text;
    // A long text shows how much it takes from the first letter on, every line near its end.
    const std::string hint = hint_of(at);
    const int rows = !is_long ? 1 : !at.required ? 3 : ui.theme().elder() ? 5 : 6;
    const bool counted = is_long || at.field.type == FieldType::text;
    FieldSpec spec{.label = label,
                   .value = value,
                   .hint = hint,
                   .error = error,
                   .input = input_of(at.field.type),
                   .autocomplete = autocomplete_of(at),
                   .rows = rows,
                   .max_length = counted && at.field.max ? static_cast<int>(*at.field.max) : 0,
                   .too_long = tr("form.too_long"),
                   .required = at.required,
                   .disabled = form.busy,
                   .label_at = is_asked_by_heading(form, at) ? LabelAt::heading : LabelAt::above,
                   .enter = !last                ? Enter::next
                            : form.enter_goes_on ? Enter::send
                                                 : Enter::done};
    if (is_long) {
        spec.note = form.note;
        spec.note_icon = form.note_icon;
    }
    FieldResult result;
    std::string shown;
    if (at.field.type == FieldType::id_number) {
        shown = masked(form, value);
        spec.shown = shown;
        result = id_number_field(ui, at.node(), spec);
    } else if (at.field.type == FieldType::money) {
        MoneyResult money = money_field(ui, at.node(), spec, tr("form.yuan"));
        if (money.changed) edit(form, at.path, *money.changed);
        result.submitted = money.submitted;
    } else {
        result = text_field(ui, at.node(), spec);
    }
    if (result.changed) edit(form, at.path, *result.changed);
    return result.submitted;
}

}  // namespace ow::ui::form_parts
