#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/remote.hpp"
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
    std::int64_t version = 0;  ///< of the case as the person saw it
    form::State state;
    Write write;
    bool send_when_uploaded = false;  ///< "submit" was pressed while pictures were on their way: busy
    bool conflict = false;            ///< the case moved on meanwhile: look again, then send again
    bool unavailable = false;         ///< the step is not possible any more; what was typed can still be copied

    [[nodiscard]] bool busy() const { return write.busy() || send_when_uploaded; }
    bool operator==(const Form&) const = default;
};

/// What programs put into their lists.
extern const Feature feature;

struct Model {
    std::map<std::string, Form> forms;  ///< by "<number>/<step>"
    std::string open;                   ///< key of the open form, "" = none
    bool operator==(const Model&) const = default;
};

/// Key of a step's form in Model::forms.
[[nodiscard]] std::string form_key(std::string_view number, domain::StepCode step);
/// The open form if it is of this case, or nullptr.
[[nodiscard]] const Form* open_form(const Model& model, std::string_view number);
/// Whether a step of this case is on its way: all its buttons are disabled.
[[nodiscard]] bool is_busy(const Model& model, std::string_view number);

/// A button for a step was pressed: its form opens. withdraw opens a dialog.
struct Opened {
    std::string number;
    domain::StepCode step = domain::StepCode::accept;
};
/// The same, and sent at once with what is in the form: for steps that need nothing (accept, sign_for, verify_pass,
/// close).
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

using Action = std::variant<Opened, TakenAtOnce, Filled, Closed>;

/// What a step's form is filled in under: its definition, and the case it is about.
[[nodiscard]] form::Setting setting_of(const Form& form, const domain::forms::FormDefinition& definition,
                                       form::FormContext context);
/// The code of a step's form.
[[nodiscard]] std::string_view form_code(domain::StepCode step);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::steps
