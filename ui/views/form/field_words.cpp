#include "src/app/street/street.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/money.hpp"
#include "src/domain/number_text.hpp"
#include "src/domain/phone.hpp"
#include "src/domain/text.hpp"
#include "ui/views/form/field.hpp"
#include "ui/views/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace ow::ui::form_parts {

namespace {

using domain::Value;

/// The name of a type in keys of texts.
std::string_view type_word(FieldType type) { return domain::to_code(type); }

/// Whether the picture that is sent in this place, from 0, was handed in before.
bool is_handed_in(const app::PhotoSet& photos, std::size_t index) {
    for (const app::Photo& photo : photos.items) {
        if (photo.state == app::PhotoState::refused) continue;
        if (index-- == 0) return photo.handed_in.has_value();
    }
    return false;
}

/// What a path of an answer is called, in groups and composites too, and the prefix of its texts.
struct Named {
    std::string name, words, type;
    std::size_t index = 0;   ///< of one of its pictures, from 1; 0 = the field itself
    bool handed_in = false;  ///< that picture was handed in before
};
std::optional<Named> find_named(const FormView& form, std::string_view path) {
    const FormField* field = app::form::owner_of(form.setting.form, path);
    if (field == nullptr) return std::nullopt;
    const FieldAt at = place_of(form, *field);
    std::string_view rest = path.substr(std::min(path.size(), at.path.size() + 1));
    const bool in_item = field->type == FieldType::group;
    if (in_item)
        rest.remove_prefix(std::min(rest.size(), rest.find('.') == rest.npos ? rest.size() : rest.find('.') + 1));
    for (const FormField& part : in_item ? field->fields : parts_of(*field)) {
        if (part.path != rest) continue;
        const FieldAt one = inside(at, part, at.path);
        return Named{name_of(one), one.words, std::string(type_word(part.type))};
    }
    if (field->type == FieldType::attachments && !rest.empty()) {
        const std::size_t index = std::strtoul(std::string(rest).c_str(), nullptr, 10);
        return Named{name_of(at), at.words, "photo", index + 1, is_handed_in(photos_at(form, at), index)};
    }
    return Named{name_of(at), at.words, std::string(type_word(field->type))};
}

}  // namespace

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += tr("format.dot");
        out += part;
    }
    return out;
}

namespace {

/// Papers have a badge for it, and a promise is one's own free choice.
bool may_be_left_out(const FormView& form, const FormField& field) {
    const bool asks =
        field.type != FieldType::attachments && field.type != FieldType::declaration && field.type != FieldType::fact;
    return form.setting.form.says_optional && asks && !field.required && field.required_if.is_null();
}

}  // namespace

FieldAt place_of(const FormView& form, const FormField& field) {
    const std::string& own = field.words;
    return {field,
            field.path,
            (own.empty() ? form.setting.form.words : own) + "." + field.path,
            form.variant,
            domain::forms::is_required(field, form.state.answers, form.setting.context),
            may_be_left_out(form, field)};
}

FieldAt inside(const FieldAt& outer, const FormField& field, std::string_view base) {
    return {field, domain::join_path(base, field.path), outer.words + "." + field.path, outer.variant, field.required};
}

std::string word(const FieldAt& at, std::string_view name) {
    const i18n::Catalogue& texts = i18n::current();
    // That a paper follows is said in the same words at every paper.
    const std::string own = (at.field.later ? std::string("form.later") : at.words) + "." + std::string(name);
    if (!at.variant.empty())
        if (const std::string chosen = own + "." + std::string(at.variant); texts.contains(chosen))
            return std::string(tr(chosen));
    if (texts.contains(own)) return std::string(tr(own));
    // What is asked in many forms in the same words has them once: a part of a person or a place, else the type.
    const std::string general = (at.field.words.empty() ? "form.field." + std::string(type_word(at.field.type))
                                                        : at.field.words + "." + at.field.path) +
                                "." + std::string(name);
    if (texts.contains(general)) return std::string(tr(general));
    return {};
}

