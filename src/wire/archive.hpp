#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "src/domain/codes.hpp"
#include "src/domain/time.hpp"
#include "src/wire/json.hpp"
#include "src/wire/value_json.hpp"

/// Reader and Writer have the same members, so that one template lists the members of a value for both directions
/// and they cannot drift apart. Internal to src/wire.
namespace ow::wire {

/// Times that we write carry the official zone, as the server's do.
inline constexpr int written_zone_minutes = 480;

/// Writes a value's members into a JSON object. What is empty and optional is left out, which the server and Reader
/// take as null.
class Writer {
  public:
    static constexpr bool reading = false;

    explicit Writer(Json& object) : m_object(&object) { object = Json::object(); }

    void text(std::string_view name, const std::string& value) { set(name, value); }
    void optional_text(std::string_view name, const std::string& value) {
        if (!value.empty()) {
            set(name, value);
        }
    }
    template <std::integral Number>
    void integer(std::string_view name, const Number& value, std::int64_t = 0, std::int64_t = 0) {
        set(name, static_cast<std::int64_t>(value));
    }
    void optional_count(std::string_view name, const int& value) { integer(name, value); }
    template <class Number>
    void optional_integer(std::string_view name, const std::optional<Number>& value) {
        if (value) {
            set(name, static_cast<std::int64_t>(*value));
        }
    }
    void number(std::string_view name, const double& value) { set(name, value); }
    void optional_number(std::string_view name, const std::optional<double>& value) {
        if (value) {
            set(name, *value);
        }
    }
    void boolean(std::string_view name, const bool& value) { set(name, value); }
    void optional_boolean(std::string_view name, const bool& value) { boolean(name, value); }
    void time(std::string_view name, const domain::Instant& value) {
        set(name, domain::format_iso8601(value, written_zone_minutes));
    }
    void optional_time(std::string_view name, const std::optional<domain::Instant>& value) {
        if (value) {
            time(name, *value);
        }
    }
    template <class E>
    void code(std::string_view name, const E& value) {
        set(name, std::string(domain::to_code(value)));
    }
    template <class E>
    void code_or(std::string_view name, const E& value, E) {
        code(name, value);
    }
    template <class E>
    void word(std::string_view name, const domain::Word<E>& value) {
        set(name, value.text());
    }
    template <class E>
    void optional_word(std::string_view name, const std::optional<domain::Word<E>>& value) {
        if (value) {
            word(name, *value);
        }
    }
    template <class E>
    void optional_code(std::string_view name, const std::optional<E>& value) {
        if (value) {
            code(name, *value);
        }
    }
    template <class E>
    void known_codes(std::string_view name, const std::vector<E>& values) {
        Json list = Json::array();
        for (const E value : values) {
            list.push_back(std::string(domain::to_code(value)));
        }
        set(name, std::move(list));
    }
    void texts(std::string_view name, const std::vector<std::string>& values) { set(name, values); }
    void optional_texts(std::string_view name, const std::vector<std::string>& values) { set(name, values); }
    void optional_integers(std::string_view name, const std::vector<std::int64_t>& values) { set(name, values); }
    /// A whole tree; null is left out.
    void value(std::string_view name, const domain::Value& tree) {
        if (!tree.is_null()) {
            set(name, json_from(tree));
        }
    }
    template <class Members>
    void object(std::string_view name, Members members) {
        Json inner;
        Writer writer(inner);
        members(writer);
        set(name, std::move(inner));
    }
    template <class T, class Members>
    void optional_object(std::string_view name, const std::optional<T>& value, Members members) {
        if (value) {
            object(name, [&](Writer& writer) { members(writer, *value); });
        }
    }
    template <class T, class Members>
    void list(std::string_view name, const std::vector<T>& values, Members members) {
        Json items = Json::array();
        for (const T& value : values) {
            Json inner;
            Writer writer(inner);
            members(writer, value);
            items.push_back(std::move(inner));
        }
        set(name, std::move(items));
    }
    template <class T, class Members>
    void optional_list(std::string_view name, const std::vector<T>& values, Members members) {
        list(name, values, members);
    }

  private:
    void set(std::string_view name, Json value) { m_object->emplace(std::string(name), std::move(value)); }

