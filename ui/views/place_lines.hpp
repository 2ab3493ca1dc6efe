#pragma once
/// A place written over several lines breaks behind its parts (路, 号楼, 单元 …), not inside a name.

#include "ui/frame/ui.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ow::ui {

/// The parts of a place in order, each with the blank behind it: together they are the whole of it.
[[nodiscard]] std::vector<std::string_view> parts_of_place(std::string_view place);

/// The place with line breaks where it does not fit `width`, CSS px. A part that is longer than a line breaks as words
/// do.
[[nodiscard]] std::string place_lines(const Ui& ui, const TextStyle& style, std::string_view place, float width);

}  // namespace ow::ui
