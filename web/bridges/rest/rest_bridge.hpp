#pragma once

extern "C" {
/// Returns when all of the program is there (web/shell/rest.mjs); where it cannot be had, control does not come back.
/// Each door of the boot part begins with it (tools/split/split.mjs).
void ow_rest_needed();
}
