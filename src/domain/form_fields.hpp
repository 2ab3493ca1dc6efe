#pragma once

#include <string>
#include <vector>

#include "src/domain/form_definition.hpp"

namespace ow::domain::forms {

/// What came of one answer.
struct Answer {
    struct Fault {
        std::string path;  ///< below the field; "" = the field itself
        FieldCode code{};
    };
    Value value;  ///< as it is kept; as it was given where it is wrong
    std::vector<Fault> wrong{};
};

/// Whether the type's answer is an object of parts (place, address, person).
[[nodiscard]] bool is_composite(FieldType type);

/// Nothing was answered: null, a text in which nothing can be seen, an empty list or object, a declaration that was
/// not given. \param answer nullptr = nothing there.
[[nodiscard]] bool is_absent(const FormField& field, const Value* answer);

/// Checks and normalises an answer that is not absent, of any type but composites, groups and facts.
/// server/rules/form_fields.py does the same (tests/server/test_forms_alike.py).
[[nodiscard]] Answer read_answer(const FormField& field, const Value& answer, const FormContext& context);

}  // namespace ow::domain::forms
