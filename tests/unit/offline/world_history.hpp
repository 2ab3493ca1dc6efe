#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "tests/unit/offline/world_act.hpp"
#include "tests/unit/offline/world_tab.hpp"

/// What happened in tests/unit/offline/world.cpp, and what must hold of it.
namespace ow::test {

// Bits of Schedule::start.
inline constexpr std::uint8_t with_old_layout = 1;
inline constexpr std::uint8_t with_unreadable = 2;
inline constexpr std::uint8_t one_tab_only = 4;

/// What was done and told so far.
struct History {
    std::uint8_t start = 0;
    std::map<std::string, Act> acts;  ///< by the command's id
    std::set<std::string> acknowledged;
    std::map<std::string, domain::Instant> known_since;  ///< when the device had written that an act is acknowledged
    domain::Instant latest;  ///< the latest time there was; clocks are set back now and then
    bool restored = false;
    bool read_failed = false;  ///< what is not read yet cannot keep its place in the order

    [[nodiscard]] Act* find(const std::string& id);
    [[nodiscard]] const Act* find(const std::string& id) const;
    /// The first one with that content; what mends it comes after it.
    [[nodiscard]] Act* with_content(const std::string& content);
    /// The first of the acts that it needs and the server does not have, nullptr = it has them all.
    [[nodiscard]] const Act* lacking(const Act& act, const Server& server) const;
    /// Whether the person has let go of it, or of what took its place.
    [[nodiscard]] bool is_dropped(const Act& act) const;
};

/// At every moment: what a person was told is kept is on the device, pictures that are not sent included, for 30 days
/// after it was acknowledged. \return what is lost, "" = nothing
[[nodiscard]] std::string find_loss(History& history, const Device& device);

/// When all has drained: everything is carried out, in order, or a person has to look. \param shown what a tab shows to
/// be looked at; what was refused before the device had it is known there only. \return what is not, "" = all is
[[nodiscard]] std::string find_undone(History& history, const Device& device, const Server& server,
                                      const std::set<std::string>& shown);

}  // namespace ow::test
