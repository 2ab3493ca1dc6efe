#pragma once

#include <cstdint>

/// The device's position, once (geolocation.mjs): meta `lon`, `lat`, `accuracy`; failures `denied`, `unavailable`,
/// `timeout`, `unsupported`, `insecure`.
extern "C" {
void ow_geolocation_locate(std::uint32_t request);
}
