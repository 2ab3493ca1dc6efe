#pragma once

#include <string_view>

#include "src/app/appeal/appeal.hpp"

namespace ow::app::appeal {

/// The API's path of a text field.
[[nodiscard]] std::string_view path_of(Field field);

}  // namespace ow::app::appeal
