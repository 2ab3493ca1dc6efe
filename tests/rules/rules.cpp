/// The client's rules as a program: reads one JSON object a line, {"do": …}, and answers one JSON line each, in order.

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/domain/characters.hpp"
#include "src/domain/expression.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/id_number.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/money.hpp"
#include "src/domain/phone.hpp"
#include "src/domain/service.hpp"
#include "src/domain/text.hpp"
#include "src/domain/typed_code.hpp"
#include "src/domain/value.hpp"
#include "src/wire/value.hpp"

using namespace ow;
using domain::Value;

namespace {

template <class T>
Value read_as(const domain::Result<T, domain::FieldCode>& result, const std::string& value) {
    return result.ok() ? Value(value) : Value(Value::Object{{"error", domain::to_code(result.error())}});
}

Value read_as(const domain::Result<std::string, domain::FieldCode>& result) {
    return read_as(result, result.value_or(""));
}

/// Everything that is made of one typed text.
Value texts(std::string_view text, domain::CivilDate today) {
    const auto number = domain::CaseNumber::parse(text);
    const auto identity = domain::parse_id_number(text, today);
    const auto amount = domain::parse_money(text);
    return Value::Object{
        {"line", domain::clean_text(text, domain::Lines::one)},
        {"lines", domain::clean_text(text, domain::Lines::several)},
        {"name", domain::clean_name(text)},
        {"length", domain::visible_length(text)},
        {"compact", domain::compact_code(text)},
        {"numeral", domain::numeral(text)},
        {"money", amount.ok() ? Value(static_cast<double>(amount->fen))
                              : Value(Value::Object{{"error", std::string(domain::to_code(amount.error()))}})},
        {"phone", read_as(domain::normalise_phone(text))},
        {"callable", read_as(domain::normalise_callable(text))},
        {"case_number", read_as(number, number.ok() ? number->text() : "")},
        {"query_code", read_as(domain::normalise_query_code(text))},
        {"one_time_code", read_as(domain::normalise_one_time_code(text))},
        {"bank_card", read_as(domain::normalise_bank_card(text))},
        {"id_number", read_as(identity, identity.ok() ? identity->text : "")},
        {"masked", domain::mask_phone(domain::normalise_callable(text).value_or(""))},
    };
}

/// What a code point is, one letter a property.
std::string character(char32_t code_point) {
    std::string is;
    is += domain::is_white_space(code_point) ? "w" : "";
    is += domain::is_line_break(code_point) ? "l" : "";
    is += domain::is_control(code_point) ? "c" : "";
    is += domain::is_invisible(code_point) ? "i" : "";
    is += domain::is_meaningless(code_point) ? "p" : "";
    is += domain::turns_order(code_point) ? "t" : "";
    is += domain::is_separator(code_point) ? "s" : "";
    is += domain::is_middle_dot(code_point) ? "m" : "";
    if (const int digit = domain::digit_value(code_point); digit >= 0) {
        is += "d" + std::to_string(digit);
    }
    for (const char32_t other : {domain::half_width(code_point), domain::standard_character(code_point)}) {
        if (other != code_point) {
            is += "=" + std::to_string(static_cast<std::uint32_t>(other));
        }
    }
    return is;
}

/// All characters that are something.
Value characters() {
    Value::List found;
    for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
        if (std::string is = character(code_point); !is.empty()) {
            found.push_back(Value::List{static_cast<std::uint32_t>(code_point), std::move(is)});
        }
    }
    return found;
}

/// Whether a tree has what was asked for; an empty object where it has not.
const Value& member(const Value& asked, std::string_view name) {
    static const Value nothing = Value::object();
    const Value* found = asked.find(name);
    return found != nullptr ? *found : nothing;
}

Value outcome(const Value& asked) {
    domain::Scope scope{member(asked, "answers"), member(asked, "facts"), std::string(asked.text_at("today"))};
    scope.item = asked.find("item");
    if (const auto* siblings = member(asked, "siblings").as_list()) {
        for (const Value& name : *siblings) {
            scope.siblings.push_back(*name.as_text());
        }
    }
    const domain::Outcome found = domain::evaluate(member(asked, "expression"), scope);
    if (!found.value.is_null()) {
        return Value::Object{{"value", found.value}};
    }
    return Value::Object{{"missing", Value::List(found.missing.begin(), found.missing.end())}};
}

std::optional<std::vector<std::string>> ids(const Value& asked, std::string_view name) {
    const auto* list = member(asked, name).as_list();
    if (list == nullptr) {
        return std::nullopt;
    }
    std::vector<std::string> found;
    for (const Value& id : *list) {
        found.push_back(*id.as_text());
    }
    return found;
}

/// The errors of answers to a form, and what is kept of them.
Value form(const Value& asked) {
    const auto definition = domain::forms::read_definition(member(asked, "form"));
    if (!definition) {
        return Value::Object{{"error", "definition"}};
    }
    const auto today = domain::read_iso_date(asked.text_at("today"));
    const domain::forms::FormContext context{today.value_or(domain::CivilDate{}), ids(asked, "grids"),
                                             ids(asked, "departments"), member(asked, "facts")};
    const Value& answers = member(asked, "answers");
    Value::List errors;
    for (const domain::FieldError& error : domain::forms::validate(*definition, answers, context)) {
        errors.push_back(Value::List{error.path, domain::to_code(error.code)});
    }
    return Value::Object{{"errors", std::move(errors)},
                         {"kept", domain::forms::normalise(*definition, answers, context)}};
}

/// 我能办什么 of a list of services, by their codes.
Value offers(const Value& asked) {
    const std::vector<domain::ServiceEntry> services = domain::read_services(asked);
    const auto questions = domain::read_questions(member(asked, "questions"));
    const auto today = domain::read_iso_date(asked.text_at("today")).value_or(domain::CivilDate{});
    const domain::Offers found = domain::offers_of(services, questions, member(asked, "facts"), today);
    Value::List now, nearly;
    for (const domain::OfferNow& one : found.now) {
        now.push_back(Value::List{services[one.at].code, Value::List(one.facts.begin(), one.facts.end())});
    }
    for (const domain::OneQuestion& one : found.nearly) {
        Value::List codes;
        for (const std::size_t at : one.at) {
            codes.push_back(services[at].code);
        }
        nearly.push_back(Value::List{one.fact, std::move(codes)});
    }
    return Value::Object{{"now", std::move(now)}, {"nearly", std::move(nearly)}};
}

Value answer(const Value& asked) {
    const std::string_view what = asked.text_at("do");
    if (what == "texts") {
        return texts(asked.text_at("text"), {2026, 11, 21});
    }
    if (what == "characters") {
        return characters();
    }
    if (what == "expression") {
        return outcome(asked);
    }
    if (what == "form") {
        return form(asked);
    }
    if (what == "offers") {
        return offers(asked);
    }
    if (what == "canonical") {
        return wire::canonical_text(*asked.find("value"));
    }
    return Value::Object{{"error", "unknown"}};
}

}  // namespace

int main() {
    std::ios::sync_with_stdio(false);
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto asked = wire::parse_value(line);
        std::cout << (asked.ok() ? wire::canonical_text(answer(*asked)) : R"({"error":"json"})") << '\n';
    }
    return 0;
}
