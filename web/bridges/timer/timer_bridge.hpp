#pragma once

#include <cstdint>

/// One-shot alarms by number (timer.mjs).
extern "C" {
/// Answers once; an alarm that is set again does not answer its first request.
void ow_timer_set(std::uint32_t request, std::uint32_t alarm, double delay_ms);
void ow_timer_clear(std::uint32_t alarm);
}
