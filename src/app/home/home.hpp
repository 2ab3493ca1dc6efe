#pragma once

#include <vector>

#include "src/app/env.hpp"
#include "src/domain/case.hpp"

/// What the start page tells a signed-in resident; read from the list of own cases.
namespace ow::app::home {

/// What programs put into their lists.
extern const Feature feature;

struct Summary {
    int open = 0;                                     ///< cases under way
    int to_rate = 0;                                  ///< closed, and the resident has not rated them
    std::vector<const domain::CaseSummary*> waiting;  ///< to be rated, newest first; point into `cases`
};

/// Counts what is loaded of the own cases (the newest page).
[[nodiscard]] Summary summarise(const std::vector<domain::CaseSummary>& cases);

}  // namespace ow::app::home
