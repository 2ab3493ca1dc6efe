#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/app/effect.hpp"
#include "src/domain/api.hpp"
#include "src/domain/command.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/settings.hpp"

/// What the outside tells the core: answers to effects (effect.hpp names them) and things that happen by themselves.
/// The composition root makes these actions; views never do.
namespace ow::app::world {

/// The first action of a run; the model is empty before it.
struct Started {
    domain::Instant now;
    int zone_minutes = 480;  ///< east of UTC
    domain::Seed seed;       ///< crypto.getRandomValues
    std::string url;         ///< the address' fragment, "#/…"
    HistoryPlace place;      ///< of the address in the browser's history
    bool online = true;
    bool demo = false;    ///< the page carries the demo mark
    bool whole = false;   ///< see ProgramWhole
    std::string version;  ///< of the program, as the page was delivered with it; "" = not said
    std::vector<domain::forms::FormDefinition> forms;  ///< see FormsLoaded
    std::optional<domain::Settings> settings;          ///< stored ones
    domain::SystemPreferences system;
    std::optional<domain::Account> remembered;    ///< see RememberAccount
    std::vector<domain::CommandStatus> commands;  ///< what the outbox holds; see OutboxRead
    domain::OutboxHealth outbox_health;
};
/// What the outbox holds, where the first page did not wait for it: it shows none of it that cannot come a moment
/// later.
struct OutboxRead {
    std::vector<domain::CommandStatus> commands;
    domain::OutboxHealth health;
};
/// The clock; the root sends it before any other action, so that `model.now` is never old.
struct TimeRead {
    domain::Instant now;
};
/// Back, forward, a typed address.
struct UrlChanged {
    std::string url;
    std::optional<HistoryPlace> place = {};  ///< nothing: the browser made a new entry (a link, a typed address)
};
/// The part of the program that follows the first page is there (ADR 18); told once.
struct ProgramWhole {};
/// What the program's forms ask; they come with the rest of it.
struct FormsLoaded {
    std::vector<domain::forms::FormDefinition> forms;
};
/// The answer to CallTree.
struct TreeAnswered {
    domain::Result<domain::Value, domain::ApiError> result;
};
/// The answer to CallApi.
struct ApiAnswered {
    domain::ApiResult result;
};
struct OnlineChanged {
    bool online = true;
};
struct SystemPreferencesChanged {
    domain::SystemPreferences system;
};
struct TimerFired {
    TimerId timer = 0;
};

// --- server-sent events ---
struct EventsOpened {};
struct EventsLost {};
struct CaseChanged {
    std::string number;
    std::int64_t version = 0;
    domain::Word<domain::State> state = domain::State::submitted;
};
struct QueuesChanged {};

// --- storage ---
/// Why the device could not keep something.
enum class StorageFailure : std::uint8_t { full, unavailable, blocked };
struct DraftLoaded {
    std::string owner;
    std::optional<domain::AppealDraft> draft;
};
/// Another tab of the same person wrote the draft, or, without one, filed it or threw it away.
struct DraftChangedElsewhere {
    std::string owner;
    std::optional<domain::AppealDraft> draft;
};
struct DraftSaved {
    std::int64_t revision = 0;
};
struct DraftSaveFailed {
    std::int64_t revision = 0;
    StorageFailure reason = StorageFailure::unavailable;
};
/// The feature's note; null when there is none, or none that can be read.
struct NoteLoaded {
    domain::Value note;
};
/// The form that was kept in a slot; null when there is none, or none that can be read.
struct DraftFetched {
    std::string slot;
    domain::Value draft;
};
struct ReceiptLoaded {
    std::string number;
    std::optional<domain::Receipt> receipt;
};
/// How the lock of a worker's device is (docs/adr/0042).
enum class Lock : std::uint8_t {
    none,    ///< no PIN: nothing of the grid is kept
    locked,  ///< the program does not run over a locked device
    open,
    shut,  ///< too many wrong PINs: opens after a sign-in only
};
struct LockTold {
    Lock is = Lock::none;
    std::string owner;  ///< account id of whose device it is, "" = nobody's
    bool operator==(const LockTold&) const = default;
};
/// Whether the device is nearly full or something did not fit: said when it becomes so, and when it is so no more.
struct StorageLow {
    bool low = true;
};

// --- outbox ---
struct CommandChanged {
    domain::CommandStatus status;
};
/// The server has it, and what it said is stored.
struct CommandAcknowledged {
    domain::Command command;                   ///< without its draft
    domain::Acknowledgement essentials;        ///< all there is where another tab sent it
    std::optional<domain::CaseDetail> detail;  ///< the case as it is now
    domain::Value answer{};                    ///< to a PostTree; null where another tab sent it
};
/// The server has a filing and the receipt is stored; the entry is gone from the outbox.
struct FilingAcknowledged {
    domain::Receipt receipt;
};
/// The outbox's own store cannot be read at the moment, or can again.
struct OutboxHealthChanged {
    domain::OutboxHealth health;
};
/// A command is gone because a person threw it away, or because a mended one took its place.
struct CommandDiscarded {
    std::string key;
};
/// The filing is the draft again; `error` says why it was refused.
struct FilingReopened {
    std::string key;  ///< the old one
    domain::AppealDraft draft;
    std::optional<domain::ApiError> error;
};
/// The command could be neither stored nor sent; what it was made of is still where it was.
struct SubmitFailed {
    std::string key;
    StorageFailure reason = StorageFailure::unavailable;
};

// --- pictures ---
/// Why a picture was not taken.
enum class PhotoRefusal : std::uint8_t {
    not_image,
    too_large,      ///< of bytes, or of pixels that no device holds
    unreadable,     ///< a picture that is damaged or cut off
    empty,          ///< without a byte
    heic,           ///< as phones of one maker take photos, and this browser does not show them
    pdf_not_here,   ///< only pictures are taken where it was chosen
    pdf_locked,     ///< it has a password
    pdf_cut,        ///< its end is missing
    pdf_too_large,  ///< more than the server takes
    pdf_active,     ///< it would run something by itself, or carries another file
};
struct PhotoPicked {
    std::string local_id;
    std::string name;
};
struct PhotoReady {
    domain::LocalPhoto photo;
    /// Set when the bytes are only in memory: they can be sent while the page is open, and are lost by a reload.
    std::optional<StorageFailure> not_stored;
};
struct PhotoRefused {
    std::string local_id;
    PhotoRefusal reason = PhotoRefusal::unreadable;
};
struct PhotosLeftOut {
    int count = 0;  ///< how many were over `room`
};

// --- device ---
struct Located {
    domain::Position position;
    double accuracy_m = 0;
};
enum class LocateFailure : std::uint8_t { denied, unavailable, timeout, unsupported, insecure };
struct LocateFailed {
    LocateFailure reason = LocateFailure::unavailable;
};
struct Copied {
    bool ok = true;
};
struct SpeechStarted {};
struct SpeechEnded {};
struct SpeechUnavailable {};
/// A newer version of the program is ready.
struct UpdateReady {};

/// Something that happened by itself: the shell looks at it and every feature is told.
template <class Told>
[[nodiscard]] app::Action to_action(Told told) {
    return {{}, Box(std::move(told))};
}

/// The answer to an effect: it reaches the feature that wanted it.
template <class Answer>
[[nodiscard]] app::Action answer(const Ticket& to, Answer what) {
    return {to, Box(std::move(what))};
}

}  // namespace ow::app::world

namespace ow::domain {
template <>
struct Codes<ow::app::world::StorageFailure> {
    static constexpr std::array<std::string_view, 3> words{"full", "unavailable", "blocked"};
};
template <>
struct Codes<ow::app::world::Lock> {
    static constexpr std::array<std::string_view, 4> words{"none", "locked", "open", "shut"};
};
template <>
struct Codes<ow::app::world::PhotoRefusal> {
    static constexpr std::array<std::string_view, 10> words{"not_image",     "too_large",    "unreadable", "empty",
                                                            "heic",          "pdf_not_here", "pdf_locked", "pdf_cut",
                                                            "pdf_too_large", "pdf_active"};
};
template <>
struct Codes<ow::app::world::LocateFailure> {
    static constexpr std::array<std::string_view, 5> words{"denied", "unavailable", "timeout", "unsupported",
                                                           "insecure"};
};
}  // namespace ow::domain
