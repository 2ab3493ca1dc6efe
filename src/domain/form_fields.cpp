#include "src/domain/form_fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "src/domain/characters.hpp"
#include "src/domain/expression.hpp"
#include "src/domain/id_number.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/money.hpp"
#include "src/domain/phone.hpp"
#include "src/domain/text.hpp"
#include "src/domain/typed_code.hpp"

namespace ow::domain::forms {

namespace {

/// Characters that nobody sees count up to this many times a field's most.
constexpr double unseen_factor = 8;
constexpr std::size_t most_id = 64;

Answer wrong(const Value& answer, FieldCode code) { return {answer, {{"", code}}}; }

Answer judged(const Value& answer, Value kept, std::optional<FieldCode> fault) {
    return fault ? wrong(answer, *fault) : Answer{std::move(kept)};
}

template <class T, class Keep>
Answer kept_of(const Value& answer, const Result<T, FieldCode>& result, Keep keep) {
    return result.ok() ? Answer{keep(*result)} : wrong(answer, result.error());
}

Answer kept_of(const Value& answer, const Result<std::string, FieldCode>& result) {
    return kept_of(answer, result, [](const std::string& text) { return Value(text); });
}

std::optional<FieldCode> check_length(const FormField& field, std::string_view text, std::size_t length) {
    if (field.min && static_cast<double>(length) < *field.min) {
        return FieldCode::too_short;
    }
    const bool long_seen = field.max && static_cast<double>(length) > *field.max;
    const bool long_unseen = field.max && static_cast<double>(count_code_points(text)) > unseen_factor * *field.max;
    return long_seen || long_unseen ? std::optional(FieldCode::too_long) : std::nullopt;
}

Answer read_words(const FormField& field, const Value& answer, const std::string& text) {
    if (!is_valid_utf8(text)) {
        return wrong(answer, FieldCode::format);
    }
    std::string kept = field.name ? clean_name(text)
                                  : clean_text(text, field.type == FieldType::long_text ? Lines::several : Lines::one);
    const auto fault = check_length(field, kept, visible_length(kept));
    return judged(answer, std::move(kept), fault);
}

bool contains(const std::vector<std::string>& options, const std::string& text) {
    return std::find(options.begin(), options.end(), text) != options.end();
}

Answer read_choice(const Value& answer, const std::string& text, const std::vector<std::string>& options) {
    return judged(answer, answer, contains(options, text) ? std::nullopt : std::optional(FieldCode::unknown));
}

Answer read_known(const Value& answer, const std::string& text, const std::optional<std::vector<std::string>>& known) {
    return known ? read_choice(answer, text, *known) : Answer{answer};
}

/// A number as it is typed: a sign, at most 15 digits, at most 9 decimals.
std::optional<double> typed_number(std::string_view typed) {
    const std::string text = numeral(typed);
    std::string_view digits = text;
    digits.remove_prefix(digits.starts_with('+') || digits.starts_with('-') ? 1 : 0);
    const std::size_t point = digits.find('.');
    const std::string_view head = digits.substr(0, point);
    const std::string_view tail = point == std::string_view::npos ? "0" : digits.substr(point + 1);
    const bool fits =
        !head.empty() && head.size() <= 15 && is_digits(head) && !tail.empty() && tail.size() <= 9 && is_digits(tail);
    return fits ? std::optional(std::strtod(text.c_str(), nullptr)) : std::nullopt;
}

Answer read_number(const FormField& field, const Value& answer) {
    const std::string* text = answer.as_text();
    const auto number = text != nullptr                 ? typed_number(*text)
                        : answer.as_number() != nullptr ? std::optional(*answer.as_number())
                                                        : std::nullopt;
    const FieldCode unfit = text != nullptr ? FieldCode::format : FieldCode::wrong_type;
    if (!number) {
        return wrong(answer, unfit);
    }
    if (!std::isfinite(*number)) {
        return wrong(answer, FieldCode::out_of_range);
    }
    if (field.type == FieldType::integer && *number != std::floor(*number)) {
        return wrong(answer, unfit);
    }
    const bool inside = (!field.min || *number >= *field.min) && (!field.max || *number <= *field.max);
    return judged(answer, *number, inside ? std::nullopt : std::optional(FieldCode::out_of_range));
}

/// A text is an amount in yuan as it is typed, a number one in fen; what is kept are fen.
Answer read_amount(const FormField& field, const Value& answer) {
    double fen = 0;
    if (const std::string* text = answer.as_text()) {
        const auto amount = parse_money(*text);
        if (!amount.ok()) {
            return wrong(answer, amount.error());
        }
        fen = static_cast<double>(amount->fen);
    } else if (answer.as_number() == nullptr || std::trunc(*answer.as_number()) != *answer.as_number()) {
        return wrong(answer, FieldCode::wrong_type);
    } else {
        fen = *answer.as_number();
    }
    const double low = std::max(field.min.value_or(0), 0.0);
    const double most = static_cast<double>(most_money.fen);
    const double high = std::min(field.max.value_or(most), most);
    return judged(answer, fen, fen >= low && fen <= high ? std::nullopt : std::optional(FieldCode::out_of_range));
}

Answer read_yes_no(const FormField& field, const Value& answer) {
    std::optional<bool> given;
    if (const bool* flag = answer.as_bool()) {
        given = *flag;
    } else if (const std::string* text = answer.as_text()) {
        if (*text == "yes" || *text == "true") given = true;
        if (*text == "no" || *text == "false") given = false;
    }
    if (!given) {
        return wrong(answer, FieldCode::wrong_type);
    }
    const bool refused = field.type == FieldType::declaration && !*given;
    return judged(answer, *given, refused ? std::optional(FieldCode::required) : std::nullopt);
}

bool parts_dates(char32_t code_point) {
    return is_separator(code_point) || is_white_space(code_point) || code_point == U'/' || code_point == 0x5E74 ||
           code_point == 0x6708 || code_point == 0x65E5 || code_point == 0x53F7;
}

/// A date typed with any separator, 年月日, or as eight digits.
std::optional<CivilDate> typed_date(std::string_view typed) {
    std::vector<std::string> groups;
    bool apart = true;
    for (std::size_t offset = 0; offset < typed.size();) {
        const char32_t code_point = next_code_point(typed, offset);
        if (const int digit = digit_value(code_point); digit >= 0) {
            if (apart) {
                groups.emplace_back();
            }
            apart = false;
            groups.back() += static_cast<char>('0' + digit);
        } else if (parts_dates(code_point)) {
            apart = true;
        } else if (!is_invisible(code_point)) {
            return std::nullopt;
        }
    }
    if (groups.size() == 1 && groups[0].size() == 8) {
        groups = {groups[0].substr(0, 4), groups[0].substr(4, 2), groups[0].substr(6)};
    }
    if (groups.size() != 3 || groups[0].size() != 4 || groups[1].size() > 2 || groups[2].size() > 2) {
        return std::nullopt;
    }
    const auto number = [](const std::string& digits) {
        int sum = 0;
        for (const char digit : digits) {
            sum = sum * 10 + (digit - '0');
        }
        return sum;
    };
    const CivilDate date{number(groups[0]), number(groups[1]), number(groups[2])};
    return date.year >= 1000 && is_valid_date(date) ? std::optional(date) : std::nullopt;
}

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= most_id && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    });
}

