#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "src/domain/time.hpp"

namespace ow::app {

/// An argument that is itself a text to look up, e.g. the name of a state.
struct KeyText {
    std::string key;
    bool operator==(const KeyText&) const = default;
};

/// What may stand in a placeholder: text as it is, a number, another text by key, a time (written by the language's
/// rules).
using ArgValue = std::variant<std::string, std::int64_t, KeyText, domain::Instant>;

/// Words a person sees or hears: an i18n key and the values of its placeholders. The core holds no other text.
struct Message {
    std::string key;
    std::vector<std::pair<std::string, ArgValue>> args;
    bool operator==(const Message&) const = default;
};

/// How urgently a screen reader says it (the two live regions).
enum class Politeness : std::uint8_t { polite, assertive };

}  // namespace ow::app
