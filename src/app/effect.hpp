#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "src/app/action.hpp"
#include "src/app/message.hpp"
#include "src/domain/api.hpp"
#include "src/domain/command.hpp"
#include "src/domain/draft.hpp"
#include "src/domain/quad.hpp"
#include "src/domain/settings.hpp"
#include "src/domain/value.hpp"

/// What the core wants done outside, by capability. Data only: the composition root does it, in order, and gives the
/// answer named at each effect (world.hpp) back with the effect's ticket, so that it reaches the feature that wanted
/// it and nobody else. An effect whose answer is not named has none; what everybody hears has "tells".
namespace ow::app {

/// Something to be done, and whose it is. `what` is one of the types below.
struct Effect {
    Ticket from;
    Box what;

    template <class E>
    [[nodiscard]] const E* get() const {
        return what.get<E>();
    }
};
using Effects = std::vector<Effect>;

/// A feature's state was thrown away: its calls, alarms and uploads are not wanted any more.
struct ForgetFeature {};

// --- server ---

namespace detail {
template <class T, class Variant>
inline constexpr bool is_alternative = false;
template <class T, class... Others>
inline constexpr bool is_alternative<T, std::variant<Others...>> = (std::is_same_v<T, Others> || ...);
}  // namespace detail

/// One of the calls of domain::api. The features do not carry the variant of all of them about.
class Call {
  public:
    template <class C>
        requires detail::is_alternative<C, domain::ApiCall>
    Call(C what) : m_what(std::move(what)) {}
    /// The call if it is of that type, else nullptr.
    template <class C>
    [[nodiscard]] const C* get() const {
        return m_what.get<C>();
    }

