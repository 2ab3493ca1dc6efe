#pragma once
/// The border to picture decoding. Implemented in library.js / images.mjs; the answer is ow_image_ready
/// (web/pictures.cpp).

#include <cstdint>

extern "C" {
/// Loads the picture `key` (kinds: ui/frame/images.hpp) into the GL texture.
/// ow_image_ready(texture, width, height) follows; both 0 when it could not be loaded.
void ow_images_load(std::uint32_t texture, const char* key, std::uint32_t size);
/// Ends the loading of a tile that nobody looks at any more; nothing where it came already.
void ow_images_cancel(const char* key, std::uint32_t size);
}
