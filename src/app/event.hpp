#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "src/app/action.hpp"
#include "src/app/effect.hpp"
#include "src/app/message.hpp"
#include "src/app/route.hpp"
#include "src/app/standing.hpp"
#include "src/domain/case.hpp"
#include "src/domain/command.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/service.hpp"
#include "src/domain/settings.hpp"

/// What features tell the shell and each other without knowing each other: `env.signal(…)`. The shell does its part
/// and every feature of the program hears of it, in the program's order. Signals never leave the core.
namespace ow::app {

/// How a toast looks; "tone.<word>" is said with it.
enum class Tone : std::uint8_t { info, good, warning, bad };

/// A question that must be answered before something that cannot be undone. Texts: "dialog.<name>.title",
/// "dialog.<name>.body", "dialog.<name>.confirm", "dialog.<name>.cancel".
struct Dialog {
    enum class Harm : std::uint8_t { none, harmful };
    std::string name;
    Harm harm = Harm::harmful;
    Action confirmed;       ///< what is done then
    Action dismissed = {};  ///< what is done when it is not confirmed; empty = nothing
};

// --- what the shell does ---

struct GoTo {
    Route route;
    NavigateHow how = NavigateHow::push;
    std::string focus = {};  ///< the node to focus there; "" = the page's heading
};
struct ShowToast {
    Message text;
    Tone tone = Tone::info;
};
struct OpenDialog {
    Dialog dialog;
};
/// The server is to be asked who is signed in.
struct SessionCheckWanted {};
/// A call was answered that nobody is signed in.
struct SessionLost {};
struct SessionStarted {};
/// The server has said who is signed in, or could not be asked.
struct SessionChecked {
    bool newly_known = false;  ///< somebody is signed in of whom nothing was known before
};
/// Why nobody is signed in.
enum class SessionEnd : std::uint8_t {
    nobody,      ///< asked at start: nobody was
    signed_out,  ///< the person did it
    expired,     ///< it ended by itself
};
struct SessionEnded {
    SessionEnd why = SessionEnd::nobody;
};
struct SettingsChanged {
    domain::Settings settings;
};
/// The person wants nothing kept on this device: who stores something deletes it now; then every state is forgotten.
struct DeviceCleared {};

// --- what the shell tells ---

/// The page in Env::route was opened, or is opened again to read it anew.
struct PageOpened {};
/// The page before Env::route was left.
struct PageLeft {};
/// Changes may have been missed while the event stream was broken: what is shown is read anew.
struct NewsMissed {};

// --- what features tell each other ---

/// A case as it is now: lists and pages that show it take it over.
struct CaseSeen {
    domain::CaseDetail detail;
};
/// What is shown of a case is old (409): whoever shows it reloads.
struct CaseStale {
    std::string number;
};
/// A case was opened by its number and query code; with an empty number: it is not any more.
struct CaseTracked {
    std::string query_code;
    domain::CaseDetail detail;
};
/// A page shows own cases, or a draft that can be gone on with.
struct OwnThingsWanted {};
/// A page shows the notices.
struct NoticesWanted {};
/// An appeal was given to the outbox, which has not stored it yet.
struct FilingOffered {
    std::string key;
};
/// What has become of a command of this account that the server has not acknowledged: at every change, and of each of
/// them when the account is known.
struct CommandSeen {
    domain::CommandStatus status;
};
/// A command of this account about a case was carried out.
struct CommandDone {
    domain::Command command;
    std::optional<domain::CaseDetail> detail;  ///< the case as it is now, where that is known
    domain::Value answer{};                    ///< what was answered to a PostTree, where that is known
};
/// A visit of the wire as it is now: the worker's copy of the grid takes it over.
struct VisitSeen {
    domain::Value visit;
};
/// The list of services is to be there (a page that shows or finds them).
struct ServicesWanted {};
/// All of a service is to be there.
struct ServiceWanted {
    std::string code;
};
/// It is there, in the language of the settings, or why it is not.
struct ServiceSeen {
    std::string code;
    std::shared_ptr<const domain::Service> service;  ///< null where it could not be had
    std::string title{};
    std::string whom{};     ///< the guide is read for: "self", "family"
    domain::Value facts{};  ///< what is known of them, by path: {"value", "source"}
    std::optional<domain::ApiError> error{};
    Standing standing{};  ///< what keeps the person from asking for it for themselves
};
/// The grid worker's copy of the grid is to be read anew: something of it was changed from here.
struct GridWanted {};
/// A form that can be gone on with on another device stands open, with what is in it; `code` is that of its service, or
/// of the kind of case that is filed by it.
struct FormOpened {
    std::string code;
    domain::forms::FormDefinition form;
    domain::Value answers;  ///< as typed
    bool written = false;   ///< by the person; else only what the portal knew is in it
};
/// Something was typed in it, and the device keeps that.
struct FormKept {
    std::string code;
    domain::Value answers;
};
/// What was in it is gone from here.
struct FormEnded {
    std::string code;
    enum class How : std::uint8_t { filed, thrown_away } how = How::filed;
};
/// Beside what stands open in the form there is this on the device, of before: both are shown.
struct FormMet {
    std::string code;
    domain::Value answers;
    domain::Instant at;
};
/// To the form: it is to hold these answers from now on. Pictures stay as they are.
struct FormFound {
    std::string code;
    domain::Value answers;
};
/// A filing of this account became a case.
struct CaseFiled {
    domain::Receipt receipt;
};

}  // namespace ow::app