    Json* m_object;
};

/// Reads a value's members out of a JSON object. The first thing that is not as it should be is remembered with
/// its path; the value then holds defaults there and must be thrown away.
class Reader {
  public:
    static constexpr bool reading = true;

    /// \param error where the first problem is written; shared by the readers of inner objects.
    Reader(const Json& object, std::string& error, std::string path = {})
        : m_object(&object), m_error(&error), m_path(std::move(path)) {
        if (!object.is_object()) {
            fail(m_path.empty() ? std::string("syntax") : m_path);
        }
    }

    void text(std::string_view name, std::string& value) {
        const Json* found = required(name);
        if (found != nullptr) {
            read_text(name, *found, value);
        }
    }
    void optional_text(std::string_view name, std::string& value) {
        const Json* found = find(name);
        if (found != nullptr) {
            read_text(name, *found, value);
        }
    }
    template <std::integral Number>
    void integer(std::string_view name, Number& value, std::int64_t min, std::int64_t max) {
        const Json* found = required(name);
        if (found != nullptr) {
            value = static_cast<Number>(read_integer(name, *found, min, max));
        }
    }
    /// A count of members that what was stored earlier does not have: stays as it is then.
    void optional_count(std::string_view name, int& value) {
        if (const Json* found = find(name)) {
            value = static_cast<int>(read_integer(name, *found, 0, INT32_MAX));
        }
    }
    template <class Number>
    void optional_integer(std::string_view name, std::optional<Number>& value) {
        const Json* found = find(name);
        if (found != nullptr) {
            value = static_cast<Number>(read_integer(name, *found, INT64_MIN, INT64_MAX));
        }
    }
    void number(std::string_view name, double& value) {
        const Json* found = required(name);
        if (found != nullptr) {
            value = read_number(name, *found);
        }
    }
    void optional_number(std::string_view name, std::optional<double>& value) {
        const Json* found = find(name);
        if (found != nullptr) {
            value = read_number(name, *found);
        }
    }
    void boolean(std::string_view name, bool& value) {
        const Json* found = required(name);
        if (found == nullptr) {
            return;
        }
        if (const auto* flag = found->get_ptr<const Json::boolean_t*>()) {
            value = *flag;
        } else {
            fail(member(name));
        }
    }
    void optional_boolean(std::string_view name, bool& value) {
        if (find(name) != nullptr) {
            boolean(name, value);
        }
    }
    void time(std::string_view name, domain::Instant& value) {
        if (const Json* found = required(name)) {
            read_time(name, *found, value);
        }
    }
    void optional_time(std::string_view name, std::optional<domain::Instant>& value) {
        if (const Json* found = find(name)) {
            read_time(name, *found, value.emplace());
        }
    }
    template <class E>
    void code(std::string_view name, E& value) {
        std::string word;
        text(name, word);
        if (const auto known = domain::from_code<E>(word)) {
            value = *known;
        } else {
            fail(member(name));
        }
    }
    /// A word that this program may not know yet: kept as it is.
    template <class E>
    void word(std::string_view name, domain::Word<E>& value) {
        std::string said;
        text(name, said);
        value = domain::Word<E>(std::move(said));
    }
    template <class E>
    void optional_word(std::string_view name, std::optional<domain::Word<E>>& value) {
        std::string said;
        optional_text(name, said);
        if (!said.empty()) {
            value.emplace(std::move(said));
        }
    }
    /// A word this program does not know yet is read as `fallback`.
    template <class E>
    void code_or(std::string_view name, E& value, E fallback) {
        std::string word;
        text(name, word);
        value = domain::from_code<E>(word).value_or(fallback);
    }
    template <class E>
    void optional_code(std::string_view name, std::optional<E>& value) {
        std::string word;
        optional_text(name, word);
        if (!word.empty()) {
            value = domain::from_code<E>(word);
            if (!value) {
                fail(member(name));
            }
        }
    }
    /// A list of words; those this program does not know yet are left out.
    template <class E>
    void known_codes(std::string_view name, std::vector<E>& values) {
        std::vector<std::string> words;
        texts(name, words);
        for (const std::string& word : words) {
            if (const auto known = domain::from_code<E>(word)) {
                values.push_back(*known);
            }
        }
    }
    void texts(std::string_view name, std::vector<std::string>& values) {
        each(name, [&](const Json& item, const std::string& path) {
            if (const auto* found = item.get_ptr<const Json::string_t*>()) {
                values.push_back(*found);
            } else {
                fail(path);
            }
        });
    }
    void optional_texts(std::string_view name, std::vector<std::string>& values) {
        if (find(name) != nullptr) {
            texts(name, values);
        }
    }
    void optional_integers(std::string_view name, std::vector<std::int64_t>& values) {
        if (find(name) == nullptr) {
            return;
        }
        each(name, [&](const Json& item, const std::string& path) {
            if (item.is_number_integer()) {
                values.push_back(item.get<std::int64_t>());
            } else {
                fail(path);
            }
        });
    }
    /// A whole tree of any form; missing is null.
    void value(std::string_view name, domain::Value& tree) {
        if (const Json* found = find(name)) {
            tree = value_from(*found);
        }
    }
    template <class Members>
    void object(std::string_view name, Members members) {
        if (const Json* found = required(name)) {
            Reader reader(*found, *m_error, member(name));
            members(reader);
        }
    }
    template <class T, class Members>
    void optional_object(std::string_view name, std::optional<T>& value, Members members) {
        if (const Json* found = find(name)) {
            Reader reader(*found, *m_error, member(name));
            members(reader, value.emplace());
        }
    }
    template <class T, class Members>
    void list(std::string_view name, std::vector<T>& values, Members members) {
        each(name, [&](const Json& item, const std::string& path) {
            Reader reader(item, *m_error, path);
            members(reader, values.emplace_back());
        });
    }
    template <class T, class Members>
    void optional_list(std::string_view name, std::vector<T>& values, Members members) {
        if (find(name) != nullptr) {
            list(name, values, members);
        }
    }

