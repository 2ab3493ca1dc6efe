#include "src/wire/value.hpp"

#include <cmath>

#include "src/domain/number_text.hpp"
#include "src/domain/text.hpp"
#include "src/wire/value_json.hpp"

namespace ow::wire {

using domain::Value;

namespace {

void append_number(std::string& text, double number) {
    if (!std::isfinite(number)) {
        text += "null";
        return;
    }
    text += domain::number_text(number);
}

void append_text(std::string& text, std::string_view value) {
    constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\bfnrt";
    constexpr std::string_view hex = "0123456789abcdef";
    text += '"';
    for (std::size_t at = 0; at < value.size();) {
        const std::size_t before = at;
        const char32_t code_point = domain::next_code_point(value, at);
        const char first = value[before];
        if (const std::size_t known = escaped.find(first); known != std::string_view::npos) {
            text += '\\';
            text += letters[known];
        } else if (code_point < 0x20) {
            text += "\\u00";
            text += hex[code_point >> 4U];
            text += hex[code_point & 0xFU];
        } else if (code_point == 0xFFFD) {
            text += "\xEF\xBF\xBD";
        } else {
            text += value.substr(before, at - before);
        }
    }
    text += '"';
}

void append(std::string& text, const Value& value) {
    if (const bool* flag = value.as_bool()) {
        text += *flag ? "true" : "false";
    } else if (const double* number = value.as_number()) {
        append_number(text, *number);
    } else if (const std::string* string = value.as_text()) {
        append_text(text, *string);
    } else if (const Value::List* items = value.as_list()) {
        char before = '[';
        for (const Value& item : *items) {
            text += before;
            before = ',';
            append(text, item);
        }
        text += items->empty() ? "[]" : "]";
    } else if (const Value::Object* members = value.as_object()) {
        char before = '{';
        for (const Value::Member& member : *members) {
            text += before;
            before = ',';
            append_text(text, member.name);
            text += ':';
            append(text, member.value);
        }
        text += members->empty() ? "{}" : "}";
    } else {
        text += "null";
    }
}

}  // namespace

domain::Result<Value, DecodeError> parse_value(std::string_view text) {
    const auto json = parse_json(text);
    if (!json) {
        return domain::Failure{json.error()};
    }
    return value_from(*json);
}

std::string canonical_text(const Value& value) {
    std::string text;
    append(text, value);
    return text;
}

Value value_from(const Json& json) {
    if (const auto* flag = json.get_ptr<const Json::boolean_t*>()) {
        return *flag;
    }
    if (json.is_number()) {
        return json.get<double>();
    }
    if (const auto* text = json.get_ptr<const Json::string_t*>()) {
        return *text;
    }
    if (json.is_array()) {
        Value::List items;
        items.reserve(json.size());
        for (const Json& item : json) {
            items.push_back(value_from(item));
        }
        return items;
    }
    if (json.is_object()) {
        Value::Object members;
        members.reserve(json.size());
        for (auto each = json.begin(); each != json.end(); ++each) {
            members.push_back({each.key(), value_from(each.value())});
        }
        return members;
    }
    return {};
}

Json json_from(const Value& value) {
    if (const bool* flag = value.as_bool()) {
        return *flag;
    }
    if (const double* number = value.as_number()) {
        return domain::is_exact_whole(*number) ? Json(static_cast<std::int64_t>(*number)) : Json(*number);
    }
    if (const std::string* text = value.as_text()) {
        return *text;
    }
    if (const Value::List* items = value.as_list()) {
        Json json = Json::array();
        for (const Value& item : *items) {
            json.push_back(json_from(item));
        }
        return json;
    }
    if (const Value::Object* members = value.as_object()) {
        Json json = Json::object();
        for (const Value::Member& member : *members) {
            json.emplace(member.name, json_from(member.value));
        }
        return json;
    }
    return nullptr;
}

}  // namespace ow::wire
