#include "src/app/workbench/workbench.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/home/pages.hpp"
#include "src/app/workbench/pages.hpp"
#include "src/domain/catalogue.hpp"
#include "src/domain/text.hpp"

namespace ow::app::workbench {

namespace {

namespace api = domain::api;
using domain::Queue;

constexpr std::int64_t typing_pause_ms = 300;

/// The queue; words are looked for in all queues, and in what is finished.
api::ListQueue list_call(const Model& model, std::string cursor) {
    if (!model.applied_search.empty()) {
        return {std::nullopt, model.applied_search, std::move(cursor)};
    }
    return {model.queue.value_or(Queue::to_accept), {}, std::move(cursor)};
}

void load_list(Model& model, Env& env) {
    if (model.queue) {
        model.list.load(env, list_call(model, {}));
    }
}

/// Remembers where the selected case stands, so that the next one is known when it goes.
void keep_place(Model& model) {
    const auto& items = model.list.items;
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const domain::CaseSummary& item) { return item.number == model.selected; });
    if (found != items.end()) {
        model.place = static_cast<std::size_t>(found - items.begin());
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
    keep_place(model);
    if (!number.empty()) {
        model.detail.load(env, api::GetCase{number});
    }
}

Route route_to(const Model& model, std::string number) { return to_workbench(model.queue, std::move(number)); }

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
        env.signal(GoTo{to_workbench(choice.queue), NavigateHow::push});
    }
    void operator()(const CaseChosen& choice) const {
        const NavigateHow how = model.selected.empty() ? NavigateHow::push : NavigateHow::replace;
        env.signal(GoTo{route_to(model, choice.number), how});
    }
    void operator()(const NeighbourWanted& wanted) const {
        const auto& items = model.list.items;
        keep_place(model);
        const std::size_t at = model.place;
        const bool stands = model.list.find(model.selected) != nullptr;
        // Without one that is selected, and after one that went, the next is the one in its place.
        const bool forward = wanted.direction == Direction::next;
        const std::size_t next = forward ? (stands ? at + 1 : at) : at - 1;
        if (next < items.size()) {
            (*this)(CaseChosen{items[next].number});
        } else if (forward && model.list.has_more()) {
            (*this)(MoreWanted{});
        }
    }
    void operator()(const CaseLeft&) const { env.signal(GoTo{route_to(model, {}), NavigateHow::replace}); }
    void operator()(const SearchWanted&) const { env.effect(FocusNode{std::string(search_node)}); }
    void operator()(const SearchEdited& edit) const {
        model.search = edit.value;
        env.effect(StartTimer{search_timer, typing_pause_ms});
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

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    const auto chosen = choose_queue(model, env, domain::from_code<Queue>(route.value("queue")));
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
    select(model, env, route.value("case"));
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

void on_told(Model& model, Env& env, RequestId, const Box& answer) {
    if (answer.holds<world::TimerFired>()) {
        apply_search(model, env);
    }
}

void on_case_changed(Model& model, Env& env, const world::CaseChanged& changed) {
    const std::string& number = changed.number;
    const bool shown = !number.empty() && number == model.selected && model.detail.value;
    if (!shown) {
        model.list.refresh(env, number, changed.version);
    } else if (model.detail.value->summary.version < changed.version) {
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
    const bool by_queue = model.queue && env.account && model.applied_search.empty();
    if (by_queue && domain::belongs_to(env.account->role, *model.queue, summary) == false) {
        keep_place(model);
        model.list.remove(summary.number);
    } else {
        model.list.adopt(summary);
    }
    if (moved) {
        load_queues(model, env);
    }
}

/// Whether the person has more to do with the case.
bool is_at_hand(const domain::CaseDetail& detail) {
    return std::any_of(detail.actions.begin(), detail.actions.end(), [](domain::StepCode step) {
        const domain::StepRow* row = domain::find_step(domain::to_code(step));
        return row != nullptr && row->way != domain::Way::own;
    });
}

/// What the person did has been carried out, and left nothing to do: the next case opens.
void go_on(Model& model, Env& env, const CommandDone& done) {
    const bool finished = done.detail && done.detail->summary.number == model.selected && !is_at_hand(*done.detail);
    // Who searched for a case wanted that one.
    if (!finished || !model.applied_search.empty() || !env.route.is(pages::workbench)) {
        return;
    }
    const auto& items = model.list.items;
    const std::size_t next = model.list.find(model.selected) != nullptr ? model.place + 1 : model.place;
    if (next < items.size()) {
        env.signal(GoTo{route_to(model, items[next].number), NavigateHow::replace});
    } else if (!items.empty() && items.back().number != model.selected) {
        env.signal(GoTo{route_to(model, items.back().number), NavigateHow::replace});
    }
}

void reload_case(Model& model, Env& env, const std::string& number) {
    if (!number.empty() && number == model.selected) {
        model.detail.load(env, api::GetCase{number});
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* changed = event.get<world::CaseChanged>()) {
        on_case_changed(model, env, *changed);
    } else if (event.holds<world::QueuesChanged>()) {
        on_queues_changed(model, env);
    } else if (const auto* seen = event.get<CaseSeen>()) {
        adopt(model, env, seen->detail);
    } else if (const auto* done = event.get<CommandDone>()) {
        go_on(model, env, *done);
    } else if (const auto* stale = event.get<CaseStale>()) {
        reload_case(model, env, stale->number);
    } else if (event.holds<NewsMissed>()) {
        on_queues_changed(model, env);
        reload_case(model, env, model.selected);
    }
}

const domain::CaseDetail* shown_case(const app::Model& all) {
    const auto& value = all.get<Model>().detail.value;
    return value ? &*value : nullptr;
}

/// From a case to the list it was opened from.
Route above(const app::Model& all) {
    const bool in_case = !all.route.value("case").empty();
    return in_case ? to_workbench(all.get<Model>().queue) : to_page(pages::home);
}

std::string_view focus(const Route& route) {
    return route.value("case").empty() ? std::string_view{} : std::string_view("case-heading");
}

constexpr std::array feature_pages{
    Page{.address = &pages::workbench, .enter = enter, .shown_case = shown_case, .parent = above, .focus = focus}};

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

Route to_workbench(std::optional<Queue> queue, std::string number) {
    Route route = to_page(pages::workbench);
    if (queue) {
        route.set("queue", std::string(domain::to_code(*queue)));
    }
    route.set("case", std::move(number));
    return route;
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "workbench",
                                .pages = feature_pages,
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::workbench

namespace ow::app {

std::optional<std::string> read_workbench(std::string_view name, std::string value) {
    if (name == "case") {
        return read_case_number(name, std::move(value));
    }
    return domain::from_code<domain::Queue>(value) ? std::optional(std::move(value)) : std::nullopt;
}

}  // namespace ow::app
