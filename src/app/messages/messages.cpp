#include "src/app/messages/messages.hpp"

#include <utility>

#include "src/app/feature.hpp"
#include "src/app/settings/pages.hpp"

namespace ow::app::messages {

namespace {

using domain::Value;

constexpr std::string_view path = "/me/messages";

void read(Model& model, Env& env) {
    if (model.reading == 0 && model.writing == 0) {
        model.failed = false;
        model.reading = env.effect(CallTree{CallTree::Method::get, std::string(path), {}, {}});
    }
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const Wanted&) const { read(model, env); }
    void operator()(const Chosen& chosen) const {
        if (!model.sms || model.writing != 0 || *model.sms == chosen.sms) {
            return;
        }
        model.failed = false;
        model.before = std::exchange(model.sms, chosen.sms);
        Value body = Value::object();
        body.set("sms", Value(chosen.sms));
        model.writing = env.effect(CallTree{CallTree::Method::put, std::string(path), std::move(body), {}});
    }
};

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
    const auto* read = answer.get<world::TreeAnswered>();
    if (read == nullptr || id == 0 || (id != model.reading && id != model.writing)) {
        return;
    }
    const bool written = id == model.writing;
    (written ? model.writing : model.reading) = 0;
    const Value* sms = read->result.ok() ? read->result.value().find("sms") : nullptr;
    const bool* said = sms == nullptr ? nullptr : sms->as_bool();
    if (said != nullptr) {
        model.sms = *said;
        if (written) {
            env.announce({"settings.saved", {}});
        }
        return;
    }
    if (written) {
        model.sms = model.before;
    }
    model.failed = true;
    if (!read->result.ok() && read->result.error().kind == domain::ApiErrorKind::unauthenticated) {
        env.signal(SessionLost{});
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
