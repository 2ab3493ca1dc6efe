#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ow::domain {

/// A tree of values as JSON has them: the answers of a form, a draft, a fact, the body of a call.
/// The members of an object are kept in the order of their names (by code point), so that equal trees are equal
/// however they were made.
///
/// A path names a place in the tree: member names and list indices joined by dots, "members.0.name"; "" is the tree
/// itself. A name therefore holds no dot where it is to be found by path.
class Value {
  public:
    struct Member;
    using List = std::vector<Value>;
    using Object = std::vector<Member>;

    /// Null: not answered.
    Value() = default;
    template <std::same_as<bool> Flag>
    Value(Flag flag);
    Value(double number);
    template <std::integral Whole>
        requires(!std::same_as<Whole, bool>)
    Value(Whole number);
    Value(std::string text);
    Value(std::string_view text);
    Value(const char* text);
    Value(List items);
    /// Of members of one name the last counts.
    Value(Object members);

    [[nodiscard]] static Value list();
    [[nodiscard]] static Value object();

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(m_data); }
    /// The value as what it is, or nullptr where it is something else.
    [[nodiscard]] const bool* as_bool() const { return std::get_if<bool>(&m_data); }
    [[nodiscard]] const double* as_number() const { return std::get_if<double>(&m_data); }
    [[nodiscard]] const std::string* as_text() const { return std::get_if<std::string>(&m_data); }
    [[nodiscard]] const List* as_list() const { return std::get_if<List>(&m_data); }
    [[nodiscard]] List* as_list() { return std::get_if<List>(&m_data); }
    [[nodiscard]] const Object* as_object() const { return std::get_if<Object>(&m_data); }

    /// What is at `path`, or nullptr where nothing is (a null is something).
    [[nodiscard]] const Value* find(std::string_view path) const;
    [[nodiscard]] Value* find(std::string_view path);
    /// The text at `path`; "" where there is none.
    [[nodiscard]] std::string_view text_at(std::string_view path) const;
    /// The list at `path`; an empty one where there is none.
    [[nodiscard]] const List& list_at(std::string_view path) const;

    /// Puts a value at `path`. What is missing or null on the way becomes an object, or a list where an index follows;
    /// the index one behind the last appends.
    /// \return false, and nothing is changed, where the path leads through a text, a number or a gap in a list.
    bool set(std::string_view path, Value value);

    /// Takes away what is at `path`; later items of a list move up. \return false where nothing was there.
    bool erase(std::string_view path);

    bool operator==(const Value& other) const;

  private:
    [[nodiscard]] const Value* child(std::string_view name) const;
    [[nodiscard]] bool takes(std::string_view path) const;

    std::variant<std::monostate, bool, double, std::string, List, Object> m_data;
};

/// One member of an object.
struct Value::Member {
    std::string name;
    Value value;
    bool operator==(const Member&) const = default;
};

/// Of a bool only, so that no pointer becomes one.
template <std::same_as<bool> Flag>
Value::Value(Flag flag) : m_data(flag) {}

/// Of any whole number; exact up to 2^53.
template <std::integral Whole>
    requires(!std::same_as<Whole, bool>)
Value::Value(Whole number) : Value(static_cast<double>(number)) {}

/// A path of `base` and `name`: "members" and "0" give "members.0"; an empty part is left out.
[[nodiscard]] std::string join_path(std::string_view base, std::string_view name);

}  // namespace ow::domain
