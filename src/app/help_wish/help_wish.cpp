#include "src/app/help_wish/help_wish.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/form/application.hpp"
#include "src/app/help_wish/pages.hpp"
#include "src/app/session/pages.hpp"

namespace ow::app::help_wish {

namespace {

using domain::Value;
using Method = CallTree::Method;

constexpr std::string_view form_code = "help_wish";
/// The answer that the times are the options of.
constexpr std::string_view when_path = "from";

bool is_shown(const Env& env) { return env.route.is(pages::assist); }
bool is_resident(const Env& env) { return env.account != nullptr && !domain::is_staff(*env.account); }

std::string text(const Value& value, std::string_view name) { return std::string(value.text_at(name)); }

// --- what the server says ---

std::vector<Span> read_times(const Value& value) {
    std::vector<Span> spans;
    for (const Value& item : value.list_at("items")) {
        spans.push_back({text(item, "from"), text(item, "to")});
    }
    return spans;
}

std::vector<Wish> read_wishes(const Value& value) {
    std::vector<Wish> wishes;
    for (const Value& item : value.list_at("items")) {
        Wish wish{text(item, "id"),         text(item, "state"),        text(item, "matter"),
                  text(item, "place_text"), text(item, "phone_masked"), text(item, "who_comes"),
                  text(item, "from"),       text(item, "to"),           {},
                  text(item, "number")};
        for (const Value& tried : item.list_at("tries")) {
            wish.tries.push_back(
                {text(tried, "result"), domain::parse_iso8601(tried.text_at("at")).value_or(domain::Instant{})});
        }
        wishes.push_back(std::move(wish));
    }
    return wishes;
}

/// The form with the times that are still to come.
void offer_times(Model& model, const Env& env) {
    model.asked = env.form(form_code);
    if (!model.times.value || model.asked.fields.empty()) {
        return;
    }
    form::FormField when;
    when.path = when_path;
    when.section = model.asked.sections.front().id;
    when.type = form::FieldType::choice;
    when.required = true;
    for (const Span& span : *model.times.value) {
        if (const auto begins = domain::parse_iso8601(span.from); begins && *begins > env.now) {
            when.options.push_back(span.from);
        }
    }
    if (!when.options.empty()) {
        model.asked.fields.push_back(std::move(when));
    }
}

form::Setting setting_of(const Model& model, const Env& env) {
    return help_wish::setting_of(model, env.today(), env.reference);
}

void read_mine(Model& model, Env& env) {
    if (is_resident(env) && !model.mine.busy()) {
        load_tree(model.mine, env, "/help-wishes");
    }
}

// --- the draft ---

void keep_draft(const Model& model, Env& env) { env.effect(KeepDraft{model.slot, form::kept_form(model.form)}); }

void fetch_draft(Model& model, Env& env) {
    const std::string slot = std::string(form_drafts) + env.owner() + "/" + std::string(form_code);
    if (model.slot == slot) {
        return;
    }
    const std::string before = std::exchange(model.slot, slot);
    if (!before.empty() && !model.form.touched.empty()) {
        // Who has signed in goes on with what they wrote before.
        env.effect(KeepDraft{before, {}});
        keep_draft(model, env);
        model.draft_loaded = true;
        return;
    }
    model.draft_loaded = false;
    model.fetching = env.effect(FetchDraft{slot});
}

void fill_known(Model& model, Env& env) {
    if (model.draft_loaded) {
        form::fill_known(model.form, setting_of(model, env), model.facts);
    }
}

void send_if_pressed(Model& model, Env& env);

/// Reads what the page shows of whoever is there.
void look(Model& model, Env& env) {
    offer_times(model, env);
    if (env.account != nullptr && !is_resident(env)) {
        return;
    }
    fetch_draft(model, env);
    read_mine(model, env);
    if (is_resident(env) && model.facts.is_null() && model.facts_request == 0) {
        model.facts_request = env.effect(CallTree{Method::get, "/me/facts", {}, {}});
    }
    send_if_pressed(model, env);
}

void enter(Env& env, const Route&) {
    Model& model = env.state<Model>();
    model.cancel.error.reset();
    if (!model.times.value) {
        env.effect(LoadNote{});
    }
    if (!model.times.busy()) {
        load_tree(model.times, env, "/help-wishes/times");
    }
    look(model, env);
}

// --- sending ---

/// What the server is sent: the grid of a position, and until when.
Value body_of(const Model& model, Env& env) {
    Value body = form::kept_answers(setting_of(model, env), model.form);
    const Value* place = body.find("place");
    const auto number = [&](std::string_view name) {
        const Value* found = place == nullptr ? nullptr : place->find(name);
        return found == nullptr ? nullptr : found->as_number();
    };
    const double *lon = number("lon"), *lat = number("lat");
    if (lon != nullptr && lat != nullptr && env.reference != nullptr && body.text_at("place.grid_id").empty()) {
        if (const domain::Grid* grid = domain::nearest_grid(*env.reference, {*lon, *lat})) {
            body.set("place.grid_id", grid->id);
        }
    }
    body.erase("place.lon");
    body.erase("place.lat");
    const std::string from(body.text_at(when_path));
    for (const Span& span : *model.times.value) {
        if (span.from == from) {
            body.set("to", span.to);
        }
    }
    body.set("id", env.fresh_key());
    return body;
}

void send(Model& model, Env& env) {
    model.send_signed_in = env.account == nullptr;
    if (env.account == nullptr) {
        Route login = to_page(pages::login);
        login.set("next", format_route(env.route));
        env.signal(GoTo{std::move(login)});
        return;
    }
    domain::Command command;
    command.act = help_wish_act;
    command.title = model.form.answers.text_at("matter");
    command.draft_slot = model.slot;
    command.draft = form::kept_form(model.form);
    model.submission.send(env, std::move(command), domain::api::PostTree{"/help-wishes", body_of(model, env)});
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const Filled& filled) const {
        if (model.submission.busy() || !model.draft_loaded) {
            return;
        }
        const form::Outcome outcome = form::update(model.form, setting_of(model, env), env, filled.action);
        model.send_signed_in = model.send_signed_in && !outcome.edited;
        if (outcome.edited) {
            keep_draft(model, env);
        }
        // Without a time there is nothing to ask for.
        if (outcome.submit && !model.form.answers.text_at(when_path).empty()) {
            send(model, env);
        }
    }
    void operator()(const CancelPressed& pressed) const {
        env.signal(OpenDialog{{.name = "cancel_wish", .confirmed = to_action(CancelConfirmed{pressed.id})}});
    }
    void operator()(const CancelConfirmed& confirmed) const {
        model.cancel.post(env, confirmed.id, "/help-wishes/" + confirmed.id + "/cancel");
    }
    void operator()(const GivenUp&) const { model.submission.give_up(env); }
};

/// What was asked for before signing in is sent now; the form checks it once more.
void send_if_pressed(Model& model, Env& env) {
    if (model.send_signed_in && is_resident(env) && model.draft_loaded && model.times.value) {
        Apply{model, env}(Filled{form::SubmitPressed{}});
    }
}

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

/// The outbox has it: the next one starts empty.
void start_over(Model& model, Env& env) {
    model.form = {};
    model.submission = Submission{};
    fill_known(model, env);
}

/// What was refused is mended in the form, with what the server said.
void take_refused(Model& model, Env& env, const domain::CommandStatus& status) {
    if (model.submission.refused() && model.submission.key == status.key) {
        return;
    }
    offer_times(model, env);
    model.draft_loaded = true;
    model.submission = Submission{};
    model.submission.key = status.key;
    model.submission.take(status);
    form::take_kept(model.form, env, model.asked, status.draft);
    if (status.error) {
        model.form.errors = status.error->fields;
    }
}

void on_seen(Model& model, Env& env, const domain::CommandStatus& status) {
    if (status.act != help_wish_act) {
        return;
    }
    if (status.state == domain::CommandState::needs_attention) {
        take_refused(model, env, status);
    } else if (model.submission.offered && model.submission.key == status.key) {
        start_over(model, env);
        if (status.state == domain::CommandState::sending) {
            return;
        }
        env.signal(ShowToast{{"wish.kept", {}}, Tone::good});
    }
}

void on_done(Model& model, Env& env, const CommandDone& done) {
    if (done.command.act != help_wish_act) {
        return;
    }
    if (model.submission.key == done.command.id) {
        start_over(model, env);
    }
    env.signal(ShowToast{{"wish.asked", {}}, Tone::good});
    model.mine.cancel(env);
    read_mine(model, env);
}

/// Whether the answer was that to calling off.
bool on_cancelled(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer) {
    const TreeWrite::Answer what = model.cancel.take(env, id, answer);
    if (what == TreeWrite::Answer::done) {
        env.signal(ShowToast{{"wish.off", {}}, Tone::good});
    }
    if (what == TreeWrite::Answer::done || what == TreeWrite::Answer::refused) {
        model.mine.cancel(env);  // what is on its way may be from before
        read_mine(model, env);
    }
    return what != TreeWrite::Answer::other;
}

/// What was offered when the page was open last, for who is without a network.
void on_note(Model& model, Env& env, const Value& note) {
    if (!model.times.value && !note.is_null()) {
        model.times.value = read_times(note);
        offer_times(model, env);
    }
}

void on_times(Model& model, Env& env, const world::TreeAnswered& answer) {
    if (answer.result.ok()) {
        env.effect(KeepNote{answer.result.value()});
    }
    offer_times(model, env);
}

void on_tree(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer) {
    if (on_cancelled(model, env, id, answer)) {
        return;
    }
    if (id == model.facts_request) {
        model.facts_request = 0;
        if (answer.result.ok()) {
            model.facts = form::read_facts(answer.result.value());
            fill_known(model, env);
        }
    } else if (take_tree(model.times, env, id, answer, read_times)) {
        on_times(model, env, answer);
    } else {
        take_tree(model.mine, env, id, answer, read_wishes);
    }
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    if (const auto* answer = box.get<world::TreeAnswered>()) {
        on_tree(model, env, id, *answer);
    } else if (const auto* note = box.get<world::NoteLoaded>()) {
        on_note(model, env, note->note);
    } else if (const auto* fetched = box.get<world::DraftFetched>()) {
        if (id == model.fetching) {
            model.draft_loaded = true;
            if (!fetched->draft.is_null() && model.form.touched.empty()) {
                form::take_kept(model.form, env, model.asked, fetched->draft);
            }
            fill_known(model, env);
        }
    } else if (box.holds<world::DraftSaveFailed>() || box.holds<world::DraftSaved>()) {
        model.save_failed = box.holds<world::DraftSaveFailed>();
    } else {
        const form::Outcome outcome = form::on_told(model.form, setting_of(model, env), env, id, box);
        if (outcome.edited) {
            keep_draft(model, env);
        }
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<SessionStarted>()) {
        if (is_shown(env)) {
            look(model, env);
        }
    } else if (const auto* seen = event.get<CommandSeen>()) {
        on_seen(model, env, seen->status);
    } else if (const auto* done = event.get<CommandDone>()) {
        on_done(model, env, *done);
    } else if (const auto* gone = event.get<world::CommandDiscarded>()) {
        if (model.submission.take_end(gone->key)) {
            start_over(model, env);
        }
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        if (model.submission.take(*failed)) {
            env.announce({"appeal.not_submitted." + std::string(domain::to_code(failed->reason)), {}},
                         Politeness::assertive);
        }
    }
}

constexpr std::array feature_pages{Page{.address = &pages::assist, .enter = enter}};

}  // namespace

form::Setting setting_of(const Model& model, domain::CivilDate today, const domain::Reference* reference) {
    return {model.asked, form::context_of(today, reference), form::Layout::one_page};
}

bool may_ask(const app::Model& model) {
    const domain::Account* account = account_of(model);
    return account == nullptr || !domain::is_staff(*account);
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "help_wish",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::help_wish
