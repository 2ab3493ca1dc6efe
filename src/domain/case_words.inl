// Made by tools/generate/catalogue_rows.py from assets/catalogue; not edited by hand.
// clang-format off
/// What sort of matter.
enum class Kind : std::uint8_t {
    appeal,
    application,
    turned_away,
    patrol,
};
template <>
struct Codes<Kind> {
    static constexpr std::array<std::string_view, 4> words{"appeal", "application", "turned_away", "patrol"};
};

/// 诉求类型; of an application that it asks for a service; of 办不成事 how one was turned away, of 随手报 what was seen.
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
    fire_risk,
    blocked_way,
    broken_facility,
    rubbish,
    illegal_parking,
    water_leak,
    posters,
    other_sight,
};
template <>
struct Codes<Category> {
    static constexpr std::array<std::string_view, 19> words{"consult", "help", "complaint", "suggestion", "praise", "service", "more_papers", "sent_around", "not_taken", "no_answer", "treated_badly", "fire_risk", "blocked_way", "broken_facility", "rubbish", "illegal_parking", "water_leak", "posters", "other_sight"};
};

/// Where the case stands (product.md, "States and steps").
enum class State : std::uint8_t {
    submitted,
    reviewing,
    correction,
    granted,
    chased,
    accepted,
    dispatched,
    in_progress,
    extension_requested,
    resolved,
    verified,
    closed,
    refused,
    denied,
    withdrawn,
    merged,
};
template <>
struct Codes<State> {
    static constexpr std::array<std::string_view, 16> words{"submitted", "reviewing", "correction", "granted", "chased", "accepted", "dispatched", "in_progress", "extension_requested", "resolved", "verified", "closed", "refused", "denied", "withdrawn", "merged"};
};

/// What somebody does to a case; `other` is a step of a newer server: shown, never sent.
enum class StepCode : std::uint8_t {
    submit,
    accept,
    refuse,
    dispatch,
    sign_for,
    give_back,
    resolve,
    verify_pass,
    verify_fail,
    close,
    rate,
    reopen,
    withdraw,
    supplement,
    settle,
    request_correction,
    grant,
    deny,
    correct,
    hand_in,
    promise_kept,
    promise_broken,
    remind,
    lapse,
    other,
};
template <>
struct Codes<StepCode> {
    static constexpr std::array<std::string_view, 25> words{"submit", "accept", "refuse", "dispatch", "sign_for", "return", "resolve", "verify_pass", "verify_fail", "close", "rate", "reopen", "withdraw", "supplement", "settle", "request_correction", "grant", "deny", "correct", "hand_in", "promise_kept", "promise_broken", "remind", "lapse", "other"};
};

/// Who an account is for.
enum class Role : std::uint8_t {
    resident,
    grid_worker,
    dispatcher,
    handler,
    leader,
    supervisor,
    admin,
};
template <>
struct Codes<Role> {
    static constexpr std::array<std::string_view, 7> words{"resident", "grid_worker", "dispatcher", "handler", "leader", "supervisor", "admin"};
};

/// A list of work.
enum class Queue : std::uint8_t {
    to_accept,
    to_dispatch,
    due_soon,
    overdue,
    to_close,
    to_sign,
    in_hand,
    to_review,
    to_verify,
    to_settle,
    reopened,
    all_open,
};
template <>
struct Codes<Queue> {
    static constexpr std::array<std::string_view, 12> words{"to_accept", "to_dispatch", "due_soon", "overdue", "to_close", "to_sign", "in_hand", "to_review", "to_verify", "to_settle", "reopened", "all_open"};
};

/// A promise of what comes next.
enum class NextCode : std::uint8_t {
    accept_by,
    handle_by,
    verify_then_rate,
    decide_by,
    collect,
    correct_by,
};
template <>
struct Codes<NextCode> {
    static constexpr std::array<std::string_view, 6> words{"accept_by", "handle_by", "verify_then_rate", "decide_by", "collect", "correct_by"};
};

// clang-format on
