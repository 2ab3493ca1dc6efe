#pragma once
/// A QR code for somebody else's phone. What it leads to is always also said in words or a link beside it.

#include "ui/frame/ui.hpp"

#include <string_view>

namespace ow::ui {

/// Draws the code of `text` (UTF-8, at most 1,000 bytes), centred, black on white in every mode, as a picture named
/// `name`. `caption` stands under it. \param most the longest side, in pixels
void qr_code(Ui& ui, std::string_view key, std::string_view text, std::string_view name, std::string_view caption,
             float most = 240);

}  // namespace ow::ui
