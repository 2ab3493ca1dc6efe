#include "src/app/appeal/similar.hpp"

#include <algorithm>
#include <utility>

#include "src/app/appeal/appeal.hpp"
#include "src/app/appeal/pages.hpp"

namespace ow::app::appeal {

namespace {

/// Nobody waits longer than this for what is only an offer.
constexpr std::int64_t wait_ms = 4'000;

/// domain::Command::act of joining.
constexpr std::string_view join_act = "join";

}  // namespace

const domain::CaseSummary* joined_case(const Similar& similar) {
    if (!similar.found.value) {
        return nullptr;
    }
    const auto& items = similar.found.value->items;
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const domain::CaseSummary& item) { return item.number == similar.joined; });
    return found == items.end() ? nullptr : &*found;
}

bool look(Similar& similar, Env& env, const domain::AppealDraft& draft) {
    domain::api::FindSimilar wanted{draft.category, draft.title, draft.description, domain::to_filing(draft).place};
    const bool declined = similar.declined && similar.asked == wanted;
    if (declined || !env.online || env.account == nullptr) {
        return false;
    }
    similar = Similar{};
    similar.asked = wanted;
    similar.found.load(env, std::move(wanted));
    env.effect(StartTimer{similar_timer, wait_ms});
    return true;
}

void join(Similar& similar, Env& env, const std::string& number) {
    if (similar.join.busy() || !similar.found.value) {
        return;
    }
    similar.joining = number;
    similar.refusal.reset();
    domain::Command command;
    command.act = join_act;
    command.subject = number;
    for (const domain::CaseSummary& item : similar.found.value->items) {
        if (item.number == number) {
            command.title = item.title;
        }
    }
    similar.join.send(env, std::move(command), domain::api::JoinCase{number});
}

namespace {

void confirm(Similar& similar, Env& env, std::string_view said) {
    similar.joined = similar.joining;
    similar.declined = true;
    if (env.route.is(pages::appeal_similar)) {
        env.effect(FocusHeading{});
        env.announce({std::string(said), {}});
    }
}

}  // namespace

void on_join_seen(Similar& similar, Env& env, const domain::CommandStatus& status) {
    if (status.act != join_act) {
        return;
    }
    const bool here = similar.join.take(status);
    if (status.state == domain::CommandState::needs_attention) {
        if (here) {
            similar.refusal = status.error;
            similar.joined.clear();
        }
        env.effect(DiscardCommand{status.key});
    } else if (here && similar.join.waits() && similar.joined != similar.joining) {
        confirm(similar, env, "outbox.waiting");
    }
}

void on_join_done(Similar& similar, Env& env, const CommandDone& done) {
    if (done.command.act != join_act) {
        return;
    }
    if (!similar.join.take_end(done.command.id) || !similar.found.value) {
        env.signal(ShowToast{{"appeal.joined", {}}, Tone::good});
        return;
    }
    for (domain::CaseSummary& item : similar.found.value->items) {
        if (done.detail && item.number == similar.joining) {
            item = done.detail->summary;
        }
    }
    if (similar.joined != similar.joining) {
        confirm(similar, env, "appeal.joined");
    }
}

}  // namespace ow::app::appeal
