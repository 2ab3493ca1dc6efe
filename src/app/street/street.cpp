#include "src/app/street/street.hpp"

#include "src/app/feature.hpp"

namespace ow::app::street {

namespace {

void update(Model& model, Env& env, const Action&) { model.grid_map.load_once(env, domain::api::GetGridMap{}); }

bool on_answer(Model& model, Env&, RequestId id, const domain::ApiResult& result) {
    return model.reference.take(id, result) || model.grid_map.take(id, result);
}

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<PageOpened>()) {
        model.reference.load_once(env, domain::api::GetReference{});
    }
}

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(action)}; }

constinit const Feature feature{.name = "street",
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .heard = handle<&on_event>,
                                .keep = handle<&keep_all<Model>>};

}  // namespace ow::app::street
