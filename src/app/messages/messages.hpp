#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/model.hpp"
#include "src/app/remote.hpp"

/// What one is told without asking: messages about one's cases to the phone, and services that one may get (GET and PUT
/// /me/messages), with what was told of these and why (GET /me/reminders). It is read where the settings are opened,
/// and belongs to the account, not to the device.
namespace ow::app::messages {

/// What programs put into their lists.
extern const Feature feature;

/// What the person wants to be told.
struct Wishes {
    bool sms = false;        ///< messages about one's cases go to the phone
    bool reminders = false;  ///< the portal says by itself which services one may get
    bool operator==(const Wishes&) const = default;
};

/// How it stands with an application that is filled in already (ADR 71).
enum class Prepared : std::uint8_t {
    none,     ///< there is none, or it was filed
    waiting,  ///< it waits for one press on its page
    away,     ///< the person put it away; it can still be filed
};

/// A service that the portal told of.
struct Reminder {
    std::string service;  ///< its code
    std::string title;
    std::string why;
    domain::Instant at;
    Prepared prepared = Prepared::none;
    bool operator==(const Reminder&) const = default;
};

/// What the server has, and what was told.
struct Model {
    std::optional<Wishes> wishes;  ///< as the server has them, or as just chosen; nothing before they were read
    bool failed = false;           ///< they could not be read or written: what is shown is what the server last said
    RequestId reading = 0;
    RequestId writing = 0;
    std::optional<Wishes> before;        ///< while they are being written: what the server has
    Remote<std::vector<Reminder>> told;  ///< of the last year, the newest first
    /// Of these the ones that are prepared. Asked for by itself, where they are shown beside other things: that says
    /// nothing of whether the person has read what they were told of.
    Remote<std::vector<Reminder>> prepared;
    bool operator==(const Model&) const = default;
};

/// It is read (again).
struct Wanted {};
/// A switch was pressed: all of them as they are to be.
struct Chosen {
    Wishes wishes;
};

using Action = std::variant<Wanted, Chosen>;

/// Whether the person has such a choice: residents who are signed in.
[[nodiscard]] bool is_asked(const app::Model& model);

/// The page on which one that is prepared is read and filed.
[[nodiscard]] std::string prepared_page(std::string_view service);
/// The one of a service, or nullptr.
[[nodiscard]] const Reminder* find_prepared(const Model& model, std::string_view service);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::messages