namespace {

/// A card's number in fours; what is not one yet stays as it was typed.
std::string card_words(const std::string& typed) {
    const auto card = domain::normalise_bank_card(typed);
    return card.ok() ? domain::group_by_four(card.value()) : typed;
}

/// A limit as it is read; of an amount of money, which is given in fen, in yuan.
std::string limit_words(double limit, bool is_money) {
    if (!is_money) return domain::number_text(limit);
    std::string amount = domain::format_money({std::llround(limit)});
    if (amount.ends_with(".00")) amount.resize(amount.size() - 3);
    return amount;
}

std::string filled(const FieldAt& at, std::string_view name) {
    std::string text = word(at, name);
    if (text.find('{') == std::string::npos) return text;
    const bool is_money = at.field.type == FieldType::money;
    return i18n::fill(text, {{"min", limit_words(at.field.min.value_or(0), is_money)},
                             {"max", limit_words(at.field.max.value_or(0), is_money)},
                             {"size", i18n::file_size(at.field.max_bytes)}});
}

}  // namespace

namespace {

std::string bare_label(const FieldAt& at) {
    std::string label = at.required ? filled(at, "required_label") : std::string();
    if (label.empty()) label = filled(at, "label");
    return label.empty() ? at.words + ".label" : label;
}

}  // namespace

std::string label_of(const FieldAt& at) {
    std::string label = bare_label(at);
    return at.optional ? tr("form.optional", {{"label", label}}) : label;
}

std::string hint_of(const FieldAt& at) { return joined({filled(at, "hint"), filled(at, "purpose")}); }

std::string name_of(const FieldAt& at) {
    std::string name = filled(at, "short");
    return name.empty() ? bare_label(at) : name;
}

std::string error_words(const FormView& form, const domain::FieldError& error) {
    const i18n::Catalogue& texts = i18n::current();
    auto named = find_named(form, error.path);
    if (!named) return words(error);
    const bool gone = named->handed_in && error.code == domain::FieldCode::unknown;
    if (gone) named->type = "handed_in";
    std::string code(domain::to_code(error.code));
    // What the form says of its own field comes before what is said of every field with this path.
    const bool own = texts.contains(named->words + ".error." + code);
    if (!own && texts.contains(app::error_keys(error).front())) return words(error);
    const double written = static_cast<double>(domain::count_code_points(text_at(form, error.path)));
    const double over = written - error.max.value_or(written);
    // By how much, as the field's own counter says it.
    if (error.code == domain::FieldCode::too_long && over > 0) code += ".over";
    const bool is_money = named->type == type_word(FieldType::money);
    const double highest = is_money ? static_cast<double>(domain::most_money.fen) : 0;
    if (!own && !gone && !error.message.empty()) return error.message;
    for (const std::string& key :
         {named->words + ".error." + code, "error." + named->type + "." + code, "error.field." + code})
        if (texts.contains(key))
            return i18n::fill(tr(key), {{"label", named->name},
                                        {"index", named->index},
                                        {"min", limit_words(error.min.value_or(0), is_money)},
                                        {"max", limit_words(error.max.value_or(highest), is_money)},
                                        {"over", domain::number_text(over)}});
    return words(error);
}

std::string error_at(const FormView& form, const FieldAt& at) {
    // What is wrong with one of its pictures is the field's too.
    const auto is_here = [&](const domain::FieldError& error) {
        return error.path == at.path ||
               (at.field.type == FieldType::attachments && error.path.starts_with(at.path + "."));
    };
    const auto found = std::ranges::find_if(form.state.errors, is_here);
    return found == form.state.errors.end() ? std::string() : error_words(form, *found);
}

namespace {

/// A text or number as it is read.
std::string plain_words(const Value* answer) {
    if (answer == nullptr) return {};
    if (const std::string* text = answer->as_text()) return *text;
    const double* number = answer->as_number();
    return number != nullptr ? domain::number_text(*number) : std::string();
}

}  // namespace

