#pragma once

#include "src/i18n/catalogue.hpp"

#include <charconv>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ow::i18n {

/// Makes a catalogue the one that tr() reads. Set by the composition root (or a test); null clears it.
/// Views obtained from the catalogue before stay valid until the change after this one.
void set_current(std::shared_ptr<const Catalogue> catalogue);

/// The catalogue in use; an empty one before set_current().
[[nodiscard]] const Catalogue& current();

/// A value for a `{name}` placeholder: text, or a whole number (written without grouping).
/// Refers to the text given; use it only as a temporary in a call.
class Arg {
  public:
    Arg(std::string_view name, std::string_view text) : m_name(name), m_text(text) {}
    Arg(std::string_view name, const char* text) : m_name(name), m_text(text) {}
    Arg(std::string_view name, const std::string& text) : m_name(name), m_text(text) {}

    template <std::integral Number>
        requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
    Arg(std::string_view name, Number number) : m_name(name) {
        m_length =
            static_cast<std::uint8_t>(std::to_chars(m_digits, m_digits + sizeof m_digits, number).ptr - m_digits);
    }

    [[nodiscard]] std::string_view name() const { return m_name; }
    [[nodiscard]] std::string_view text() const { return m_length ? std::string_view(m_digits, m_length) : m_text; }

  private:
    std::string_view m_name;
    std::string_view m_text;
    char m_digits[21] = {};
    std::uint8_t m_length = 0;
};

using Args = std::initializer_list<Arg>;

/// The current language's text of a key. No allocation; do not keep the view over a language change.
[[nodiscard]] std::string_view tr(std::string_view key);

/// The text with every `{name}` replaced. A placeholder without a value stays as it is written.
[[nodiscard]] std::string tr(std::string_view key, Args args);

/// The plural form for `count` (`key.one`, `key.other`), with `{count}` and the other placeholders replaced.
[[nodiscard]] std::string tr_plural(std::string_view key, long long count, Args args = {});

/// Replaces every `{name}` in a pattern at once: values are not searched for placeholders again.
[[nodiscard]] std::string fill(std::string_view pattern, std::span<const Arg> args);
[[nodiscard]] inline std::string fill(std::string_view pattern, Args args) {
    return fill(pattern, std::span<const Arg>(args.begin(), args.size()));
}

}  // namespace ow::i18n
