#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/domain/expression.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/service_search.hpp"
#include "src/domain/time.hpp"
#include "src/domain/value.hpp"

/// What a street office does for people, as data (assets/catalogue/services/<code>.json): who gets it, what it takes,
/// and whether somebody of whom these facts are known gets it.
namespace ow::domain {

/// What must be so for the service to be given; its sentence is "service.<code>.condition.<id>".
struct ServiceCondition {
    std::string id;
    Value require;  ///< over facts only
    bool operator==(const ServiceCondition&) const = default;
};

/// From when until when it can be asked for, ISO days, both included; "" = always.
struct ServiceSeason {
    std::string opens, closes;
    bool operator==(const ServiceSeason&) const = default;
};
/// Where today lies.
enum class Opening : std::uint8_t { open, not_yet, over };
[[nodiscard]] Opening opening_of(const ServiceSeason& season, CivilDate today);

/// A service in the list.
struct ServiceEntry {
    std::string code;
    std::string title;
    std::string summary;
    std::string department;       ///< id
    std::string department_name;  ///< in words
    std::vector<std::string> events, groups;
    int often = 0;                ///< how often people ask for it, 0 to 9
    std::optional<int> promised;  ///< working days
    std::string fee;
    bool online = false;
    ServiceSeason season;
    std::vector<ServiceCondition> conditions;
    std::vector<std::string> together;  ///< 一件事: the services that it consists of
    std::vector<SearchTerm> terms;
    bool operator==(const ServiceEntry&) const = default;
};

/// A paper or picture that is wanted.
struct ServiceMaterial {
    std::string id;
    std::string have;   ///< the fact that makes it unnecessary, "" = none
    std::string field;  ///< the form's question that takes it, "" = none
    bool required = false;
    bool minor = false;    ///< may follow later
    bool promise = false;  ///< may be promised in writing instead
    bool operator==(const ServiceMaterial&) const = default;
};

/// What is asked of a paper, in the words that the guide, the list of tasks and the form have for it.
enum class MaterialNeed : std::uint8_t {
    required,
    later,     ///< required, and may follow after the form (容缺)
    promise,   ///< required, unless it is promised in writing
    optional,  ///< need not be handed in
};
/// Of a paper of a service.
[[nodiscard]] MaterialNeed need_of(const ServiceMaterial& material);
/// The answer by which a paper follows later, in the form that `form_for` makes: "later_of.<material>".
[[nodiscard]] std::string later_path(const ServiceMaterial& material);
/// Within how many days it has to.
inline constexpr int later_days = 15;

/// Something that happens between the papers and the result (办理步骤); its words are "service.<code>.step.<id>.title"
/// and ".text".
struct ServiceStep {
    std::string id;
    std::string who;          ///< you, centre, department, other
    std::string come;         ///< where whoever asks has to be: window, home, agreed; "" = nowhere
    std::optional<int> days;  ///< working days, at most
    bool operator==(const ServiceStep&) const = default;
};

/// All of a service: what its guide says and, where it can be asked for here, the form.
struct Service {
    std::string code;
    int version = 0;
    std::string department;
    std::vector<std::string> for_whom;  ///< self, family, mandate
    std::vector<ServiceCondition> conditions;
    std::vector<ServiceMaterial> materials;
    std::vector<ServiceStep> steps;
    std::optional<int> statutory, promised;  ///< working days
    std::string fee;
    std::vector<std::string> basis;
    std::string counter;  ///< at the service centre, "" = none
    std::string result;
    std::vector<std::string> questions;
    ServiceSeason season;
    std::vector<std::string> together;  ///< 一件事: the services that it consists of, in their order
    std::optional<forms::FormDefinition> form;
    bool operator==(const Service&) const = default;
};

/// A fact that may be known of somebody, or asked in a guide.
struct FactQuestion {
    std::string name;                  ///< "person.birth_date"
    forms::FieldType ask;              ///< as what it is asked
    std::vector<std::string> options;  ///< of a choice
    Value require{};                   ///< what the answer must be, an expression; null: whatever its type allows
    bool operator==(const FactQuestion&) const = default;
};

/// The list that a file of the catalogue holds; entries without a code or a title are left out.
[[nodiscard]] std::vector<ServiceEntry> read_services(const Value& file);
/// The service of a file; nothing where it is none.
[[nodiscard]] std::optional<Service> read_service(const Value& file);
/// Who fills a form in: whom it is for, or somebody under a mandate, who promises nothing for others (ADR 73).
enum class FilledBy : std::uint8_t { person, helper };
/// The form as it is asked of somebody of whom these facts are known (values by path): what the guide wants and is not
/// there has to be handed in. A paper that may follow is required unless the declaration behind it says that it does.
/// \pre service.form
[[nodiscard]] forms::FormDefinition form_for(const Service& service, const Value& facts,
                                             FilledBy by = FilledBy::person);
/// The declaration that may stand for the paper of that field, a promise or that it follows; nullptr where there is
/// none.
[[nodiscard]] const forms::FormField* promise_for(const forms::FormDefinition& form, std::string_view paper);
/// The facts that may be asked in a guide (assets/catalogue/facts.json).
[[nodiscard]] std::vector<FactQuestion> read_questions(const Value& facts);

/// What became of one condition.
struct Reason {
    enum class Is : std::uint8_t { met, failed, open };
    std::string id;
    Is is = Is::open;
    std::vector<std::string> facts;    ///< that it looks at, in the order in which it names them
    std::vector<std::string> missing;  ///< of them not known
    bool operator==(const Reason&) const = default;
};

/// Whether somebody gets it.
struct Verdict {
    enum class Is : std::uint8_t { fits, does_not, needs_facts };
    Is is = Is::fits;
    std::vector<Reason> reasons;  ///< in the order of the conditions
    bool operator==(const Verdict&) const = default;
};

/// \param facts by path: {"person": {"birth_date": "1943-05-01"}}.
[[nodiscard]] Verdict judge(std::span<const ServiceCondition> conditions, const Value& facts, CivilDate today);
/// Something of a list that somebody gets, by the facts that its conditions look at.
struct OfferNow {
    std::size_t at = 0;  ///< its place in the list
    std::vector<std::string> facts;
    bool operator==(const OfferNow&) const = default;
};
/// A fact that decides, and nothing else, whether somebody gets what stands at these places of the list.
struct OneQuestion {
    std::string fact;
    std::vector<std::size_t> at;
    bool operator==(const OneQuestion&) const = default;
};
/// 我能办什么: in the list's order, questions in the order of the first service that hangs on them.
struct Offers {
    std::vector<OfferNow> now;
    std::vector<OneQuestion> nearly;
    bool operator==(const Offers&) const = default;
};
/// What of the services that are asked for here and have conditions somebody gets, and what one question decides of
/// those that may be asked. Nothing where nothing is known. server/rules/verdicts.py does the same.
/// \param answered facts that were just answered: their questions stay, with all that they decided
[[nodiscard]] Offers offers_of(std::span<const ServiceEntry> services, std::span<const FactQuestion> questions,
                               const Value& facts, CivilDate today, std::span<const std::string> answered = {});

/// The facts that are missing for a verdict, each once.
[[nodiscard]] std::vector<std::string> missing_facts(const Verdict& verdict);

}  // namespace ow::domain
