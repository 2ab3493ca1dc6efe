#include "src/app/appeal/similar.hpp"

#include <algorithm>

#include "src/app/appeal/appeal.hpp"

namespace ow::app::appeal {

namespace {

/// Nobody waits longer than this for what is only an offer.
constexpr std::int64_t wait_ms = 4'000;

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
    if (declined || !env.online) {
        return false;
    }
    similar = Similar{};
    similar.asked = wanted;
    similar.found.load(env, std::move(wanted));
    env.effect(StartTimer{similar_timer, wait_ms});
    return true;
}

void join(Similar& similar, Env& env, const std::string& number) {
    if (similar.join.busy()) {
        return;
    }
    if (similar.joining != number) {
        similar.join.changed();
    }
    similar.joining = number;
    similar.join.send(env, domain::api::JoinCase{number});
}

bool on_join_answer(Similar& similar, Env& env, RequestId id, const domain::ApiResult& result) {
    if (!similar.join.take(id, result)) {
        return false;
    }
    const auto* detail = result.ok() ? std::get_if<domain::CaseDetail>(&result.value()) : nullptr;
    if (detail == nullptr) {
        return true;
    }
    for (domain::CaseSummary& item : similar.found.value->items) {
        if (item.number == similar.joining) {
            item = detail->summary;
        }
    }
    similar.joined = similar.joining;
    similar.declined = true;
    env.signal(CaseSeen{*detail});
    env.effect(FocusHeading{});
    env.announce({"appeal.joined", {}});
    return true;
}

}  // namespace ow::app::appeal
