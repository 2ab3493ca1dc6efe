#pragma once

#include "src/domain/form.hpp"
#include "tests/unit/domain/fixture.hpp"

namespace ow::test {

/// assets/catalogue/appeal.json as a value; the product reads it through src/wire, which these tests may not see.
inline domain::FormDefinition appeal_form() {
    const auto json = read_json("assets/catalogue/appeal.json");
    domain::FormDefinition form;
    form.id = json["id"].get<std::string>();
    form.version = json["version"].get<int>();
    form.steps = json["steps"].get<std::vector<std::string>>();
    for (const auto& entry : json["fields"]) {
        domain::FormField field;
        field.path = text_of(entry, "path");
        field.step = text_of(entry, "step");
        const auto type = domain::from_code<domain::FieldType>(text_of(entry, "type"));
        REQUIRE(type);
        field.type = *type;
        field.required = entry["required"].get<bool>();
        if (entry.contains("min")) {
            field.min = entry["min"].get<double>();
        }
        if (entry.contains("max")) {
            field.max = entry["max"].get<double>();
        }
        if (entry.contains("options")) {
            field.options = entry["options"].get<std::vector<std::string>>();
        }
        form.fields.push_back(field);
    }
    return form;
}

}  // namespace ow::test
