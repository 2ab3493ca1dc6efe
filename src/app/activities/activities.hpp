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

/// 社区活动: what is to come, signing up by the outbox, and giving one's places back.
namespace ow::app::activities {

/// What programs put into their lists.
extern const Feature feature;

/// What an activity was when one signed up, of what is different now; nothing where it is as it was.
struct Before {
    std::optional<std::string> title, place;
    std::optional<domain::Instant> begins, ends, closes;
    std::optional<int> places;
    bool body = false;  ///< the text was another
    bool operator==(const Before&) const = default;
};

/// One's own sign-up.
struct SignUp {
    std::string state;  ///< "in", "waiting", "cancelled"
    int people = 0;
    int line = 0;  ///< one's place among those that wait, 0 = none
    bool can_cancel = false;
    std::optional<Before> before{};  ///< where it was changed since
    /// A question, as it was asked then, and its answer.
    struct Answer {
        std::string label, value;
        bool operator==(const Answer&) const = default;
    };
    std::vector<Answer> answers{};
    bool operator==(const SignUp&) const = default;
};

/// An activity as this person sees it.
struct Activity {
    std::string id, title, body, place;
    domain::Instant begins, ends, closes;  ///< closes: until when one can sign up
    int places = 0, left = 0;
    int waits = 0;  ///< sign-ups on the waiting list
    int most = 1;   ///< people with one sign-up
    bool waiting = false;
    std::string group;                   ///< whom it is for, "" = everybody; words "activity.group.<group>"
    bool ask_group = false;              ///< one has to say that one belongs to it
    std::string state;                   ///< "open", "full", "closed", "over", "called_off"
    std::string reason;                  ///< why it was called off
    domain::forms::FormDefinition asks;  ///< without fields it asks nothing
    domain::Value translations;          ///< its texts by language
    std::optional<SignUp> mine;
    bool operator==(const Activity&) const = default;
};

/// What was read, what is chosen on the page of one, and what is on its way.
struct Model {
    Remote<std::vector<Activity>> list;  ///< to come; those of the last visit where there is no network
    Remote<std::vector<Activity>> mine;  ///< those one signed up for
    Remote<Activity> one;
    std::string shown;  ///< id of the page's
    int people = 1;
    bool belongs = false;
    bool lacking = false;                 ///< was pressed without having said that one belongs
    domain::forms::FormDefinition asked;  ///< what the page's activity asks
    form::State form;
    std::string slot;  ///< where the draft of the answers is kept: of its owner and activity
    RequestId fetching = 0;
    bool save_failed = false;  ///< the device could not keep what was written
    Submission submission;
    std::string signing_up;  ///< id of the activity that the submission is about
    TreeWrite cancel;        ///< of one's own: calling it off

    bool operator==(const Model&) const = default;
};

struct PeopleChosen {
    int people = 1;
};
struct BelongsTicked {
    bool belongs = false;
};
/// What the form of its questions sends.
struct Filled {
    form::Action action;
};
/// 报名, 排候补, or 登录后报名.
struct SignUpPressed {};
/// 不去了; opens the dialog cancel_activity.
struct CancelPressed {
    std::string id;
};
struct CancelConfirmed {
    std::string id;
};
/// 知道了: throws away what the server refused.
struct GivenUp {};

using Action =
    std::variant<PeopleChosen, BelongsTicked, Filled, SignUpPressed, CancelPressed, CancelConfirmed, GivenUp>;

/// What the questions of the page's activity are answered under.
[[nodiscard]] form::Setting setting_of(const Model& model, domain::CivilDate today, const domain::Reference* reference);
/// The one with this id as it is known newest, or nullptr.
[[nodiscard]] const Activity* find(const Model& model, std::string_view id);
/// Whether one has a place or waits for one.
[[nodiscard]] bool is_signed_up(const Activity& activity);
/// Whether this person may sign up: staff have none of their own.
[[nodiscard]] bool may_sign_up(const app::Model& model);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::activities
