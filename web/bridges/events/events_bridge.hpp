#pragma once

#include <cstdint>

/// The server's event stream (events.mjs), while the page is visible. Meta `event` = `opened`, `lost`, `case`,
/// `queues`.
extern "C" {
void ow_events_open(std::uint32_t request, const char* path, std::uint32_t size);
void ow_events_close();
}
