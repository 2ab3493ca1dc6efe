#pragma once
/// What was filled in for the person without having been asked for (免申即享, ADR 71), where it is a thing to do.

#include "ui/views/view.hpp"

#include <cstdint>
#include <string_view>

namespace ow::ui {

/// Which of them a page shows.
enum class PreparedShown : std::uint8_t {
    waiting,  ///< those that nobody has answered
    all,      ///< those that were put away too
};

/// A card with a row for each, leading to the page on which it is read and filed. Draws nothing where there are none,
/// and while the program is not whole.
/// \param service the code of the one that is shown, "" = each
void draw_prepared(const View& view, PreparedShown shown, std::string_view service = {});

}  // namespace ow::ui
