#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "src/app/effect.hpp"
#include "src/app/event.hpp"
#include "src/domain/api.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/time.hpp"

namespace ow::app {

struct Model;

/// What a feature may know of the world in one update, and where it puts what it wants done. Made by the shell for
/// each action; no feature keeps it.
struct Env {
    domain::Instant now;
    int zone_minutes = 480;
    bool online = true;
    const domain::Reference* reference = nullptr;  ///< null until it is loaded
    const domain::Account* account = nullptr;      ///< null when nobody is signed in
    domain::Seed seed;
    const domain::Settings& settings;
    const Route& route;                ///< the page that is shown
    const Feature* feature = nullptr;  ///< who is asked; answers to its effects come back to it
    const Model& all;
    States& states;
    RequestId& last_request;
    std::uint64_t& last_key;
    Effects& effects;
    std::vector<Action>& queue;  ///< what is handled next, before the update ends

    /// A new idempotency key.
    [[nodiscard]] std::string fresh_key() { return domain::make_uuid(seed, ++last_key); }
    /// Wants something done.
    /// \return the token of its answer.
    template <class E>
    RequestId effect(E what) {
        return want(Box(std::move(what)));
    }
    /// Makes a call; the answer comes back under the id.
    RequestId call(Call what, std::string key = {}) { return effect(CallApi{std::move(what), std::move(key)}); }
    /// Tells the shell and every feature (event.hpp).
    template <class S>
    void signal(S what) {
        tell(Box(std::move(what)));
    }
    void announce(Message text, Politeness how = Politeness::polite) { effect(Announce{std::move(text), how}); }
    /// The feature's own state.
    template <class State>
    [[nodiscard]] State& state() {
        return states.get<State>();
    }
    /// The case on the screen, or nullptr.
    [[nodiscard]] const domain::CaseDetail* shown_case() const;
    /// A form's definition by its code; an empty one when the program has none of that code.
    [[nodiscard]] const domain::forms::FormDefinition& form(std::string_view code) const;
    /// Today in the zone.
    [[nodiscard]] domain::CivilDate today() const { return domain::to_civil(now, zone_minutes).date; }
    /// The account's id, "" when nobody is signed in.
    [[nodiscard]] std::string owner() const { return account ? account->id : std::string{}; }

  private:
    RequestId want(Box what);
    void tell(Box what);
};

}  // namespace ow::app
