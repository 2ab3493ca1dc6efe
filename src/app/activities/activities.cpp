#include "src/app/activities/activities.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/activities/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/session/pages.hpp"

namespace ow::app::activities {

namespace {

using domain::Value;

bool is_shown(const Env& env) { return env.route.is(pages::activities) || env.route.is(pages::activity); }
bool is_resident(const Env& env) { return env.account != nullptr && !domain::is_staff(*env.account); }
std::string path_of(std::string_view id) { return "/activities/" + std::string(id); }

// --- what the server says ---

std::string text(const Value& value, std::string_view name) { return std::string(value.text_at(name)); }

int whole(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    const double* number = found == nullptr ? nullptr : found->as_number();
    return number == nullptr ? 0 : static_cast<int>(*number);
}

bool flag(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    const bool* set = found == nullptr ? nullptr : found->as_bool();
    return set != nullptr && *set;
}

domain::Instant moment(const Value& value, std::string_view name) {
    return domain::parse_iso8601(value.text_at(name)).value_or(domain::Instant{});
}

/// A member that may be null.
bool has(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    return found != nullptr && !found->is_null();
}

std::optional<Before> read_before(const Value& mine) {
    const Value* value = mine.find("before");
    if (value == nullptr || value->is_null()) {
        return std::nullopt;
    }
    Before was;
    if (has(*value, "title")) {
        was.title = text(*value, "title");
    }
    if (has(*value, "place")) {
        was.place = text(*value, "place");
    }
    for (const auto& [name, member] : {std::pair{"begins_at", &Before::begins}, std::pair{"ends_at", &Before::ends},
                                       std::pair{"closes_at", &Before::closes}}) {
        if (has(*value, name)) {
            was.*member = moment(*value, name);
        }
    }
    if (has(*value, "places")) {
        was.places = whole(*value, "places");
    }
    was.body = has(*value, "body");
    return was;
}

std::vector<SignUp::Answer> read_answers(const Value& mine) {
    std::vector<SignUp::Answer> answers;
    for (const Value& line : mine.list_at("answers")) {
        answers.push_back({text(line, "label"), text(line, "value")});
    }
    return answers;
}

Activity read_activity(const Value& value) {
    Activity one;
    one.id = text(value, "id");
    one.title = text(value, "title");
    one.body = text(value, "body");
    one.place = text(value, "place");
    one.begins = moment(value, "begins_at");
    one.ends = moment(value, "ends_at");
    one.closes = moment(value, "closes_at");
    one.places = whole(value, "places");
    one.left = whole(value, "left");
    one.waits = whole(value, "waits");
    one.most = std::max(1, std::min(whole(value, "most"), one.places));
    one.waiting = flag(value, "waiting");
    one.group = text(value, "group");
    one.ask_group = flag(value, "ask_group");
    one.state = text(value, "state");
    one.reason = text(value, "reason");
    if (const Value* form = value.find("asks.form")) {
        one.asks = domain::forms::read_definition(*form).value_or(domain::forms::FormDefinition{});
    }
    if (const Value* translations = value.find("asks.translations")) {
        one.translations = *translations;
    }
    if (const Value* mine = value.find("mine"); mine != nullptr && !mine->is_null()) {
        one.mine = SignUp{text(*mine, "state"),      whole(*mine, "people"), whole(*mine, "line"),
                          flag(*mine, "can_cancel"), read_before(*mine),     read_answers(*mine)};
    }
    return one;
}

std::vector<Activity> read_activities(const Value& value) {
    std::vector<Activity> found;
    for (const Value& item : value.list_at("items")) {
        found.push_back(read_activity(item));
    }
    return found;
}

Activity read_one(const Value& value) {
    const Value* found = value.find("activity");
    return found == nullptr ? Activity{} : read_activity(*found);
}

/// The list as it is kept on the device: without what is of a person.
Value without_own(Value list) {
    const std::size_t count = list.list_at("items").size();
    for (std::size_t at = 0; at < count; ++at) {
        list.set("items." + std::to_string(at) + ".mine", Value());
    }
    return list;
}

/// The words of what activities ask.
void add_words(Env& env, const Value& activity) {
    if (const Value* words = activity.find("asks.words"); words != nullptr && words->as_object() != nullptr) {
        env.effect(AddTexts{*words});
    }
}

void add_all_words(Env& env, const Value& list) {
    for (const Value& item : list.list_at("items")) {
        add_words(env, item);
    }
}

/// The words of what is asked in the language that was chosen now, of all that is known: there may be no network.
void translate(const Model& model, Env& env) {
    const auto say = [&](const Activity& one) {
        const Value* words = one.translations.find(domain::to_code(env.settings.language));
        if (words != nullptr && words->as_object() != nullptr) {
            env.effect(AddTexts{*words});
        }
    };
    for (const auto* list : {&model.list, &model.mine}) {
        if (list->value) {
            std::ranges::for_each(*list->value, say);
        }
    }
    if (model.one.value) {
        say(*model.one.value);
    }
}

// --- what it asks ---

form::Setting setting_of(const Model& model, const Env& env) {
    return activities::setting_of(model, env.today(), env.reference);
}

void keep_draft(const Model& model, Env& env) {
    if (!model.slot.empty()) {
        env.effect(KeepDraft{model.slot, form::kept_form(model.form)});
    }
}

void fetch_draft(Model& model, Env& env) {
    const std::string slot = std::string(form_drafts) + env.owner() + "/activity/" + model.shown;
    if (is_resident(env) && !model.asked.fields.empty() && model.slot != slot) {
        model.slot = slot;
        model.fetching = env.effect(FetchDraft{slot});
    }
}

/// What was refused is mended in the form, with what the server said.
void take_refused(Model& model, Env& env) {
    const bool here = model.submission.refused() && model.signing_up == model.shown && !model.asked.fields.empty();
    if (!here) {
        return;
    }
    if (form::is_blank(model.form)) {
        form::take_kept(model.form, env, model.asked, model.submission.status->draft);
    }
    if (const auto error = model.submission.error()) {
        model.form.errors = error->fields;
    }
}

/// The questions as they are known newest; what is answered stays with those that are still asked.
void ask(Model& model, Env& env) {
    const Activity* activity = find(model, model.shown);
    if (activity == nullptr || model.submission.busy()) {
        return;
    }
    if (model.asked != activity->asks) {
        model.asked = activity->asks;
        form::take_kept(model.form, env, model.asked, form::kept_form(model.form));
        take_refused(model, env);
    }
    fetch_draft(model, env);
}

void on_draft(Model& model, Env& env, const Value& draft) {
    if (!draft.is_null() && form::is_blank(model.form)) {
        form::take_kept(model.form, env, model.asked, draft);
    }
}

// --- reading ---

void read_list(Model& model, Env& env) {
    if (!model.list.value && !model.list.busy()) {
        env.effect(LoadNote{});
    }
    if (!model.list.busy()) {
        load_tree(model.list, env, "/activities");
    }
}

void read_mine(Model& model, Env& env) {
    if (is_resident(env) && !model.mine.busy()) {
        load_tree(model.mine, env, "/me/activities");
    }
}

void read_shown(Model& model, Env& env) {
    if (env.route.is(pages::activity) && !model.shown.empty() && !model.one.busy()) {
        load_tree(model.one, env, path_of(model.shown));
    }
}

/// All that the page shows.
void look(Model& model, Env& env) {
    read_list(model, env);
    read_mine(model, env);
    read_shown(model, env);
    ask(model, env);
}

/// The same as it is after something changed: what is on its way may be of before.
void look_anew(Model& model, Env& env) {
    model.list.cancel(env);
    model.mine.cancel(env);
    model.one.cancel(env);
    look(model, env);
}

void enter_list(Env& env, const Route&) {
    Model& model = env.state<Model>();
    model.cancel.error.reset();
    look(model, env);
}

void enter_one(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    if (model.shown != route.id()) {
        model.one.forget(env);
        model.shown = route.id();
        model.people = 1;
        model.belongs = false;
        model.asked = {};
        model.form = {};
        model.slot.clear();
    }
    model.lacking = false;
    model.cancel.error.reset();
    look(model, env);
}

std::optional<PageError> list_error(const app::Model& all) {
    const Model& model = all.get<Model>();
    return model.list.value ? std::nullopt : page_error(model.list);
}

std::optional<PageError> one_error(const app::Model& all) {
    const Model& model = all.get<Model>();
    return find(model, all.route.id()) != nullptr ? std::nullopt : page_error(model.one);
}

// --- signing up ---

void sign_up(Model& model, Env& env, const Activity& activity) {
    if (env.account == nullptr) {
        Route login = to_page(pages::login);
        login.set("next", format_route(env.route));
        env.signal(GoTo{std::move(login)});
        return;
    }
    if (!is_resident(env) || model.submission.busy()) {
        return;
    }
    model.lacking = activity.ask_group && !model.belongs;
    const bool asks = !model.asked.fields.empty();
    const bool answered = !asks || form::update(model.form, setting_of(model, env), env, form::SubmitPressed{}).submit;
    if (model.lacking || !answered) {
        return;
    }
    Value body = Value::object();
    body.set("people", std::min(model.people, activity.most));
    if (activity.ask_group) {
        body.set("belongs", true);
    }
    domain::Command command;
    command.act = activity_act;
    command.subject = activity.id;
    command.title = activity.title;
    command.draft = asks ? form::kept_form(model.form) : Value::object();
    command.draft.set("activity", activity.id);
    if (asks) {
        const Value answers = form::kept_answers(setting_of(model, env), model.form);
        const Value* given = answers.find("answers");
        body.set("asked", model.asked.version);
        body.set("answers", given == nullptr ? Value::object() : *given);
        command.draft_slot = model.slot;
    }
    model.signing_up = activity.id;
    model.submission.send(env, std::move(command), domain::api::PostTree{path_of(activity.id) + "/sign-up", body});
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const PeopleChosen& chosen) const { model.people = std::max(1, chosen.people); }
    void operator()(const BelongsTicked& ticked) const {
        model.belongs = ticked.belongs;
        model.lacking = model.lacking && !ticked.belongs;
    }
    void operator()(const Filled& filled) const {
        if (model.submission.busy()) {
            return;
        }
        if (form::update(model.form, setting_of(model, env), env, filled.action).edited) {
            keep_draft(model, env);
        }
    }
    void operator()(const SignUpPressed&) const {
        if (const Activity* activity = find(model, model.shown)) {
            sign_up(model, env, *activity);
        }
    }
    void operator()(const CancelPressed& pressed) const {
        env.signal(OpenDialog{{.name = "cancel_activity", .confirmed = to_action(CancelConfirmed{pressed.id})}});
    }
    void operator()(const CancelConfirmed& confirmed) const {
        model.cancel.post(env, confirmed.id, path_of(confirmed.id) + "/cancel");
    }
    void operator()(const GivenUp&) const { model.submission.give_up(env); }
};

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

// --- what became of it ---

/// Whether the answer was that to calling off.
bool on_cancelled(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer) {
    const TreeWrite::Answer what = model.cancel.take(env, id, answer);
    if (what == TreeWrite::Answer::done) {
        env.signal(ShowToast{{"activity.cancelled", {}}, Tone::good});
    }
    if (what == TreeWrite::Answer::done || what == TreeWrite::Answer::refused) {
        look_anew(model, env);
    }
    return what != TreeWrite::Answer::other;
}

void on_seen(Model& model, Env& env, const domain::CommandStatus& status) {
    if (status.act != activity_act) {
        return;
    }
    // After a reload what was refused is taken up again.
    if (model.submission.key.empty() && status.state == domain::CommandState::needs_attention) {
        model.submission.key = status.key;
    }
    const bool refused = model.submission.refused();
    if (!model.submission.take(status)) {
        return;
    }
    if (!status.draft.is_null()) {
        model.signing_up = text(status.draft, "activity");
    }
    // It is not as the page says: full by now, closed, called off, other questions.
    if (!refused && model.submission.refused()) {
        take_refused(model, env);
        if (is_shown(env)) {
            look_anew(model, env);
        }
    }
}

void on_done(Model& model, Env& env, const CommandDone& done) {
    if (done.command.act != activity_act) {
        return;
    }
    if (model.submission.take_end(done.command.id)) {
        model.signing_up.clear();
        if (done.command.subject == model.shown) {
            model.form = {};
        }
    }
    env.signal(ShowToast{{"activity.sent", {}}, Tone::good});
    if (is_shown(env)) {
        look_anew(model, env);
    }
}

void on_tree(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer) {
    if (on_cancelled(model, env, id, answer)) {
        return;
    }
    if (take_tree(model.list, env, id, answer, read_activities)) {
        if (answer.result.ok()) {
            add_all_words(env, answer.result.value());
            env.effect(KeepNote{without_own(answer.result.value())});
        }
    } else if (take_tree(model.mine, env, id, answer, read_activities)) {
        if (answer.result.ok()) {
            add_all_words(env, answer.result.value());
        }
    } else if (take_tree(model.one, env, id, answer, read_one) && answer.result.ok()) {
        if (const Value* one = answer.result.value().find("activity")) {
            add_words(env, *one);
        }
    }
    ask(model, env);
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    if (const auto* answer = box.get<world::TreeAnswered>(); answer != nullptr && id != 0) {
        on_tree(model, env, id, *answer);
    } else if (const auto* note = box.get<world::NoteLoaded>()) {
        if (!model.list.value && !note->note.is_null()) {
            add_all_words(env, note->note);
            model.list.value = read_activities(note->note);
            ask(model, env);
        }
    } else if (const auto* fetched = box.get<world::DraftFetched>()) {
        if (id == model.fetching) {
            on_draft(model, env, fetched->draft);
        }
    } else if (box.holds<world::DraftSaveFailed>() || box.holds<world::DraftSaved>()) {
        model.save_failed = box.holds<world::DraftSaveFailed>();
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<SessionStarted>()) {
        if (is_shown(env)) {
            look(model, env);
        }
    } else if (event.holds<SettingsChanged>()) {
        translate(model, env);
        if (is_shown(env) && model.list.value) {
            look_anew(model, env);
        }
    } else if (const auto* seen = event.get<CommandSeen>()) {
        on_seen(model, env, seen->status);
    } else if (const auto* done = event.get<CommandDone>()) {
        on_done(model, env, *done);
    } else if (const auto* gone = event.get<world::CommandDiscarded>()) {
        if (model.submission.take_end(gone->key) && !form::is_blank(model.form)) {
            keep_draft(model, env);  // it went into the outbox with the sign-up
        }
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        if (model.submission.take(*failed)) {
            env.announce({"appeal.not_submitted." + std::string(domain::to_code(failed->reason)), {}},
                         Politeness::assertive);
        }
    }
}

Route to_list(const app::Model&) { return to_page(pages::activities); }

constexpr std::array feature_pages{
    Page{.address = &pages::activities, .enter = enter_list, .error = list_error},
    Page{.address = &pages::activity, .enter = enter_one, .error = one_error, .parent = to_list},
};

}  // namespace

form::Setting setting_of(const Model& model, domain::CivilDate today, const domain::Reference* reference) {
    return {model.asked, form::context_of(today, reference), form::Layout::one_page};
}

const Activity* find(const Model& model, std::string_view id) {
    if (model.one.value && model.one.value->id == id) {
        return &*model.one.value;
    }
    for (const auto* list : {&model.mine, &model.list}) {
        if (!list->value) {
            continue;
        }
        if (const auto found = std::ranges::find(*list->value, id, &Activity::id); found != list->value->end()) {
            return &*found;
        }
    }
    return nullptr;
}

bool is_signed_up(const Activity& activity) { return activity.mine && activity.mine->state != "cancelled"; }

bool may_sign_up(const app::Model& model) {
    const domain::Account* account = account_of(model);
    return account == nullptr || !domain::is_staff(*account);
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "activities",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::activities
