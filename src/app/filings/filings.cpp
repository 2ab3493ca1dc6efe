#include "src/app/filings/filings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/assist/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/filings/pages.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/receipt/pages.hpp"

namespace ow::app::filings {

namespace {

using domain::CommandStatus;

/// What was sent by number and query code is shown as long as nobody is signed in.
bool is_own(const std::string& act, const std::string& owner, const Env& env) {
    return owner == env.owner() && (!owner.empty() || act != domain::filing_act);
}

void select_own(Model& model, const Env& env) {
    model.mine.clear();
    for (const CommandStatus& status : model.all) {
        if (is_own(status.act, status.owner, env)) {
            model.mine.push_back(status);
        }
    }
}

/// The features that made them are told.
void tell_own(Model& model, Env& env) {
    select_own(model, env);
    for (const CommandStatus& status : model.mine) {
        env.signal(CommandSeen{status});
    }
}

void put(Model& model, const Env& env, const CommandStatus& status) {
    const auto known = std::find_if(model.all.begin(), model.all.end(),
                                    [&](const CommandStatus& other) { return other.key == status.key; });
    if (known == model.all.end()) {
        model.all.push_back(status);
    } else {
        *known = status;
    }
    select_own(model, env);
}

void drop(Model& model, const Env& env, const std::string& key) {
    std::erase_if(model.all, [&](const CommandStatus& filing) { return filing.key == key; });
    select_own(model, env);
}

/// Whether the page that follows this filing is shown.
bool is_watched(const Env& env, const std::string& key) {
    return env.route.is(pages::appeal_sent) && env.route.id() == key;
}

/// Whether the case that it is about is on the screen, where it is shown itself.
bool is_in_sight(const Env& env, const std::string& subject) {
    const domain::CaseDetail* shown = env.shown_case();
    return shown != nullptr && shown->summary.number == subject;
}

/// What was refused; of what is done for somebody also what it was, for its title is their name.
Message refusal_of(const CommandStatus& status) {
    if (status.feature != assist_commands) {
        return {"outbox.needs_attention", {{"title", status.title}}};
    }
    return {"assist.needs_attention", {{"title", status.title}, {"act", KeyText{"act." + status.act}}}};
}

void on_changed(Model& model, Env& env, const CommandStatus& status) {
    const CommandStatus* before = find(model, status.key);
    const bool moved = before == nullptr || before->state != status.state;
    put(model, env, status);
    if (model.offered == status.key) {
        model.offered.clear();
    }
    if (find(model, status.key) == nullptr) {
        return;
    }
    env.signal(CommandSeen{status});
    if (!moved) {
        return;
    }
    switch (status.state) {
        case domain::CommandState::waiting: env.announce({"outbox.waiting", {}}); break;
        case domain::CommandState::needs_attention:
            if (!is_in_sight(env, status.subject)) {
                env.signal(ShowToast{refusal_of(status), Tone::warning});
            }
            break;
        case domain::CommandState::signed_out: env.signal(SessionLost{}); break;
        case domain::CommandState::held:  // what it depends on says so
        case domain::CommandState::sending: break;
    }
}

void on_done(Model& model, Env& env, const world::CommandAcknowledged& done) {
    const bool own = find(model, done.command.id) != nullptr || is_own(done.command.act, done.command.owner, env);
    drop(model, env, done.command.id);
    if (!own) {
        return;
    }
    if (done.detail) {
        env.signal(CaseSeen{*done.detail});
    } else {
        env.signal(CaseStale{done.command.subject});
    }
    env.signal(CommandDone{done.command, done.detail, done.answer});
}

void on_acknowledged(Model& model, Env& env, const domain::Receipt& receipt) {
    const std::string& key = receipt.filing_key;
    const bool offered = model.offered == key;
    const bool own = offered || find(model, key) != nullptr;
    drop(model, env, key);
    if (!own) {
        return;
    }
    const domain::CaseSummary& summary = receipt.detail.summary;
    model.acknowledged = key;
    model.number = summary.number;
    env.signal(CaseFiled{receipt});
    if (is_watched(env, key)) {
        env.signal(GoTo{to_page(pages::receipt, summary.number), NavigateHow::replace});
    } else if (!offered) {
        env.signal(ShowToast{
            {"filing.acknowledged", {{"title", summary.title}, {"number", domain::group_case_number(summary.number)}}},
            Tone::good});
    }
}

void on_health(Model& model, Env& env, const domain::OutboxHealth& health) {
    if (health.unread && !model.health.unread) {
        env.announce({"outbox.unread", {}});
    }
    model.health = health;
}

void on_gone(Model& model, Env& env, const std::string& key) {
    drop(model, env, key);
    if (is_watched(env, key)) {
        env.signal(GoTo{to_page(pages::mine), NavigateHow::replace});
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* started = event.get<world::Started>()) {
        model.all = started->commands;
        model.health = started->outbox_health;
        tell_own(model, env);
    } else if (const auto* read = event.get<world::OutboxRead>()) {
        model.all = read->commands;
        model.health = read->health;
        tell_own(model, env);
    } else if (event.holds<SessionStarted>() || event.holds<SessionEnded>() || event.holds<world::ProgramWhole>()) {
        tell_own(model, env);  // what begins with the whole program has not heard of them yet
    } else if (const auto* offered = event.get<FilingOffered>()) {
        model.offered = offered->key;
    } else if (const auto* changed = event.get<world::CommandChanged>()) {
        on_changed(model, env, changed->status);
    } else if (const auto* acknowledged = event.get<world::FilingAcknowledged>()) {
        on_acknowledged(model, env, acknowledged->receipt);
    } else if (const auto* done = event.get<world::CommandAcknowledged>()) {
        on_done(model, env, *done);
    } else if (const auto* health = event.get<world::OutboxHealthChanged>()) {
        on_health(model, env, health->health);
    } else if (const auto* discarded = event.get<world::CommandDiscarded>()) {
        on_gone(model, env, discarded->key);
    } else if (const auto* reopened = event.get<world::FilingReopened>()) {
        drop(model, env, reopened->key);
    }
}

void enter(Env& env, const Route& route) {
    const Model& model = env.state<Model>();
    if (find(model, route.id()) != nullptr) {
        return;
    }
    // Acknowledged meanwhile: the receipt has taken its place.
    const bool known = !route.id().empty() && model.acknowledged == route.id();
    env.signal(GoTo{known ? to_page(pages::receipt, model.number) : to_page(pages::mine), NavigateHow::replace});
}

struct Apply {
    Env& env;

