#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "src/domain/date_text.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/id_number.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/money.hpp"
#include "src/domain/phone.hpp"
#include "src/domain/text.hpp"

namespace ow::domain::forms {

namespace {

using Fault = std::optional<FieldCode>;

bool is_composite(FieldType type) {
    return type == FieldType::place || type == FieldType::address || type == FieldType::person;
}

/// Nothing was answered: absent, empty after trimming, or an empty list.
bool is_absent(const Value* value) {
    if (value == nullptr || value->is_null()) {
        return true;
    }
    if (const std::string* text = value->as_text()) {
        return visible_length(*text) == 0;
    }
    return value->as_list() != nullptr && value->as_list()->empty();
}

// --- conditions ---

/// True, false, or nothing where it cannot be said yet.
using Truth = std::optional<bool>;

Truth holds(const Value& condition, const Value& answers, const FormContext& context);

const Value* operand(const Value& term, const Value& answers, const FormContext& context) {
    const Value::List* list = term.as_list();
    if (list == nullptr) {
        const Value* items = term.find("list");
        return items != nullptr ? items : &term;
    }
    if (list->size() != 2 || (*list)[1].as_text() == nullptr) {
        return nullptr;
    }
    const std::string& name = *(*list)[1].as_text();
    const std::string* kind = (*list)[0].as_text();
    if (kind == nullptr) {
        return nullptr;
    }
    return *kind == "answer" ? answers.find(name) : *kind == "fact" ? context.facts.find(name) : nullptr;
}

Truth all_or_any(const Value::List& terms, bool all, const Value& answers, const FormContext& context) {
    Truth result = all;
    for (std::size_t at = 1; at < terms.size(); ++at) {
        const Truth one = holds(terms[at], answers, context);
        if (one == !all) {
            return !all;
        }
        if (!one) {
            result = std::nullopt;
        }
    }
    return result;
}

Truth compare(const std::string& how, const Value* left, const Value* right) {
    if (left == nullptr || right == nullptr) {
        return std::nullopt;
    }
    if (how == "in") {
        const Value::List* list = right->as_list();
        return list == nullptr ? std::nullopt : Truth(std::find(list->begin(), list->end(), *left) != list->end());
    }
    return (*left == *right) == (how == "eq");
}

Truth holds(const Value& condition, const Value& answers, const FormContext& context) {
    if (const bool* plain = condition.as_bool()) {
        return *plain;
    }
    const Value::List* terms = condition.as_list();
    const std::string* how = terms == nullptr || terms->empty() ? nullptr : terms->front().as_text();
    if (how == nullptr) {
        return std::nullopt;
    }
    if (*how == "and" || *how == "or") {
        return all_or_any(*terms, *how == "and", answers, context);
    }
    if (*how == "not" && terms->size() == 2) {
        const Truth inner = holds((*terms)[1], answers, context);
        return inner ? Truth(!*inner) : std::nullopt;
    }
    if (*how == "answered" && terms->size() == 2 && (*terms)[1].as_text() != nullptr) {
        return !is_absent(answers.find(*(*terms)[1].as_text()));
    }
    if ((*how == "eq" || *how == "ne" || *how == "in") && terms->size() == 3) {
        return compare(*how, operand((*terms)[1], answers, context), operand((*terms)[2], answers, context));
    }
    return std::nullopt;
}

// --- one answer ---

Fault check_length(const FormField& field, double length) {
    if (field.min && length < *field.min) {
        return FieldCode::too_short;
    }
    if (field.max && length > *field.max) {
        return FieldCode::too_long;
    }
    return std::nullopt;
}

Fault check_range(const FormField& field, double number) {
    const bool inside =
        std::isfinite(number) && (!field.min || number >= *field.min) && (!field.max || number <= *field.max);
    return inside ? std::nullopt : Fault(FieldCode::out_of_range);
}

std::string kept_words(const FormField& field, const std::string& text) {
    if (field.name) {
        return clean_name(text);
    }
    return clean_text(text, field.type == FieldType::long_text ? Lines::several : Lines::one);
}

Fault check_words(const FormField& field, const std::string& text) {
    if (!is_valid_utf8(text)) {
        return FieldCode::format;
    }
    return check_length(field, static_cast<double>(visible_length(kept_words(field, text))));
}

Fault check_known(const std::vector<std::string>& options, const std::string& text) {
    const bool known = std::find(options.begin(), options.end(), text) != options.end();
    return known ? std::nullopt : Fault(FieldCode::unknown);
}

Fault check_list(const FormField& field, const Value::List& list) {
    if (field.type == FieldType::multi_choice) {
        for (const Value& one : list) {
            if (one.as_text() == nullptr || check_known(field.options, *one.as_text())) {
                return FieldCode::unknown;
            }
        }
    }
    const auto count = static_cast<double>(list.size());
    if (field.max && count > *field.max) {
        return FieldCode::too_many;
    }
    return field.min && count < *field.min ? Fault(FieldCode::required) : std::nullopt;
}

/// A number as it was typed.
std::optional<double> read_number(std::string_view typed) {
    const std::string text = to_half_width(trim(typed));
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    const bool plain = !text.empty() && end == text.c_str() + text.size() &&
                       text.find_first_not_of("+-.0123456789") == std::string::npos;
    return plain ? std::optional(number) : std::nullopt;
}

Fault check_number(const FormField& field, double number) {
    if (field.type == FieldType::integer && number != std::floor(number)) {
        return FieldCode::format;
    }
    return check_range(field, number);
}

DateText date_parts(std::string_view typed) {
    DateText parts;
    for (std::string* part : {&parts.year, &parts.month, &parts.day}) {
        const std::size_t end = std::min(typed.find('-'), typed.size());
        *part = typed.substr(0, end);
        typed.remove_prefix(std::min(typed.size(), end + 1));
    }
    return parts;
}

Fault check_date(std::string_view typed) {
    return read_date(date_parts(typed)).date ? std::nullopt : Fault(FieldCode::date);
}

std::string date_iso(CivilDate date) {
    const auto padded = [](int number, std::size_t digits) {
        const std::string text = std::to_string(number);
        return std::string(digits - std::min(digits, text.size()), '0') + text;
    };
    return padded(date.year, 4) + "-" + padded(static_cast<int>(date.month), 2) + "-" +
           padded(static_cast<int>(date.day), 2);
}

template <class T>
Fault fault_of(const Result<T, FieldCode>& result) {
    return result.ok() ? std::nullopt : Fault(result.error());
}

Result<std::string, FieldCode> read_phone(const FormField& field, const std::string& text) {
    return field.mobile ? normalise_phone(text) : normalise_callable(text);
}

Fault check_text(const FormField& field, const std::string& text, const FormContext& context) {
    switch (field.type) {
        case FieldType::text:
        case FieldType::long_text: return check_words(field, text);
        case FieldType::choice: return check_known(field.options, text);
        case FieldType::grid: return context.grids ? check_known(*context.grids, text) : std::nullopt;
        case FieldType::department: return context.departments ? check_known(*context.departments, text) : std::nullopt;
        case FieldType::phone: return fault_of(read_phone(field, text));
        case FieldType::id_number: return fault_of(parse_id_number(text, context.today));
        case FieldType::case_number: return fault_of(CaseNumber::parse(text));
        case FieldType::query_code: return fault_of(normalise_query_code(text));
        case FieldType::money: return fault_of(parse_money(text));
        case FieldType::bank_card: return fault_of(normalise_bank_card(text));
        case FieldType::one_time_code: return fault_of(normalise_one_time_code(text));
        case FieldType::date: return check_date(text);
        case FieldType::password: return std::nullopt;
        case FieldType::number:
        case FieldType::integer: {
            const auto number = read_number(text);
            return number ? check_number(field, *number) : Fault(FieldCode::format);
        }
        default: return FieldCode::wrong_type;
    }
}

Fault check_answer(const FormField& field, const Value& answer, const FormContext& context) {
    if (const std::string* text = answer.as_text()) {
        return check_text(field, *text, context);
    }
    switch (field.type) {
        case FieldType::number:
        case FieldType::integer:
        case FieldType::money:
            return answer.as_number() == nullptr ? Fault(FieldCode::wrong_type)
                                                 : check_number(field, *answer.as_number());
        case FieldType::yes_no:
        case FieldType::declaration: return answer.as_bool() == nullptr ? Fault(FieldCode::wrong_type) : std::nullopt;
        case FieldType::multi_choice:
        case FieldType::group:
        case FieldType::attachments:
            return answer.as_list() == nullptr ? Fault(FieldCode::wrong_type) : check_list(field, *answer.as_list());
        case FieldType::signature:
        case FieldType::place:
        case FieldType::address:
        case FieldType::person: return answer.as_object() == nullptr ? Fault(FieldCode::wrong_type) : std::nullopt;
        case FieldType::fact: return std::nullopt;
        default: return FieldCode::wrong_type;
    }
}

// --- the whole form ---

struct Check {
    const Value& answers;
    const FormContext& context;
    std::vector<FieldError> errors{};

