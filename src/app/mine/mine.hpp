#pragma once

#include <variant>

#include "src/app/case_list.hpp"
#include "src/app/env.hpp"

/// My cases, newest first, live.
namespace ow::app::mine {

/// What programs put into their lists.
extern const Feature feature;

struct Model {
    CaseList list;
    bool operator==(const Model&) const = default;
};

/// The end of the list comes into sight.
struct MoreWanted {};
/// Pull, or "try again".
struct RefreshPressed {};

using Action = std::variant<MoreWanted, RefreshPressed>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::mine
