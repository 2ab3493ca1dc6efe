#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/time.hpp"

/// What people say of the pages, for staff who may read it.
namespace ow::app::feedback_list {

/// What programs put into their lists.
extern const Feature feature;

/// What somebody wrote under 没用.
struct Words {
    std::string text;
    std::string language;  ///< BCP 47
    std::string version;   ///< of the program
    domain::Instant made_at;
    bool operator==(const Words&) const = default;
};

/// One kind of page.
struct PageOpinion {
    std::string page;  ///< its name; "plain.<name>" of the pages without script
    std::int64_t helpful = 0;
    std::int64_t unhelpful = 0;
    std::vector<Words> words;  ///< newest first
    bool operator==(const PageOpinion&) const = default;
};

struct Model {
    Remote<std::vector<PageOpinion>> pages;  ///< those that helped least often first
    std::string open;                        ///< the page whose words are shown, "" = none
    bool operator==(const Model&) const = default;
};

/// A row was pressed: its words are shown, or put away.
struct RowPressed {
    std::string page;
};
using Action = RowPressed;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::feedback_list
