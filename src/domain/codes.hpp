#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace ow::domain {

/// The API's word for every value of an enum, in the order of the enum (which counts from 0 without gaps).
/// Specialised beside each enum; docs/api.md is the source of the words.
template <class E>
struct Codes;

/// The API's word for `value`, e.g. State::in_progress → "in_progress".
/// \return "" for a value outside the enum.
template <class E>
constexpr std::string_view to_code(E value) {
    const auto index = static_cast<std::size_t>(value);
    return index < Codes<E>::words.size() ? Codes<E>::words[index] : std::string_view{};
}

/// The enum value for an API word; exact match.
/// \return nullopt when the word is not known.
template <class E>
constexpr std::optional<E> from_code(std::string_view word) {
    for (std::size_t index = 0; index < Codes<E>::words.size(); ++index) {
        if (Codes<E>::words[index] == word) {
            return static_cast<E>(index);
        }
    }
    return std::nullopt;
}

/// How many values the enum has.
template <class E>
constexpr std::size_t code_count() {
    return Codes<E>::words.size();
}

}  // namespace ow::domain
