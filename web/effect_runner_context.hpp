#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "src/app/world.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/time.hpp"
#include "web/effect_runner.hpp"

/// What the parts of the effect runner share.
namespace ow::web {

struct RunnerContext {
    std::function<void(app::Action)> dispatch;
    MirrorPort* mirror = nullptr;
    domain::Language language = domain::Language::zh_cn;

    /// The answer to an effect, for the feature that wanted it.
    template <class Answer>
    void answer(const app::Ticket& to, Answer what) {
        dispatch(app::world::answer(to, std::move(what)));
    }
    /// Something that happened by itself, for everybody.
    template <class Told>
    void tell(Told what) {
        dispatch(app::world::to_action(std::move(what)));
    }

    [[nodiscard]] std::string_view language_tag() const { return domain::to_code(language); }
};

/// The device's clock.
[[nodiscard]] domain::Instant clock_now();

/// Fresh random bits from the browser's crypto.
[[nodiscard]] domain::Seed random_seed();

/// 0–1.
[[nodiscard]] double random_dice();

/// Does an effect if it is of that type. \return whether it was.
template <class E, class Run>
bool on(const app::Effect& effect, Run run) {
    const E* what = effect.get<E>();
    if (what != nullptr) {
        run(*what);
    }
    return what != nullptr;
}

/// Length of a text as the bridges take it.
[[nodiscard]] inline std::uint32_t size_of(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }

}  // namespace ow::web
