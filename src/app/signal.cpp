#include "src/app/signal.hpp"

#include <array>

namespace ow::app {

std::string_view dialog_name(DialogKind kind) {
    constexpr std::array<std::string_view, 6> names{"withdraw",       "sign_out",      "discard_draft",
                                                    "discard_filing", "replace_draft", "clear_device"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace ow::app
