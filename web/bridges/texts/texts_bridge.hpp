#pragma once

#include <cstdint>

extern "C" {
/// A text that the program does not have yet (web/bridges/texts/texts.mjs). The caller frees it.
/// \param size its length in bytes.
/// \returns null where the language has no such text.
char* ow_texts_late(const char* key, std::uint32_t key_size, std::uint32_t* size);
}
