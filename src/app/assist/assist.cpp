#include "src/app/assist/assist.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/assist/pages.hpp"
#include "src/app/assist/parts.hpp"
#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/form/application.hpp"
#include "src/app/percent.hpp"
#include "src/app/receipt/pages.hpp"
#include "src/app/remote_tree.hpp"
#include "src/app/visits/pages.hpp"
#include "src/app/workbench/pages.hpp"
#include "src/domain/id_number.hpp"
#include "src/domain/phone.hpp"
#include "src/domain/sha256.hpp"

namespace ow::app::assist {

namespace {

using domain::Value;

constexpr TimerId search_timer = 1;
/// What is typed is searched for in the first pause.
constexpr std::int64_t search_pause_ms = 300;

// --- the person ---

std::vector<Person> read_persons(const Value& answer) {
    std::vector<Person> persons;
    for (const Value& item : answer.list_at("items")) {
        persons.push_back(read_person(item));
    }
    return persons;
}

/// Another person for an errand: what is known of the one before goes with them, and so does what they agreed to.
void change_person(Errand& errand, Person person) {
    errand.person = std::move(person);
    errand.text = {};
    errand.mandate.answers.erase(strokes_path);
    for (const auto& [path, answer] : std::exchange(errand.form.known, {})) {
        if (const Value* now = errand.form.answers.find(path); now != nullptr && *now == answer.value) {
            errand.form.answers.erase(path);
        }
        errand.right.erase(path);
    }
    errand.right.clear();
}

void begin(Model& model, Env& env, Person person, Value facts, Value registered) {
    want_list(model, env);
    const std::string replacing = std::exchange(model.replacing, {});
    if (model.errand && model.errand->id == replacing) {
        const bool same = model.errand->person.id == person.id;
        if (same) {
            model.errand->person = std::move(person);
        } else {
            change_person(*model.errand, std::move(person));
        }
    } else {
        model.errand.emplace();
        model.errand->id = env.fresh_key();
        model.errand->mandate_id = env.fresh_key();
        model.errand->person = std::move(person);
        model.kept = {};
        model.asked = {};
        model.service.reset();
    }
    if (!registered.is_null()) {
        model.person = {};
        keep_person(model, env);
    }
    model.errand->registered = std::move(registered);
    model.errand->facts = std::move(facts);
    const bool known = model.errand->facts.as_object() != nullptr && !model.errand->facts.as_object()->empty();
    if (!known && model.errand->registered.is_null()) {
        model.facts_request =
            env.effect(CallTree{CallTree::Method::get, "/persons/" + model.errand->person.id + "/facts", {}, {}});
    }
    take_forms(model, env);
    keep(model, env);
    if (waits_only(model)) {
        submit(model, env);
        return;
    }
    env.signal(GoTo{to_errand(pages::assisted_matter, model)});
}

/// What was typed of somebody new is known of them from now on.
Value facts_of(const Value& body, const Person& person) {
    Value facts = Value::object();
    const auto add = [&](const char* name, std::string_view value) {
        if (!value.empty()) {
            facts.set(std::string(name) + ".value", value);
        }
    };
    add("person.name", person.name);
    add("person.id_number", body.text_at("id_number"));
    add("person.birth_date", person.birth_date);
    add("person.sex", person.sex);
    add("account.name", person.name);
    add("account.phone", body.text_at("phone"));
    return facts;
}

void registered(Model& model, Env& env) {
    Value body = form::kept_answers(form::setting_of(env, "person"), model.person);
    Person person;
    const bool again = model.errand && model.errand->id == model.replacing && !model.errand->registered.is_null();
    person.id = again ? model.errand->person.id : env.fresh_key();
    person.name = body.text_at("name");
    person.home = body.text_at("home");
    const std::string number(body.text_at("id_number"));
    if (const auto read = domain::parse_id_number(number, street_day(env)); read.ok()) {
        person.birth_date = domain::iso_date(read->birth);
        // GB 11643-1999, 3.2.3: the 17th digit is odd for men.
        person.sex = (read->text[16] - '0') % 2 == 1 ? "male" : "female";
    }
    person.id_number_masked = domain::mask_id_number(number);
    person.phone_masked = domain::mask_phone(body.text_at("phone"));
    body.set("id", person.id);
    grid::tell_time(body, env.all.get<grid::Copy>(), env.now, env.zone_minutes);
    Value facts = facts_of(body, person);
    begin(model, env, std::move(person), std::move(facts), std::move(body));
}

// --- the matter ---

void choose(Model& model, Env& env, Kind kind, std::string matter, std::string title) {
    Errand& errand = *model.errand;
    if (errand.kind != kind || errand.matter != matter) {
        form::drop_photos(errand.form, env);
        errand.form = {};
        errand.right.clear();
        errand.text = {};
        errand.mandate.answers.erase(strokes_path);
        model.asked = {};
        model.service.reset();
    }
    errand.kind = kind;
    errand.matter = std::move(matter);
    errand.title = std::move(title);
    model.missing.reset();
    if (kind == Kind::application) {
        env.signal(ServiceWanted{errand.matter});
    }
    take_forms(model, env);
    keep(model, env);
    env.signal(GoTo{to_errand(pages::assisted_mandate, model)});
}

void on_service(Model& model, Env& env, const ServiceSeen& seen) {
    if (!model.errand || model.errand->kind != Kind::application || model.errand->matter != seen.code) {
        return;
    }
    model.missing = seen.error;
    if (seen.service != nullptr && !seen.service->form) {
        model.missing = domain::make_error(domain::ApiErrorKind::not_found);
    } else if (seen.service != nullptr) {
        model.service = seen.service;
        if (model.errand->title.empty()) {
            model.errand->title = seen.title;
        }
        take_forms(model, env);
    }
}

/// What was begun for them and is not finished; nullptr = nothing.
const Errand* find_begun(const Model& model, const HelpStarted& started) {
    const auto found = std::ranges::find_if(model.open, [&](const auto& entry) {
        const Errand& errand = entry.second;
        return errand.person.id == started.person.id && (started.service.empty() || errand.matter == started.service);
    });
    return found == model.open.end() ? nullptr : &found->second;
}

// --- forms ---

/// The first page that lacks something; all are there: the person's own page.
void go_to_form(Model& model, Env& env) {
    const form::Setting setting = form_setting(model, env);
    Errand& errand = *model.errand;
    for (const form::Page& page : form::pages_of(setting, errand.form)) {
        if (!page.section->review && !form::progress_of(setting, errand.form, page).missing.empty()) {
            env.signal(GoTo{to_fill(model, page.id)});
            return;
        }
    }
    env.signal(GoTo{to_errand(pages::assisted_check, model)});
}

void follow(Model& model, Env& env, const form::Outcome& outcome) {
    Errand& errand = *model.errand;
    if (outcome.edited) {
        const form::FormField* field = form::owner_of(model.asked, outcome.path);
        errand.right.erase(field == nullptr ? outcome.path : field->path);
        keep(model, env);
    }
    if (outcome.left) {
        env.signal(GoTo{to_errand(pages::assisted_mandate, model)});
    } else if (outcome.moved) {
        const form::Page page = form::page_of(form_setting(model, env), errand.form);
        const bool review = page.section != nullptr && page.section->review;
        env.signal(GoTo{review ? to_errand(pages::assisted_check, model) : to_fill(model, page.id), NavigateHow::push,
                        outcome.focus});
    }
}

/// What they agreed to is not what it says now.
void on_terms_changed(Errand& errand) { errand.text = {}; }

// --- what views send ---

struct Apply {
    Model& model;
    Env& env;

