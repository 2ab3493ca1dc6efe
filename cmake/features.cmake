# Which features each program has, by name (the objects <feature>_feature of ui/views): the one list there is. They hear
# of what happens in this order.
set(ow_resident_features
  session street filings home notices info services apply drafts booking mending appeal receipt mine case_page credential steps rating track
  search settings messages my_data help_wish activities feedback session_again)
set(ow_staff_features ${ow_resident_features} workbench whole staff_login feedback_list grid_data sun grid_home visits assist patrol)
set(ow_all_features ${ow_staff_features} gallery)

# ow_write_features(SOURCE feature…): the C++ file that lists them.
function(ow_write_features source)
  set(declared "")
  set(listed "")
  foreach(feature IN LISTS ARGN)
    string(APPEND declared "extern const Feature ${feature}_feature;\n")
    string(APPEND listed "&${feature}_feature, ")
  endforeach()
  file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT [[// Made by ow_write_features (cmake/features.cmake).
#include "ui/views/feature.hpp"

#include <array>

namespace ow::ui {

@declared@
namespace {
const std::array features{@listed@};
}

std::span<const Feature* const> all_features() { return features; }

}  // namespace ow::ui
]])
endfunction()
