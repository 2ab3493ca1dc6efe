#pragma once

#include <string_view>

#include "src/domain/value.hpp"

/// Reading trees that nobody vouches for: a note of another version, an answer of a newer server.
namespace ow::app::feedback {

/// The list at a path; empty where there is none.
[[nodiscard]] inline const domain::Value::List& list_at(const domain::Value& value, std::string_view path) {
    static const domain::Value::List none;
    const domain::Value* found = value.find(path);
    const domain::Value::List* list = found == nullptr ? nullptr : found->as_list();
    return list == nullptr ? none : *list;
}

}  // namespace ow::app::feedback
