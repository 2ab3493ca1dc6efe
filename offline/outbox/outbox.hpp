#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/domain/filing_status.hpp"
#include "src/wire/stored.hpp"

/// The policy of the outbox: when a waiting filing is stored, sent, asked about, and let go. Pure: time, dice,
/// storage and network come in as events and go out as commands, so that every order of events can be tested.
///
/// Promises (quality.md, "Reliability"):
/// - A filing is stored before it is sent, and leaves the store only in the transaction that stores its receipt, or
///   because a person threw it away or took it back to mend it. It never expires.
/// - It is always sent under the same key with the same body, so that the server files it once.
/// - Filings go in the order they were queued; one that cannot go on (a dead picture, a refusal, a server error only
///   it provokes) is passed over.
/// - It is sent only under the account that wrote it, and only by the tab that holds the lock.
namespace ow::offline {

/// First wait after a failure; doubles with each further one.
inline constexpr std::int64_t first_wait_ms = 5'000;
/// The longest wait that we choose ourselves.
inline constexpr std::int64_t longest_wait_ms = 15 * 60'000;
/// The longest wait that a server's Retry-After is believed.
inline constexpr std::int64_t longest_asked_wait_ms = 60 * 60'000;
/// How often pictures that the server has lost (restored from a backup) are sent again before a person is asked.
inline constexpr int reuploads = 2;

/// Why the device could not store something.
enum class StoreFailure : std::uint8_t { full, unavailable, blocked };

/// A filing and what this tab knows about it.
struct Entry {
    wire::StoredFiling stored;
    bool in_store = false;  ///< the device has it
    /// The device refused to store it: it lives in this tab's memory and is kept only while it can be sent at once.
    std::optional<StoreFailure> not_stored;
    bool signed_out = false;  ///< the server wanted a sign-in
    std::optional<domain::Instant> next_try_at;
    std::optional<domain::Receipt> receipt;  ///< acknowledged; waits for the receipt to be stored
    bool told = false;                       ///< the acknowledgement was reported
    /// What was last reported, to report changes only.
    struct Shown {
        domain::FilingState state{};
        int photos_done = 0;
        std::optional<domain::Instant> next_try_at;
        std::optional<domain::ApiErrorKind> error;
        bool operator==(const Shown&) const = default;
    };
    std::optional<Shown> shown;

