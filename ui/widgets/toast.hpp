#pragma once
/// A short message over the page that stays until it is closed or its time is over. Saying it aloud is the caller's
/// (the program's live regions); here it is only seen and closed.

#include "ui/frame/ui.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace ow::ui {

/// What a message is about; each has its own icon, colour is never the only signal.
enum class ToastKind { info, good, warning, bad };

/// One message. `id` is its identity while it is shown.
struct Toast {
    std::uint64_t id = 0;
    ToastKind kind = ToastKind::info;
    std::string_view text;
};

/// Height and buttons of one message in the column; true when it was closed. `close` names the button.
bool toast(Ui& ui, std::string_view key, const Toast& message, std::string_view close);

/// Draws the messages one under the other in the column; call it also without messages. Returns the id of the one that
/// was closed. Where the button that had the focus goes with its message, the focus goes back to where it was before.
std::optional<std::uint64_t> toast_stack(Ui& ui, std::string_view key, std::span<const Toast> messages,
                                         std::string_view close);

}  // namespace ow::ui
