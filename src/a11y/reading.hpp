#pragma once

#include <string>

#include "src/a11y/tree.hpp"

namespace ow::a11y {

/// What is read aloud of a page, a line a piece: what the page is called, then what its main part says, in reading
/// order. Bars and navigation are not read: whoever listens wants the content. Of containers only those speak that ask
/// a question (a group of choices); a list's or region's name stands in a heading already.
[[nodiscard]] std::string reading_text(const Tree& tree);

}  // namespace ow::a11y
