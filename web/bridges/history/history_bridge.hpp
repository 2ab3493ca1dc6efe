#pragma once

#include <cstdint>

/// The address and the document (history.mjs).
extern "C" {
/// \param url "#/…"; no event follows.
/// \param how app::NavigateHow; `depth` and `start` are the entry's app::HistoryPlace.
void ow_history_navigate(const char* url, std::uint32_t size, int how, int depth, int start);
void ow_history_back();
void ow_history_title(const char* title, std::uint32_t size);
/// The document's lang.
void ow_history_language(const char* language, std::uint32_t size);
void ow_history_print();
/// Must be called within the event of the person's click.
void ow_history_dial(const char* number, std::uint32_t size);
void ow_history_reload();
/// A picture file of a receipt. \param lines style ("title", "label", "value", "note") and text, each ended by NUL.
void ow_history_save_receipt(const char* lines, std::uint32_t lines_size, const char* name, std::uint32_t name_size);
/// A file of JSON text.
void ow_history_save_text(const char* text, std::uint32_t text_size, const char* name, std::uint32_t name_size);
}
