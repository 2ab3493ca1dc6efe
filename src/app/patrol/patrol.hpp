#pragma once

#include <optional>
#include <string>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/submission.hpp"

/// 随手报: what a grid worker sees on the way, in three steps: photo, kind, place. It goes through the outbox, so that
/// it is reported without a network; what is not finished is kept on the device.
namespace ow::app::patrol {

/// What programs put into their lists.
extern const Feature feature;

/// Code of the form, and kind of the case.
inline constexpr std::string_view form_code = "patrol";

/// The report that is being written.
struct Model {
    form::State form;
    form::Drops drops;
    std::string slot;        ///< where it is kept; "" = not asked for yet
    RequestId fetching = 0;  ///< what was written before is being read
    domain::Value stored;    ///< as it was found, until there is a form that takes it
    RequestId keeping = 0;
    std::optional<world::StorageFailure> save_failure;
    Submission submission;
    bool send_when_ready = false;  ///< pictures are made small first
    bool to_mend = false;          ///< refused, and not looked at since: it opens where something is wrong
    [[nodiscard]] bool busy() const { return submission.busy() || send_when_ready; }
    bool operator==(const Model&) const = default;
};

/// What the form's view sends; SubmitPressed sends it.
struct Filled {
    form::Action action;
};
/// 不报了: throws what was written away, and one that was refused.
struct Dropped {};
using Action = std::variant<Filled, Dropped>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::patrol
