#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "offline/storage/storage_port.hpp"
#include "src/domain/command.hpp"
#include "src/wire/stored.hpp"
#include "src/wire/uploads.hpp"

/// The policy of the outbox: when a waiting command is stored, sent, asked about, and let go. Pure: time, dice,
/// storage and network come in as events and go out as instructions, so that every order of events can be tested.
///
/// Promises (quality.md, "Reliability"):
/// - A command is stored before it is sent, and is waiting until the transaction that stores its acknowledgement, or
///   until a person throws it away, takes it back to mend it, or sends a mended one in its place. It never expires.
/// - It is always sent under the same key with the same body, so that the server carries it out once.
/// - Filings go one after the other in the order they were queued, and so do commands about the same case; what a
/// person
///   does to another case does not wait for their pictures. One that cannot go on (a dead picture, a refusal, a server
///   error only it provokes) is passed over, except by what names it in `depends_on`.
/// - It is sent only under the account that made it, and only by the tab that holds the lock (one that the device
/// refused
///   to store: only by the tab that has it in its memory).
/// - What was acknowledged is kept for `kept_days` and offered again, under the same key, to a server that was restored
///   from a backup (docs/api.md, "Onewindow-Epoch").
namespace ow::offline {

/// First wait after a failure; doubles with each further one.
inline constexpr std::int64_t first_wait_ms = 5'000;
/// The longest wait that we choose ourselves.
inline constexpr std::int64_t longest_wait_ms = 15 * 60'000;
/// The longest wait that a server's Retry-After is believed.
inline constexpr std::int64_t longest_asked_wait_ms = 60 * 60'000;
/// How often pictures that the server has lost (restored from a backup) are sent again before a person is asked.
inline constexpr int reuploads = 2;
/// How many requests are under way at once.
inline constexpr std::size_t lanes = 3;
/// How long an acknowledged command is kept.
inline constexpr std::int64_t kept_days = 30;
/// How often another tab that holds the lock is asked whether it still works.
inline constexpr std::int64_t lock_patience_ms = 60'000;

/// What the server said to a command.
struct Answer {
    domain::Acknowledgement essentials;
    std::optional<domain::ApiAnswer> whole;
    domain::Value tree;
    bool again = false;  ///< it had been acknowledged before
    bool told = false;   ///< it was reported
};

/// A command and what this tab knows about it.
struct Entry {
    wire::StoredCommand stored;
    bool in_store = false;  ///< the device has it
    /// The device refused to store it: it lives in this tab's memory and is kept only while it can be sent at once.
    std::optional<StoreFailure> not_stored;
    std::string replaces;            ///< id of the refused command that goes as soon as this one is kept; "" = none
    bool outdated_in_store = false;  ///< it changed while its first write was under way
    bool discarded = false;          ///< thrown away while it was on its way; only the answer is waited for
    bool signed_out = false;         ///< the server wanted a sign-in
    std::optional<domain::Instant> next_try_at;
    std::optional<Answer> answer;  ///< until it is stored
    /// How far the file has come that is being sent in parts. Known to this tab only: another one asks the server.
    wire::UploadPlace place;
    std::string place_of;  ///< its local id; "" = none
    /// What was last reported, to report changes only.
    struct Shown {
        domain::CommandState state{};
        int photos_done = 0;
        std::optional<int> percent;
        std::optional<domain::Instant> next_try_at;
        std::optional<domain::ApiErrorKind> error;
        bool operator==(const Shown&) const = default;
    };
    std::optional<Shown> shown;

