#pragma once

#include <cstdint>

/// Reading aloud (speech.mjs). Progress: meta `piece`, `pieces`; at the end `finished`; failures `unsupported`,
/// `no_voice`, `failed`.
extern "C" {
/// Must be called within the event of the person's click. \param rate 1 = the voice's own.
void ow_speech_speak(std::uint32_t request, const char* text, std::uint32_t text_size, const char* language,
                     std::uint32_t language_size, double rate);
void ow_speech_stop();
}
