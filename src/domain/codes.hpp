#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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

/// A word of the API as it was said. A newer server may say one that this program does not know: it is kept, shown
/// as it is, and equal to no value of the enum.
template <class E>
class Word {
  public:
    Word() : Word(E{}) {}
    Word(E value) : m_text(to_code(value)) {}
    explicit Word(std::string text) : m_text(std::move(text)) {}

    [[nodiscard]] const std::string& text() const { return m_text; }
    /// The value, where this program knows the word.
    [[nodiscard]] std::optional<E> known() const { return from_code<E>(m_text); }
    /// The value, or another for a word that this program does not know.
    [[nodiscard]] E known_or(E other) const { return known().value_or(other); }

    bool operator==(const Word&) const = default;
    friend bool operator==(const Word& word, E value) { return word.m_text == to_code(value); }

  private:
    std::string m_text;
};

/// The word itself.
template <class E>
std::string_view to_code(const Word<E>& word) {
    return word.text();
}

/// How many values the enum has.
template <class E>
constexpr std::size_t code_count() {
    return Codes<E>::words.size();
}

}  // namespace ow::domain
