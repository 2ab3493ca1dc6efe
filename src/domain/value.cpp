#include "src/domain/value.hpp"

#include <algorithm>
#include <optional>

namespace ow::domain {

namespace {

/// Lists in answers are short; an index beyond this is no index.
constexpr std::size_t most_index_digits = 6;

/// The first name of a path, and what follows its dot.
std::pair<std::string_view, std::string_view> split(std::string_view path) {
    const std::size_t dot = path.find('.');
    return dot == std::string_view::npos ? std::pair{path, std::string_view{}}
                                         : std::pair{path.substr(0, dot), path.substr(dot + 1)};
}

/// The index that a name is: digits without a leading zero.
std::optional<std::size_t> index_of(std::string_view name) {
    if (name.empty() || name.size() > most_index_digits || (name.size() > 1 && name[0] == '0')) {
        return std::nullopt;
    }
    std::size_t index = 0;
    for (const char digit : name) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
        index = index * 10 + static_cast<std::size_t>(digit - '0');
    }
    return index;
}

template <class Members>
auto position_of(Members& members, std::string_view name) {
    return std::lower_bound(members.begin(), members.end(), name,
                            [](const Value::Member& member, std::string_view wanted) { return member.name < wanted; });
}

}  // namespace

Value::Value(double number) : m_data(number) {}
Value::Value(std::string text) : m_data(std::move(text)) {}
Value::Value(std::string_view text) : m_data(std::string(text)) {}
Value::Value(const char* text) : m_data(std::string(text)) {}
Value::Value(List items) : m_data(std::move(items)) {}

Value Value::list() { return {List{}}; }
Value Value::object() { return {Object{}}; }

Value::Value(Object members) {
    Object kept;
    kept.reserve(members.size());
    for (Member& member : members) {
        const auto place = position_of(kept, member.name);
        if (place != kept.end() && place->name == member.name) {
            place->value = std::move(member.value);
        } else {
            kept.insert(place, std::move(member));
        }
    }
    m_data = std::move(kept);
}

const Value* Value::child(std::string_view name) const {
    if (const Object* members = as_object()) {
        const auto found = position_of(*members, name);
        return found != members->end() && found->name == name ? &found->value : nullptr;
    }
    if (const List* items = as_list()) {
        const auto index = index_of(name);
        return index && *index < items->size() ? &(*items)[*index] : nullptr;
    }
    return nullptr;
}

const Value* Value::find(std::string_view path) const {
    const Value* at = this;
    while (at != nullptr && !path.empty()) {
        const auto [name, rest] = split(path);
        at = at->child(name);
        path = rest;
    }
    return at;
}

Value* Value::find(std::string_view path) { return const_cast<Value*>(std::as_const(*this).find(path)); }

const Value::List& Value::list_at(std::string_view path) const {
    static const List none;
    const Value* found = find(path);
    return found != nullptr && found->as_list() != nullptr ? *found->as_list() : none;
}

std::string_view Value::text_at(std::string_view path) const {
    const Value* found = find(path);
    const std::string* text = found != nullptr ? found->as_text() : nullptr;
    return text != nullptr ? std::string_view(*text) : std::string_view{};
}

/// Whether `set` can put something there.
bool Value::takes(std::string_view path) const {
    const Value* at = this;
    bool fresh = false;  // below what is there already; everything is made anew
    while (!path.empty()) {
        const auto [name, rest] = split(path);
        if (name.empty()) {
            return false;
        }
        const auto index = index_of(name);
        if (fresh || at->is_null()) {
            fresh = true;
            if (index && *index != 0) {
                return false;
            }
        } else if (const List* items = at->as_list()) {
            if (!index || *index > items->size()) {
                return false;
            }
            fresh = *index == items->size();
            at = fresh ? at : &(*items)[*index];
        } else if (at->as_object() != nullptr) {
            const Value* inner = at->child(name);
            fresh = inner == nullptr;
            at = fresh ? at : inner;
        } else {
            return false;
        }
        path = rest;
    }
    return true;
}

bool Value::set(std::string_view path, Value value) {
    if (!takes(path)) {
        return false;
    }
    Value* at = this;
    while (!path.empty()) {
        const auto [name, rest] = split(path);
        if (at->is_null()) {
            *at = index_of(name) ? Value(List{}) : Value(Object{});
        }
        if (List* items = at->as_list()) {
            const std::size_t index = *index_of(name);
            if (index == items->size()) {
                items->emplace_back();
            }
            at = &(*items)[index];
        } else {
            auto& members = *std::get_if<Object>(&at->m_data);
            auto found = position_of(members, name);
            if (found == members.end() || found->name != name) {
                found = members.insert(found, Member{std::string(name), {}});
            }
            at = &found->value;
        }
        path = rest;
    }
    *at = std::move(value);
    return true;
}

bool Value::erase(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    const bool inner = dot != std::string_view::npos;
    Value* parent = inner ? find(path.substr(0, dot)) : this;
    const std::string_view name = inner ? path.substr(dot + 1) : path;
    if (parent == nullptr || name.empty() || parent->child(name) == nullptr) {
        return false;
    }
    if (List* items = parent->as_list()) {
        items->erase(items->begin() + static_cast<std::ptrdiff_t>(*index_of(name)));
    } else {
        auto& members = *std::get_if<Object>(&parent->m_data);
        members.erase(position_of(members, name));
    }
    return true;
}

bool Value::operator==(const Value& other) const { return m_data == other.m_data; }

std::string join_path(std::string_view base, std::string_view name) {
    std::string path(base);
    if (!base.empty() && !name.empty()) {
        path += '.';
    }
    path += name;
    return path;
}

}  // namespace ow::domain
