#pragma once
/// What came with a case: pictures small in a row, each to be looked at large; documents as links that download them.

#include "src/domain/case.hpp"
#include "ui/views/view.hpp"

#include <string>
#include <vector>

namespace ow::ui {

/// Draws all of them over the column; nothing where there are none.
void draw_attachments(const View& view, const std::string& key, const std::vector<domain::Attachment>& attachments);

}  // namespace ow::ui