    void add(const FormField& field, const std::string& path, FieldCode code) {
        FieldError error;
        error.path = path;
        error.code = code;
        error.min = field.min;
        error.max = field.max;
        errors.push_back(std::move(error));
    }

    void operator()(const FormField& field, std::string_view base) {
        if (field.type == FieldType::fact || !is_shown(field, answers, context)) {
            return;
        }
        const std::string path = join_path(base, field.path);
        const Value* answer = answers.find(path);
        const bool composite = is_composite(field.type);
        const bool refused = field.type == FieldType::declaration && answer != nullptr &&
                             answer->as_bool() != nullptr && !*answer->as_bool();
        if (!composite && (is_absent(answer) || refused)) {
            if (is_required(field, answers, context)) {
                add(field, path, FieldCode::required);
            }
            return;
        }
        if (answer != nullptr && !answer->is_null()) {
            if (const Fault fault = check_answer(field, *answer, context)) {
                add(field, path, *fault);
                return;
            }
        }
        if (composite) {
            for (const FormField& part : parts_of(field)) {
                (*this)(part, path);
            }
        } else if (field.type == FieldType::group) {
            for (std::size_t item = 0; item < answer->as_list()->size(); ++item) {
                for (const FormField& inner : field.fields) {
                    (*this)(inner, join_path(path, std::to_string(item)));
                }
            }
        }
    }
};

Value normal_text(const FormField& field, const std::string& text, const FormContext& context) {
    const auto kept = [&](const Result<std::string, FieldCode>& result) {
        return result.ok() ? Value(result.value()) : Value(trim(text));
    };
    switch (field.type) {
        case FieldType::password: return text;
        case FieldType::phone: return kept(read_phone(field, text));
        case FieldType::query_code: return kept(normalise_query_code(text));
        case FieldType::bank_card: return kept(normalise_bank_card(text));
        case FieldType::one_time_code: return kept(normalise_one_time_code(text));
        case FieldType::id_number: {
            const auto number = parse_id_number(text, context.today);
            return number.ok() ? Value(number->text) : Value(trim(text));
        }
        case FieldType::case_number: {
            const auto number = CaseNumber::parse(text);
            return number.ok() ? Value(number->text()) : Value(trim(text));
        }
        case FieldType::number:
        case FieldType::integer: {
            const auto number = read_number(text);
            return number ? Value(*number) : Value(trim(text));
        }
        case FieldType::money: {
            const auto amount = parse_money(text);
            return amount.ok() ? Value(amount->fen) : Value(trim(text));
        }
        case FieldType::date: {
            const auto date = read_date(date_parts(text)).date;
            return date ? Value(date_iso(*date)) : Value(trim(text));
        }
        default: return kept_words(field, text);
    }
}

struct Normalise {
    const Value& answers;
    const FormContext& context;
    Value kept = Value::object();

