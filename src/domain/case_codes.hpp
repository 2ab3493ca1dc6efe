#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "src/domain/codes.hpp"

/// The words of the case, each enum beside the API's spelling (docs/api.md, glossary.md).
namespace ow::domain {

/// What sort of matter.
enum class Kind : std::uint8_t { application, appeal, patrol, turned_away };
template <>
struct Codes<Kind> {
    static constexpr std::array<std::string_view, 4> words{"application", "appeal", "patrol", "turned_away"};
};

/// 诉求类型; of an application that it asks for a service; of 办不成事 how one was turned away.
enum class Category : std::uint8_t {
    consult,
    help,
    complaint,
    suggestion,
    praise,
    service,
    more_papers,
    sent_around,
    not_taken,
    no_answer,
    treated_badly,
};
template <>
struct Codes<Category> {
    static constexpr std::array<std::string_view, 11> words{"consult",   "help",      "complaint",    "suggestion",
                                                            "praise",    "service",   "more_papers",  "sent_around",
                                                            "not_taken", "no_answer", "treated_badly"};
};

/// Through which window it came.
enum class Channel : std::uint8_t { portal, assisted, kiosk, patrol, hotline, letter, visit, video, open311 };
template <>
struct Codes<Channel> {
    static constexpr std::array<std::string_view, 9> words{"portal", "assisted", "kiosk", "patrol", "hotline",
                                                           "letter", "visit",    "video", "open311"};
};

/// Where the case stands (product.md, "States and steps").
enum class State : std::uint8_t {
    submitted,
    accepted,
    dispatched,
    in_progress,
    extension_requested,
    resolved,
    verified,
    closed,
    refused,
    withdrawn,
    merged,
    reviewing,
    correction,
    granted,
    denied,
    chased,
};
template <>
struct Codes<State> {
    static constexpr std::array<std::string_view, 16> words{
        "submitted", "accepted",  "dispatched", "in_progress", "extension_requested", "resolved", "verified", "closed",
        "refused",   "withdrawn", "merged",     "reviewing",   "correction",          "granted",  "denied",   "chased"};
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

/// What somebody does to a case.
enum class StepCode : std::uint8_t {
    submit,
    accept,
    refuse,
    dispatch,
    sign_for,
    give_back,  ///< "return" in the API
    resolve,
    verify_pass,
    verify_fail,
    close,
    rate,
    reopen,
    withdraw,
    supplement,
    request_correction,
    grant,
    deny,
    correct,
    hand_in,
    remind,
    lapse,
    settle,
    other,  ///< a step of a newer server: shown, never sent
};
template <>
struct Codes<StepCode> {
    static constexpr std::array<std::string_view, 23> words{
        "submit", "accept",  "refuse",      "dispatch",    "sign_for",
        "return", "resolve", "verify_pass", "verify_fail", "close",
        "rate",   "reopen",  "withdraw",    "supplement",  "request_correction",
        "grant",  "deny",    "correct",     "hand_in",     "remind",
        "lapse",  "settle",  "other"};
};

/// On what ground a department got the case: by law, by agreement, by order.
enum class Basis : std::uint8_t { statutory, agreed, designated };
template <>
struct Codes<Basis> {
    static constexpr std::array<std::string_view, 3> words{"statutory", "agreed", "designated"};
};

enum class Role : std::uint8_t { resident, grid_worker, dispatcher, handler, leader, supervisor, admin };
template <>
struct Codes<Role> {
    static constexpr std::array<std::string_view, 7> words{"resident", "grid_worker", "dispatcher", "handler",
                                                           "leader",   "supervisor",  "admin"};
};

/// A list of work.
enum class Queue : std::uint8_t {
    to_accept,
    to_dispatch,
    due_soon,
    overdue,
    to_close,
    to_review,
    to_sign,
    in_hand,
    to_verify,
    reopened,
    all_open,
    to_settle,
};
template <>
struct Codes<Queue> {
    static constexpr std::array<std::string_view, 12> words{"to_accept", "to_dispatch", "due_soon", "overdue",
                                                            "to_close",  "to_review",   "to_sign",  "in_hand",
                                                            "to_verify", "reopened",    "all_open", "to_settle"};
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

/// A promise of what comes next.
enum class NextCode : std::uint8_t { accept_by, handle_by, verify_then_rate, correct_by, decide_by, collect };
template <>
struct Codes<NextCode> {
    static constexpr std::array<std::string_view, 6> words{"accept_by",  "handle_by", "verify_then_rate",
                                                           "correct_by", "decide_by", "collect"};
};

}  // namespace ow::domain
