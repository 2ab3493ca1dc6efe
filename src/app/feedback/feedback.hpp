#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/model.hpp"
#include "src/domain/value.hpp"

/// 这页有用吗？ at the end of every page. An answer is kept in the feature's note until the server has it, so that it
/// also survives a reload without a network; nothing says who it was.
namespace ow::app::feedback {

inline constexpr std::string_view form_code = "page_feedback";
/// The node to focus once the thanks stand in the place of the buttons.
inline constexpr std::string_view thanks_node = "feedback-thanks";

/// What programs put into their lists.
extern const Feature feature;

/// An answer that the server does not have yet.
struct Waiting {
    std::string key;     ///< its idempotency key
    domain::Value body;  ///< of POST /feedback
    bool operator==(const Waiting&) const = default;
};

/// What was said on this device, whoever is signed in.
struct Model {
    bool known = false;             ///< the note was read: nothing is asked before
    bool never = false;             ///< 不再问
    std::vector<std::string> said;  ///< pages of which something was said in this version of the program
    std::vector<Waiting> waiting;   ///< oldest first
    RequestId sending = 0;          ///< the call with the first of them
    std::string open;               ///< the page whose line is open under 没用, "" = none
    std::string thanked;            ///< the page whose answer is thanked for, until it is left
    form::State form;               ///< 哪里不好用？
    bool operator==(const Model&) const = default;
};

/// 有用
struct Helpful {};
/// 没用: opens the line.
struct Unhelpful {};
/// 不再问
struct Stopped {};
/// What the form's view sends; SubmitPressed is 提交意见.
struct Filled {
    form::Action action;
};

using Action = std::variant<Helpful, Unhelpful, Stopped, Filled>;

/// Whether the page that is shown asks at its end, or thanks.
[[nodiscard]] bool is_asked(const app::Model& model);
/// Whether the answer of the page that is shown is thanked for.
[[nodiscard]] bool is_thanked(const app::Model& model);

/// The text that stands there then.
[[nodiscard]] std::string_view thanks_of(const app::Model& model);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::feedback
