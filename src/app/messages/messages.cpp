#include "src/app/messages/messages.hpp"

#include <utility>

#include "src/app/feature.hpp"
#include "src/app/remote_tree.hpp"
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
        told.push_back({std::string(item.text_at("service")), std::string(item.text_at("service_title")),
                        std::string(item.text_at("why")),
                        domain::parse_iso8601(item.text_at("at")).value_or(domain::Instant{})});
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
    } else {
        take_tree(model.told, env, id, *answer, reminders_of);
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    const bool opened =
        event.holds<PageOpened>() || event.holds<SessionStarted>() || event.holds<world::ProgramWhole>();
    if (opened && env.route.is(pages::settings) && is_asked(env.all)) {
        read(model, env);
    }
}

}  // namespace

bool is_asked(const app::Model& model) {
    const domain::Account* account = account_of(model);
    return account != nullptr && !domain::is_staff(*account);
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(action)}; }

constinit const Feature feature{.name = "messages",
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::messages
