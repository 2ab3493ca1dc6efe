#include "src/app/feedback/feedback.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"

namespace ow::app::feedback {

namespace {

using domain::Value;

/// The alarm of the next try, and how long it is until then where the server says nothing.
constexpr TimerId retry_timer = 0;
constexpr std::int64_t retry_ms = 60'000;
/// More answers than this on a device without a network say nothing more; the oldest go.
constexpr std::size_t waiting_max = 20;

/// Where nobody is asked: what is printed, what is no page of the street's, the ways in.
constexpr std::array<std::string_view, 5> not_asked{"receipt", "not_found", "gallery", "login", "staff_login"};

form::Setting setting_of(const Env& env) { return form::setting_of(env, form_code); }

bool holds(const std::vector<std::string>& pages, std::string_view page) {
    return std::find(pages.begin(), pages.end(), page) != pages.end();
}

// --- the note ---

Value note_of(const Model& model, const std::string& version) {
    Value note = Value::object();
    note.set("version", version);
    note.set("never", model.never);
    Value::List said(model.said.begin(), model.said.end());
    note.set("said", std::move(said));
    Value::List waiting;
    for (const Waiting& one : model.waiting) {
        Value entry = Value::object();
        entry.set("key", one.key);
        entry.set("body", one.body);
        waiting.push_back(std::move(entry));
    }
    note.set("waiting", std::move(waiting));
    return note;
}

void read_note(Model& model, const Value& note, const std::string& version) {
    model.known = true;
    const Value* never = note.find("never");
    const bool* said_never = never == nullptr ? nullptr : never->as_bool();
    model.never = model.never || (said_never != nullptr && *said_never);
    if (note.text_at("version") == version) {
        for (const Value& page : note.list_at("said")) {
            if (const std::string* name = page.as_text(); name != nullptr && !holds(model.said, *name)) {
                model.said.push_back(*name);
            }
        }
    }
    for (const Value& entry : note.list_at("waiting")) {
        const Value* body = entry.find("body");
        if (body != nullptr && !entry.text_at("key").empty()) {
            model.waiting.push_back({std::string(entry.text_at("key")), *body});
        }
    }
}

void keep_note(const Model& model, Env& env) { env.effect(KeepNote{note_of(model, env.all.version)}); }

// --- sending ---

void send_next(Model& model, Env& env) {
    if (model.sending != 0 || model.waiting.empty() || !env.online) {
        return;
    }
    const Waiting& first = model.waiting.front();
    model.sending = env.effect(CallTree{CallTree::Method::post, "/feedback", first.body, first.key});
}

void on_sent(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.sending = 0;
    if (!answer.result.ok() && domain::is_temporary(answer.result.error())) {
        const auto seconds = answer.result.error().retry_after_seconds;
        env.effect(StartTimer{retry_timer, seconds ? *seconds * 1000 : retry_ms});
        return;
    }
    // What the server refuses for good is not worth a person's time.
    if (!model.waiting.empty()) {
        model.waiting.erase(model.waiting.begin());
    }
    keep_note(model, env);
    send_next(model, env);
}

/// Something was said of a page.
void say(Model& model, Env& env, const std::string& page, bool helpful, const std::string& words) {
    Value body = Value::object();
    body.set("page", page);
    body.set("language", std::string(domain::to_code(env.settings.language)));
    body.set("version", env.all.version.empty() ? std::string("unknown") : env.all.version);
    body.set("helpful", helpful);
    if (!words.empty()) {
        body.set("words", words);
    }
    if (model.waiting.size() >= waiting_max && model.sending == 0) {
        model.waiting.erase(model.waiting.begin());
    }
    model.waiting.push_back({env.fresh_key(), std::move(body)});
    model.said.push_back(page);
    model.open.clear();
    model.form = {};
    keep_note(model, env);
    send_next(model, env);
}

/// The row says what became of the press, in the place of its buttons.
void acknowledge(Model& model, Env& env, const std::string& page) {
    model.thanked = page;
    env.effect(FocusNode{std::string(thanks_node)});
    env.announce({std::string(thanks_of(env.all)), {}});
}

// --- what is heard ---

struct Apply {
    Model& model;
    Env& env;
    std::string page;

    void operator()(const Helpful&) const {
        say(model, env, page, true, {});
        acknowledge(model, env, page);
    }
    void operator()(const Unhelpful&) const {
        model.open = page;
        model.form = {};
        env.effect(FocusNode{field_node("words")});
    }
    void operator()(const Stopped&) const {
        model.never = true;
        model.open.clear();
        keep_note(model, env);
        acknowledge(model, env, page);
    }
    void operator()(const Filled& filled) const {
        if (model.open != page) {
            return;
        }
        const form::Setting setting = setting_of(env);
        if (!form::update(model.form, setting, env, filled.action).submit) {
            return;
        }
        const std::string words(form::kept_answers(setting, model.form).text_at("words"));
        say(model, env, page, false, words);
        acknowledge(model, env, page);
    }
};

void update(Model& model, Env& env, const Action& action) {
    // A second tap comes when the row is gone already.
    if (is_asked(env.all) && !is_thanked(env.all)) {
        std::visit(Apply{model, env, std::string(env.route.page->name)}, action);
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<world::ProgramWhole>()) {
        env.effect(LoadNote{});
    } else if (const auto* network = event.get<world::OnlineChanged>()) {
        if (network->online) {
            send_next(model, env);
        }
    } else if (event.holds<PageLeft>()) {
        model.thanked.clear();
        if (!model.open.empty()) {
            // 没用 was said; the line is optional.
            say(model, env, std::string(model.open), false, {});
        }
    } else if (event.holds<DeviceCleared>()) {
        model.never = false;
        model.said.clear();
        keep_note(model, env);
    }
}

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
    if (const auto* note = answer.get<world::NoteLoaded>()) {
        read_note(model, note->note, env.all.version);
        send_next(model, env);
    } else if (const auto* sent = answer.get<world::TreeAnswered>()) {
        if (id == model.sending) {
            on_sent(model, env, *sent);
        }
    } else if (answer.holds<world::TimerFired>()) {
        send_next(model, env);
    }
}

/// All but the line that somebody was writing: nothing else is of a person.
void keep(Model& before, Model& now) {
    now = std::move(before);
    now.form = {};
    now.open.clear();
    now.thanked.clear();
}

}  // namespace

bool is_asked(const app::Model& model) {
    const auto& own = model.get<Model>();
    const Address& page = *model.route.page;
    const bool shown = !model.waiting_for_session && !model.forbidden && !page_error(model);
    if (!own.known || !shown || page.access == Access::staff || page.section == "workbench" ||
        std::find(not_asked.begin(), not_asked.end(), page.name) != not_asked.end()) {
        return false;
    }
    return own.thanked == page.name || (!own.never && !holds(own.said, page.name));
}

bool is_thanked(const app::Model& model) { return model.get<Model>().thanked == model.route.page->name; }

std::string_view thanks_of(const app::Model& model) {
    if (model.get<Model>().never) {
        return "feedback.stopped";
    }
    return model.online ? "feedback.thanks" : "feedback.waiting";
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "feedback",
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>,
                                .keep = handle<&keep>};

}  // namespace ow::app::feedback