    [[nodiscard]] const std::string& key() const { return stored.draft.key; }
    [[nodiscard]] const std::string& owner() const { return stored.draft.owner; }
};

/// The one request that is under way: a picture of a filing, or (with no local_id) the filing itself.
struct InFlight {
    std::string key;
    std::string local_id;
    bool operator==(const InFlight&) const = default;
};

/// Everything the policy knows.
struct State {
    std::vector<Entry> entries;  ///< in the order in which they are sent
    bool online = true;
    bool has_lock = false;
    std::optional<std::string> account;  ///< who is signed in; "" = nobody, nullopt = not known yet
    std::optional<InFlight> in_flight;
    int failures_in_a_row = 0;                    ///< of any filing
    std::optional<domain::Instant> paused_until;  ///< the server or the network is down, not one filing
    std::optional<domain::Instant> timer_at;      ///< when the running timer fires
};

// --- what happens ---

/// What the device had stored, at start.
struct Restored {
    std::vector<wire::StoredFiling> filings;
};
/// A person handed a filing in.
struct Submitted {
    domain::AppealDraft draft;
    domain::Filing filing;
};
/// Answers to Store.
struct Stored {
    std::string key;
};
/// The answer to Store when the device refused.
struct StoreFailed {
    std::string key;
    StoreFailure reason = StoreFailure::unavailable;
};
/// Answers to Complete.
struct Completed {
    std::string key;
};
/// The receipt could not be stored; nothing was deleted either.
struct CompleteFailed {
    std::string key;
};
/// Answers to Upload.
struct Uploaded {
    std::string key;
    std::string local_id;
    std::string attachment_id;
};
/// The answer to Upload when the picture did not get through.
struct UploadFailed {
    std::string key;
    std::string local_id;
    domain::ApiError error;
    bool missing = false;  ///< the device does not have the picture any more
};
/// Answers to Post.
struct Posted {
    std::string key;
    domain::api::Filed filed;
};
/// The answer to Post when the filing did not get through, or its answer did not come back.
struct PostFailed {
    std::string key;
    domain::ApiError error;
};
/// The browser says that there is a network, or none.
struct OnlineChanged {
    bool online = true;
};
/// This tab got the lock, or lost it.
struct LockChanged {
    bool held = false;
};
/// Somebody is signed in (again); "" = nobody any more.
struct AccountChanged {
    std::string account;
};
/// A person wants it tried now.
struct RetryAsked {
    std::string key;
};
/// A refused filing becomes the owner's draft again, under a new key.
struct ReopenAsked {
    std::string key;
    std::string new_key;
};
/// A person throws a filing away.
struct DiscardAsked {
    std::string key;
};
/// The time of StartTimer is over.
struct TimerFired {};
/// Another tab stored a filing or how far it has come.
struct SeenElsewhere {
    wire::StoredFiling filing;
};
/// Another tab took it out of the store; with the receipt when it was acknowledged.
struct GoneElsewhere {
    std::string key;
    std::optional<domain::Receipt> receipt;
};

using Happening = std::variant<Restored, Submitted, Stored, StoreFailed, Completed, CompleteFailed, Uploaded,
                               UploadFailed, Posted, PostFailed, OnlineChanged, LockChanged, AccountChanged, RetryAsked,
                               ReopenAsked, DiscardAsked, TimerFired, SeenElsewhere, GoneElsewhere>;

/// Something that happened, and when.
struct Event {
    domain::Instant now;
    double dice = 0.5;  ///< 0–1, spreads the waits of many devices
    Happening what;
};

// --- what is to be done, in this order ---

/// Which transaction.
enum class StoreHow : std::uint8_t {
    first,   ///< put the filing and delete the owner's draft, in one transaction → Stored or StoreFailed
    update,  ///< put the filing again; a failure is harmless and not answered
};
/// Write a filing.
struct Store {
    wire::StoredFiling filing;
    StoreHow how = StoreHow::update;
};
/// Put the receipt, delete the filing and its pictures, in one transaction → Completed or CompleteFailed.
struct Complete {
    std::string key;
    domain::Receipt receipt;
    std::vector<std::string> local_ids;
};
/// Put the draft and delete the filing, in one transaction.
struct Reopen {
    std::string key;
    domain::AppealDraft draft;
};
/// Delete the filing and its pictures.
struct Remove {
    std::string key;
    std::vector<std::string> local_ids;
};
/// POST /attachments → Uploaded or UploadFailed.
struct Upload {
    std::string key;
    std::string local_id;
    std::string idempotency_key;
};
/// POST /cases → Posted or PostFailed.
struct Post {
    std::string key;  ///< also the idempotency key
    domain::Filing filing;
};
/// → TimerFired; replaces the timer that runs.
struct StartTimer {
    std::int64_t delay_ms = 0;
};
// Reports to the application.

/// A filing has come further, or is stuck.
struct ReportChanged {
    domain::FilingStatus status;
};
/// The server has it: the receipt.
struct ReportAcknowledged {
    domain::Receipt receipt;
    std::string owner;  ///< whose draft it was
};
/// It is gone because a person wanted it so.
struct ReportDiscarded {
    std::string key;
};
/// It is a draft again; `error` is why it was refused.
struct ReportReopened {
    std::string key;
    domain::AppealDraft draft;
    std::optional<domain::ApiError> error;
};
/// It could be neither stored nor sent at once; the draft is kept.
struct ReportSubmitFailed {
    std::string key;
    StoreFailure reason = StoreFailure::unavailable;
};

using Command = std::variant<Store, Complete, Reopen, Remove, Upload, Post, StartTimer, ReportChanged,
                             ReportAcknowledged, ReportDiscarded, ReportReopened, ReportSubmitFailed>;

/// What step() gives back.
struct Outcome {
    State state;
    std::vector<Command> commands;
};

/// What an event makes of the outbox, and what is to be done. Move the state in: nothing is copied then.
[[nodiscard]] Outcome step(State state, const Event& event);

/// How far a filing has come, in the application's words.
[[nodiscard]] domain::FilingStatus status_of(const State& state, const Entry& entry);

/// The filings of a state, for a start.
[[nodiscard]] std::vector<domain::FilingStatus> statuses(const State& state);

/// The wait after the `failures`-th failure in a row: doubling, at most longest_wait_ms, spread by a quarter either
/// way; never shorter than what the server asked for.
[[nodiscard]] std::int64_t wait_ms(int failures, double dice, std::optional<std::int64_t> retry_after_seconds);

/// Whether the same request may succeed later without a person: no connection, 408, 429, 5xx, or a success that is
/// no answer of ours (the sign-in page of a public network).
[[nodiscard]] bool may_succeed_later(const domain::ApiError& error);

}  // namespace ow::offline
