#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "src/domain/codes.hpp"

/// The words of the case, each enum beside the API's spelling (docs/api.md, glossary.md).
namespace ow::domain {

// Kind, Category, State, StepCode, Role, Queue, NextCode: the words of assets/catalogue.
#include "src/domain/case_words.inl"

/// Through which window it came.
enum class Channel : std::uint8_t { portal, assisted, kiosk, patrol, hotline, letter, visit, video, open311 };
template <>
struct Codes<Channel> {
    static constexpr std::array<std::string_view, 9> words{"portal", "assisted", "kiosk", "patrol", "hotline",
                                                           "letter", "visit",    "video", "open311"};
};

/// The five stages a resident sees, and the end. The API sends the number 0–5.
enum class Stage : std::uint8_t { accept, dispatch, handle, verify, close, finished };
inline constexpr int stage_count = 6;

/// The traffic light of the deadline: amber at 75 % of the time, red when overdue.
enum class Clock : std::uint8_t { green, amber, red, paused, done };
template <>
struct Codes<Clock> {
    static constexpr std::array<std::string_view, 5> words{"green", "amber", "red", "paused", "done"};
};

/// On what ground a department got the case: by law, by agreement, by order.
enum class Basis : std::uint8_t { statutory, agreed, designated };
template <>
struct Codes<Basis> {
    static constexpr std::array<std::string_view, 3> words{"statutory", "agreed", "designated"};
};

/// Named, or unknown to the handler.
enum class ContactMode : std::uint8_t { named, anonymous };
template <>
struct Codes<ContactMode> {
    static constexpr std::array<std::string_view, 2> words{"named", "anonymous"};
};

/// What was decided on an application.
enum class DecisionCode : std::uint8_t { granted, denied };
template <>
struct Codes<DecisionCode> {
    static constexpr std::array<std::string_view, 2> words{"granted", "denied"};
};

}  // namespace ow::domain
