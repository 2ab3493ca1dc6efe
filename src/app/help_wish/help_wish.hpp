#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/remote.hpp"
#include "src/app/remote_tree.hpp"
#include "src/app/submission.hpp"

/// 请人帮办: somebody is asked to come and help. The form is kept on the device and sent by the outbox; signing in
/// comes last. What became of one's wishes is read, and called off.
namespace ow::app::help_wish {

/// What programs put into their lists.
extern const Feature feature;

/// From when to when somebody can be asked for, as the server writes it (ISO 8601 with zone).
struct Span {
    std::string from, to;
    bool operator==(const Span&) const = default;
};

/// Somebody was there.
struct Try {
    std::string result;  ///< code, words "wish.result.<code>"
    domain::Instant at;
    bool operator==(const Try&) const = default;
};

/// One of the person's own.
struct Wish {
    std::string id;
    std::string state;  ///< "open", "done", "cancelled"
    std::string matter, place, phone, who;
    std::string from, to;  ///< ISO 8601 with zone
    std::vector<Try> tries;
    std::string number;  ///< of the case that was filed there, "" = none
    bool operator==(const Wish&) const = default;
};

/// What is being asked for, and what was.
struct Model {
    Remote<std::vector<Span>> times;  ///< offered; those of the last visit to the page where there is no network
    Remote<std::vector<Wish>> mine;
    domain::forms::FormDefinition asked;  ///< the form with the times
    form::State form;
    domain::Value facts;  ///< what is known of the person
    RequestId facts_request = 0;
    std::string slot;  ///< where the draft is kept: of its owner
    RequestId fetching = 0;
    bool draft_loaded = false;
    bool save_failed = false;     ///< the device could not keep what was written
    bool send_signed_in = false;  ///< was pressed signed out: goes once there is somebody, unless it is changed before
    Submission submission;
    TreeWrite cancel;  ///< of one's own: calling it off

    bool operator==(const Model&) const = default;
};

/// What the form's view sends.
struct Filled {
    form::Action action;
};
/// 不用来了; opens the dialog cancel_wish.
struct CancelPressed {
    std::string id;
};
struct CancelConfirmed {
    std::string id;
};
/// 不请了: throws away what the server refused.
struct GivenUp {};

using Action = std::variant<Filled, CancelPressed, CancelConfirmed, GivenUp>;

/// What the form is filled in under.
[[nodiscard]] form::Setting setting_of(const Model& model, domain::CivilDate today, const domain::Reference* reference);
/// Whether this person may ask: staff have a desk for it (/plain/help).
[[nodiscard]] bool may_ask(const app::Model& model);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::help_wish
