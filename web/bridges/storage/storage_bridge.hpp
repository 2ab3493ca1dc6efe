#pragma once

#include <cstdint>

/// What survives a reload (storage.mjs). Stores: drafts, outbox, receipts, settings, photos.
/// Failures: `full`, `unavailable`, `blocked`.
extern "C" {
/// One transaction. \param operations verb, store, key, value, each ended by NUL. Verbs: "put", "delete", "replace"
/// (only where the text is the one that an "expect" just before it gives), "aside" (what is there
/// is put under the key `value` too).
void ow_storage_write(std::uint32_t request, const char* operations, std::uint32_t size);
/// Meta `found`, the text as data.
void ow_storage_read(std::uint32_t request, const char* store, std::uint32_t store_size, const char* key,
                     std::uint32_t key_size);
/// Keys and texts, each ended by NUL.
void ow_storage_list(std::uint32_t request, const char* store, std::uint32_t size);
/// Deletes every photo but those named, each name ended by NUL, and those of the last days.
void ow_storage_sweep_photos(std::uint32_t request, const char* keep, std::uint32_t size);
/// Meta `free`, `used` (bytes, -1 = not said), `low`.
void ow_storage_estimate(std::uint32_t request);
/// Another tab holds the outbox's lock: takes it over if that tab does not answer. Reported as `lock` (lock.mjs).
void ow_storage_ask_for_lock();
}
