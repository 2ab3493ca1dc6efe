#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/message.hpp"
#include "src/domain/api.hpp"
#include "src/domain/draft.hpp"
#include "src/domain/settings.hpp"

/// What the core wants done outside. Data only: the composition root does it, in order, and answers with the action
/// named at each effect. An effect whose answer is not named has none.
namespace ow::app {

/// Tells the answers of effects apart; unique in a run, never 0.
using RequestId = std::uint64_t;

// --- server ---

/// Make a call → ApiAnswered{request, …}, exactly once unless cancelled. Reads may be retried inside; a write is sent
/// with `key` as its Idempotency-Key and is not repeated by the runner (the core repeats it with the same key).
struct CallApi {
    RequestId request = 0;
    domain::ApiCall call;
    std::string key;  ///< UUID; "" for reads
    bool operator==(const CallApi&) const = default;
};
/// The answer is not wanted any more; abort if that is cheap. A late answer is ignored by the core.
struct CancelCall {
    RequestId request = 0;
    bool operator==(const CancelCall&) const = default;
};
/// Open the stream of server-sent events (reconnecting with back-off) → EventsOpened, EventsLost, CaseChanged,
/// QueuesChanged. Opening twice is opening once.
struct OpenEvents {
    bool operator==(const OpenEvents&) const = default;
};
struct CloseEvents {
    bool operator==(const CloseEvents&) const = default;
};

// --- browser ---

enum class NavigateHow : std::uint8_t { push, replace };
/// Change the address. The core has changed its route already: no UrlChanged must follow from it.
struct Navigate {
    std::string url;  ///< "#/…"
    NavigateHow how = NavigateHow::push;
    bool operator==(const Navigate&) const = default;
};
/// history.back(); the browser's popstate → UrlChanged.
struct NavigateBack {
    bool operator==(const NavigateBack&) const = default;
};
/// The document's title (the runner adds the name of the site).
struct SetTitle {
    Message title;
    bool operator==(const SetTitle&) const = default;
};
/// Focus the page's h1 once the next frame has drawn it, and scroll to the top.
struct FocusHeading {
    bool operator==(const FocusHeading&) const = default;
};
/// Focus a node by its key once it is drawn: "error-summary", "field:<path>", "dialog" or a view's own key.
struct FocusNode {
    std::string key;
    bool operator==(const FocusNode&) const = default;
};
/// Say it through a live region.
struct Announce {
    Message text;
    Politeness politeness = Politeness::polite;
    bool operator==(const Announce&) const = default;
};
/// → Copied
struct CopyText {
    std::string text;
    bool operator==(const CopyText&) const = default;
};
struct Print {
    bool operator==(const Print&) const = default;
};
/// Save the receipt as a picture file.
struct SaveReceiptImage {
    std::string number;
    std::string query_code;
    bool operator==(const SaveReceiptImage&) const = default;
};
/// Open the telephone (tel:).
struct DialPhone {
    std::string number;
    bool operator==(const DialPhone&) const = default;
};
/// Load the new version of the program; everything typed is stored before.
struct ReloadApp {
    bool operator==(const ReloadApp&) const = default;
};

/// Read aloud → SpeechStarted, SpeechEnded or SpeechUnavailable.
struct Speak {
    std::string text;        ///< "" = the whole page in reading order
    int rate_percent = 100;  ///< 50–200
    domain::Language language = domain::Language::zh_cn;
    bool operator==(const Speak&) const = default;
};
struct StopSpeaking {
    bool operator==(const StopSpeaking&) const = default;
};

/// The alarms of the core, one of each at a time.
enum class Timer : std::uint8_t {
    resend,   ///< countdown of the one-time code, every second while it runs
    minute,   ///< remaining times, every minute while a page shows them
    toast,    ///< takes a toast away
    search,   ///< waits for the end of typing
    similar,  ///< ends the wait for similar cases: filing goes on without them
};
/// → TimerFired{timer} after delay_ms; starting a running timer sets it anew.
struct StartTimer {
    Timer timer = Timer::minute;
    std::int64_t delay_ms = 0;
    bool operator==(const StartTimer&) const = default;
};
struct StopTimer {
    Timer timer = Timer::minute;
    bool operator==(const StopTimer&) const = default;
};

// --- device ---

/// Who asks for pictures.
enum class PhotoPurpose : std::uint8_t { appeal, step };
enum class PhotoSource : std::uint8_t { camera, files };
/// Let the person choose pictures → PhotoPicked for each (shrinking starts), then PhotoReady or PhotoRefused for
/// each; PhotosLeftOut when there were more than `room`.
struct PickPhotos {
    PhotoPurpose purpose = PhotoPurpose::appeal;
    PhotoSource source = PhotoSource::files;
    int room = 0;  ///< how many more are wanted
    bool operator==(const PickPhotos&) const = default;
};
/// A picture whose shrinking a reload interrupted: its original is still on the device → PhotoReady or PhotoRefused.
struct ResumePhoto {
    PhotoPurpose purpose = PhotoPurpose::appeal;
    std::string local_id;
    std::string name;
    bool operator==(const ResumePhoto&) const = default;
};
/// The picture is not wanted any more: forget its bytes, stop its upload.
struct DropPhoto {
    std::string local_id;
    bool operator==(const DropPhoto&) const = default;
};
/// POST /attachments → PhotoProgress…, then PhotoUploaded or PhotoUploadFailed.
/// Pictures of an appeal are not sent by this: the outbox sends them with the filing.
struct UploadPhoto {
    std::string local_id;
    std::string key;  ///< idempotency key
    bool operator==(const UploadPhoto&) const = default;
};
/// Ask for the device's position once → Located or LocateFailed.
struct LocateDevice {
    RequestId request = 0;
    bool operator==(const LocateDevice&) const = default;
};

// --- storage ---

/// Store the draft of its owner, in place of the one before; may wait for a pause in typing of at most a second, and
/// must be done at once when the page is hidden → DraftSaved or DraftSaveFailed.
struct SaveDraft {
    domain::AppealDraft draft;
    bool operator==(const SaveDraft&) const = default;
};
/// → DraftLoaded (with nothing when there is none).
struct LoadDraft {
    std::string owner;
    bool operator==(const LoadDraft&) const = default;
};
/// Forget the owner's draft, and a SaveDraft that still waits (not its pictures: see DropPhoto).
struct DeleteDraft {
    std::string owner;
    bool operator==(const DeleteDraft&) const = default;
};
/// Forget all receipts of this device, query codes included, and drafts that were kept aside because they could not be
/// read.
struct DeleteKept {
    bool operator==(const DeleteKept&) const = default;
};
struct SaveSettings {
    domain::Settings settings;
    bool operator==(const SaveSettings&) const = default;
};
/// Keep who is signed in (id, role, staff number; no name, no phone), so that a start without network knows whose
/// drafts to offer; given back in Started. Nothing = forget.
struct RememberAccount {
    std::optional<domain::Account> account;
    bool operator==(const RememberAccount&) const = default;
};
/// → ReceiptLoaded
struct LoadReceipt {
    std::string number;
    bool operator==(const LoadReceipt&) const = default;
};

// --- outbox (offline/outbox) ---

/// Put a filing into the outbox and delete the owner's draft, in one transaction; then send: pictures first, then
/// POST /cases with the draft's key → FilingChanged at every change, in the end FilingAcknowledged (the receipt is
/// stored by then); or SubmitFailed when it could not be stored, and then the draft is still there.
/// Submitting a key that is there already changes nothing. A SaveDraft of the owner that still waits is dropped.
struct SubmitFiling {
    domain::AppealDraft draft;  ///< the whole draft, so that a refused filing can be mended after a reload
    domain::Filing filing;      ///< what is sent, normalised, still without attachments
    bool operator==(const SubmitFiling&) const = default;
};
/// Try now instead of waiting.
struct RetryFiling {
    std::string key;
    bool operator==(const RetryFiling&) const = default;
};
/// The owner is signed in (again), or the network is back: go on with what waits.
struct ResumeFilings {
    std::string owner;
    bool operator==(const ResumeFilings&) const = default;
};
/// Make a refused filing the owner's draft again under `new_key` and take it out of the outbox, in one transaction
/// → FilingReopened.
struct ReopenFiling {
    std::string key;
    std::string new_key;
    bool operator==(const ReopenFiling&) const = default;
};
/// Throw a filing and its pictures away (the person confirmed) → FilingDiscarded.
struct DiscardFiling {
    std::string key;
    bool operator==(const DiscardFiling&) const = default;
};

using Effect = std::variant<CallApi, CancelCall, OpenEvents, CloseEvents, Navigate, NavigateBack, SetTitle,
                            FocusHeading, FocusNode, Announce, CopyText, Print, SaveReceiptImage, DialPhone, ReloadApp,
                            Speak, StopSpeaking, StartTimer, StopTimer, PickPhotos, ResumePhoto, DropPhoto, UploadPhoto,
                            LocateDevice, SaveDraft, LoadDraft, DeleteDraft, SaveSettings, RememberAccount, LoadReceipt,
                            DeleteKept, SubmitFiling, RetryFiling, ResumeFilings, ReopenFiling, DiscardFiling>;
using Effects = std::vector<Effect>;

}  // namespace ow::app
