#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/assist/errand.hpp"
#include "src/app/env.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/remote.hpp"
#include "src/domain/command.hpp"
#include "src/domain/service.hpp"

/// 帮办代办 on the grid worker's tablet: whom, what, the mandate, the form, the person's own check page, and what is
/// sent: the person, the mandate and the case, each a command that waits for the one before (ADR 41).
namespace ow::app::assist {

/// What programs put into their lists.
extern const Feature feature;

/// A line that is read aloud, and its words.
struct SpokenLine {
    std::string key;
    std::string text;
    bool operator==(const SpokenLine&) const = default;
};

/// What is being read aloud: line by line, so that the one that is read can be lit.
struct ReadingLines {
    std::vector<SpokenLine> lines;
    std::size_t at = 0;
    RequestId request = 0;
    bool operator==(const ReadingLines&) const = default;
};

/// A case that was filed for somebody and may be followed.
struct Helped {
    std::string number;
    std::string title;
    std::string person;  ///< name, masked
    std::string state;   ///< code
    bool operator==(const Helped&) const = default;
};

/// The register being put right: who it says died, and does not.
struct Righting {
    std::string person;  ///< id
    std::string reason;  ///< as typed
    RequestId request = 0;
    std::optional<domain::ApiError> error;
    bool operator==(const Righting&) const = default;
};

/// The errand that is open, those that are not finished, and what of them is on its way.
struct Model {
    std::string typed;                   ///< in the search
    Remote<std::vector<Person>> found;   ///< what it found
    Remote<std::vector<Helped>> helped;  ///< the worker's own list, newest first
    form::Drops drops;
    form::State person;            ///< somebody new, being registered
    domain::Value kept_person;     ///< the draft of it, until the form is there to take it
    RequestId person_request = 0;  ///< the draft of it is being read
    std::string replacing;         ///< the errand whose person was the wrong one; "" = a new errand

    std::optional<Errand> errand;                     ///< the one that is open
    std::map<std::string, Errand, std::less<>> open;  ///< all that are not finished, by id; without their forms
    std::map<RequestId, std::string> fetching;        ///< drafts on their way, by errand
    bool listed = false;                              ///< it was asked which there are
    domain::Value note;  ///< of the device: ids of open errands by account; null until it is read
    std::shared_ptr<const domain::Service> service;  ///< of the open errand
    std::optional<domain::ApiError> missing;         ///< why it is not there
    domain::forms::FormDefinition asked;             ///< the form as it is asked for this person
    domain::Value kept;                              ///< the open errand's forms as they were found, until taken
    RequestId facts_request = 0;
    RequestId keeping = 0;
    std::optional<world::StorageFailure> save_failure;
    ReadingLines reading;

    Righting righting;

    bool submit_when_ready = false;  ///< pictures are made small first
    std::string offered;             ///< key of the filing that the outbox has not stored yet
    std::optional<world::StorageFailure> submit_failure;
    std::optional<domain::CommandStatus> mending;  ///< a refused one that opens as soon as its forms are there
    std::map<std::string, domain::CommandStatus, std::less<>> sent;  ///< what is not acknowledged, by key

    [[nodiscard]] bool busy() const { return submit_when_ready || !offered.empty(); }
    /// All that the open errand's pages need is there.
    [[nodiscard]] bool ready() const {
        return errand && kept.is_null() && (errand->kind == Kind::none || !asked.fields.empty());
    }
    bool operator==(const Model&) const = default;
};

// --- what views send ---

struct SearchEdited {
    std::string text;
};
/// `facts` where the device has them; else they are asked for.
struct PersonChosen {
    Person person;
    domain::Value facts = domain::Value::object();
};
/// 开始帮办 at a visit: for this person, and for what the visit is about ("" = to be chosen). What was begun for that
/// and is not finished opens again.
struct HelpStarted {
    Person person;
    domain::Value facts = domain::Value::object();
    std::string service;
};
/// Somebody new: the form, and its end.
struct Registering {
    form::Action action;
};
/// 选错人了: another person, with what was typed.
struct WrongPerson {};
struct ServiceChosen {
    std::string code, title;
};
struct AppealChosen {
    std::string category;
};
/// 不办了: opens the dialog drop_errand.
struct ErrandDropped {
    std::string id;
};
struct DropConfirmed {
    std::string id;
};
/// The terms and the evidence of the mandate.
struct MandateFilled {
    form::Action action;
};
/// 请老人签名: to where one signs.
struct SignatureWanted {};
/// The person agreed to this text.
struct Agreed {
    std::string text, version;
};
/// The form of the matter.
struct Filled {
    form::Action action;
};
/// On the check page: 对, 不对.
struct LineRight {
    std::string path;
};
struct LineWrong {
    std::string path;
};
/// 朗读 line by line; again: stop.
struct ReadAloud {
    std::vector<SpokenLine> lines;
};
/// 确认并提交
struct Confirmed {};
/// Why the register is wrong of a person.
struct RightingEdited {
    std::string person;
    std::string reason;
};
/// 改登记: who it says died is alive.
struct RightingPressed {};
/// 去修改: a refused command opens again.
struct MendPressed {
    std::string key;
};

using Action = std::variant<SearchEdited, PersonChosen, HelpStarted, Registering, WrongPerson, ServiceChosen,
                            AppealChosen, ErrandDropped, DropConfirmed, MandateFilled, SignatureWanted, Agreed, Filled,
                            LineRight, LineWrong, ReadAloud, Confirmed, RightingEdited, RightingPressed, MendPressed>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

// --- for views ---

/// The form of the matter as it is filled in. \pre model.ready()
[[nodiscard]] form::Setting form_setting(const Model& model, domain::CivilDate today,
                                         const domain::Reference* reference);
/// How many days the mandate holds, as chosen; 0 = not chosen yet.
[[nodiscard]] int days_of(const Errand& errand);
/// Its last day, which counts, when it is given today.
[[nodiscard]] domain::CivilDate last_day(const Errand& errand, domain::CivilDate today);
/// Whether they died by what this device knows last; nothing is done for them then.
[[nodiscard]] bool has_died(const Person& person, const grid::Copy& copy, domain::Instant now);
/// The refused command of the open errand, or nullptr.
[[nodiscard]] const domain::CommandStatus* refused_of(const Model& model);

/// The line of the check page that says what is done.
inline constexpr std::string_view matter_line = "matter";
/// The lines of the check page: the matter, what is answered or would have to be, and the declarations. Paths of
/// fields.
[[nodiscard]] std::vector<std::string> lines_of(const form::Setting& setting, const form::State& state);
/// Of them those that the person has not said anything of.
[[nodiscard]] std::vector<std::string> unread_of(const form::Setting& setting, const Errand& errand);

}  // namespace ow::app::assist
