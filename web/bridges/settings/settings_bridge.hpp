#pragma once

#include <cstdint>

/// Small things known before the first frame (settings.mjs), and the text data delivered with the program.
extern "C" {
/// \param value "" = forget.
void ow_settings_save(const char* name, std::uint32_t name_size, const char* value, std::uint32_t value_size);
/// The text kept under that name as `data`, "" when there is none.
void ow_settings_load(std::uint32_t request, const char* name, std::uint32_t name_size);
/// Meta `contrast`, `dark`, `motion`, `online`, `demo`, `url`, `settings`, `account`, `version`.
void ow_settings_surroundings(std::uint32_t request);
/// "strings/<language>", "catalogue/forms"; failure `network`.
void ow_settings_asset(std::uint32_t request, const char* name, std::uint32_t size);
}
