#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/behalf.hpp"
#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/remote.hpp"
#include "src/app/standing.hpp"
#include "src/domain/service.hpp"
#include "src/domain/traditional.hpp"

/// 办事: what can be done at this street office, found and looked through, whether somebody gets it, and the guide of
/// each. The list and the guides are files of the server's catalogue, loaded when they are wanted (ADR 31).
namespace ow::app::services {

/// What programs put into their lists.
extern const Feature feature;

/// For whom somebody looks: what is known of them says nothing of another.
inline constexpr std::string_view oneself = "self", relative = "family";

using ServicePtr = std::shared_ptr<const domain::Service>;

/// Somebody who gave a mandate, and the services that can be asked for under it now.
struct Helped {
    std::string id;    ///< of the person
    std::string name;  ///< masked
    std::vector<std::string> services;
    bool operator==(const Helped&) const = default;
};

/// The catalogue as far as it was read, and what is known of the person.
struct Model {
    std::string language;   ///< of all that is here, "" = nothing is
    std::string catalogue;  ///< the hash of the catalogue that is read; "" = not asked yet
    std::string kept;       ///< the one read last time: it is on the device when the network is not there
    bool note_asked = false;
    RequestId index_request = 0;
    bool renewed = false;      ///< the catalogue changed while it was read: asked for anew once
    bool list_wanted = false;  ///< some page shows or finds services
    Remote<std::vector<domain::ServiceEntry>> list;
    domain::Traditional traditional;  ///< characters by which the list's words may be written too
    std::map<std::string, Remote<ServicePtr>, std::less<>> guides;  ///< by code
    std::vector<domain::FactQuestion> questions;                    ///< what may be asked in a guide
    std::string facts_of;                                           ///< whose facts were asked for
    RequestId facts_request = 0;
    domain::Value known = domain::Value::object();  ///< of the person, by path: {"value", "source"}
    domain::Value told = domain::Value::object();   ///< what they answered in guides, by path; kept on the device
    domain::Value other = domain::Value::object();  ///< likewise of a relative; not kept
    std::string whom{oneself};                      ///< oneself, a relative, or the id of somebody who is helped
    std::string whom_for;                           ///< the service whose guide that was chosen in, "" = none
    Remote<std::vector<Helped>> helped;             ///< who gave the person a mandate
    Remote<behalf::Person> behalf;                  ///< of them whom the guide is for
    std::string standing_for;                       ///< the service of `standing`
    Remote<Standing> standing;                      ///< what keeps the person from asking for it for themselves
    form::State asked;                              ///< the questions of the page that is shown
    std::vector<std::string> answered;              ///< facts that were answered in the list since it was opened
    std::string typed;
    std::vector<std::size_t> found;  ///< places in the list of what was typed
    domain::Offers offers;           ///< what the person gets, as far as the facts tell, and what one question decides
    bool operator==(const Model&) const = default;
};

/// In the search box.
struct Edited {
    std::string value;
};
/// A question of the guide or of the list was answered.
struct Filled {
    form::Action action;
};
/// 给谁办.
struct WhomChosen {
    std::string whom;
};

using Action = std::variant<Edited, Filled, WhomChosen>;

/// The service of the list with that code, or nullptr.
[[nodiscard]] const domain::ServiceEntry* find_entry(const Model& model, std::string_view code);
/// The guide of a code, or nullptr while it is not there.
[[nodiscard]] const domain::Service* find_guide(const Model& model, std::string_view code);
/// What is found for a query, the best first.
[[nodiscard]] std::vector<std::size_t> find(const Model& model, std::string_view query);

/// What is known of whom the guide is for, as conditions look at it: values by path.
[[nodiscard]] domain::Value facts_for(const Model& model);
/// Likewise as forms are filled in from it: {"value", "source"} by path; what was answered here has no source.
[[nodiscard]] domain::Value sources_for(const Model& model);
/// The questions that a guide asks for its verdict, as a form whose paths are the facts' names (words "ask.<name>").
[[nodiscard]] domain::forms::FormDefinition questions_of(const Model& model, const domain::Service& service);

/// Likewise the questions that each decide of something in the list.
[[nodiscard]] domain::forms::FormDefinition questions_of(const Model& model);
/// Whether it is known by what was answered that the service at that place of the list is for the person; nothing
/// while it is open.
[[nodiscard]] std::optional<bool> is_for_person(const Model& model, std::size_t at, domain::CivilDate today);
/// What keeps the person from asking for a service for themselves; nothing in it while it is not known.
[[nodiscard]] Standing standing_of(const Model& model, std::string_view code);

/// Those who gave a mandate about a service.
[[nodiscard]] std::vector<const Helped*> helped_with(const Model& model, std::string_view code);
/// The person for whom the guide is read and who gave a mandate; "" = oneself or a relative.
[[nodiscard]] std::string_view person_of(const Model& model);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::services
