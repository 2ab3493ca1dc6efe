#include "src/app/workbench/workbench.hpp"

#include <algorithm>
#include <utility>

#include "src/domain/text.hpp"

namespace ow::app::workbench {

namespace {

namespace api = domain::api;
using domain::Queue;

constexpr std::int64_t typing_pause_ms = 300;

api::ListQueue list_call(const Model& model, std::string cursor) {
    return {model.queue.value_or(Queue::to_accept), model.applied_search, std::move(cursor)};
}

void load_list(Model& model, Env& env) {
    if (model.queue) {
        model.list.load(env, list_call(model, {}));
    }
}

void load_queues(Model& model, Env& env) {
    if (model.queues.busy()) {
        model.queues_moved = true;
    } else {
        model.queues.load(env, api::GetQueues{});
    }
}

/// The queue that is opened when none was asked for: the one shown before, else the role's first.
std::optional<Queue> choose_queue(const Model& model, const Env& env, std::optional<Queue> wanted) {
    const auto allowed = env.account ? domain::queues_of(env.account->role) : std::vector<Queue>{};
    const auto may = [&](std::optional<Queue> queue) {
        return queue && std::find(allowed.begin(), allowed.end(), *queue) != allowed.end();
    };
    if (may(wanted)) {
        return wanted;
    }
    if (may(model.queue)) {
        return model.queue;
    }
    return allowed.empty() ? std::nullopt : std::optional(allowed.front());
}

void select(Model& model, Env& env, const std::string& number) {
    if (model.selected == number && (number.empty() || !model.detail.error)) {
        return;
    }
    model.detail.forget(env);
    model.selected = number;
    if (!number.empty()) {
        model.detail.load(env, api::GetCase{number});
    }
}

Route route_to(const Model& model, std::string number) {
    Route route = with_id(Page::workbench, std::move(number));
    route.queue = model.queue;
    return route;
}

/// The count of the shown queue differs from the list: entries came or went.
void follow_counts(Model& model, Env& env) {
    const bool comparable = model.queue && model.list.loaded && !model.list.busy() && model.applied_search.empty();
    if (!comparable || count_of(model, *model.queue) == model.list.total) {
        return;
    }
    if (model.list.pages <= 1) {
        load_list(model, env);
    } else {
        model.list.has_news = true;
    }
}

void apply_search(Model& model, Env& env) {
    const std::string wanted(domain::trim(model.search));
    if (wanted != model.applied_search) {
        model.applied_search = wanted;
        load_list(model, env);
    }
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const QueueChosen& choice) const {
        Route route = to_page(Page::workbench);
        route.queue = choice.queue;
        env.signal(GoTo{route, NavigateHow::push});
    }
    void operator()(const CaseChosen& choice) const {
        const NavigateHow how = model.selected.empty() ? NavigateHow::push : NavigateHow::replace;
        env.signal(GoTo{route_to(model, choice.number), how});
    }
    void operator()(const CaseLeft&) const { env.signal(GoTo{route_to(model, {}), NavigateHow::replace}); }
    void operator()(const SearchEdited& edit) const {
        model.search = edit.value;
        env.effect(StartTimer{Timer::search, typing_pause_ms});
    }
    void operator()(const SearchCleared&) const {
        model.search.clear();
        apply_search(model, env);
    }
    void operator()(const MoreWanted&) const { model.list.load_more(env, list_call(model, model.list.next_cursor)); }
    void operator()(const RefreshPressed&) const {
        load_queues(model, env);
        load_list(model, env);
    }
};

}  // namespace

std::int64_t count_of(const Model& model, Queue queue) {
    if (!model.queues.value) {
        return 0;
    }
    const auto& items = model.queues.value->items;
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const domain::QueueCount& item) { return item.queue == queue; });
    return found == items.end() ? 0 : found->count;
}

void enter(Model& model, Env& env, std::optional<Queue> queue, const std::string& number) {
    const auto chosen = choose_queue(model, env, queue);
    const bool other_queue = chosen != model.queue;
    model.queue = chosen;
    if (other_queue) {
        model.search.clear();
        model.applied_search.clear();
        model.list.forget(env);
    }
    if (other_queue || !model.list.loaded) {
        load_list(model, env);
        load_queues(model, env);
    }
    select(model, env, number);
}

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (model.queues.take(id, result)) {
        if (std::exchange(model.queues_moved, false)) {
            load_queues(model, env);
        } else {
            follow_counts(model, env);
        }
        return true;
    }
    if (model.detail.take(id, result)) {
        if (result.ok() && model.detail.value) {
            env.signal(CaseSeen{*model.detail.value});
        }
        return true;
    }
    const bool single = std::any_of(model.list.refreshing.begin(), model.list.refreshing.end(),
                                    [&](const auto& entry) { return entry.first == id; });
    if (!model.list.take(id, result)) {
        return false;
    }
    if (single && result.ok()) {
        if (const auto* detail = std::get_if<domain::CaseDetail>(&result.value())) {
            env.signal(CaseSeen{*detail});
        }
    }
    return true;
}

void on_search_timer(Model& model, Env& env) { apply_search(model, env); }

void on_case_changed(Model& model, Env& env, const std::string& number, std::int64_t version) {
    const bool shown = !number.empty() && number == model.selected && model.detail.value;
    if (!shown) {
        model.list.refresh(env, number, version);
    } else if (model.detail.value->summary.version < version) {
        model.detail.load(env, api::GetCase{number});  // the list takes it over by CaseSeen
    }
}

void on_queues_changed(Model& model, Env& env) {
    if (model.queues.value || model.queues.busy()) {
        load_queues(model, env);
    }
}

void adopt(Model& model, Env& env, const domain::CaseDetail& detail) {
    const domain::CaseSummary& summary = detail.summary;
    if (summary.number == model.selected &&
        (!model.detail.value || model.detail.value->summary.version <= summary.version)) {
        model.detail.value = detail;
        model.detail.error.reset();
    }
    const domain::CaseSummary* listed = model.list.find(summary.number);
    if (listed == nullptr) {
        return;
    }
    const bool moved = listed->state != summary.state;
    if (model.queue && domain::belongs_to(*model.queue, summary) == false) {
        model.list.remove(summary.number);
    } else {
        model.list.adopt(summary);
    }
    if (moved) {
        load_queues(model, env);
    }
}

void reload_case(Model& model, Env& env, const std::string& number) {
    if (!number.empty() && number == model.selected) {
        model.detail.load(env, api::GetCase{number});
    }
}

void forget(Model& model, Env& env) {
    model.queues.forget(env);
    model.list.forget(env);
    model.detail.forget(env);
    model = Model{};
}

}  // namespace ow::app::workbench
