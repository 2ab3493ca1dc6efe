#include "src/domain/form.hpp"

#include <algorithm>
#include <cmath>

#include "src/domain/phone.hpp"
#include "src/domain/text.hpp"

namespace ow::domain {

namespace {

/// Nothing was answered: absent, empty after trimming, or an empty list.
bool is_absent(const FormValue& value) {
    if (std::holds_alternative<std::monostate>(value)) {
        return true;
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return visible_length(*text) == 0;
    }
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        return list->empty();
    }
    return false;
}

std::optional<FieldCode> check_length(const FormField& field, double length) {
    if (field.min && length < *field.min) {
        return FieldCode::too_short;
    }
    if (field.max && length > *field.max) {
        return FieldCode::too_long;
    }
    return std::nullopt;
}

std::optional<FieldCode> check_text(const FormField& field, const FormValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) {
        return FieldCode::wrong_type;
    }
    const bool multiline = field.type == FieldType::multiline;
    if (!is_valid_utf8(*text)) {
        return FieldCode::format;
    }
    const std::string kept = clean_text(*text, multiline ? Lines::several : Lines::one);
    return check_length(field, static_cast<double>(visible_length(kept)));
}

std::optional<FieldCode> check_one_of(const std::vector<std::string>& options, const FormValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) {
        return FieldCode::wrong_type;
    }
    const bool known = std::find(options.begin(), options.end(), *text) != options.end();
    return known ? std::nullopt : std::optional(FieldCode::unknown);
}

std::optional<FieldCode> check_number(const FormField& field, const FormValue& value) {
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr) {
        return FieldCode::wrong_type;
    }
    const bool inside =
        std::isfinite(*number) && (!field.min || *number >= *field.min) && (!field.max || *number <= *field.max);
    return inside ? std::nullopt : std::optional(FieldCode::out_of_range);
}

std::optional<FieldCode> check_photos(const FormField& field, const FormValue& value) {
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    if (list == nullptr) {
        return FieldCode::wrong_type;
    }
    const bool too_many = field.max && static_cast<double>(list->size()) > *field.max;
    return too_many ? std::optional(FieldCode::too_many) : std::nullopt;
}

std::optional<FieldCode> check_phone(const FormValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) {
        return FieldCode::wrong_type;
    }
    const auto phone = normalise_callable(*text);
    return phone.ok() ? std::nullopt : std::optional(phone.error());
}

std::optional<FieldCode> check_consent(const FormField& field, const FormValue& value) {
    const auto* given = std::get_if<bool>(&value);
    if (given == nullptr) {
        return FieldCode::wrong_type;
    }
    return field.required && !*given ? std::optional(FieldCode::required) : std::nullopt;
}

std::optional<FieldCode> check(const FormField& field, const FormValue& value, const KnownIds& known) {
    if (is_absent(value)) {
        return field.required ? std::optional(FieldCode::required) : std::nullopt;
    }
    switch (field.type) {
        case FieldType::text:
        case FieldType::multiline: return check_text(field, value);
        case FieldType::choice: return check_one_of(field.options, value);
        case FieldType::number: return check_number(field, value);
        case FieldType::grid: return known.grids ? check_one_of(*known.grids, value) : std::nullopt;
        case FieldType::photos: return check_photos(field, value);
        case FieldType::phone: return check_phone(value);
        case FieldType::consent: return check_consent(field, value);
    }
    return std::nullopt;
}

}  // namespace

const FormField* find_field(const FormDefinition& form, std::string_view path) {
    const auto found = std::find_if(form.fields.begin(), form.fields.end(),
                                    [&](const FormField& field) { return field.path == path; });
    return found == form.fields.end() ? nullptr : &*found;
}

std::vector<FieldError> validate(const FormDefinition& form, const FormValues& values, const KnownIds& known,
                                 std::string_view step) {
    const FormValue nothing;
    std::vector<FieldError> errors;
    for (const FormField& field : form.fields) {
        if (!step.empty() && field.step != step) {
            continue;
        }
        const auto answer = values.find(field.path);
        const auto code = check(field, answer == values.end() ? nothing : answer->second, known);
        if (code) {
            FieldError error;
            error.path = field.path;
            error.code = *code;
            error.min = field.min;
            error.max = field.max;
            errors.push_back(std::move(error));
        }
    }
    return errors;
}

FormValues form_values(const Filing& filing) {
    FormValues values;
    if (filing.category) {
        values["category"] = std::string(to_code(*filing.category));
    }
    values["title"] = filing.title;
    values["description"] = filing.description;
    values["place.text"] = filing.place.text;
    values["place.grid_id"] = filing.place.grid_id;
    if (filing.place.position) {
        values["place.lon"] = filing.place.position->lon;
        values["place.lat"] = filing.place.position->lat;
    }
    values["attachments"] = filing.attachments;
    if (filing.contact_mode) {
        values["contact.mode"] = std::string(to_code(*filing.contact_mode));
    }
    values["contact.phone"] = filing.contact_phone;
    values["consent"] = filing.consent;
    return values;
}

Filing normalise(Filing filing) {
    filing.title = clean_text(filing.title, Lines::one);
    filing.description = clean_text(filing.description, Lines::several);
    filing.place.text = clean_text(filing.place.text, Lines::one);
    const auto phone = normalise_callable(filing.contact_phone);
    filing.contact_phone = phone.ok() ? phone.value() : std::string(trim(filing.contact_phone));
    return filing;
}

}  // namespace ow::domain
