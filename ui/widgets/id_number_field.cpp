#include "ui/widgets/id_number_field.hpp"

#include "src/domain/id_number.hpp"
#include "src/domain/typed_code.hpp"

namespace ow::ui {

FieldResult id_number_field(Ui& ui, std::string_view key, FieldSpec spec) {
    const std::string shown = domain::group_id_number(domain::compact_code(spec.value));
    spec.input = a11y::InputType::identity_number;
    if (spec.shown.empty()) spec.shown = shown;
    FieldResult result = text_field(ui, key, spec);
    if (result.left) {
        const std::string kept = domain::compact_code(result.changed ? *result.changed : spec.value);
        if (result.changed || kept != spec.value) result.changed = kept;
    }
    return result;
}

}  // namespace ow::ui
