#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/effect.hpp"
#include "src/app/message.hpp"
#include "src/app/route.hpp"
#include "src/domain/case.hpp"

/// What a feature tells the rest of the core. Features do not know each other: they signal, and the root
/// (update.cpp) passes it on. Signals never leave the core.
namespace ow::app {

/// Questions that must be answered before something that cannot be undone. Texts: "dialog.<word>.title",
/// "dialog.<word>.body", "dialog.<word>.confirm", "dialog.<word>.cancel".
enum class DialogKind : std::uint8_t {
    withdraw,  ///< subject = case number; the form of the step is open in steps::Model
    sign_out,
    discard_draft,
    discard_filing,  ///< subject = filing key
    replace_draft,   ///< subject = filing key: mending it would overwrite the draft that is being written
    clear_device,    ///< draft and receipts of this device; what waits for the network stays
};
/// The word of a dialog in its text keys, e.g. "withdraw".
[[nodiscard]] std::string_view dialog_name(DialogKind kind);

struct Dialog {
    DialogKind kind = DialogKind::sign_out;
    std::string subject;
    bool operator==(const Dialog&) const = default;
};

/// How a toast looks; "tone.<word>" is said with it.
enum class Tone : std::uint8_t { info, good, warning, bad };

struct GoTo {
    Route route;
    NavigateHow how = NavigateHow::push;
    std::string focus = {};  ///< the node to focus there; "" = the page's heading
};
struct SessionStarted {};
/// Why nobody is signed in.
enum class SessionEnd : std::uint8_t {
    nobody,      ///< asked at start: nobody was
    signed_out,  ///< the person did it
    expired,     ///< it ended by itself
};
struct SessionEnded {
    SessionEnd why = SessionEnd::nobody;
};
/// A case as it is now: lists and pages that show it take it over.
struct CaseSeen {
    domain::CaseDetail detail;
};
/// What is shown of a case is old (409): whoever shows it reloads.
struct CaseStale {
    std::string number;
};
/// An appeal was handed to the outbox.
struct FilingSubmitted {
    std::string key;
};
struct ShowToast {
    Message text;
    Tone tone = Tone::info;
};
struct OpenDialog {
    Dialog dialog;
};
struct SettingsChanged {};

using Signal = std::variant<GoTo, SessionStarted, SessionEnded, CaseSeen, CaseStale, FilingSubmitted, ShowToast,
                            OpenDialog, SettingsChanged>;
using Signals = std::vector<Signal>;

}  // namespace ow::app
