#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "src/app/apply/filling_time.hpp"
#include "src/app/behalf.hpp"
#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/form/reuse.hpp"
#include "src/app/remote.hpp"
#include "src/app/standing.hpp"
#include "src/app/submission.hpp"
#include "src/domain/command.hpp"
#include "src/domain/service.hpp"

/// Asking for a service: the form that its file names, filled in from what is known, kept on the device, sent by the
/// outbox. Signing in comes last (ADR 31).
namespace ow::app::apply {

/// What programs put into their lists.
extern const Feature feature;

/// The one form here that asks for no service: 办不成事, seen by who supervises. `#/apply/turned_away?service=<code>`
/// says what was not to be had.
inline constexpr std::string_view turned_away = "turned_away";

/// Whether what was typed is on the device.
enum class SaveState : std::uint8_t { none, saving, saved, failed };

/// Of several services at once, asked for under a mandate: what the mandate is about, as a service of its own, and what
/// it is not about.
struct Within {
    std::shared_ptr<const domain::Service> service;
    std::vector<std::string> left_out;  ///< codes
    std::vector<std::string> titles;    ///< of these
    bool operator==(const Within&) const = default;
};

/// One application being filled in.
struct Model {
    std::string code;                                ///< of the service, "" = none yet
    std::string person;                              ///< id of whom it is for under a mandate, "" = of nobody
    Remote<behalf::Person> behalf;                   ///< who that is, and by what mandate
    Remote<Within> within;                           ///< of several services at once for that person
    std::shared_ptr<const domain::Service> service;  ///< null until it is there
    domain::forms::FormDefinition asked;             ///< its form as it is asked of this person
    std::string title;
    Standing standing;                        ///< what keeps the person from asking for it for themselves
    std::string about;                        ///< of 办不成事: the service it is about, "" = not said
    std::string whom;                         ///< "self" or "family"
    std::optional<domain::ApiError> missing;  ///< why the service is not there
    domain::Value facts;                      ///< what is known, by path: {"value", "source"}
    form::State form;
    form::Drops drops;
    FillingTime time;
    form::HandedInList handed_in;    ///< papers that may be used again
    std::vector<std::string> again;  ///< fields where another device uses something again that is not known here yet
    std::string slot;                ///< where the draft is kept: of the service and its owner
    RequestId fetching = 0;
    bool draft_loaded = false;
    domain::Value stored;  ///< the draft as it was found, until there is a form that takes it
    RequestId keeping = 0;
    SaveState save = SaveState::none;
    std::optional<world::StorageFailure> save_failure;
    Submission submission;
    bool submit_when_ready = false;                                     ///< pictures are made small first
    std::map<std::string, domain::CommandStatus, std::less<>> refused;  ///< by draft: what is to be mended
    bool to_mend = false;  ///< taken up again, and not looked at since: it opens where something is wrong

    /// Everything that its pages need is there.
    [[nodiscard]] bool ready() const { return !asked.code.empty() && draft_loaded && (person.empty() || behalf.value); }
    /// What its draft is called: one's own and one for somebody never mix.
    [[nodiscard]] std::string draft_code() const { return person.empty() ? code : code + "@" + person; }
    /// It was pressed and is on its way.
    [[nodiscard]] bool busy() const { return submission.busy() || submit_when_ready; }
    /// What was handed in before is offered: for oneself, or of the person who gave a mandate.
    [[nodiscard]] bool may_use_again() const { return whom == "self"; }
    bool operator==(const Model&) const = default;
};

/// What the form's view sends.
struct Filled {
    form::Action action;
};
/// 从头填: throws the draft away; opens the dialog discard_draft.
struct DiscardPressed {};
/// The person confirmed.
struct DiscardConfirmed {};

using Action = std::variant<Filled, DiscardPressed, DiscardConfirmed>;

/// What the form is filled in under. \pre model.ready()
[[nodiscard]] form::Setting setting_of(const Model& model, domain::CivilDate today, const domain::Reference* reference,
                                       domain::DisplayMode mode);
/// The page that is to be filled in next: the first that lacks something, else the one where all is looked over.
[[nodiscard]] form::Page next_page(const form::Setting& setting, const form::State& state);
/// The materials that may follow later and are not here: paths of their fields.
[[nodiscard]] std::vector<std::string> promised_later(const Model& model);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::apply