Answer counted(const FormField& field, const Value& answer, Value::List kept) {
    const auto count = static_cast<double>(kept.size());
    if (field.max && count > *field.max) {
        return wrong(answer, FieldCode::too_many);
    }
    const bool few = field.min && count < *field.min;
    return judged(answer, std::move(kept), few ? std::optional(FieldCode::required) : std::nullopt);
}

Answer read_several(const FormField& field, const Value& answer) {
    const Value::List& items = *answer.as_list();
    Answer found{answer};
    for (std::size_t index = 0; index < items.size(); ++index) {
        const std::string* text = items[index].as_text();
        if (text == nullptr || !contains(field.options, *text)) {
            found.wrong.push_back(
                {std::to_string(index), text == nullptr ? FieldCode::wrong_type : FieldCode::unknown});
        }
    }
    if (!found.wrong.empty()) {
        return found;
    }
    Value::List chosen;
    for (const std::string& option : field.options) {
        if (std::find(items.begin(), items.end(), Value(option)) != items.end()) {
            chosen.emplace_back(option);
        }
    }
    return counted(field, answer, std::move(chosen));
}

Answer read_attachments(const FormField& field, const Value& answer) {
    const Value::List& items = *answer.as_list();
    if (field.max && static_cast<double>(items.size()) > *field.max) {
        return wrong(answer, FieldCode::too_many);
    }
    Answer found{answer};
    for (std::size_t index = 0; index < items.size(); ++index) {
        const std::string* text = items[index].as_text();
        const auto before = items.begin() + static_cast<std::ptrdiff_t>(index);
        if (text == nullptr) {
            found.wrong.push_back({std::to_string(index), FieldCode::wrong_type});
        } else if (!is_id(*text) || std::find(items.begin(), before, items[index]) != before) {
            found.wrong.push_back({std::to_string(index), FieldCode::unknown});
        }
    }
    return found.wrong.empty() ? counted(field, answer, items) : found;
}

