#include "src/domain/form_definition.hpp"

#include <algorithm>

namespace ow::domain::forms {

namespace {

bool flag_at(const Value& object, std::string_view name) {
    const Value* value = object.find(name);
    return value != nullptr && value->as_bool() != nullptr && *value->as_bool();
}

std::optional<double> number_at(const Value& object, std::string_view name) {
    const Value* value = object.find(name);
    const double* number = value == nullptr ? nullptr : value->as_number();
    return number == nullptr ? std::nullopt : std::optional(*number);
}

std::vector<std::string> texts_at(const Value& object, std::string_view name) {
    std::vector<std::string> texts;
    const Value* value = object.find(name);
    if (const Value::List* list = value == nullptr ? nullptr : value->as_list()) {
        for (const Value& one : *list) {
            if (const std::string* text = one.as_text()) {
                texts.push_back(*text);
            }
        }
    }
    return texts;
}

Value value_at(const Value& object, std::string_view name) {
    const Value* value = object.find(name);
    return value == nullptr ? Value() : *value;
}

bool read_fields(const Value& object, std::vector<FormField>& fields);

bool read_field(const Value& file, FormField& field) {
    const auto type = from_code<FieldType>(file.text_at("type"));
    field.path = file.text_at("path");
    if (!type || field.path.empty()) {
        return false;
    }
    field.type = *type;
    field.section = file.text_at("section");
    field.required = flag_at(file, "required");
    field.required_if = value_at(file, "required_if");
    field.show_if = value_at(file, "show_if");
    field.computed = value_at(file, "computed");
    field.min = number_at(file, "min");
    field.max = number_at(file, "max");
    field.options = texts_at(file, "options");
    field.parts = texts_at(file, "parts");
    field.words = file.text_at("words");
    field.autocomplete = file.text_at("autocomplete");
    field.fact = file.text_at("prefill.fact");
    field.purpose = file.text_at("purpose");
    field.instead_of = file.text_at("instead_of");
    field.mobile = flag_at(file, "mobile");
    field.name = flag_at(file, "name");
    const auto kinds = texts_at(file, "content_types");
    field.documents = std::find(kinds.begin(), kinds.end(), "application/pdf") != kinds.end();
    field.max_bytes = static_cast<std::int64_t>(number_at(file, "max_bytes").value_or(0));
    return read_fields(file, field.fields);
}

bool read_fields(const Value& object, std::vector<FormField>& fields) {
    const Value* list = object.find("fields");
    if (list == nullptr || list->as_list() == nullptr) {
        return list == nullptr;
    }
    for (const Value& one : *list->as_list()) {
        if (!read_field(one, fields.emplace_back())) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::optional<FormDefinition> read_definition(const Value& file) {
    FormDefinition form;
    form.code = file.text_at("code");
    form.version = static_cast<int>(number_at(file, "version").value_or(0));
    form.words = file.text_at("words");
    const Value* sections = file.find("sections");
    if (form.code.empty() || sections == nullptr || sections->as_list() == nullptr) {
        return std::nullopt;
    }
    for (const Value& section : *sections->as_list()) {
        form.sections.push_back({std::string(section.text_at("id")), flag_at(section, "review")});
    }
    const Value rules = value_at(file, "rules");
    if (const Value::List* list = rules.as_list()) {
        for (const Value& rule : *list) {
            form.rules.push_back({std::string(rule.text_at("at")), value_at(rule, "require"),
                                  from_code<FieldCode>(rule.text_at("code")).value_or(FieldCode::mismatch)});
        }
    }
    return read_fields(file, form.fields) ? std::optional(std::move(form)) : std::nullopt;
}

std::vector<FormField> parts_of(const FormField& field) {
    struct Part {
        std::string_view name;
        FieldType type;
    };
    static constexpr std::array<Part, 13> known{{{"text", FieldType::text},
                                                 {"grid_id", FieldType::grid},
                                                 {"lon", FieldType::number},
                                                 {"lat", FieldType::number},
                                                 {"name", FieldType::text},
                                                 {"id_number", FieldType::id_number},
                                                 {"phone", FieldType::phone},
                                                 {"birth_date", FieldType::date},
                                                 {"relation", FieldType::text},
                                                 {"community", FieldType::text},
                                                 {"building", FieldType::text},
                                                 {"unit", FieldType::text},
                                                 {"room", FieldType::text}}};
    std::vector<FormField> parts;
    for (const std::string& name : field.parts) {
        const auto* found = std::find_if(known.begin(), known.end(), [&](const Part& one) { return one.name == name; });
        if (found == known.end()) {
            continue;
        }
        FormField part;
        part.path = name;
        part.type = found->type;
        part.name = name == "name";
        part.words = "form." + std::string(to_code(field.type));
        if (name == "lon" || name == "lat") {
            part.max = name == "lon" ? 180 : 90;
            part.min = -*part.max;
        } else if (name != "grid_id") {
            // The words of a place are what must be said of it; grid and position only help.
            part.required = field.required;
            part.min = part.type == FieldType::text ? field.min : std::nullopt;
            part.max = part.type == FieldType::text ? field.max : std::nullopt;
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace ow::domain::forms
