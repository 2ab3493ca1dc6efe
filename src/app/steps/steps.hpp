#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/photo_set.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// Doing something to a case: accept, refuse, dispatch, sign for, return, resolve, verify, close (staff), supplement
/// and withdraw (resident). One form at a time is open; what was typed in the others is kept until it is sent.
/// Field paths: "note", "reason", "department_id", "basis", "attachments".
namespace ow::app::steps {

/// What a step asks for (docs/api.md, "Step codes").
struct Needs {
    bool note = false;  ///< there is a note
    bool note_required = false;
    int note_min = 0;  ///< code points
    int note_max = 0;
    bool reason = false;
    bool reason_required = false;
    int reason_min = 0;
    int reason_max = 0;
    bool department = false;  ///< department and basis, both required
    bool photos = false;
    bool photos_required = false;
    int photos_max = 0;
};
/// \param category resolving help and complaint needs a picture.
[[nodiscard]] Needs needs_of(domain::StepCode step, const domain::Word<domain::Category>& category);

/// One step being filled in.
struct Form {
    std::string number;
    domain::StepCode step = domain::StepCode::accept;
    domain::Word<domain::Category> category = domain::Category::consult;
    std::int64_t version = 0;  ///< of the case as the person saw it
    std::string note;
    std::string reason;
    std::string department_id;
    std::optional<domain::Basis> basis;
    PhotoSet photos;
    std::vector<domain::FieldError> errors;
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
struct NoteEdited {
    std::string value;
};
struct ReasonEdited {
    std::string value;
};
struct DepartmentChosen {
    std::string department_id;
};
struct BasisChosen {
    domain::Basis basis = domain::Basis::statutory;
};
struct PhotosWanted {
    PhotoSource source = PhotoSource::files;
};
struct PhotoRemoved {
    std::string local_id;
};
/// Sends the open form, or shows its errors.
struct Submitted {};
/// Closes the form; what was typed is kept.
struct Closed {};

using Action = std::variant<Opened, TakenAtOnce, NoteEdited, ReasonEdited, DepartmentChosen, BasisChosen, PhotosWanted,
                            PhotoRemoved, Submitted, Closed>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::steps
