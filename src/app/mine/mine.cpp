#include "src/app/mine/mine.hpp"

#include <array>

#include "src/app/feature.hpp"
#include "src/app/mine/pages.hpp"

namespace ow::app::mine {

namespace {

namespace api = domain::api;

bool is_resident(const Env& env) { return env.account != nullptr && !domain::is_staff(*env.account); }

void load(Model& model, Env& env) {
    if (is_resident(env)) {
        model.list.load(env, api::ListMine{});
    }
}

void update(Model& model, Env& env, const Action& action) {
    if (std::holds_alternative<MoreWanted>(action)) {
        model.list.load_more(env, api::ListMine{model.list.next_cursor});
    } else {
        load(model, env);
    }
}

bool on_answer(Model& model, Env&, RequestId id, const domain::ApiResult& result) {
    return model.list.take(id, result);
}

/// Something new was filed, or something may have been missed: a list that was read on is not moved by itself.
void follow(Model& model, Env& env) {
    if (model.list.pages > 1) {
        model.list.has_news = true;
    } else if (model.list.loaded) {
        load(model, env);
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<OwnThingsWanted>()) {
        load(model, env);
    } else if (const auto* changed = event.get<world::CaseChanged>()) {
        model.list.refresh(env, changed->number, changed->version);
    } else if (const auto* seen = event.get<CaseSeen>()) {
        model.list.adopt(seen->detail.summary);
    } else if (event.holds<CaseFiled>()) {
        follow(model, env);
    } else if (event.holds<NewsMissed>() && model.list.pages <= 1) {
        follow(model, env);
    } else if (event.holds<SessionEnded>()) {
        model.list.forget(env);
    }
}

void enter(Env& env, const Route&) { env.signal(OwnThingsWanted{}); }

std::optional<PageError> error(const app::Model& all) {
    const CaseList& list = all.get<Model>().list;
    return list.state() == RemoteState::failed ? page_error(list.error) : std::nullopt;
}

constexpr std::array feature_pages{Page{.address = &pages::mine, .enter = enter, .error = error}};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(action)}; }

constinit const Feature feature{.name = "mine",
                                .pages = feature_pages,
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::mine
