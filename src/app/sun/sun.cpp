#include "src/app/sun/sun.hpp"

#include "src/app/feature.hpp"

namespace ow::app::sun {

namespace {

using domain::Value;

void update(Model& model, Env& env, const Toggled&) {
    model.on = !model.on;
    env.effect(KeepNote{model.on ? Value(true) : Value()});
}

void on_told(Model& model, Env&, RequestId, const Box& box) {
    if (const auto* loaded = box.get<world::NoteLoaded>()) {
        const bool* on = loaded->note.as_bool();
        model.on = on != nullptr && *on;
    }
}

void on_event(Env& env, const Box& event) {
    // Of a worker's device alone.
    const bool begins = event.holds<world::ProgramWhole>() || event.holds<SessionStarted>();
    if (begins && env.account != nullptr && domain::is_staff(*env.account)) {
        env.effect(LoadNote{});
    }
}

/// It is how this device is looked at, whoever is signed in.
void keep(Model& before, Model& now) { now = before; }

}  // namespace

app::Action to_action(Toggled action) { return {{&feature, 0}, Box(action)}; }

constinit const Feature feature{.name = "sun",
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = on_event,
                                .keep = handle<&keep>};

}  // namespace ow::app::sun
