#pragma once

#include <cstdint>

/// The lock of a worker's device (web/shell/lock.mjs); only the staff's program has it.
extern "C" {
/// Meta `is` (none, locked, open, shut), `left` (tries), `owner` (account id).
void ow_vault_state(std::uint32_t request);
/// Lets the person choose a PIN; answers as ow_vault_state.
void ow_vault_choose(std::uint32_t request, const char* owner, std::uint32_t size);
/// Locks: the page is loaded anew.
void ow_vault_lock();
/// The PIN may be tried again: the page is loaded anew.
void ow_vault_allow();
}
