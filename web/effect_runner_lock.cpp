#include "web/effect_runner_lock.hpp"

#include "src/app/world.hpp"
#include "web/bridges/common/bridge.hpp"
#include "web/bridges/vault/vault_bridge.hpp"

namespace ow::web {

namespace {

std::uint32_t expect_lock(RunnerContext& context, const app::Ticket& to) {
    return expect_answer([&context, to](const BridgeAnswer& answer) {
        const auto is = domain::from_code<app::world::Lock>(answer.text("is"));
        context.answer(to,
                       app::world::LockTold{is.value_or(app::world::Lock::none), std::string(answer.text("owner"))});
    });
}

}  // namespace

bool run_lock(RunnerContext& context, const app::Effect& effect) {
    return on<app::AskLock>(effect, [&](const auto&) { ow_vault_state(expect_lock(context, effect.from)); }) ||
           on<app::ChoosePin>(effect,
                              [&](const auto& choose) {
                                  ow_vault_choose(expect_lock(context, effect.from), choose.owner.data(),
                                                  size_of(choose.owner));
                              }) ||
           on<app::LockDevice>(effect, [](const auto&) { ow_vault_lock(); }) ||
           on<app::AllowPin>(effect, [](const auto&) { ow_vault_allow(); });
}

}  // namespace ow::web
