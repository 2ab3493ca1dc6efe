#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "src/app/env.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/world.hpp"

/// The grid worker's own copy of the grid: people with what forms are filled in with, places, visits. Read by cursor
/// (GET /me/grid/changes), so that it works without a network; for nobody but a grid worker. It is kept on the device
/// only where that has the worker's own PIN, encrypted (docs/adr/0042), and is in memory otherwise.
namespace ow::app::grid_data {

/// What programs put into their lists.
extern const Feature feature;

/// The alarm at which the server is asked again what changed.
inline constexpr TimerId refresh_timer = 1;

/// How the copy is being read and kept.
struct Model {
    grid::Sent incoming;  ///< while an answer says that there is more: takes the copy's place when it is whole
    RequestId request = 0;
    bool again = false;                   ///< something was done since it was asked: what comes may be from before
    std::optional<world::LockTold> lock;  ///< nothing: not told yet
    RequestId lock_request = 0;
    RequestId ending = 0;     ///< a session from before the PIN was wrong too often is being ended
    RequestId reading = 0;    ///< the copy of the run before is being read
    std::string slot;         ///< where the copy is kept; "" = it is not
    bool was_read = false;    ///< what the device had was looked at
    bool ended_here = false;  ///< nobody was signed in meanwhile in this run: who is now, has just signed in
    bool operator==(const Model&) const = default;
    /// Whether the device has this worker's PIN.
    [[nodiscard]] bool has_pin() const { return !slot.empty(); }
    /// Whether what the device has is still being looked at: that nothing is there cannot be said yet.
    [[nodiscard]] bool looking() const { return !lock || lock_request != 0 || reading != 0; }
};

/// Asks the server now.
struct RefreshPressed {};
/// 设开机密码.
struct PinWanted {};
/// 锁屏.
struct LockPressed {};
using Action = std::variant<RefreshPressed, PinWanted, LockPressed>;
/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::grid_data
