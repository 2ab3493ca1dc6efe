#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "src/app/action.hpp"
#include "src/app/message.hpp"
#include "src/app/route.hpp"

/// What can be done on every page.
namespace ow::app::shell {

/// To a page; going where one is does nothing but move the focus to its heading.
struct Go {
    Route route;
};
/// A link of this application: "#/…".
struct LinkFollowed {
    std::string url;
};
/// The arrow in a page's header: to the page before, or to the page above when this is the first of the visit.
struct BackPressed {};
/// "Try again" on a page that could not be loaded.
struct ReloadPressed {};
struct DialogConfirmed {};
struct DialogDismissed {};
struct ToastDismissed {
    std::uint64_t id = 0;
};
/// 朗读: the whole page, or stop when something is being read.
struct ReadingToggled {};
struct TextRead {
    std::string text;
};
struct ReadingStopped {};
/// 打电话
struct Called {
    std::string number;
};
/// 复制; the toast says what was copied.
struct CopyPressed {
    std::string text;
    Message said;  ///< e.g. "toast.copied"
};
struct PrintPressed {};
/// The new version of the program is wanted now.
struct UpdateAccepted {};

using Action =
    std::variant<Go, LinkFollowed, BackPressed, ReloadPressed, DialogConfirmed, DialogDismissed, ToastDismissed,
                 ReadingToggled, TextRead, ReadingStopped, Called, CopyPressed, PrintPressed, UpdateAccepted>;

/// For the shell itself.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::shell
