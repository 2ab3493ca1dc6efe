#pragma once

#include <optional>
#include <variant>

#include "src/app/env.hpp"
#include "src/app/model.hpp"

/// Whether messages about one's cases go to the phone (GET and PUT /me/messages). It is asked where the settings are
/// opened, and belongs to the account, not to the device.
namespace ow::app::messages {

/// What programs put into their lists.
extern const Feature feature;

struct Model {
    std::optional<bool> sms;  ///< as the server has it, or as it was just chosen; nothing before it was read
    bool failed = false;      ///< it could not be read or written: what is shown is what the server last said
    RequestId reading = 0;
    RequestId writing = 0;
    std::optional<bool> before;  ///< while it is being written: what the server has
    bool operator==(const Model&) const = default;
};

/// It is read (again).
struct Wanted {};
/// The switch was pressed.
struct Chosen {
    bool sms = false;
};

using Action = std::variant<Wanted, Chosen>;

/// Whether the person has such a choice: residents who are signed in.
[[nodiscard]] bool is_asked(const app::Model& model);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::messages
