#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/domain/case.hpp"

/// 查看完整号码: who decides on an application sees the numbers of which everybody else sees the ends, for a reason
/// that the applicant reads, and for ten minutes (POST /cases/{number}/whole).
namespace ow::app::whole {

/// What programs put into their lists.
extern const Feature feature;

/// The form that asks why.
inline constexpr std::string_view form_code = "whole";
/// The node of what is drawn of it: it has the focus when the numbers came or went.
inline constexpr std::string_view card_node = "whole-numbers";

/// One number with its ends and middle.
struct Number {
    std::string path;   ///< of its line in domain::CaseDetail::filled
    std::string label;  ///< what it is, in words
    std::string value;
    bool operator==(const Number&) const = default;
};

/// The numbers of one case at a time.
struct Model {
    std::string number;  ///< the case they are of, or are asked for; "" = none
    form::State form;
    bool open = false;  ///< the reason is being written
    RequestId asking = 0;
    std::optional<domain::ApiError> error;
    std::vector<Number> numbers;   ///< empty = hidden
    bool none = false;             ///< they were asked for, and none is masked
    domain::Instant hidden_again;  ///< when they are, by the clock of the device

    [[nodiscard]] bool busy() const { return asking != 0; }
    bool operator==(const Model&) const = default;
};

/// 查看完整号码: asks why.
struct Opened {
    std::string number;
};
/// 取消, and 藏起来: the numbers go.
struct Closed {};
/// What the form's view sends; SubmitPressed asks for the numbers.
struct Filled {
    form::Action action;
};
using Action = std::variant<Opened, Closed, Filled>;

/// Whether whoever sees the case may ask for its numbers now: who may decide it.
[[nodiscard]] bool may_ask(const domain::CaseDetail& detail);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::whole
