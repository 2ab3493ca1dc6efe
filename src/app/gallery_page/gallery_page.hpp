#pragma once

#include "src/app/feature.hpp"

/// Every widget on one page, for people who make pages; in the demo only.
namespace ow::app::gallery_page {

/// What programs put into their lists.
extern const Feature feature;

}  // namespace ow::app::gallery_page