    /// A member of any form, for what is no object of names (coordinates); nullptr, and an error, when it is missing.
    [[nodiscard]] const Json* any(std::string_view name) { return required(name); }

    [[nodiscard]] bool failed() const { return !m_error->empty(); }
    void fail(std::string path) {
        if (m_error->empty()) {
            *m_error = std::move(path);
        }
    }
    [[nodiscard]] std::string member(std::string_view name) const;

  private:
    /// The member, or nullptr where it is missing or null.
    [[nodiscard]] const Json* find(std::string_view name) const;
    /// The same, and missing is an error.
    [[nodiscard]] const Json* required(std::string_view name);
    void read_text(std::string_view name, const Json& json, std::string& value);
    void read_time(std::string_view name, const Json& json, domain::Instant& value);
    [[nodiscard]] std::int64_t read_integer(std::string_view name, const Json& json, std::int64_t min,
                                            std::int64_t max);
    [[nodiscard]] double read_number(std::string_view name, const Json& json);

    template <class Use>
    void each(std::string_view name, Use use) {
        const Json* found = required(name);
        if (found == nullptr) {
            return;
        }
        if (!found->is_array()) {
            fail(member(name));
            return;
        }
        std::size_t index = 0;
        for (const Json& item : *found) {
            if (failed()) {
                return;
            }
            use(item, member(name) + "." + std::to_string(index++));
        }
    }

    const Json* m_object;
    std::string* m_error;
    std::string m_path;
};

/// Reads a whole value: `members(reader, value)` lists its members.
template <class T, class Members>
[[nodiscard]] domain::Result<T, DecodeError> read_value(const Json& json, Members members) {
    std::string error;
    T value{};
    Reader reader(json, error);
    if (error.empty()) {
        members(reader, value);
    }
    if (!error.empty()) {
        return domain::Failure{DecodeError{std::move(error)}};
    }
    return value;
}

/// Parses and reads a whole value.
template <class T, class Members>
[[nodiscard]] domain::Result<T, DecodeError> decode_value(std::string_view text, Members members) {
    auto json = parse_json(text);
    if (!json) {
        return domain::Failure{json.error()};
    }
    return read_value<T>(*json, members);
}

/// The JSON text of a value.
template <class T, class Members>
[[nodiscard]] std::string encode_value(const T& value, Members members) {
    Json json;
    Writer writer(json);
    members(writer, value);
    return to_text(json);
}

}  // namespace ow::wire
