#include "src/app/update.hpp"

#include <algorithm>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/navigation.hpp"
#include "src/app/session/session.hpp"

namespace ow::app {

namespace {

/// More than this in one update would be a loop between features.
constexpr std::size_t queue_max = 64;

void read_aloud(Model& model, Env& env, std::string text) {
    model.reading = Reading::starting;
    env.effect(Speak{std::move(text), model.settings.reading_rate, model.settings.language});
}

void stop_reading(Model& model, Env& env) {
    model.reading = Reading::silent;
    env.effect(StopSpeaking{});
}

void reload(Model& model, Env& env) {
    if (model.get<session::Model>().check_error || model.waiting_for_session) {
        env.signal(SessionCheckWanted{});
    }
    if (!model.waiting_for_session) {
        open_page(model, env);
    }
}

void close_dialog(Model& model, Env& env, const Action Dialog::* what) {
    if (!model.dialog) {
        return;
    }
    const Dialog dialog = *std::exchange(model.dialog, std::nullopt);
    if (const Action& follows = dialog.*what; follows.what.key() != nullptr) {
        env.queue.push_back(follows);
    }
}

// --- what views send to the shell ---

struct FromShell {
    Model& model;
    Env& env;

    void operator()(const shell::Go& go) const { go_to(model, env, go.route, NavigateHow::push); }
    void operator()(const shell::LinkFollowed& link) const {
        go_to(model, env, parse_route(model, link.url), NavigateHow::push);
    }
    void operator()(const shell::BackPressed&) const {
        if (model.place.depth > 0) {
            env.effect(NavigateBack{});
        } else {
            go_to(model, env, parent_of(model), NavigateHow::replace);
        }
    }
    void operator()(const shell::ReloadPressed&) const { reload(model, env); }
    void operator()(const shell::DialogConfirmed&) const { close_dialog(model, env, &Dialog::confirmed); }
    void operator()(const shell::DialogDismissed&) const { close_dialog(model, env, &Dialog::dismissed); }
    void operator()(const shell::ToastDismissed& dismissed) const {
        std::erase_if(model.toasts, [&](const Toast& toast) { return toast.id == dismissed.id; });
    }
    void operator()(const shell::ReadingToggled&) const {
        const bool quiet = model.reading == Reading::silent || model.reading == Reading::unavailable;
        if (quiet) {
            read_aloud(model, env, {});
        } else {
            stop_reading(model, env);
        }
    }
    void operator()(const shell::TextRead& read) const { read_aloud(model, env, read.text); }
    void operator()(const shell::ReadingStopped&) const { stop_reading(model, env); }
    void operator()(const shell::Called& called) const { env.effect(DialPhone{called.number}); }
    void operator()(const shell::CopyPressed& copy) const {
        model.copying.push_back({copy.text, copy.said});
        env.effect(CopyText{copy.text});
    }
    void operator()(const shell::PrintPressed&) const { env.effect(Print{}); }
    void operator()(const shell::UpdateAccepted&) const { env.effect(ReloadApp{}); }
};

// --- answers to the shell's own effects ---

void on_copied(Model& model, Env& env, const world::Copied& copied) {
    if (model.copying.empty()) {
        return;
    }
    Copying copy = std::move(model.copying.front());
    model.copying.erase(model.copying.begin());
    if (copied.ok) {
        show_copied(model, env, std::move(copy));
    } else {
        show_toast(model, env, {"toast.copy_failed", {}}, Tone::bad);
    }
}

void on_timer(Model& model, Env& env, TimerId timer) {
    if (timer == minute_timer) {
        watch_clocks(model, env);
    } else {
        expire_toasts(model, env);
    }
}

// --- what happens by itself ---

void start(Model& model, Env& env, const world::Started& started) {
    model.started = true;
    model.now = started.now;
    model.zone_minutes = started.zone_minutes;
    model.seed = started.seed;
    model.online = started.online;
    model.demo = started.demo;
    model.version = started.version;
    model.forms = started.forms;
    model.system = started.system;
    model.settings = domain::clamp(started.settings.value_or(domain::Settings{}));
    model.place = started.place;
    if (started.remembered) {
        auto& session = model.get<session::Model>();
        session.status = session::Status::signed_in;
        session.account = started.remembered;
        model.last_owner = started.remembered->id;
    }
    refresh(env, model);
}

void on_url(Model& model, Env& env, const world::UrlChanged& changed) {
    const Route route = parse_route(model, changed.url);
    if (changed.place) {
        model.place = *changed.place;
    } else {
        // The entry is the browser's: where it stands is written into it.
        model.place = place_after(model, route, NavigateHow::push);
        env.effect(Navigate{changed.url, NavigateHow::replace, model.place});
    }
    if (route != model.route || model.forbidden) {
        arrive(model, env, route, changed.place ? Coming::back : Coming::anew);
    }
}

void on_online(Model& model, Env& env, bool online) {
    if (std::exchange(model.online, online) == online) {
        return;
    }
    env.online = online;
    env.announce({online ? "network.back" : "network.lost", {}});
    if (!online) {
        return;
    }
    const auto& session = model.get<session::Model>();
    if (!session.confirmed) {
        env.signal(SessionCheckWanted{});
    }
    if (session.account) {
        env.effect(ResumeOutbox{session.account->id});
    }
    if (!model.waiting_for_session && page_error(model)) {
        open_page(model, env);
    }
}

void on_events_opened(Model& model, Env& env) {
    model.events_open = true;
    if (std::exchange(model.events_missed, false)) {
        env.signal(NewsMissed{});
    }
}

void on_case_changed(Model& model, Env& env, const world::CaseChanged& changed) {
    const domain::CaseDetail* shown = shown_case(model);
    const bool on_screen = shown != nullptr && shown->summary.number == changed.number;
    if (on_screen && shown->summary.version < changed.version && shown->summary.state != changed.state) {
        const std::string& code = changed.state.text();
        const ArgValue state = changed.state.known() ? ArgValue(KeyText{"state." + code}) : ArgValue(code);
        env.announce({"case.moved", {{"state", state}}});
    }
}

void go_on_signal(Model& model, Env& env, const GoTo& go) {
    go_to(model, env, go.route, go.how);
    if (!go.focus.empty()) {
        env.effect(FocusNode{go.focus});
    }
}

void tell_features(Model& model, Env& env, const Box& what) {
    for (const Feature* feature : model.features) {
        if (feature->heard != nullptr && (model.whole || feature->part == Feature::Part::boot)) {
            env.feature = feature;
            feature->heard(env, what);
        }
    }
    env.feature = nullptr;
}

void clear_device(Model& model, Env& env) {
    forget_states(model, env);
    env.effect(DeleteKept{});
    show_toast(model, env, {"settings.device.cleared", {}}, Tone::good);
    if (!model.waiting_for_session && !model.forbidden) {
        open_page(model, env);
    }
}

/// The shell's part of what happened, before the features hear of it.
void take(Model& model, Env& env, const Box& what) {
    if (const auto* action = what.get<shell::Action>()) {
        std::visit(FromShell{model, env}, *action);
    } else if (const auto* started = what.get<world::Started>()) {
        start(model, env, *started);
    } else if (const auto* read = what.get<world::TimeRead>()) {
        model.now = read->now;
    } else if (const auto* changed = what.get<world::UrlChanged>()) {
        on_url(model, env, *changed);
    } else if (const auto* network = what.get<world::OnlineChanged>()) {
        on_online(model, env, network->online);
    } else if (const auto* preferences = what.get<world::SystemPreferencesChanged>()) {
        model.system = preferences->system;
    } else if (const auto* timer = what.get<world::TimerFired>()) {
        on_timer(model, env, timer->timer);
    } else if (const auto* copied = what.get<world::Copied>()) {
        on_copied(model, env, *copied);
    } else if (what.holds<world::SpeechStarted>()) {
        model.reading = Reading::reading;
    } else if (what.holds<world::SpeechEnded>()) {
        model.reading = Reading::silent;
    } else if (what.holds<world::SpeechUnavailable>()) {
        model.reading = Reading::unavailable;
        show_toast(model, env, {"reading.unavailable", {}}, Tone::warning);
    } else if (what.holds<world::UpdateReady>()) {
        model.update_ready = true;
    } else if (const auto* storage = what.get<world::StorageLow>()) {
        if (!std::exchange(model.storage_low, storage->low) && storage->low) {
            show_toast(model, env, {"storage.low", {}}, Tone::warning);
        }
    } else if (what.holds<world::EventsOpened>()) {
        on_events_opened(model, env);
    } else if (what.holds<world::EventsLost>()) {
        model.events_open = false;
        model.events_missed = true;
    } else if (const auto* moved = what.get<world::CaseChanged>()) {
        on_case_changed(model, env, *moved);
    } else if (const auto* go = what.get<GoTo>()) {
        go_on_signal(model, env, *go);
    } else if (const auto* toast = what.get<ShowToast>()) {
        show_toast(model, env, toast->text, toast->tone);
    } else if (const auto* open = what.get<OpenDialog>()) {
        model.dialog = open->dialog;
    } else if (what.holds<SessionStarted>()) {
        on_session_started(model, env);
    } else if (const auto* ended = what.get<SessionEnded>()) {
        on_session_ended(model, env, ended->why);
    } else if (const auto* checked = what.get<SessionChecked>()) {
        on_session_checked(model, env, *checked);
    } else if (const auto* settings = what.get<SettingsChanged>()) {
        model.settings = settings->settings;
        env.announce({"settings.saved", {}});
    } else if (const auto* loaded = what.get<world::FormsLoaded>()) {
        model.forms = loaded->forms;
    } else if (what.holds<world::ProgramWhole>()) {
        model.whole = true;
    }
}

/// What the shell does once the features have heard.
void conclude(Model& model, Env& env, const Box& what) {
    if (const auto* started = what.get<world::Started>()) {
        env.signal(SessionCheckWanted{});
        arrive(model, env, parse_route(model, started->url));
        if (started->whole) {
            env.signal(world::ProgramWhole{});
        }
    } else if (what.holds<DeviceCleared>()) {
        clear_device(model, env);
    }
}

/// An answer, or an action of a view, reaches the feature it is for.
void deliver(Model& model, Env& env, const Action& action) {
    const Feature& feature = *action.to.feature;
    const bool forgotten = action.to.token != 0 && action.to.token <= model.forgotten && feature.keep == nullptr;
    if (forgotten) {
        // A picture that nobody waits for any more is not kept on the device either.
        if (const auto* ready = action.what.get<world::PhotoReady>()) {
            env.effect(DropPhoto{ready->photo.local_id});
        }
        return;
    }
    env.feature = &feature;
    if (const auto* answered = action.what.get<world::ApiAnswered>()) {
        const domain::ApiResult& result = answered->result;
        const bool taken = feature.answered != nullptr && feature.answered(env, action.to.token, result);
        // A stale answer says nothing about now, not even that the session is over.
        if (taken && !result.ok() && result.error().kind == domain::ApiErrorKind::unauthenticated) {
            env.signal(SessionLost{});
        }
    } else if (action.to.token != 0) {
        if (feature.told != nullptr) {
            feature.told(env, action.to.token, action.what);
        }
    } else if (feature.update != nullptr) {
        feature.update(env, action.what);
    }
    env.feature = nullptr;
}

void handle_one(Model& model, Env& env, const Action& action) {
    if (action.to.feature != nullptr) {
        deliver(model, env, action);
        return;
    }
    take(model, env, action.what);
    refresh(env, model);
    if (!action.what.holds<shell::Action>()) {
        tell_features(model, env, action.what);
    }
    conclude(model, env, action.what);
}

/// One update moves the focus once: what was wanted last counts (an error on a page that is then left does not).
void keep_last_focus(Effects& effects) {
    const auto is_focus = [](const Effect& effect) {
        return effect.what.holds<FocusHeading>() || effect.what.holds<FocusNode>();
    };
    const auto last = std::find_if(effects.rbegin(), effects.rend(), is_focus);
    if (last == effects.rend()) {
        return;
    }
    Effect kept = std::move(*last);
    *last = {};
    std::erase_if(effects, [&](const Effect& effect) { return effect.what.key() == nullptr || is_focus(effect); });
    effects.push_back(std::move(kept));
}

bool is_from_view(const Action& action) {
    return action.what.holds<shell::Action>() || (action.to.feature != nullptr && action.to.token == 0);
}

}  // namespace

namespace shell {

app::Action to_action(Action action) { return {{}, Box(std::move(action))}; }

}  // namespace shell

Effects update(Model& model, const Action& action) {
    Effects effects;
    if (!model.started && is_from_view(action)) {
        return effects;
    }
    model.older_toasts = model.last_toast;
    std::vector<Action> queue;
    Env env{.now = model.now,
            .seed = model.seed,
            .settings = model.settings,
            .route = model.route,
            .all = model,
            .states = model.states,
            .last_request = model.last_request,
            .last_key = model.last_key,
            .effects = effects,
            .queue = queue};
    refresh(env, model);
    handle_one(model, env, action);
    for (std::size_t index = 0; index < queue.size() && index < queue_max; ++index) {
        refresh(env, model);
        // Taken out, for handling it may make the queue longer.
        const Action next = std::move(queue[index]);
        handle_one(model, env, next);
    }
    keep_last_focus(effects);
    return effects;
}

}  // namespace ow::app
