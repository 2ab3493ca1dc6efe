#include "src/app/messages/messages.hpp"

#include <algorithm>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/home/pages.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/remote_tree.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/settings/pages.hpp"

namespace ow::app::messages {

namespace {

using domain::Value;

constexpr std::string_view path = "/me/messages";

void read(Model& model, Env& env) {
    if (model.reading == 0 && model.writing == 0) {
        model.failed = false;
        model.reading = env.effect(CallTree{CallTree::Method::get, std::string(path), {}, {}});
        load_tree(model.told, env, "/me/reminders");
    }
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const Wanted&) const { read(model, env); }
    void operator()(const Chosen& chosen) const {
        if (!model.wishes || model.writing != 0 || *model.wishes == chosen.wishes) {
            return;
        }
        model.failed = false;
        model.before = std::exchange(model.wishes, chosen.wishes);
        // What was not touched stays as it is on the server: another device may have changed it.
        Value body = Value::object();
        if (model.before->sms != chosen.wishes.sms) {
            body.set("sms", Value(chosen.wishes.sms));
        }
        if (model.before->reminders != chosen.wishes.reminders) {
            body.set("reminders", Value(chosen.wishes.reminders));
        }
        model.writing = env.effect(CallTree{CallTree::Method::put, std::string(path), std::move(body), {}});
    }
};

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

std::optional<Wishes> wishes_of(const Value& answer) {
    const auto said = [&](std::string_view name) {
        const Value* value = answer.find(name);
        return value == nullptr ? nullptr : value->as_bool();
    };
    const bool* sms = said("sms");
    const bool* reminders = said("reminders");
    return sms == nullptr || reminders == nullptr ? std::nullopt : std::optional(Wishes{*sms, *reminders});
}

std::vector<Reminder> reminders_of(const Value& answer) {
    std::vector<Reminder> told;
    for (const Value& item : answer.list_at("items")) {
        const std::string_view state = item.text_at("prepared");
        const Prepared prepared = state == "waiting" ? Prepared::waiting
                                  : state == "away"  ? Prepared::away
                                                     : Prepared::none;
        told.push_back({std::string(item.text_at("service")), std::string(item.text_at("service_title")),
                        std::string(item.text_at("why")),
                        domain::parse_iso8601(item.text_at("at")).value_or(domain::Instant{}), prepared});
    }
    return told;
}

void on_wishes(Model& model, Env& env, bool written, const world::TreeAnswered& answer) {
    const auto wishes = answer.result.ok() ? wishes_of(answer.result.value()) : std::nullopt;
    if (wishes) {
        model.wishes = wishes;
        if (written) {
            env.announce({"settings.saved", {}});
        }
        return;
    }
    if (written) {
        model.wishes = model.before;
    }
    model.failed = true;
    lost_session(env, answer);
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    const auto* answer = box.get<world::TreeAnswered>();
    if (answer == nullptr || id == 0) {
        return;
    }
    if (id == model.reading || id == model.writing) {
        const bool written = id == model.writing;
        (written ? model.writing : model.reading) = 0;
        on_wishes(model, env, written, *answer);
    } else if (!take_tree(model.told, env, id, *answer, reminders_of)) {
        take_tree(model.prepared, env, id, *answer, reminders_of);
    }
}

/// Pages on which a prepared application is a thing to do.
bool shows_prepared(const Route& route) {
    return route.is(pages::home) || route.is(pages::mine) || route.is(pages::service);
}

void on_event(Model& model, Env& env, const Box& event) {
    const bool opened =
        event.holds<PageOpened>() || event.holds<SessionStarted>() || event.holds<world::ProgramWhole>();
    if (!opened || !is_asked(env.all)) {
        return;
    }
    if (env.route.is(pages::settings)) {
        read(model, env);
    } else if (shows_prepared(env.route) && !model.prepared.value && !model.prepared.busy()) {
        load_tree(model.prepared, env, "/me/reminders?only=prepared");
    }
}

}  // namespace

bool is_asked(const app::Model& model) {
    const domain::Account* account = account_of(model);
    return account != nullptr && !domain::is_staff(*account);
}

std::string prepared_page(std::string_view service) { return "/plain/prepared/" + std::string(service); }

const Reminder* find_prepared(const Model& model, std::string_view service) {
    if (!model.prepared.value) {
        return nullptr;
    }
    const auto found = std::ranges::find_if(*model.prepared.value, [&](const Reminder& one) {
        return one.service == service && one.prepared != Prepared::none;
    });
    return found == model.prepared.value->end() ? nullptr : &*found;
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(action)}; }

constinit const Feature feature{.name = "messages",
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::messages