    void operator()(const Retried& retried) const { env.effect(RetryCommand{retried.key}); }
    void operator()(const GivenUp& given_up) const {
        env.signal(OpenDialog{{.name = "discard_command", .confirmed = to_action(Discarded{given_up.key})}});
    }
    void operator()(const Discarded& discarded) const { env.effect(DiscardCommand{discarded.key}); }
    void operator()(const UnreadableSaved&) const { env.effect(SaveUnreadable{}); }
};

void update(Model&, Env& env, const Action& action) { std::visit(Apply{env}, action); }

/// What waits on this device stays there, whoever is signed in; it is shown to its owner only.
void keep(Model& before, Model& now) {
    now.all = std::move(before.all);
    now.health = before.health;
}

Route above(const app::Model&) { return to_page(pages::mine); }

constexpr std::array feature_pages{Page{.address = &pages::appeal_sent, .enter = enter, .parent = above}};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

const CommandStatus* find(const Model& model, const std::string& key) {
    const auto found = std::find_if(model.mine.begin(), model.mine.end(),
                                    [&](const CommandStatus& status) { return status.key == key; });
    return found == model.mine.end() ? nullptr : &*found;
}

constinit const Feature feature{.name = "filings",
                                .pages = feature_pages,
                                .update = handle<&update>,
                                .heard = handle<&on_event>,
                                .keep = handle<&keep>};

}  // namespace ow::app::filings
