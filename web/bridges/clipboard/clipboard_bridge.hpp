#pragma once

#include <cstdint>

/// Copying a text (clipboard.mjs); failure `refused`.
extern "C" {
/// Must be called within the event of the person's click.
void ow_clipboard_copy(std::uint32_t request, const char* text, std::uint32_t size);
}