    void operator()(const SearchEdited& edited) const {
        model.typed = edited.text;
        env.effect(StartTimer{search_timer, search_pause_ms});
    }
    void operator()(const PersonChosen& chosen) const {
        if (!chosen.person.id.empty() && !has_died(chosen.person, env.all.get<grid::Copy>(), env.now)) {
            begin(model, env, chosen.person, chosen.facts, {});
        }
    }
    void operator()(const HelpStarted& started) const {
        model.replacing.clear();
        if (started.person.id.empty() || has_died(started.person, env.all.get<grid::Copy>(), env.now)) {
            return;
        }
        if (const Errand* begun = find_begun(model, started)) {
            env.signal(GoTo{to_page(pages::assisted_matter, begun->id)});
            return;
        }
        begin(model, env, started.person, started.facts, {});
        if (!started.service.empty()) {
            choose(model, env, Kind::application, started.service, {});
        }
    }
    void operator()(const Registering& step) const {
        const form::Setting setting = form::setting_of(env, "person");
        const form::Outcome outcome = form::update(model.person, setting, env, step.action);
        if (outcome.edited) {
            keep_person(model, env);
        }
        if (outcome.submit) {
            registered(model, env);
        }
    }
    void operator()(const WrongPerson&) const {
        if (model.errand) {
            model.replacing = model.errand->id;
            env.signal(GoTo{to_page(pages::assisted)});
        }
    }
    void operator()(const ServiceChosen& chosen) const {
        if (model.errand) {
            choose(model, env, Kind::application, chosen.code, chosen.title);
        }
    }
    void operator()(const AppealChosen& chosen) const {
        if (model.errand) {
            choose(model, env, Kind::appeal, chosen.category, {});
        }
    }
    void operator()(const ErrandDropped& dropped) const {
        env.signal(OpenDialog{{.name = "drop_errand", .confirmed = to_action(DropConfirmed{dropped.id})}});
    }
    void operator()(const DropConfirmed& dropped) const {
        if (model.errand && model.errand->id == dropped.id) {
            form::drop_photos(model.errand->form, env);
        }
        forget_errand(model, env, dropped.id);
        env.signal(GoTo{to_page(pages::assisted), NavigateHow::leave});
    }
    void operator()(const MandateFilled& filled) const {
        if (!model.errand || !model.kept.is_null()) {
            return;
        }
        if (form::update(model.errand->mandate, mandate_setting(env), env, filled.action).edited) {
            on_terms_changed(*model.errand);
            keep(model, env);
        }
    }
    void operator()(const SignatureWanted&) const {
        (*this)(MandateFilled{form::Edited{"evidence.kind", domain::to_code(Evidence::signature)}});
        env.effect(FocusNode{"field:" + std::string(strokes_path)});
    }
    void operator()(const Agreed& agreed) const {
        if (!model.ready() || stop_for_the_dead(model, env)) {
            return;
        }
        Errand& errand = *model.errand;
        auto errors = form::check_all(mandate_setting(env), errand.mandate);
        if (!errors.empty()) {
            form::show_errors(errand.mandate, env, std::move(errors));
            return;
        }
        errand.mandate.errors.clear();
        if (!errand.agreed()) {
            Value when = Value::object();
            grid::tell_time(when, env.all.get<grid::Copy>(), env.now, env.zone_minutes);
            errand.text = {agreed.text,
                           domain::sha256_hex(agreed.text),
                           std::string(domain::to_code(env.settings.language)),
                           agreed.version,
                           std::string(when.text_at("made_at")),
                           std::string(when.text_at("street_at"))};
        }
        keep(model, env);
        if (waits_only(model)) {
            submit(model, env);
        } else {
            go_to_form(model, env);
        }
    }
    void operator()(const Filled& filled) const {
        if (model.ready() && !model.busy()) {
            follow(model, env, form::update(model.errand->form, form_setting(model, env), env, filled.action));
        }
    }
    void operator()(const LineRight& line) const {
        if (!model.ready()) {
            return;
        }
        Errand& errand = *model.errand;
        const form::FormField* field = form::owner_of(model.asked, line.path);
        if (field != nullptr && field->type == form::FieldType::declaration) {
            errand.form.answers.set(line.path, true);
        }
        errand.right.insert(line.path);
        keep(model, env);
    }
    void operator()(const LineWrong& line) const {
        if (!model.ready()) {
            return;
        }
        Errand& errand = *model.errand;
        stop_reading(model, env);
        errand.right.erase(line.path);
        const form::FormField* field = form::owner_of(model.asked, line.path);
        const bool declared = field != nullptr && field->type == form::FieldType::declaration;
        if (declared) {
            errand.form.answers.erase(line.path);
        }
        keep(model, env);
        if (line.path == matter_line) {
            env.signal(GoTo{to_errand(pages::assisted_matter, model)});
        } else if (field != nullptr && !declared) {
            env.signal(GoTo{to_fill(model, form::page_asking(form_setting(model, env), errand.form, line.path)),
                            NavigateHow::push, "field:" + line.path});
        }
    }
    void operator()(const ReadAloud& read) const {
        if (!model.reading.lines.empty()) {
            stop_reading(model, env);
            return;
        }
        model.reading.lines = read.lines;
        read_line(model, env);
    }
    void operator()(const Confirmed&) const {
        if (!model.ready() || model.busy() || stop_for_the_dead(model, env)) {
            return;
        }
        Errand& errand = *model.errand;
        const form::Setting setting = form_setting(model, env);
        if (!errand.agreed()) {
            env.signal(GoTo{to_errand(pages::assisted_mandate, model)});
            return;
        }
        if (const auto unread = unread_of(setting, errand); !unread.empty()) {
            env.announce({"assist.unread", {{"count", static_cast<std::int64_t>(unread.size())}}},
                         Politeness::assertive);
            env.effect(FocusNode{"line:" + unread.front()});
            return;
        }
        auto errors = form::check_all(setting, errand.form);
        if (!errors.empty()) {
            const std::string page = form::page_asking(setting, errand.form, errors.front().path);
            form::show_errors(errand.form, env, std::move(errors));
            env.signal(GoTo{to_fill(model, page), NavigateHow::push, std::string(error_summary_node)});
            return;
        }
        stop_reading(model, env);
        submit(model, env);
    }
    void operator()(const RightingEdited& edited) const { edit_righting(model, edited); }
    void operator()(const RightingPressed&) const { put_right(model, env); }
    void operator()(const MendPressed& pressed) const { mend(model, env, pressed.key); }
};

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

void watch_drops(Model& model, Env& env) {
    if (env.route.is(pages::assisted_fill) && model.ready()) {
        form::watch_drops(model.drops, model.errand->form, form_setting(model, env), env);
    } else {
        form::stop_drops(model.drops, env);
    }
}

// --- answers ---

void on_facts(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.facts_request = 0;
    if (lost_session(env, answer) || !answer.result.ok() || !model.errand) {
        return;  // without them everything is asked
    }
    model.errand->facts = form::read_facts(answer.result.value());
    take_forms(model, env);
    keep(model, env);
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    if (on_kept(model, env, id, box)) {
        return;
    }
    if (const auto* answer = box.get<world::TreeAnswered>()) {
        if (id != 0 && id == model.facts_request) {
            on_facts(model, env, *answer);
        } else if (id != 0 && id == model.righting.request) {
            on_righted(model, env, *answer);
        } else if (!take_helped(model, env, id, *answer)) {
            take_tree(model.found, env, id, *answer, read_persons);
        }
        return;
    }
    if (box.holds<world::TimerFired>()) {
        search(model, env);
        return;
    }
    if (id != 0 && id == model.reading.request) {
        if (box.holds<world::SpeechEnded>()) {
            ++model.reading.at;
            read_line(model, env);
        } else if (box.holds<world::SpeechUnavailable>()) {
            model.reading = {};
        }
        return;
    }
    if (!model.ready()) {
        form::drop_unheard(env, box);
        return;
    }
    const form::Outcome outcome = form::on_told(model.errand->form, form_setting(model, env), env, id, box);
    if (!outcome.heard) {
        form::drop_unheard(env, box);
    }
    if (outcome.edited) {
        follow(model, env, outcome);
    }
    if (outcome.heard && model.submit_when_ready) {
        submit(model, env);
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* service = event.get<ServiceSeen>()) {
        on_service(model, env, *service);
    } else if (const auto* seen = event.get<CommandSeen>()) {
        on_seen(model, env, seen->status);
    } else if (const auto* done = event.get<world::CommandAcknowledged>()) {
        on_gone(model, done->command.id);
    } else if (const auto* filed = event.get<world::FilingAcknowledged>()) {
        on_gone(model, filed->receipt.filing_key);
    } else if (const auto* receipt = event.get<CaseFiled>()) {
        if (env.route.is(pages::assisted_sent) && env.route.id() == receipt->receipt.filing_key) {
            env.signal(GoTo{to_page(pages::receipt, receipt->receipt.detail.summary.number), NavigateHow::replace});
        }
    } else if (const auto* discarded = event.get<world::CommandDiscarded>()) {
        on_gone(model, discarded->key);
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        on_failed(model, env, *failed);
    } else if (event.holds<PageOpened>()) {
        if (env.route.is(pages::visit)) {
            want_list(model, env);  // what was begun for who is visited opens again
        }
    } else if (event.holds<world::ProgramWhole>()) {
        // Nobody heard it when the page was opened.
        if (env.route.page->flow == pages::assisted.flow) {
            env.signal(ServicesWanted{});
        }
        take_forms(model, env);
    } else if (event.holds<world::FormsLoaded>()) {
        take_forms(model, env);
    } else if (event.holds<PageLeft>()) {
        stop_reading(model, env);
    }
}

// --- pages ---

void enter_start(Env& env, const Route&) {
    Model& model = env.state<Model>();
    want_list(model, env);
    env.signal(ServicesWanted{});
    search(model, env);
    want_helped(model, env);
}

void enter_new(Env& env, const Route&) {
    Model& model = env.state<Model>();
    want_list(model, env);
    want_person(model, env);
}

void enter_errand(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    env.signal(ServicesWanted{});
    open_errand(model, env, route.id());
    if (model.ready() && env.route.is(pages::assisted_fill)) {
        form::enter(model.errand->form, form_setting(model, env), route.value("page"));
    }
}

void enter_sent(Env&, const Route&) {}

/// Only who walks a grid helps in this way.
std::optional<PageError> error(const app::Model& all) {
    const domain::Account* account = account_of(all);
    if (account != nullptr && account->role == domain::Role::grid_worker) {
        return std::nullopt;
    }
    return PageError{domain::ApiErrorKind::forbidden, {}, {}};
}

Route above_all(const app::Model&) { return to_page(pages::workbench); }
Route above_start(const app::Model&) { return to_page(pages::assisted); }
Route above_errand(const app::Model& all) { return to_errand(pages::assisted_matter, all.get<Model>()); }
Route above_form(const app::Model& all) { return to_errand(pages::assisted_mandate, all.get<Model>()); }

constexpr std::array feature_pages{
    Page{.address = &pages::assisted, .enter = enter_start, .error = error, .parent = above_all},
    Page{.address = &pages::assisted_new, .enter = enter_new, .error = error, .parent = above_start},
    Page{.address = &pages::assisted_sent, .enter = enter_sent, .error = error, .parent = above_start},
    Page{.address = &pages::assisted_matter, .enter = enter_errand, .error = error, .parent = above_start},
    Page{.address = &pages::assisted_mandate, .enter = enter_errand, .error = error, .parent = above_errand},
    Page{.address = &pages::assisted_fill, .enter = enter_errand, .error = error, .parent = above_form},
    Page{.address = &pages::assisted_check, .enter = enter_errand, .error = error, .parent = above_form},
};

}  // namespace

void search(Model& model, Env& env) {
    load_tree(model.found, env, "/persons?limit=20&search=" + percent_encode(model.typed));
}

form::Setting form_setting(const Model& model, domain::CivilDate today, const domain::Reference* reference) {
    form::FormContext context = form::context_of(today, reference);
    context.facts = form::values_of(model.errand->facts);
    return {model.asked, std::move(context), form::Layout::sections};
}

const domain::CommandStatus* refused_of(const Model& model) {
    if (!model.errand) {
        return nullptr;
    }
    const Keys& keys = model.errand->keys;
    for (const std::string* key : {&keys.person, &keys.mandate, &keys.filing}) {
        const auto found = model.sent.find(*key);
        if (found != model.sent.end() && found->second.state == domain::CommandState::needs_attention) {
            return &found->second;
        }
    }
    return nullptr;
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = assist_commands,
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle_then<&update, &watch_drops>,
                                .told = handle_then<&on_told, &watch_drops>,
                                .heard = handle_then<&on_event, &watch_drops>};

}  // namespace ow::app::assist