    void operator()(const FormField& field, std::string_view base) {
        const std::string path = join_path(base, field.path);
        const Value* answer = answers.find(path);
        if (field.type == FieldType::fact || is_absent(answer) || !is_shown(field, answers, context)) {
            return;
        }
        if (is_composite(field.type)) {
            for (const FormField& part : parts_of(field)) {
                (*this)(part, path);
            }
        } else if (field.type == FieldType::group && answer->as_list() != nullptr) {
            for (std::size_t item = 0; item < answer->as_list()->size(); ++item) {
                const std::string at = join_path(path, std::to_string(item));
                kept.set(at, Value::object());
                for (const FormField& inner : field.fields) {
                    (*this)(inner, at);
                }
            }
        } else if (const std::string* text = answer->as_text()) {
            kept.set(path, normal_text(field, *text, context));
        } else {
            kept.set(path, *answer);
        }
    }
};

}  // namespace

bool is_shown(const FormField& field, const Value& answers, const FormContext& context) {
    return field.show_if.is_null() || holds(field.show_if, answers, context) == true;
}

bool is_required(const FormField& field, const Value& answers, const FormContext& context) {
    return field.required || (!field.required_if.is_null() && holds(field.required_if, answers, context) == true);
}

std::vector<FieldError> validate(const FormDefinition& form, const Value& answers, const FormContext& context) {
    Check check{answers, context};
    for (const FormField& field : form.fields) {
        check(field, {});
    }
    return std::move(check.errors);
}

Value normalise(const FormDefinition& form, const Value& answers, const FormContext& context) {
    Normalise normal{answers, context};
    for (const FormField& field : form.fields) {
        normal(field, {});
    }
    return std::move(normal.kept);
}

}  // namespace ow::domain::forms