Answer read_text(const FormField& field, const Value& answer, const std::string& text, const FormContext& context) {
    switch (field.type) {
        case FieldType::choice: return read_choice(answer, text, field.options);
        case FieldType::grid: return read_known(answer, text, context.grids);
        case FieldType::department: return read_known(answer, text, context.departments);
        case FieldType::phone: return kept_of(answer, field.mobile ? normalise_phone(text) : normalise_callable(text));
        case FieldType::id_number:
            return kept_of(answer, parse_id_number(text, context.today),
                           [](const IdNumber& number) { return Value(number.text); });
        case FieldType::case_number:
            return kept_of(answer, CaseNumber::parse(text),
                           [](const CaseNumber& number) { return Value(number.text()); });
        case FieldType::query_code: return kept_of(answer, normalise_query_code(text));
        case FieldType::one_time_code: return kept_of(answer, normalise_one_time_code(text));
        case FieldType::bank_card: return kept_of(answer, normalise_bank_card(text));
        case FieldType::password: return judged(answer, answer, check_length(field, text, count_code_points(text)));
        case FieldType::date: {
            const auto date = typed_date(text);
            return date ? Answer{iso_date(*date)} : wrong(answer, FieldCode::date);
        }
        case FieldType::signature:
            return judged(answer, answer, is_id(text) ? std::nullopt : std::optional(FieldCode::unknown));
        default: return read_words(field, answer, text);
    }
}

}  // namespace

bool is_composite(FieldType type) {
    return type == FieldType::place || type == FieldType::address || type == FieldType::person;
}

bool is_absent(const FormField& field, const Value* answer) {
    if (answer == nullptr) {
        return true;
    }
    if (const std::string* text = answer->as_text()) {
        return field.type == FieldType::password ? text->empty() : visible_length(*text) == 0;
    }
    if (const bool* flag = answer->as_bool()) {
        return field.type == FieldType::declaration && !*flag;
    }
    return is_blank(*answer);
}

Answer read_answer(const FormField& field, const Value& answer, const FormContext& context) {
    switch (field.type) {
        case FieldType::number:
        case FieldType::integer: return read_number(field, answer);
        case FieldType::money: return read_amount(field, answer);
        case FieldType::yes_no:
        case FieldType::declaration: return read_yes_no(field, answer);
        case FieldType::multi_choice:
            return answer.as_list() != nullptr ? read_several(field, answer) : wrong(answer, FieldCode::wrong_type);
        case FieldType::attachments:
            return answer.as_list() != nullptr ? read_attachments(field, answer) : wrong(answer, FieldCode::wrong_type);
        default: break;
    }
    // What was drawn on this device is no picture of the server's yet.
    if (field.type == FieldType::signature && answer.as_object() != nullptr) {
        return {answer};
    }
    const std::string* text = answer.as_text();
    return text != nullptr ? read_text(field, answer, *text, context) : wrong(answer, FieldCode::wrong_type);
}

}  // namespace ow::domain::forms
