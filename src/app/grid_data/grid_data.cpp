#include "src/app/grid_data/grid_data.hpp"

#include <algorithm>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/navigation.hpp"
#include "src/app/remote_tree.hpp"

namespace ow::app::grid_data {

namespace {

using domain::Value;
using grid::Sent;

constexpr domain::Duration refresh_every = domain::minutes(10);
/// Before the account's id; web/shell/lock.mjs forgets what lies there when the PIN was wrong too often.
constexpr std::string_view kept_under = "grid/";

bool flag(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    const bool* is = found == nullptr ? nullptr : found->as_bool();
    return is != nullptr && *is;
}

/// Forgets what is in memory, and what of it is kept. What waits to be sent is not its.
void forget(Model& model, Env& env) {
    if (model.request != 0) {
        env.effect(CancelCall{model.request});
    }
    env.effect(StopTimer{refresh_timer});
    if (!model.slot.empty()) {
        env.effect(KeepDraft{model.slot, {}});
    }
    const auto lock = std::move(model.lock);
    model = Model{};
    model.lock = lock;
    env.state<grid::Copy>() = {};
}

/// The server says that nobody is signed in: nothing of the grid stays on the device, whoever's it was. A run that
/// begins so has shown nothing yet and asks first whose it is.
void forget_kept(Model& model, Env& env) {
    if (!model.lock) {
        if (model.lock_request == 0) {
            model.lock_request = env.effect(AskLock{});
        }
    } else if (model.lock->is == world::Lock::open && !model.lock->owner.empty()) {
        env.effect(KeepDraft{std::string(kept_under) + model.lock->owner, {}});
    }
}

Value kept_form(const Sent& copy) {
    Value kept = Value::object();
    kept.set("cursor", copy.cursor);
    kept.set("server_time", copy.server_time.ms);
    kept.set("device_time", copy.device_time.ms);
    kept.set("expires_at", copy.expires_at.ms);
    Value::List items;
    for (const auto& [key, item] : copy.items) {
        items.push_back(item);
    }
    kept.set("items", Value(std::move(items)));
    return kept;
}

std::string key_of(const Value& item) {
    return std::string(item.text_at("kind")) + "/" + std::string(item.text_at("id"));
}

Sent read_kept(const Value& kept) {
    const auto moment = [&](std::string_view name) {
        const Value* found = kept.find(name);
        const double* ms = found == nullptr ? nullptr : found->as_number();
        return domain::Instant{ms == nullptr ? 0 : static_cast<std::int64_t>(*ms)};
    };
    Sent copy{
        std::string(kept.text_at("cursor")), moment("server_time"), moment("device_time"), moment("expires_at"), {}};
    for (const Value& item : kept.list_at("items")) {
        copy.items.insert_or_assign(key_of(item), item);
    }
    return copy;
}

void ask(Model& model, Env& env, const std::string& cursor) {
    model.request = env.effect(
        CallTree{CallTree::Method::get, "/me/grid/changes" + (cursor.empty() ? "" : "?cursor=" + cursor), {}, {}});
}

/// Asks what changed, once it is known what the device has. While an answer is on its way, when that is there.
void refresh(Model& model, Env& env) {
    if (!grid::is_worker(env) || model.reading != 0 || model.lock_request != 0) {
        return;  // what is told of these asks
    }
    if (model.request != 0) {
        model.again = true;
        return;
    }
    if (!model.lock) {
        model.lock_request = env.effect(AskLock{});
        return;
    }
    const bool own = model.lock->is == world::Lock::open && model.lock->owner == env.owner();
    model.slot = own ? std::string(kept_under) + env.owner() : std::string();
    if (own && !std::exchange(model.was_read, true)) {
        model.reading = env.effect(FetchDraft{model.slot});
        return;
    }
    env.effect(StartTimer{refresh_timer, refresh_every.ms});
    auto& copy = env.state<grid::Copy>();
    if (!env.online) {
        copy.stale = true;
        return;
    }
    // What was too old was thrown away: all of it is asked for.
    model.incoming = copy.sent.items.empty() ? Sent{} : copy.sent;
    ask(model, env, model.incoming.cursor);
}

void take_changes(Sent& copy, const Value& answer, domain::Instant now) {
    if (flag(answer, "anew")) {
        copy.items.clear();
    }
    for (const Value& item : answer.list_at("items")) {
        const std::string key = key_of(item);
        if (flag(item, "gone")) {
            copy.items.erase(key);
        } else {
            copy.items.insert_or_assign(key, item);
        }
    }
    copy.cursor = answer.text_at("cursor");
    copy.device_time = now;
    copy.server_time = domain::parse_iso8601(answer.text_at("server_time")).value_or(now);
    copy.expires_at = domain::parse_iso8601(answer.text_at("expires_at")).value_or(copy.server_time);
}

void keep(const Model& model, Env& env) {
    const Sent& sent = env.state<grid::Copy>().sent;
    if (!model.slot.empty() && !sent.empty()) {
        env.effect(KeepDraft{model.slot, kept_form(sent)});
    }
}

void on_changes(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.request = 0;
    if (!answer.result.ok()) {
        const domain::ApiErrorKind kind = answer.result.error().kind;
        model.incoming = Sent{};
        env.state<grid::Copy>().stale = true;
        if (kind == domain::ApiErrorKind::forbidden) {
            forget(model, env);  // no grid worker any more
        }
        // An ended session makes this feature forget.
        if (!lost_session(env, answer) && std::exchange(model.again, false)) {
            refresh(model, env);
        }
        return;
    }
    const std::string before = model.incoming.cursor;
    take_changes(model.incoming, answer.result.value(), env.now);
    // An answer that says "more" and does not move would be asked for without end.
    if (flag(answer.result.value(), "more") && model.incoming.cursor != before) {
        ask(model, env, model.incoming.cursor);
        return;
    }
    auto& copy = env.state<grid::Copy>();
    copy.show(std::exchange(model.incoming, Sent{}));
    copy.stale = false;
    keep(model, env);
    if (std::exchange(model.again, false)) {
        refresh(model, env);
    }
}

/// A visit that the server told in answer to what was done there: it is known before the next question for changes.
void take_visit(Model& model, Env& env, const Value& visit) {
    auto& copy = env.state<grid::Copy>();
    Value item = Value::object();
    item.set("kind", "visit");
    item.set("id", visit.text_at("id"));
    item.set("visit", visit);
    const std::string key = key_of(item);
    if (!copy.sent.items.contains(key)) {
        return;  // it is not of this worker's grid any more, or nothing is kept
    }
    if (!model.incoming.items.empty()) {
        model.incoming.items.insert_or_assign(key, item);  // it takes the copy's place
    }
    Sent sent = copy.sent;
    sent.items.insert_or_assign(key, std::move(item));
    copy.show(std::move(sent));
    keep(model, env);
}

/// What was kept is shown at once; the server is asked afterwards.
void on_read(Model& model, Env& env, const Value& kept) {
    model.reading = 0;
    auto& copy = env.state<grid::Copy>();
    if (copy.sent.empty() && kept.as_object() != nullptr) {
        copy.show(read_kept(kept));
        if (grid::freshness(copy, env.now).is == grid::Freshness::Is::expired) {
            env.effect(KeepDraft{model.slot, {}});
            // That there was one, and how old it is, is still told; the server is asked for all of it.
            Sent gone = copy.sent;
            gone.items.clear();
            copy.show(std::move(gone));
        }
    }
    refresh(model, env);
}

/// A PIN that was wrong too often opens again when its worker has just signed in; a session from before, which lies on
/// the device as the rest does, proves nothing and is ended.
void open_shut(Model& model, Env& env) {
    if (!model.lock || model.lock->is != world::Lock::shut || model.lock->owner != env.owner()) {
        return;
    }
    if (model.ended_here) {
        env.effect(AllowPin{});
    } else if (env.online) {
        model.ending = env.effect(CallTree{CallTree::Method::del, "/session", {}, env.fresh_key()});
    }
}

void on_lock(Model& model, Env& env, const world::LockTold& lock) {
    const bool chosen = model.lock && model.lock->is == world::Lock::none && lock.is == world::Lock::open;
    model.lock_request = 0;
    model.lock = lock;
    if (chosen) {
        model.was_read = true;
        model.slot = lock.owner == env.owner() ? std::string(kept_under) + env.owner() : std::string();
        keep(model, env);
        env.signal(ShowToast{{"grid.pin_chosen", {}}, Tone::good});
        return;
    }
    if (is_known_nobody(env.all)) {
        forget_kept(model, env);
        return;
    }
    open_shut(model, env);
    refresh(model, env);
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    if (const auto* answer = box.get<world::TreeAnswered>()) {
        if (id != 0 && id == model.ending) {
            model.ending = 0;
            if (answer->result.ok()) {
                env.signal(SessionLost{});
            }
        } else if (id != 0 && id == model.request) {
            on_changes(model, env, *answer);
        }
    } else if (const auto* lock = box.get<world::LockTold>()) {
        on_lock(model, env, *lock);
    } else if (const auto* kept = box.get<world::DraftFetched>(); kept != nullptr && id == model.reading) {
        on_read(model, env, kept->draft);
    } else if (box.holds<world::TimerFired>()) {
        refresh(model, env);
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<SessionStarted>()) {
        open_shut(model, env);
        refresh(model, env);
    } else if (event.holds<world::ProgramWhole>() && is_known_nobody(env.all)) {
        model.ended_here = true;
        forget_kept(model, env);
    } else if (event.holds<world::ProgramWhole>() || event.holds<CommandDone>() || event.holds<GridWanted>()) {
        refresh(model, env);  // what was sent may have changed a person or a visit
    } else if (const auto* seen = event.get<VisitSeen>()) {
        take_visit(model, env, seen->visit);
    } else if (const auto* network = event.get<world::OnlineChanged>()) {
        if (network->online) {
            refresh(model, env);
        }
    } else if (event.holds<SessionEnded>()) {
        forget(model, env);
        model.ended_here = true;
        forget_kept(model, env);
    }
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const RefreshPressed&) const { refresh(model, env); }
    void operator()(const PinWanted&) const {
        if (model.lock && model.lock->is == world::Lock::none && grid::is_worker(env)) {
            env.effect(ChoosePin{env.owner()});
        }
    }
    void operator()(const LockPressed&) const {
        if (model.lock && model.lock->is == world::Lock::open) {
            env.effect(LockDevice{});
        }
    }
};

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

void leave(Env& env) { forget(env.state<Model>(), env); }

/// How the device is locked is no secret of a person.
void keep_lock(Model& before, Model& now) {
    now.lock = before.lock;
    now.ended_here = before.ended_here;
}

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(action)}; }

constinit const Feature feature{.name = "grid_data",
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>,
                                .leave = leave,
                                .keep = handle<&keep_lock>};

}  // namespace ow::app::grid_data
