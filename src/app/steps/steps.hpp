#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/submission.hpp"
#include "src/domain/case.hpp"

/// Doing something to a case: accept, refuse, dispatch, sign for, return, resolve, verify, close (staff), supplement
/// and withdraw (resident). One form at a time is open; what was typed in the others is kept until it is sent.
/// Each is an instance of the form its row of the state table names.
namespace ow::app::steps {

/// One step being filled in.
struct Form {
    std::string number;
    domain::StepCode step = domain::StepCode::accept;
    domain::Word<domain::Category> category = domain::Category::consult;
    std::string title;                  ///< of the case
    bool in_no_grid = false;            ///< of the case
    std::int64_t version = 0;           ///< of the case as the person saw it
    domain::forms::FormDefinition own;  ///< its form, where that depends on the case
    form::State state;
    Submission submission;
    bool send_when_ready = false;  ///< "submit" was pressed while pictures were made small: busy
    bool conflict = false;         ///< the case moved on meanwhile: look again, then send again
    bool unavailable = false;      ///< the step is not possible any more; what was typed can still be copied
    bool dismissed = false;        ///< it was refused and its form was closed: it does not open by itself again

    /// It was pressed: on its way, or waiting for the network.
    [[nodiscard]] bool busy() const { return submission.busy() || send_when_ready; }
    bool operator==(const Form&) const = default;
};

/// What programs put into their lists.
extern const Feature feature;

struct Model {
    std::map<std::string, Form> forms;  ///< by "<number>/<step>"
    std::string open;                   ///< key of the open form, "" = none
    form::Drops drops;
    bool operator==(const Model&) const = default;
};

/// Key of a step's form in Model::forms.
[[nodiscard]] std::string form_key(std::string_view number, domain::StepCode step);
/// The open form if it is of this case, or nullptr.
[[nodiscard]] const Form* open_form(const Model& model, std::string_view number);
/// The step of this case that waits for the network or for its person, or nullptr.
[[nodiscard]] const Form* waiting_form(const Model& model, std::string_view number);
/// The step that a command of the outbox is, or nothing.
[[nodiscard]] std::optional<domain::StepCode> step_of(const domain::CommandStatus& status);
/// The form of a step of this case, open or not, or nullptr.
[[nodiscard]] const Form* find_form(const Model& model, std::string_view number, domain::StepCode step);
/// Whether a step of this case is on its way or waits: all its buttons are disabled.
[[nodiscard]] bool is_busy(const Model& model, std::string_view number);

/// A button for a step was pressed, or a refused one is to be mended: its form opens. withdraw opens a dialog.
struct Opened {
    std::string number;
    domain::StepCode step = domain::StepCode::accept;
};
/// The same, and sent at once with what is in the form: for steps that need nothing (StepRow::at_once).
struct TakenAtOnce {
    std::string number;
    domain::StepCode step = domain::StepCode::accept;
};
/// What the open form's view sends; SubmitPressed sends it, or shows its errors.
struct Filled {
    form::Action action;
};
/// Closes the form; what was typed is kept.
struct Closed {};
/// 不提交了: throws the refused step away; opens the dialog discard_command.
struct GivenUp {
    std::string number;
    domain::StepCode step = domain::StepCode::accept;
};
/// The person confirmed.
struct GiveUpConfirmed {
    std::string number;
    domain::StepCode step = domain::StepCode::accept;
};

using Action = std::variant<Opened, TakenAtOnce, Filled, Closed, GivenUp, GiveUpConfirmed>;

/// What a step's form is filled in under: its definition, and the case it is about.
[[nodiscard]] form::Setting setting_of(const Form& form, const domain::forms::FormDefinition& definition,
                                       form::FormContext context);
/// The code of a step's form.
[[nodiscard]] std::string_view form_code(domain::StepCode step);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::steps