std::string text_at(const FormView& form, std::string_view path) { return plain_words(form.state.answers.find(path)); }

std::vector<Option> options_of(const FormView& form, const FieldAt& at) {
    std::vector<Option> options;
    const auto& reference = form.view.model.get<app::street::Model>().reference.value;
    if (at.field.type == FieldType::department) {
        if (reference)
            for (const domain::Department& one : reference->departments)
                options.push_back({one.id, one.name, {}});
        return options;
    }
    if (at.field.type == FieldType::grid) {
        if (reference)
            for (const domain::Grid& one : reference->grids)
                options.push_back(
                    {one.id, tr("form.place.grid_name", {{"community", one.community}, {"grid", one.name}}), {}});
        return options;
    }
    for (const std::string& code : at.field.options) {
        std::string title = form.option ? form.option(at.path, code) : std::string();
        if (title.empty()) title = word(at, "option." + code);
        if (title.empty()) title = code;  // an option of a newer definition is shown as it is
        options.push_back({code, std::move(title), word(at, "option." + code + ".detail")});
    }
    return options;
}

std::string option_words(const FormView& form, const FieldAt& at, std::string_view option) {
    for (Option& one : options_of(form, at))
        if (one.code == option) return std::move(one.title);
    return std::string(option);
}

std::string answer_words(const FormView& form, const FieldAt& at) {
    const Value* answer = form.state.answers.find(at.path);
    switch (at.field.type) {
        case FieldType::choice:
        case FieldType::integer:
        case FieldType::department:
        case FieldType::grid: {
            const std::string code = text_at(form, at.path);
            return code.empty() || (at.field.type == FieldType::integer && at.field.options.empty())
                       ? code
                       : option_words(form, at, code);
        }
        case FieldType::multi_choice: {
            std::vector<std::string> chosen;
            if (const Value::List* list = answer == nullptr ? nullptr : answer->as_list())
                for (const Value& one : *list)
                    if (one.as_text() != nullptr) chosen.push_back(option_words(form, at, *one.as_text()));
            return joined(chosen);
        }
        case FieldType::yes_no:
        case FieldType::declaration: {
            const bool* given = answer == nullptr ? nullptr : answer->as_bool();
            if (given == nullptr) return {};
            // What was promised in the place of a paper is read again word for word.
            if (!at.field.instead_of.empty()) return *given ? label_of(at) : std::string();
            const std::string own = word(at, *given ? "option.yes" : "option.no");
            return own.empty() ? std::string(tr(*given ? "form.yes" : "form.no")) : own;
        }
        case FieldType::phone: {
            const std::string typed = text_at(form, at.path);
            const auto phone = domain::normalise_phone(typed);
            return phone.ok() ? domain::group_phone(phone.value()) : typed;
        }
        case FieldType::person:
        case FieldType::address: {
            std::vector<std::string> parts;
            for (const FormField& part : parts_of(at.field))
                parts.push_back(answer_words(form, inside(at, part, at.path)));
            return joined(parts);
        }
        case FieldType::group: {
            const Value::List* items = answer == nullptr ? nullptr : answer->as_list();
            return items == nullptr || items->empty() ? std::string()
                                                      : tr_plural("form.group.count", static_cast<int>(items->size()));
        }
        case FieldType::signature: return answer == nullptr ? std::string() : std::string(tr("form.signature.given"));
        case FieldType::password: return {};
        case FieldType::bank_card: return card_words(text_at(form, at.path));
        case FieldType::fact:
            // What is computed stands in no answer: it follows from them.
            if (!at.field.computed.is_null())
                return plain_words(app::form::kept_answers(form.setting, form.state).find(at.path));
            return text_at(form, at.path);
        default: return text_at(form, at.path);
    }
}

void edit(const FormView& form, const std::string& path, Value value) {
    form.act(app::form::Edited{path, std::move(value)});
}

}  // namespace ow::ui::form_parts
