#include "src/app/drafts/drafts.hpp"

#include <algorithm>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/form/reuse.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/remote_tree.hpp"

namespace ow::app::drafts {

namespace {

using domain::Value;
using Method = CallTree::Method;

/// The alarm of the next save: so long after the last key, and so long after a save that failed.
constexpr TimerId save_timer = 0;
constexpr std::int64_t pause_ms = 2'000;
constexpr std::int64_t retry_ms = 30'000;

std::string path_of(std::string_view code) { return "/me/drafts/" + std::string(code); }

std::int64_t version_of(const Value& value) {
    const Value* found = value.find("version");
    const double* number = found == nullptr ? nullptr : found->as_number();
    return number == nullptr ? 0 : static_cast<std::int64_t>(*number);
}

bool flag(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    const bool* on = found == nullptr ? nullptr : found->as_bool();
    return on != nullptr && *on;
}

/// Whether an answer says nothing: not there, "", an empty list, an object of such.
bool says_nothing(const Value* answer) {
    if (answer == nullptr || answer->is_null()) {
        return true;
    }
    if (const std::string* text = answer->as_text()) {
        return text->empty();
    }
    if (const Value::List* list = answer->as_list()) {
        return list->empty();
    }
    const Value::Object* members = answer->as_object();
    return members != nullptr &&
           std::ranges::all_of(*members, [](const Value::Member& member) { return says_nothing(&member.value); });
}

/// Whether two answers are the same; the order of members and what says nothing make no difference.
bool same(const Value* one, const Value* other) {
    if (says_nothing(one) || says_nothing(other)) {
        return says_nothing(one) && says_nothing(other);
    }
    const Value::Object* members = one->as_object();
    const Value::Object* others = other->as_object();
    if (members == nullptr || others == nullptr) {
        return *one == *other;
    }
    const auto within = [](const Value::Object& all, const Value& there) {
        return std::ranges::all_of(
            all, [&](const Value::Member& member) { return same(&member.value, there.find(member.name)); });
    };
    return within(*members, *other) && within(*others, *one);
}

// --- papers that are used again: a yes on either device is one ---

bool uses_same(const Value& here, const Value& there) {
    return same(here.find(form::reused_member), there.find(form::reused_member));
}

Value with_uses(Value here, const Value& there) {
    Value other = there;
    std::vector<std::string> fields = form::take_reused(here);
    for (std::string& field : form::take_reused(other)) {
        if (std::ranges::find(fields, field) == fields.end()) {
            fields.push_back(std::move(field));
        }
    }
    form::name_reused(here, fields);
    return here;
}

// --- the note: versions only, nothing of what was written ---

void keep_note(const Model& model, Env& env) {
    Value lines = Value::object();
    for (const auto& [code, line] : model.lines) {
        Value one = Value::object();
        one.set("version", static_cast<double>(line.version));
        one.set("unsent", line.unsent);
        one.set("ended", line.ended);
        lines.set(code, std::move(one));
    }
    Value note = Value::object();
    note.set("owner", model.owner);
    note.set("lines", std::move(lines));
    env.effect(KeepNote{std::move(note)});
}

void take_note(Model& model, const Env& env, const Value& note) {
    model.note_read = true;
    model.owner = env.owner();
    const Value* lines = note.text_at("owner") == model.owner ? note.find("lines") : nullptr;
    const Value::Object* members = lines == nullptr ? nullptr : lines->as_object();
    for (std::size_t at = 0; members != nullptr && at < members->size(); ++at) {
        const auto& [code, value] = (*members)[at];
        const Line noted{version_of(value), flag(value, "unsent"), flag(value, "ended")};
        const auto [line, fresh] = model.lines.try_emplace(code, noted);
        if (!fresh && noted.version > line->second.version) {
            // Another tab of this device has saved: a device is one writer.
            line->second.version = noted.version;
        }
    }
}

// --- to the server ---

bool may_speak(const Model& model, const Env& env) {
    return model.note_read && env.account != nullptr && !domain::is_staff(*env.account) && !model.shown.empty();
}

void read(Model& model, Env& env) {
    if (may_speak(model, env) && model.reading == 0 && model.saving == 0) {
        model.reading = env.effect(CallTree{Method::get, path_of(model.shown), {}, {}});
    }
}

void save(Model& model, Env& env) {
    const Line& line = model.lines[model.shown];
    const bool settled = model.stand != Stand::differs && model.stand != Stand::gone;
    if (!may_speak(model, env) || !settled || !line.unsent || model.saving != 0 || model.reading != 0) {
        return;
    }
    model.sent = model.mine;
    Value body = Value::object();
    body.set("answers", model.mine);
    const std::string version = line.version == 0 || line.ended ? std::string() : std::to_string(line.version);
    model.saving = env.effect(CallTree{Method::put, path_of(model.shown), std::move(body), {}, version});
}

/// Of the form that stands open: this is what the server has.
void settle(Model& model, Env& env, std::int64_t version, bool unsent) {
    model.lines[model.shown] = Line{.version = version, .unsent = unsent, .ended = false};
    keep_note(model, env);
}

void hold(Model& model, Env& env, const Value& answers) {
    model.mine = answers;
    env.signal(FormFound{model.shown, answers});
}

/// Both were written in: the person chooses.
void differ(Model& model, Env& env, Other other) {
    model.other = std::move(other);
    model.stand = Stand::differs;
    // Where only one side says something, that is kept.
    model.theirs.clear();
    for (std::string& path : differences(model.form, model.mine, model.other.answers)) {
        if (says_nothing(model.mine.find(path))) {
            model.theirs.push_back(std::move(path));
        }
    }
    env.announce({"drafts.differs", {}}, Politeness::assertive);
}

/// Another device has this: nothing is done to what is here before the person says so.
void meet(Model& model, Env& env, Other other) {
    const Line line = model.lines[model.shown];
    if (line.ended && line.version == other.version) {
        return;  // what was filed here, before the filing has arrived
    }
    const bool asks_nothing = differences(model.form, model.mine, other.answers).empty();
    if (asks_nothing && uses_same(model.mine, other.answers)) {
        settle(model, env, other.version, false);
        model.stand = Stand::alone;
        return;
    }
    if (line.version == other.version || model.stand == Stand::differs) {
        save(model, env);
        return;
    }
    const bool untouched = !model.written || (line.version != 0 && !line.unsent);
    if (!untouched && asks_nothing) {
        const Value merged = with_uses(model.mine, other.answers);
        settle(model, env, other.version, true);
        model.stand = Stand::alone;
        hold(model, env, merged);
        save(model, env);
        return;
    }
    if (!untouched) {
        differ(model, env, std::move(other));
        return;
    }
    model.other = std::move(other);
    settle(model, env, model.other.version, false);
    model.stand = Stand::taken_up;
    hold(model, env, model.other.answers);
    env.announce({"drafts.taken_up", {}});
}

/// What the device had of before is met when the form stands open.
void show_before(Model& model, Env& env) {
    const auto found = model.before.find(model.shown);
    if (found == model.before.end() || differences(model.form, model.mine, found->second.answers).empty()) {
        return;
    }
    Other before = std::move(found->second);
    model.before.erase(found);
    before.version = model.lines[model.shown].version;
    differ(model, env, std::move(before));
}

/// The server has none.
void miss(Model& model, Env& env) {
    Line& line = model.lines[model.shown];
    if (line.version != 0 && !line.ended && model.written) {
        model.stand = Stand::gone;
        env.announce({"drafts.gone", {}}, Politeness::assertive);
        return;
    }
    line = Line{.version = 0, .unsent = model.written, .ended = false};
    keep_note(model, env);
    save(model, env);
}

void on_read(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.reading = 0;
    if (lost_session(env, answer)) {
        return;
    }
    if (answer.result.ok()) {
        const Value& draft = answer.result.value();
        const Value* answers = draft.find("answers");
        meet(model, env,
             {answers == nullptr ? Value::object() : *answers, version_of(draft),
              domain::parse_iso8601(draft.text_at("changed_at")).value_or(domain::Instant{})});
    } else if (answer.result.error().kind == domain::ApiErrorKind::not_found) {
        miss(model, env);
    }
    // Else it stays on the device; the next key, or the network, tries again.
}

void on_saved(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.saving = 0;
    if (lost_session(env, answer)) {
        return;
    }
    if (answer.result.ok()) {
        const bool unsent = model.sent != model.mine;
        settle(model, env, version_of(answer.result.value()), unsent);
        if (unsent) {
            env.effect(StartTimer{save_timer, pause_ms});
        }
        return;
    }
    if (answer.result.error().kind == domain::ApiErrorKind::conflict) {
        read(model, env);
    } else if (domain::is_temporary(answer.result.error())) {
        const auto seconds = answer.result.error().retry_after_seconds;
        env.effect(StartTimer{save_timer, seconds ? *seconds * 1000 : retry_ms});
    }
}

// --- the list of one's own ---

std::vector<Kept> read_list(const Value& value) {
    std::vector<Kept> kept;
    for (const Value& item : value.list_at("items")) {
        const auto at = [&](const char* name) {
            return domain::parse_iso8601(item.text_at(name)).value_or(domain::Instant{});
        };
        kept.push_back({std::string(item.text_at("code")), std::string(item.text_at("title")), version_of(item),
                        at("changed_at"), at("ends_at")});
    }
    return kept;
}

void list_own(Model& model, Env& env) {
    if (env.account == nullptr || domain::is_staff(*env.account) || !env.route.is(pages::mine)) {
        return;
    }
    if (model.list.busy()) {
        return;
    }
    if (!model.note_read) {
        env.effect(LoadNote{});  // which of them are from here
    }
    load_tree(model.list, env, "/me/drafts");
}

/// It is gone from the server; what this device has of it goes too.
void on_dropped(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.dropping = 0;
    if (lost_session(env, answer) || !answer.result.ok()) {
        model.refused = answer.result.error();
        model.dropped.clear();
        return;
    }
    env.effect(KeepDraft{std::string(form_drafts) + env.owner() + "/" + model.dropped, {}});
    env.announce({"appeal.draft_discarded", {}});
    env.signal(FormEnded{model.dropped, FormEnded::How::thrown_away});
    model.list.cancel(env);  // what is on its way may be from before
    list_own(model, env);
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    if (const auto* note = box.get<world::NoteLoaded>()) {
        const bool first = !model.note_read;
        take_note(model, env, note->note);
        if (first) {
            read(model, env);
        } else {
            save(model, env);
        }
    } else if (box.holds<world::TimerFired>()) {
        env.effect(LoadNote{});  // what other tabs have saved meanwhile
    } else if (const auto* answer = box.get<world::TreeAnswered>(); answer != nullptr && id != 0) {
        if (id == model.reading) {
            on_read(model, env, *answer);
        } else if (id == model.saving) {
            on_saved(model, env, *answer);
        } else if (id == model.dropping) {
            on_dropped(model, env, *answer);
        } else {
            take_tree(model.list, env, id, *answer, read_list);
        }
    }
}

// --- what the forms say ---

/// What is not sent yet goes now: the person leaves the form.
void close(Model& model, Env& env) {
    env.effect(StopTimer{save_timer});
    save(model, env);
    model.saving = model.reading = 0;  // whatever is answered is met when the form is opened again
    model.shown.clear();
    model.form = {};
    model.mine = model.sent = Value{};
    model.written = false;
    model.stand = Stand::alone;
    model.other = {};
    model.theirs.clear();
}

void on_opened(Model& model, Env& env, const FormOpened& opened) {
    if (model.shown == opened.code) {
        return;
    }
    if (!model.shown.empty()) {
        close(model, env);
    }
    model.shown = opened.code;
    model.form = opened.form;
    model.mine = opened.answers;
    model.written = opened.written;
    show_before(model, env);
    if (model.note_read) {
        read(model, env);
    } else if (env.account != nullptr) {
        env.effect(LoadNote{});
    }
}

void on_kept(Model& model, Env& env, const FormKept& kept) {
    if (model.shown != kept.code || env.account == nullptr || model.mine == kept.answers) {
        return;
    }
    model.mine = kept.answers;
    model.written = true;
    Line& line = model.lines[kept.code];
    if (!line.unsent) {
        line.unsent = true;
        keep_note(model, env);
    }
    env.effect(StartTimer{save_timer, pause_ms});
}

void on_met(Model& model, Env& env, const FormMet& met) {
    model.before[met.code] = {met.answers, 0, met.at};
    show_before(model, env);
}

void on_ended(Model& model, Env& env, const FormEnded& ended) {
    Line& line = model.lines[ended.code];
    line.unsent = false;
    line.ended = true;
    if (model.shown == ended.code) {
        model.saving = model.reading = 0;
        model.stand = Stand::alone;
        model.mine = Value::object();
        model.written = false;
        env.effect(StopTimer{save_timer});
    }
    if (env.account == nullptr) {
        return;
    }
    keep_note(model, env);
    if (model.dropped == ended.code) {
        model.dropped.clear();  // the server has forgotten it already
    } else if (ended.how == FormEnded::How::thrown_away) {
        env.effect(CallTree{Method::del, path_of(ended.code), {}, {}});
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* opened = event.get<FormOpened>()) {
        on_opened(model, env, *opened);
    } else if (const auto* kept = event.get<FormKept>()) {
        on_kept(model, env, *kept);
    } else if (const auto* met = event.get<FormMet>()) {
        on_met(model, env, *met);
    } else if (const auto* ended = event.get<FormEnded>()) {
        on_ended(model, env, *ended);
    } else if (event.holds<PageOpened>()) {
        if (!model.shown.empty() && env.route.page->flow.empty()) {
            close(model, env);
        }
        list_own(model, env);
    } else if (event.holds<SessionStarted>() || event.holds<world::ProgramWhole>()) {
        if (!model.shown.empty() && !model.note_read && env.account != nullptr) {
            env.effect(LoadNote{});  // the form was open before it was known whose it is
        }
        list_own(model, env);
    } else if (event.holds<DeviceCleared>()) {
        env.effect(KeepNote{});
    } else if (const auto* network = event.get<world::OnlineChanged>()) {
        if (network->online) {
            read(model, env);
        }
    }
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const Chosen& chosen) const {
        std::erase(model.theirs, chosen.path);
        if (chosen.side == Chosen::Side::there) {
            model.theirs.push_back(chosen.path);
        }
    }
    void operator()(const MergePressed&) const {
        if (model.stand != Stand::differs) {
            return;
        }
        Value merged = model.mine;
        for (const std::string& path : model.theirs) {
            if (const Value* answer = model.other.answers.find(path)) {
                merged.set(path, *answer);
            } else {
                merged.erase(path);
            }
        }
        settle(model, env, model.other.version, true);
        model.stand = Stand::alone;
        model.theirs.clear();
        hold(model, env, with_uses(merged, model.other.answers));
        save(model, env);
    }
    void operator()(const KeepPressed&) const {
        if (model.stand != Stand::gone) {
            return;
        }
        model.stand = Stand::alone;
        model.lines[model.shown] = Line{.version = 0, .unsent = true, .ended = false};
        save(model, env);
    }
    void operator()(const DropPressed& pressed) const {
        env.signal(OpenDialog{{.name = "discard_draft", .confirmed = to_action(DropConfirmed{pressed.code})}});
    }
    void operator()(const DropConfirmed& confirmed) const {
        if (model.dropping != 0) {
            return;
        }
        model.refused.reset();
        model.dropped = confirmed.code;
        model.dropping = env.effect(CallTree{Method::del, path_of(confirmed.code), {}, {}});
    }
    void operator()(const NoticeClosed&) const {
        if (model.stand == Stand::taken_up) {
            model.stand = Stand::alone;
        }
    }
};

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

}  // namespace

std::vector<std::string> differences(const domain::forms::FormDefinition& form, const Value& here, const Value& there) {
    std::vector<std::string> paths;
    for (const domain::forms::FormField& field : form.fields) {
        // Pictures lie on the device that took them.
        const bool pictures = field.type == domain::forms::FieldType::attachments;
        if (!pictures && !same(here.find(field.path), there.find(field.path))) {
            paths.push_back(field.path);
        }
    }
    return paths;
}

bool takes_theirs(const Model& model, std::string_view path) {
    return std::ranges::find(model.theirs, path) != model.theirs.end();
}

bool is_from_here(const Model& model, const Kept& kept) {
    const auto line = model.lines.find(kept.code);
    return line != model.lines.end() && line->second.version == kept.version;
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "drafts",
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::drafts
