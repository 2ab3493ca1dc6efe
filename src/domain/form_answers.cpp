#include <algorithm>

#include "src/domain/expression.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/form_fields.hpp"

namespace ow::domain::forms {

namespace {

using Fields = std::vector<FormField>;

/// The first part of a path that holds something else than an object on the way; "" where none does.
std::string_view not_an_object(const Value& given, std::string_view path) {
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
        const Value* outer = given.find(path.substr(0, dot));
        if (outer == nullptr || outer->is_null()) {
            return {};
        }
        if (outer->as_object() == nullptr) {
            return path.substr(0, dot);
        }
    }
    return {};
}

Value normal_of(const FormField& field, const Value* answer, const FormContext& context);

Value normal_fields(const Fields& fields, const Value& given, const FormContext& context) {
    Value kept = Value::object();
    for (const FormField& field : fields) {
        Value value =
            not_an_object(given, field.path).empty() ? normal_of(field, given.find(field.path), context) : Value{};
        if (!value.is_null()) {
            kept.set(field.path, std::move(value));
        }
    }
    return kept;
}

/// The answer as it is kept; as it was given where it is wrong; null where there is none.
Value normal_of(const FormField& field, const Value* answer, const FormContext& context) {
    if (field.type == FieldType::fact || is_absent(field, answer)) {
        return {};
    }
    if (field.type == FieldType::group) {
        Value kept = *answer;
        if (Value::List* items = kept.as_list()) {
            for (Value& item : *items) {
                item = item.as_object() != nullptr ? normal_fields(field.fields, item, context) : item;
            }
        }
        return kept;
    }
    if (!is_composite(field.type)) {
        return read_answer(field, *answer, context).value;
    }
    if (answer->as_object() == nullptr) {
        return *answer;
    }
    Value kept = normal_fields(parts_of(field), *answer, context);
    return is_blank(kept) ? Value{} : kept;
}

/// What the conditions of a form may refer to.
Scope scope_of(const Value& answers, const FormContext& context) {
    return {answers, context.facts, context.today == CivilDate{} ? std::string{} : iso_date(context.today)};
}

class Check {
  public:
    Check(const FormDefinition& form, const Value& given, const FormContext& context)
        : m_form(form), m_given(given), m_context(context) {
        m_whole = settle(form.fields, given, nullptr);
    }

    std::vector<FieldError> errors() && {
        for (const FormField& field : m_form.fields) {
            check(field, m_given, {}, scope());
        }
        for (const FormRule& rule : m_form.rules) {
            const bool told = std::any_of(m_errors.begin(), m_errors.end(),
                                          [&](const FieldError& error) { return error.path == rule.at; });
            const Outcome outcome = evaluate(rule.require, scope());
            if (!told && outcome.value == Value(false)) {
                add(rule.at, rule.code);
            }
        }
        return std::move(m_errors);
    }

    Value kept() && { return std::move(m_whole); }

  private:
    [[nodiscard]] Scope scope() const { return scope_of(m_whole, m_context); }
    [[nodiscard]] Scope item_scope(const FormField& group, const Value& item) const {
        Scope inner = scope();
        inner.item = &item;
        for (const FormField& field : group.fields) {
            inner.siblings.push_back(field.path.substr(0, field.path.find('.')));
        }
        return inner;
    }

    static bool depends(const FormField& field) {
        return !field.show_if.is_null() || field.type == FieldType::fact ||
               std::any_of(field.fields.begin(), field.fields.end(), depends);
    }

    /// What counts of the answers to these fields: normal, without what is not shown, with what is computed, also
    /// within each item of a group. A condition may hang on what another one hides, so that it is looked at again
    /// until nothing changes.
    /// \param group the group that the fields are an item's of; nullptr = the form itself, whose m_whole is kept.
    [[nodiscard]] Value settle(const Fields& fields, const Value& given, const FormField* group) {
        const Value normal = normal_fields(fields, given, m_context);
        const bool any = std::any_of(fields.begin(), fields.end(), depends);
        Value kept = normal;
        for (std::size_t round = 0; any && round <= fields.size(); ++round) {
            if (group == nullptr) {
                m_whole = kept;
            }
            const Scope seen = group != nullptr ? item_scope(*group, kept) : scope_of(kept, m_context);
            Value next = Value::object();
            for (const FormField& field : fields) {
                Value value = settled(field, normal, seen);
                if (!value.is_null()) {
                    next.set(field.path, std::move(value));
                }
            }
            if (next == kept) {
                break;
            }
            kept = std::move(next);
        }
        return kept;
    }

