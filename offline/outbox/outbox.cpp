#include "offline/outbox/outbox.hpp"

#include <algorithm>
#include <utility>

#include "offline/outbox/machine.hpp"
#include "src/wire/commands.hpp"

namespace ow::offline {

Outcome step(State state, const Event& event) {
    Machine machine(std::move(state), event.now, event.dice);
    std::visit([&](const auto& what) { machine.on(what); }, event.what);
    return machine.finish();
}

std::int64_t wait_ms(int failures, double dice, std::optional<std::int64_t> retry_after_seconds) {
    std::int64_t wait = first_wait_ms;
    for (int i = 1; i < failures && wait < longest_wait_ms; ++i) {
        wait *= 2;
    }
    wait = std::min(wait, longest_wait_ms);
    wait = static_cast<std::int64_t>(static_cast<double>(wait) * (0.75 + 0.5 * std::clamp(dice, 0.0, 1.0)));
    if (retry_after_seconds) {
        constexpr std::int64_t longest_seconds = longest_asked_wait_ms / 1000;
        wait = std::max(wait, std::clamp<std::int64_t>(*retry_after_seconds, 0, longest_seconds) * 1000);
    }
    return wait;
}

bool may_succeed_later(const domain::ApiError& error) {
    return domain::is_temporary(error) || error.code.starts_with("unreadable");
}

bool is_settled(const State& state, const Entry& entry) {
    if (entry.answer) {
        return true;
    }
    const auto& acknowledged = entry.stored.acknowledged;
    return acknowledged && (state.epoch.empty() || acknowledged->epoch.empty() || acknowledged->epoch == state.epoch);
}

bool wants_sign_in(const Entry& entry, const domain::ApiError& error) {
    // What somebody may not do to a case they may not do after signing in again either.
    return error.kind == domain::ApiErrorKind::unauthenticated ||
           (error.kind == domain::ApiErrorKind::forbidden && entry.stored.command.subject.empty());
}

bool is_own(const State& state, const Entry& entry) {
    if (!wire::needs_account(entry.stored.request.endpoint)) {
        return true;
    }
    return state.account && !state.account->empty() && (entry.owner().empty() || entry.owner() == *state.account);
}

namespace {

/// Whether the tab that sends waits, as far as this one, which does not, can know: what it tried last failed.
bool sender_waits(const State& state, const Entry& entry) {
    if (state.has_lock || !entry.in_store) {
        return false;
    }
    return std::ranges::any_of(state.entries, [&](const Entry& other) {
        return other.in_store && !is_settled(state, other) && !other.stored.refused && other.stored.error &&
               may_succeed_later(*other.stored.error);
    });
}

domain::CommandState shown_state(const State& state, const Entry& entry);

/// How it stands with what a command depends on, as it is seen from the command: refused, or waiting, or on its way.
domain::CommandState state_before(const State& state, const Entry& entry) {
    auto before = domain::CommandState::sending;
    for (const Entry& other : state.entries) {
        const auto& names = entry.stored.command.depends_on;
        if (is_settled(state, other) || other.discarded || std::ranges::find(names, other.id()) == names.end()) {
            continue;
        }
        switch (shown_state(state, other)) {
            case domain::CommandState::needs_attention:
            case domain::CommandState::held: return domain::CommandState::held;
            case domain::CommandState::waiting:
            case domain::CommandState::signed_out: before = domain::CommandState::waiting; break;
            case domain::CommandState::sending: break;
        }
    }
    return before;
}

domain::CommandState shown_state(const State& state, const Entry& entry) {
    if (entry.stored.refused) {
        return domain::CommandState::needs_attention;
    }
    const bool other_account = state.account && !entry.owner().empty() && !is_own(state, entry);
    if (entry.signed_out || other_account) {
        return domain::CommandState::signed_out;
    }
    const bool waits = !state.online || !(state.account || is_own(state, entry)) || entry.next_try_at ||
                       state.paused_until || sender_waits(state, entry);
    const domain::CommandState before = state_before(state, entry);
    return waits && before != domain::CommandState::held ? domain::CommandState::waiting : before;
}

}  // namespace

Entry::Shown shown_of(const State& state, const Entry& entry) {
    Entry::Shown shown;
    shown.state = shown_state(state, entry);
    for (const auto& photo : entry.stored.photos) {
        shown.photos_done += photo.attachment_id.empty() ? 0 : 1;
    }
    if (!entry.place_of.empty() && entry.place.total > 0) {
        shown.percent = static_cast<int>(entry.place.sent * 100 / entry.place.total);
    }
    if (shown.state == domain::CommandState::waiting && state.online) {
        shown.next_try_at = std::max(entry.next_try_at, state.paused_until);
    }
    if (entry.stored.error) {
        shown.error = entry.stored.error->kind;
    }
    return shown;
}

domain::CommandStatus status_of(const State& state, const Entry& entry) {
    const Entry::Shown shown = shown_of(state, entry);
    const domain::Command& command = entry.stored.command;
    domain::CommandStatus status;
    status.key = command.id;
    status.feature = command.feature;
    status.act = command.act;
    status.owner = command.owner;
    status.subject = command.subject;
    status.title = command.title;
    status.queued_at = command.made_at;
    status.state = shown.state;
    status.photos_done = shown.photos_done;
    status.percent = shown.percent;
    status.photos_total = static_cast<int>(entry.stored.photos.size());
    status.next_try_at = shown.next_try_at;
    status.error = entry.stored.error;
    status.again = entry.stored.acknowledged.has_value();
    if (status.state == domain::CommandState::needs_attention) {
        status.draft = command.draft;
    }
    return status;
}

std::vector<domain::CommandStatus> statuses(const State& state) {
    std::vector<domain::CommandStatus> result;
    for (const Entry& entry : state.entries) {
        if (!is_settled(state, entry) && !entry.discarded) {
            result.push_back(status_of(state, entry));
        }
    }
    return result;
}

}  // namespace ow::offline