    [[nodiscard]] const std::string& id() const { return stored.command.id; }
    [[nodiscard]] const std::string& owner() const { return stored.command.owner; }
};

/// A request that is under way: a picture of a command, or (with no local_id) the command itself.
struct InFlight {
    std::string id;
    std::string local_id;
    std::string subject;         ///< of the command
    bool older_session = false;  ///< somebody signed in since it was sent: that it wants a sign-in says nothing
    bool operator==(const InFlight&) const = default;
};

/// Everything the policy knows.
struct State {
    std::vector<Entry> entries;  ///< in the order in which they are sent; acknowledged ones among them
    bool online = true;
    bool has_lock = false;
    std::optional<std::string> account;            ///< who is signed in; "" = nobody, nullopt = not known yet
    std::string epoch;                             ///< of the server's database; "" = not known yet
    std::vector<InFlight> in_flight;               ///< at most one a subject, and at most `lanes`
    int failures_in_a_row = 0;                     ///< of any command
    std::optional<domain::Instant> paused_until;   ///< the server or the network is down, not one command
    std::optional<domain::Instant> timer_at;       ///< when the running timer fires
    std::optional<domain::Instant> lock_asked_at;  ///< when another tab was last asked for the lock
};

// --- what happens ---

/// Everything that the device has stored and this program can read: at start, and whenever it was read again.
struct Restored {
    std::vector<wire::StoredCommand> commands;
    std::vector<std::string> others;  ///< ids of what is there as well
};
/// A person did something.
struct Submitted {
    domain::Command command;
    domain::CommandCall call;
    std::string replaces = {};  ///< id of the refused command that this one is, mended; "" = none
};
/// Answers to Store.
struct Stored {
    std::string id;
};
/// The answer to Store when the device refused.
struct StoreFailed {
    std::string id;
    StoreFailure reason = StoreFailure::unavailable;
};
/// Answers to Complete.
struct Completed {
    std::string id;
};
/// The acknowledgement could not be stored; nothing was deleted either.
struct CompleteFailed {
    std::string id;
};
/// Answers to Upload.
struct Uploaded {
    std::string id;
    std::string local_id;
    std::string attachment_id;
};
/// Answers to Upload when the server has a part more of the file, or says where it goes on.
struct PartUploaded {
    std::string id;
    std::string local_id;
    wire::UploadPlace place;
};
/// The answer to Upload when the picture did not get through.
struct UploadFailed {
    std::string id;
    std::string local_id;
    domain::ApiError error;
    bool missing = false;  ///< the device does not have the picture any more
};
/// Answers to Post.
struct Posted {
    std::string id;
    domain::Acknowledgement essentials;
    std::optional<domain::ApiAnswer> whole;  ///< nothing where this program cannot read all of it
    domain::Value tree{};                    ///< to a PostTree
};
/// The answer to Post when the command did not get through, or its answer did not come back.
struct PostFailed {
    std::string id;
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
/// The server said which database it answers from.
struct EpochSeen {
    std::string epoch;
};
/// A person wants it tried now.
struct RetryAsked {
    std::string id;
};
/// A refused command becomes a draft again, under a new key.
struct ReopenAsked {
    std::string id;
    std::string new_id;
};
/// A person throws a command away.
struct DiscardAsked {
    std::string id;
};
/// The device is to forget what was acknowledged.
struct ForgetAsked {};
/// The time of StartTimer is over.
struct TimerFired {};
/// Another tab stored a command or how far it has come.
struct SeenElsewhere {
    wire::StoredCommand command;
};
/// Another tab took it out of the store.
struct GoneElsewhere {
    std::string id;
    /// Set when that was because the server has it (a tab of an older program does so).
    std::optional<domain::Acknowledgement> essentials;
};

using EventBody =
    std::variant<Restored, Submitted, Stored, StoreFailed, Completed, CompleteFailed, Uploaded, PartUploaded,
                 UploadFailed, Posted, PostFailed, OnlineChanged, LockChanged, AccountChanged, EpochSeen, RetryAsked,
                 ReopenAsked, DiscardAsked, ForgetAsked, TimerFired, SeenElsewhere, GoneElsewhere>;

/// Something that happened, and when.
struct Event {
    domain::Instant now;
    double dice = 0.5;  ///< 0–1, spreads the waits of many devices
    EventBody what;
};

// --- what is to be done, in this order ---

/// Which transaction.
enum class StoreHow : std::uint8_t {
    first,   ///< put the command, delete its draft and what it replaces, in one transaction → Stored or StoreFailed
    update,  ///< put the command again if it is still there; a failure is harmless and not answered
};
/// Delete the command and its pictures, put those that depended on it, in one transaction. Its upload is cancelled.
struct Remove {
    std::string id;
    std::vector<std::string> local_ids;
    std::vector<wire::StoredCommand> dependents;
};
/// Write a command.
struct Store {
    wire::StoredCommand command;
    StoreHow how = StoreHow::update;
    std::optional<Remove> replaced;  ///< what is deleted with it; its pictures that the command has as well stay
    /// The device had what is replaced. Where another tab has thrown it away, pictures and all, nothing is written.
    bool wants_replaced = false;
};
/// Put the acknowledged command and the receipt of what was filed, delete the pictures, in one transaction → Completed
/// or CompleteFailed.
struct Complete {
    wire::StoredCommand command;
    std::vector<std::string> local_ids;
    std::optional<domain::Receipt> receipt;
};
/// The next request for a file → Uploaded, PartUploaded or UploadFailed.
struct Upload {
    std::string id;
    std::string local_id;
    std::string idempotency_key;
    wire::UploadPlace place;
};
/// Send the command → Posted or PostFailed.
struct Post {
    std::string id;  ///< also the idempotency key
    wire::StoredRequest request;
};
/// → TimerFired; replaces the timer that runs.
struct StartTimer {
    std::int64_t delay_ms = 0;
};
/// Another tab holds the lock while something waits: take it over if that tab does not answer → LockChanged.
struct AskForLock {};

// Reports to the application.

/// A command has come further, or is stuck.
struct ReportChanged {
    domain::CommandStatus status;
};
/// The server has it.
struct ReportAcknowledged {
    domain::Command command;  ///< without its draft
    domain::Acknowledgement essentials;
    std::optional<domain::ApiAnswer> whole;  ///< only in the tab that sent it
    bool again = false;                      ///< it had been acknowledged before; the number may be another one now
    domain::Value tree{};                    ///< answered to a PostTree; only in the tab that sent it
};
/// It is gone because a person wanted it so.
struct ReportDiscarded {
    std::string id;
    std::string feature;
};
/// It is a draft again; `error` is why it was refused.
struct ReportReopened {
    std::string id;
    std::string feature;
    domain::Value draft;
    std::optional<domain::ApiError> error;
};
/// Put the draft, delete the command, put those that depended on it, in one transaction; then it is told. Where another
/// tab has thrown the command away, nothing is written and that is told.
struct Reopen {
    std::string id;
    std::string draft_slot;
    std::vector<wire::StoredCommand> dependents;
    bool wants_command = false;  ///< the device had it
    ReportReopened then;
};
/// It could be neither stored nor sent at once; the draft is kept.
struct ReportSubmitFailed {
    std::string id;
    std::string feature;
    StoreFailure reason = StoreFailure::unavailable;
};

using Report = std::variant<ReportChanged, ReportAcknowledged, ReportDiscarded, ReportReopened, ReportSubmitFailed>;
using Instruction = std::variant<Store, Complete, Reopen, Remove, Upload, Post, StartTimer, AskForLock, Report>;

/// What step() gives back.
struct Outcome {
    State state;
    std::vector<Instruction> instructions;
};

/// What an event makes of the outbox, and what is to be done. Move the state in: nothing is copied then.
[[nodiscard]] Outcome step(State state, const Event& event);

/// Whether the command is done: acknowledged by the server that answers now.
[[nodiscard]] bool is_settled(const State& state, const Entry& entry);

/// How far a command has come, in the application's words.
[[nodiscard]] domain::CommandStatus status_of(const State& state, const Entry& entry);

/// The commands of a state that are not settled, for a start.
[[nodiscard]] std::vector<domain::CommandStatus> statuses(const State& state);

/// The wait after the `failures`-th failure in a row: doubling, at most longest_wait_ms, spread by a quarter either
/// way; never shorter than what the server asked for.
[[nodiscard]] std::int64_t wait_ms(int failures, double dice, std::optional<std::int64_t> retry_after_seconds);

/// Whether the same request may succeed later without a person: no connection, 408, 429, 5xx, or a success that is
/// no answer of ours (the sign-in page of a public network).
[[nodiscard]] bool may_succeed_later(const domain::ApiError& error);

}  // namespace ow::offline