    [[nodiscard]] Value settled(const FormField& field, const Value& normal, const Scope& seen) {
        if (!field.show_if.is_null() && !is_true(field.show_if, seen)) {
            return {};
        }
        if (field.type == FieldType::fact && !field.computed.is_null()) {
            return evaluate(field.computed, seen).value;
        }
        const Value* found = field.type == FieldType::fact
                                 ? m_context.facts.find(field.fact.empty() ? field.path : field.fact)
                                 : normal.find(field.path);
        Value value = found != nullptr ? *found : Value{};
        if (Value::List* items = field.type == FieldType::group ? value.as_list() : nullptr) {
            for (Value& item : *items) {
                item = settled_item(field, item);
            }
        }
        return value;
    }

    [[nodiscard]] Value settled_item(const FormField& group, const Value& item) {
        return item.as_object() != nullptr ? settle(group.fields, item, &group) : item;
    }

    void add(std::string path, FieldCode code, const FormField* field = nullptr) {
        FieldError error;
        error.path = std::move(path);
        error.code = code;
        if (field != nullptr) {
            error.min = field->min;
            error.max = field->max;
        }
        m_errors.push_back(std::move(error));
    }

    void check(const FormField& field, const Value& given, std::string_view base, const Scope& seen) {
        const std::string path = join_path(base, field.path);
        if (field.type == FieldType::fact || (!field.show_if.is_null() && !is_true(field.show_if, seen))) {
            return;
        }
        if (const std::string_view stuck = not_an_object(given, field.path); !stuck.empty()) {
            const std::string at = join_path(base, stuck);
            const bool told = std::any_of(m_errors.begin(), m_errors.end(),
                                          [&](const FieldError& error) { return error.path == at; });
            if (!told) {
                add(at, FieldCode::wrong_type);
            }
            return;
        }
        const Value* answer = given.find(field.path);
        const bool absent = is_absent(field, answer);
        const bool required = field.required || (!field.required_if.is_null() && is_true(field.required_if, seen));
        if (is_composite(field.type)) {
            check_parts(field, absent ? Value::object() : *answer, path, required);
        } else if (absent) {
            if (required) {
                add(path, FieldCode::required, &field);
            }
        } else if (field.type == FieldType::group) {
            check_items(field, *answer, path);
        } else {
            for (Answer::Fault& fault : read_answer(field, *answer, m_context).wrong) {
                add(join_path(path, fault.path), fault.code, &field);
            }
        }
    }

    void check_parts(const FormField& field, const Value& answer, const std::string& path, bool required) {
        if (answer.as_object() == nullptr) {
            add(path, FieldCode::wrong_type, &field);
            return;
        }
        FormField whole = field;
        whole.required = required;
        const Scope seen = scope();
        bool position[2] = {false, false};
        int halves = 0;
        for (const FormField& part : parts_of(whole)) {
            check(part, answer, path, seen);
            if (part.path == "lon" || part.path == "lat") {
                ++halves;
                position[part.path == "lon" ? 0 : 1] = !is_absent(part, answer.find(part.path));
            }
        }
        if (halves == 2 && position[0] != position[1]) {
            add(join_path(path, position[0] ? "lat" : "lon"), FieldCode::required);
        }
    }

    void check_items(const FormField& field, const Value& answer, const std::string& path) {
        const Value::List* items = answer.as_list();
        if (items == nullptr) {
            add(path, FieldCode::wrong_type, &field);
            return;
        }
        const auto count = static_cast<double>(items->size());
        if (field.max && count > *field.max) {
            add(path, FieldCode::too_many, &field);
            return;
        }
        if (field.min && count < *field.min) {
            add(path, FieldCode::required, &field);
            return;
        }
        for (std::size_t index = 0; index < items->size(); ++index) {
            const std::string at = join_path(path, std::to_string(index));
            const Value& item = (*items)[index];
            if (item.as_object() == nullptr) {
                add(at, FieldCode::wrong_type, &field);
                continue;
            }
            const Value known = settled_item(field, item);
            const Scope seen = item_scope(field, known);
            for (const FormField& inner : field.fields) {
                check(inner, item, at, seen);
            }
        }
    }

    const FormDefinition& m_form;
    const Value& m_given;
    const FormContext& m_context;
    Value m_whole;
    std::vector<FieldError> m_errors;
};

}  // namespace

bool is_shown(const FormField& field, const Value& answers, const FormContext& context) {
    return field.show_if.is_null() || is_true(field.show_if, scope_of(answers, context));
}

bool is_required(const FormField& field, const Value& answers, const FormContext& context) {
    return field.required || (!field.required_if.is_null() && is_true(field.required_if, scope_of(answers, context)));
}

std::vector<FieldError> validate(const FormDefinition& form, const Value& answers, const FormContext& context) {
    return Check(form, answers, context).errors();
}

Value normalise(const FormDefinition& form, const Value& answers, const FormContext& context) {
    return Check(form, answers, context).kept();
}

}  // namespace ow::domain::forms
