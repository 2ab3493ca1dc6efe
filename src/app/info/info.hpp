#pragma once

#include "src/app/feature.hpp"

/// Pages that only say something: help, about and what is still to come.
namespace ow::app::info {

/// What programs put into their lists.
extern const Feature feature;

}  // namespace ow::app::info
