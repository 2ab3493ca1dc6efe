#include "src/app/submission.hpp"

#include <utility>

#include "src/app/feature.hpp"

namespace ow::app {

using domain::CommandState;

bool Submission::waits() const {
    return status && (status->state == CommandState::waiting || status->state == CommandState::signed_out);
}

bool Submission::refused() const { return status && status->state == CommandState::needs_attention; }

std::optional<domain::ApiError> Submission::error() const { return refused() ? status->error : std::nullopt; }

void Submission::send(Env& env, domain::Command command, domain::CommandCall call) {
    if (busy()) {
        return;
    }
    std::string replaced = std::exchange(key, env.fresh_key());
    offered = true;
    before = std::exchange(status, std::nullopt);
    failure.reset();
    command.id = key;
    command.feature = env.feature->name;
    command.owner = env.owner();
    if (!command.draft_slot.empty()) {
        command.draft.set("key", key);
    }
    env.effect(SubmitCommand{std::move(command), std::move(call), std::move(replaced)});
}

void Submission::give_up(Env& env) {
    if (refused()) {
        env.effect(DiscardCommand{key});
    }
}

bool Submission::take(const domain::CommandStatus& told) {
    if (key.empty() || told.key != key) {
        return false;
    }
    offered = false;
    before.reset();
    status = told;
    return true;
}

bool Submission::take(const world::SubmitFailed& told) {
    if (key.empty() || told.key != key) {
        return false;
    }
    // What was refused is still there.
    offered = false;
    status = std::exchange(before, std::nullopt);
    key = status ? status->key : std::string();
    failure = told.reason;
    return true;
}

bool Submission::take_end(const std::string& ended) {
    if (key.empty() || ended != key) {
        return false;
    }
    *this = Submission{};
    return true;
}

}  // namespace ow::app
