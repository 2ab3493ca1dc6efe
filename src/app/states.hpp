#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "src/app/box.hpp"

namespace ow::app {

/// Tells the answers of effects apart; unique in a run and growing, never 0.
using RequestId = std::uint64_t;

/// How a feature's state is made and thrown away.
struct StateType {
    TypeKey key = nullptr;
    void* (*make)() = nullptr;
    void (*destroy)(void*) = nullptr;
};
template <class State>
inline constexpr StateType state_type{type_key<State>(), [] { return static_cast<void*>(new State{}); },
                                      [](void* state) { delete static_cast<State*>(state); }};

/// The states of all features, each under its type. What nobody has touched is empty.
///
/// Forgetting is by construction: `reset()` makes every state there is anew, so a feature cannot be left out.
class States {
  public:
    template <class State>
    [[nodiscard]] const State& get() const {
        return *static_cast<const State*>(slot(state_type<State>).state.get());
    }
    template <class State>
    [[nodiscard]] State& get() {
        return *static_cast<State*>(slot(state_type<State>).state.get());
    }
    /// The state of a type that is only known by its descriptor.
    [[nodiscard]] void* find(const StateType& type) { return slot(type).state.get(); }

    /// The states as they are now; all of them are empty afterwards.
    [[nodiscard]] States reset() {
        States before;
        std::swap(before.m_slots, m_slots);
        return before;
    }

  private:
    struct Slot {
        TypeKey key = nullptr;
        std::unique_ptr<void, void (*)(void*)> state;
    };
    [[nodiscard]] const Slot& slot(const StateType& type) const;
    // An empty state that is made when it is first looked at is no change.
    mutable std::vector<Slot> m_slots;
};

}  // namespace ow::app
