#pragma once
/// The border to the DOM mirror. Implemented in library.js; callbacks come in through ow_dom_action and friends
/// (web/input.cpp).

#include <cstdint>

extern "C" {
/// Applies a patch of src/a11y/diff.hpp to the mirror.
void ow_dom_apply(const std::uint8_t* bytes, std::uint32_t size);
/// Moves the browser's focus to the node's element (and scrolls it into view). Unknown ids are ignored.
void ow_dom_focus(std::uint32_t id);
/// Moves the focus to the page's h1.
void ow_dom_focus_heading();
/// Scrolls an area to `offset` CSS px.
void ow_dom_scroll(std::uint32_t id, float offset);
/// Says a text through the polite or assertive live region.
void ow_dom_announce(const char* text, std::uint32_t size, int assertive);
/// The colour (0xRRGGBB) around the canvas: beside a notch, and of the browser's own bars.
void ow_dom_surround(std::uint32_t colour);
/// Asks for one animation frame (ow_frame is called in it), `delay` milliseconds from now or in the browser's next turn
/// (0). Repeated calls before it ask for one frame only. It comes when the graphics process has drawn the one before.
void ow_dom_request_frame(int delay);
}
