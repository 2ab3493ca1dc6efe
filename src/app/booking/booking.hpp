#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"

/// 预约取号: a time at the window of a service; booked, moved, cancelled.
namespace ow::app::booking {

/// What programs put into their lists.
extern const Feature feature;

/// A time that can be booked. Days are "2026-11-24", times "10:00" of the street.
struct Slot {
    std::string day, from, to;
    int left = 0;  ///< 0 = full
    bool operator==(const Slot&) const = default;
};

/// The window of a service, with its times in order.
struct Window {
    std::string title, counter, address;
    std::vector<Slot> slots;
    bool operator==(const Window&) const = default;
};

/// One of the person's own.
struct Booking {
    std::string id, service, title, counter, address, day, from, to;
    std::string ticket;  ///< what is called out: "3-001"
    std::string state;   ///< "booked", "cancelled", "over"
    bool can_change = false;
    bool operator==(const Booking&) const = default;
};

/// The window that is looked at, what is chosen there, and one's own bookings.
struct Model {
    std::string code;  ///< of the service whose window is shown
    Remote<Window> window;
    Remote<std::vector<Booking>> mine;
    std::string day, from;  ///< chosen, "" = nothing yet
    std::string moving;     ///< id of the booking that gets another time, "" = a new one
    RequestId writing = 0;
    std::string key;                          ///< of the write; stays until it is known whether the server has it
    std::optional<domain::ApiError> refused;  ///< the last write
    bool done = false;                        ///< it was booked, moved or cancelled just now

    [[nodiscard]] bool busy() const { return writing != 0; }
    bool operator==(const Model&) const = default;
};

/// Another day of the list.
struct DayChosen {
    std::string day;
};
struct TimeChosen {
    std::string from;
};
/// 就约这个时间: books, or moves what is being moved.
struct BookPressed {};
/// 改时间, or "" for: no, let it be.
struct MoveWanted {
    std::string id;
};
/// 取消预约; opens the dialog cancel_booking.
struct CancelPressed {
    std::string id;
};
struct CancelConfirmed {
    std::string id;
};
using Action = std::variant<DayChosen, TimeChosen, BookPressed, MoveWanted, CancelPressed, CancelConfirmed>;

/// The open booking for a service, or nullptr.
[[nodiscard]] const Booking* open_booking(const Model& model, std::string_view service);
/// Days of the window, each once, in order.
[[nodiscard]] std::vector<std::string> days_of(const Window& window);
/// How many places are left on a day.
[[nodiscard]] int left_on(const Window& window, std::string_view day);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::booking
