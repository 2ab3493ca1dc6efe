#include "src/wire/archive.hpp"

namespace ow::wire {

std::string Reader::member(std::string_view name) const {
    std::string path = m_path;
    if (!path.empty()) {
        path += '.';
    }
    path += name;
    return path;
}

const Json* Reader::find(std::string_view name) const {
    if (!m_object->is_object()) {
        return nullptr;
    }
    const auto found = m_object->find(std::string(name));
    return found == m_object->end() || found->is_null() ? nullptr : &*found;
}

const Json* Reader::required(std::string_view name) {
    const Json* found = find(name);
    if (found == nullptr) {
        fail(member(name));
    }
    return found;
}

void Reader::read_text(std::string_view name, const Json& json, std::string& value) {
    if (const auto* text = json.get_ptr<const Json::string_t*>()) {
        value = *text;
    } else {
        fail(member(name));
    }
}

void Reader::read_time(std::string_view name, const Json& json, domain::Instant& value) {
    const auto* text = json.get_ptr<const Json::string_t*>();
    const auto parsed = text != nullptr ? domain::parse_iso8601(*text) : std::nullopt;
    if (parsed) {
        value = *parsed;
    } else {
        fail(member(name));
    }
}

std::int64_t Reader::read_integer(std::string_view name, const Json& json, std::int64_t min, std::int64_t max) {
    std::int64_t value = 0;
    bool whole = false;
    if (const auto* large = json.get_ptr<const Json::number_unsigned_t*>()) {
        whole = *large <= static_cast<std::uint64_t>(INT64_MAX);
        value = whole ? static_cast<std::int64_t>(*large) : 0;
    } else if (const auto* number = json.get_ptr<const Json::number_integer_t*>()) {
        whole = true;
        value = *number;
    }
    if (!whole || value < min || value > max) {
        fail(member(name));
        return 0;
    }
    return value;
}

double Reader::read_number(std::string_view name, const Json& json) {
    double value = 0;
    if (const auto* real = json.get_ptr<const Json::number_float_t*>()) {
        value = *real;
    } else if (json.is_number()) {
        value = static_cast<double>(read_integer(name, json, INT64_MIN, INT64_MAX));
    } else {
        fail(member(name));
    }
    if (!std::isfinite(value)) {
        fail(member(name));
        return 0;
    }
    return value;
}

}  // namespace ow::wire
