#pragma once

#include <memory>
#include <optional>
#include <string>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/form/reuse.hpp"
#include "src/app/remote.hpp"
#include "src/app/submission.hpp"
#include "src/domain/case.hpp"
#include "src/domain/service.hpp"

/// 去补正: an application's owner hands in what the office asked for, or what was promised for later, and nothing else.
namespace ow::app::mending {

/// What programs put into their lists.
extern const Feature feature;

/// One case being mended.
struct Model {
    std::string number;
    Remote<domain::CaseDetail> detail;
    std::string service;                  ///< code of the one that `asked` is made of
    domain::forms::FormDefinition asked;  ///< those fields of the service's form; no code until they are there
    std::optional<domain::ApiError> missing;
    form::State form;
    form::Drops drops;
    form::HandedInList handed_in;  ///< papers that may be used again
    std::string slot;              ///< where what is typed is kept: of the case and its owner
    RequestId fetching = 0;
    domain::Value stored;  ///< as it was found, until there is a form that takes it
    Submission submission;
    bool send_when_ready = false;  ///< pictures are made small first

    [[nodiscard]] bool busy() const { return submission.busy() || send_when_ready; }
    bool operator==(const Model&) const = default;
};

/// What the form's view sends; SubmitPressed sends it.
struct Filled {
    form::Action action;
};
using Action = Filled;

/// What can be handed in for the case now; nothing where nothing is asked.
[[nodiscard]] std::optional<domain::StepCode> step_for(const domain::CaseDetail& detail);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::mending
