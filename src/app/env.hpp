#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "src/app/effect.hpp"
#include "src/app/signal.hpp"
#include "src/domain/api.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/time.hpp"

namespace ow::app {

/// What a feature may know of the world in one update, and where it puts what it wants done. Made by the root for
/// each action; no feature keeps it.
struct Env {
    domain::Instant now;
    int zone_minutes = 480;
    bool online = true;
    const domain::FormDefinition& appeal_form;
    const domain::Reference* reference = nullptr;  ///< null until it is loaded
    const domain::Account* account = nullptr;      ///< null when nobody is signed in
    domain::Seed seed;
    RequestId& last_request;
    std::uint64_t& last_key;
    Effects& effects;
    Signals& signals;

    /// A new id for an effect's answer.
    [[nodiscard]] RequestId fresh_request() { return ++last_request; }
    /// A new idempotency key.
    [[nodiscard]] std::string fresh_key() { return domain::make_uuid(seed, ++last_key); }
    /// Makes a call; the answer comes back under the id.
    RequestId call(domain::ApiCall what, std::string key = {}) {
        const RequestId id = fresh_request();
        effects.push_back(CallApi{id, std::move(what), std::move(key)});
        return id;
    }
    void effect(Effect what) { effects.push_back(std::move(what)); }
    void signal(Signal what) { signals.push_back(std::move(what)); }
    void announce(Message text, Politeness how = Politeness::polite) { effect(Announce{std::move(text), how}); }
    /// Today in the zone.
    [[nodiscard]] domain::CivilDate today() const { return domain::to_civil(now, zone_minutes).date; }
    /// The account's id, "" when nobody is signed in.
    [[nodiscard]] std::string owner() const { return account ? account->id : std::string{}; }
};

}  // namespace ow::app
