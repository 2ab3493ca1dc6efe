#include "src/app/grid_home/grid_home.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/grid_home/pages.hpp"
#include "src/app/remote_tree.hpp"

namespace ow::app::grid_home {

namespace {

using domain::Value;

std::optional<std::int64_t> whole_at(const Value& value, std::string_view path) {
    const Value* found = value.find(path);
    const double* number = found == nullptr ? nullptr : found->as_number();
    return number == nullptr ? std::nullopt : std::optional(static_cast<std::int64_t>(*number));
}

/// What is known, each with when it was told.
void keep_note(const Model& model, Env& env) {
    Value note = Value::object();
    if (model.to_verify) {
        note.set("to_verify", *model.to_verify);
        note.set("as_of", model.as_of.value_or(env.now).ms);
    }
    if (model.spared) {
        note.set("spared.days", model.spared->days);
        note.set("spared.applications", model.spared->applications);
        note.set("spared.answers", model.spared->answers);
        note.set("spared.as_of", model.spared_as_of.value_or(env.now).ms);
    }
    env.effect(KeepNote{std::move(note)});
}

void take_note(Model& model, const Value& note) {
    const auto count = whole_at(note, "to_verify"), at = whole_at(note, "as_of");
    if (count && at && !model.to_verify) {
        model.to_verify = count;
        model.as_of = domain::Instant{*at};
    }
    const auto days = whole_at(note, "spared.days"), applications = whole_at(note, "spared.applications");
    const auto answers = whole_at(note, "spared.answers"), told = whole_at(note, "spared.as_of");
    if (days && applications && answers && told && !model.spared) {
        model.spared = {*days, *applications, *answers};
        model.spared_as_of = domain::Instant{*told};
    }
}

/// Of the answer of GET /burden.
Model::Spared read_spared(const Value& burden) {
    Model::Spared spared{whole_at(burden, "days").value_or(0), 0, 0};
    for (const Value& service : burden.list_at("items")) {
        const std::int64_t applications = whole_at(service, "applications").value_or(0);
        spared.applications += applications;
        spared.answers += applications * whole_at(service, "prefilled").value_or(0);
    }
    return spared;
}

/// An answer that is on its way may be from before: it is given up.
void ask(Model& model, Env& env) {
    if (grid::is_worker(env)) {
        model.queues.load(env, domain::api::GetQueues{});
    }
}

void enter(Env& env, const Route&) {
    Model& model = env.state<Model>();
    if (!std::exchange(model.note_asked, true)) {
        env.effect(LoadNote{});
    }
    ask(model, env);
    if (grid::is_worker(env) && !model.burden.busy()) {
        load_tree(model.burden, env, "/burden");
    }
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (!model.queues.take(id, result)) {
        return false;
    }
    if (model.queues.value && !model.queues.error) {
        const auto& items = model.queues.value->items;
        const auto found = std::ranges::find(items, domain::Queue::to_verify, &domain::QueueCount::queue);
        model.to_verify = found == items.end() ? 0 : found->count;
        model.as_of.reset();
        keep_note(model, env);
    }
    return true;
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    if (const auto* answer = box.get<world::TreeAnswered>()) {
        if (take_tree(model.burden, env, id, *answer, read_spared) && answer->result.ok()) {
            model.spared = model.burden.value;
            model.spared_as_of.reset();
            keep_note(model, env);
        }
    } else if (const auto* loaded = box.get<world::NoteLoaded>()) {
        take_note(model, loaded->note);
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (env.route.is(pages::grid) && (event.holds<world::QueuesChanged>() || event.holds<NewsMissed>())) {
        ask(model, env);
    }
}

/// The counts are the account's: they go with it.
void leave(Env& env) {
    if (env.state<Model>().note_asked) {
        env.effect(KeepNote{});
    }
}

constexpr std::array feature_pages{Page{.address = &pages::grid, .enter = enter}};

}  // namespace

Day day_of(const app::Model& all) {
    const auto& data = all.get<grid::Copy>();
    const domain::CivilDate today = domain::to_civil(grid::server_now(data, all.now), all.zone_minutes).date;
    const auto visits = grid::visits_on(data, today, all.zone_minutes, all.now);
    std::vector<domain::RoundStop> stops;
    stops.reserve(visits.size());
    for (const domain::GridVisit* visit : visits) {
        stops.push_back({grid::position_of(data, *visit), visit->from, visit->to});
    }
    Day day;
    day.round = domain::plan_round(stops, std::nullopt);
    for (const std::size_t at : day.round.order) {
        if (stops[at].at) {
            day.way.push_back({*stops[at].at, day.visits.size()});
        }
        day.visits.push_back(visits[at]);
    }
    return day;
}

constinit const Feature feature{.name = "grid_home",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .answered = handle<&on_answer>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>,
                                .leave = leave};

}  // namespace ow::app::grid_home
