#include "src/app/feature.hpp"
#include "src/app/session/session.hpp"

namespace ow::app::session {

namespace {

constexpr TimerId again_timer = 1;

/// Whether the server still has to say who is signed in, and may yet.
bool is_open(const Model& session) {
    return !session.confirmed && session.checking == 0 && session.check_error &&
           domain::is_temporary(*session.check_error);
}

void on_event(Env& env, const Box& event) {
    const bool asked = event.holds<SessionChecked>() || event.holds<world::ProgramWhole>();
    if (asked && is_open(env.all.get<Model>())) env.effect(StartTimer{again_timer, again_ms});
}

void on_told(Env& env, RequestId, const Box& answer) {
    // Without a network nobody answers; the network's return asks (on_online).
    if (answer.holds<world::TimerFired>() && env.online && is_open(env.all.get<Model>())) {
        env.signal(SessionCheckWanted{});
    }
}

}  // namespace

constinit const Feature again_feature{
    .name = "session_again", .part = Feature::Part::rest, .told = on_told, .heard = on_event};

}  // namespace ow::app::session