  private:
    Box m_what;
};

/// Make a call → ApiAnswered, exactly once unless cancelled. Reads may be retried inside; a write is sent with `key` as
/// its Idempotency-Key and is not repeated by the runner (the core repeats it with the same key).
struct CallApi {
    Call call;
    std::string key;  ///< UUID; "" for reads
};
/// The same for a call that only one feature makes: its body and its answer are trees that nobody else knows
/// → TreeAnswered. `path` is below the API's base, percent-encoded ("/feedback").
struct CallTree {
    enum class Method : std::uint8_t { get, post, put, del } method = Method::get;
    std::string path;
    domain::Value body;     ///< of a post or put
    std::string key;        ///< UUID; "" for reads
    std::string version{};  ///< of what is overwritten (If-Match); "" = whatever is there
    bool operator==(const CallTree&) const = default;
};
/// The answer is not wanted any more; abort if that is cheap. A late answer is ignored by the core.
struct CancelCall {
    RequestId request = 0;  ///< the token of the call
    bool operator==(const CancelCall&) const = default;
};
/// Open the stream of server-sent events (reconnecting with back-off); tells EventsOpened, EventsLost,
/// CaseChanged, QueuesChanged. Opening twice is opening once.
struct OpenEvents {
    bool operator==(const OpenEvents&) const = default;
};
struct CloseEvents {
    bool operator==(const CloseEvents&) const = default;
};

// --- browser ---

/// Where an entry stands in the browser's history; kept in the entry itself (history.state).
struct HistoryPlace {
    int depth = 0;       ///< entries of this application before it
    int flow_start = 0;  ///< the depth of the first entry of its flow (Address::flow)
    bool operator==(const HistoryPlace&) const = default;
};

/// What becomes of the history.
enum class NavigateHow : std::uint8_t {
    push,
    replace,
    leave,  ///< all entries of the flow that is left are replaced by one: Back leads to what was before them
};
/// Change the address. The core has changed its route already: no UrlChanged must follow from it.
struct Navigate {
    std::string url;  ///< "#/…"
    NavigateHow how = NavigateHow::push;
    HistoryPlace place;  ///< of the new entry
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
/// A line of the receipt's picture; `qr` has the address that its code leads to.
struct ReceiptLine {
    enum class Style : std::uint8_t { title, label, value, text, note, qr };
    Style style = Style::text;
    std::string text;
    bool operator==(const ReceiptLine&) const = default;
};
/// Save the receipt as a picture file.
struct SaveReceiptImage {
    std::string number;
    std::vector<ReceiptLine> lines;
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

/// An alarm of a feature, by the feature's own number.
using TimerId = std::uint8_t;
/// → TimerFired after delay_ms; starting a feature's running timer sets it anew.
struct StartTimer {
    TimerId timer = 0;
    std::int64_t delay_ms = 0;
    bool operator==(const StartTimer&) const = default;
};
struct StopTimer {
    TimerId timer = 0;
    bool operator==(const StopTimer&) const = default;
};

/// Texts that came with data, by key: they are found beside the program's own from now on.
struct AddTexts {
    domain::Value words;
    bool operator==(const AddTexts&) const = default;
};

// --- device ---

enum class PhotoSource : std::uint8_t { camera, files };
/// Let the person choose pictures → PhotoPicked for each (shrinking starts), then PhotoReady or PhotoRefused for
/// each; PhotosLeftOut when there were more than `room`.
struct PickPhotos {
    PhotoSource source = PhotoSource::files;
    int room = 0;            ///< how many more are wanted
    bool documents = false;  ///< whether a PDF may be chosen too
    bool operator==(const PickPhotos&) const = default;
};
/// Pictures that are dropped or pasted anywhere on the page are the feature's, as if they had been picked for this
/// effect. What was asked for last counts; that nothing is taken counts from whoever took them only.
struct AcceptPhotos {
    std::optional<int> room{};  ///< how many more are wanted; nothing: pictures are not taken here
    bool documents = false;     ///< whether a PDF is taken too
    bool operator==(const AcceptPhotos&) const = default;
};
/// A picture whose shrinking a reload interrupted: its original is still on the device → PhotoReady or PhotoRefused.
struct ResumePhoto {
    std::string local_id;
    std::string name;
    bool operator==(const ResumePhoto&) const = default;
};
/// Another picture made of one, as one of its own → PhotoPicked and PhotoReady, or PhotoRefused.
struct EditPhoto {
    std::string local_id;
    std::string name;
    std::optional<domain::Quad> corners{};  ///< what lies between them; nothing: turned by a quarter to the right
    bool operator==(const EditPhoto&) const = default;
};
/// The picture is not wanted any more: forget its bytes, stop its upload.
struct DropPhoto {
    std::string local_id;
    bool operator==(const DropPhoto&) const = default;
};
/// Ask for the device's position once → Located or LocateFailed.
struct LocateDevice {
    bool operator==(const LocateDevice&) const = default;
};

// --- storage ---

/// Store the draft of its owner, in place of the one before; may wait for a pause in typing of at most a second, and
/// must be done at once when the page is hidden → DraftSaved or DraftSaveFailed. What another tab writes
/// tells DraftChangedElsewhere.
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
/// Forget all receipts of this device, query codes included, forms that are being filled in (KeepDraft), and drafts
/// that were kept aside because they could not be read.
struct DeleteKept {
    bool operator==(const DeleteKept&) const = default;
};
struct SaveSettings {
    domain::Settings settings;
    bool operator==(const SaveSettings&) const = default;
};
/// Keep a feature's note on this device, whoever is signed in, in place of the one before; null = forget it. A few
/// hundred bytes: what must not be lost is a command (offline/outbox).
struct KeepNote {
    domain::Value note;
    bool operator==(const KeepNote&) const = default;
};
/// → NoteLoaded
struct LoadNote {
    bool operator==(const LoadNote&) const = default;
};
/// Before the slots of forms that are being filled in.
inline constexpr std::string_view form_drafts = "form/";
/// Keep a form that is being filled in under `slot`, in place of the one before; null = forget it → DraftSaved or
/// DraftSaveFailed. What a command names as its draft_slot goes with it into the outbox.
struct KeepDraft {
    std::string slot;  ///< "form/<owner>/<what>"
    domain::Value draft;
    bool operator==(const KeepDraft&) const = default;
};
/// → DraftFetched
struct FetchDraft {
    std::string slot;
    bool operator==(const FetchDraft&) const = default;
};
/// Keep who is signed in (id, role, staff number, grid; no name, no phone), so that a start without network knows whose
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

// --- the lock of a worker's device (docs/adr/0042); the staff's program only ---

/// → LockTold
struct AskLock {
    bool operator==(const AskLock&) const = default;
};
/// Let the person choose a PIN, under which all that is kept here is encrypted from then on; the PIN is asked for
/// outside of the program → LockTold.
struct ChoosePin {
    std::string owner;  ///< account id of whose device it is
    bool operator==(const ChoosePin&) const = default;
};
/// Lock the device: everything typed is stored before, and the program begins anew behind the PIN.
struct LockDevice {
    bool operator==(const LockDevice&) const = default;
};
/// Whose device it is has signed in over the network: a PIN that was wrong too often may be tried again. The program
/// begins anew behind it.
struct AllowPin {
    bool operator==(const AllowPin&) const = default;
};

// --- outbox (offline/outbox) ---

/// Give the person a file of the entries that this program cannot read, as they are stored.
struct SaveUnreadable {
    bool operator==(const SaveUnreadable&) const = default;
};

/// Put a command into the outbox and delete its draft, in one transaction; then send: pictures first, then the call
/// with the command's id as its key. Tells CommandChanged at every change, in the end CommandAcknowledged (the answer
/// is stored by then); or SubmitFailed when it could be neither stored nor sent at once. Submitting an id that is there
/// already changes nothing.
struct SubmitCommand {
    domain::Command command;
    domain::CommandCall call;  ///< what is sent, still without attachments
    std::string replaces;      ///< id of the refused command that this one is, mended; "" = none
    bool operator==(const SubmitCommand&) const = default;
};
/// The same for a filing, in the end of which FilingAcknowledged tells the receipt. A SaveDraft of the owner that still
/// waits is dropped.
struct SubmitFiling {
    domain::AppealDraft draft;  ///< the whole draft, so that a refused filing can be mended after a reload
    domain::Filing filing;      ///< what is sent, normalised, still without attachments
    bool operator==(const SubmitFiling&) const = default;
};
/// Try now instead of waiting.
struct RetryCommand {
    std::string key;
    bool operator==(const RetryCommand&) const = default;
};
/// The owner is signed in (again), or the network is back: go on with what waits.
struct ResumeOutbox {
    std::string owner;
    bool operator==(const ResumeOutbox&) const = default;
};
/// Make a refused filing the owner's draft again under `new_key` and take it out of the outbox, in one transaction
/// → FilingReopened.
struct ReopenFiling {
    std::string key;
    std::string new_key;
    bool operator==(const ReopenFiling&) const = default;
};
/// Throw a command and its pictures away (the person confirmed) → CommandDiscarded.
struct DiscardCommand {
    std::string key;
    bool operator==(const DiscardCommand&) const = default;
};

}  // namespace ow::app
