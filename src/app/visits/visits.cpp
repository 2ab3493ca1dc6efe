#include "src/app/visits/visits.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/grid_home/pages.hpp"
#include "src/app/remote_tree.hpp"
#include "src/app/visits/pages.hpp"
#include "src/domain/text.hpp"

namespace ow::app::visits {

namespace {

using domain::Value;

constexpr std::size_t shortest_note = 2;

/// Where what is written of a visit is kept until it is noted.
std::string slot_of(const Env& env, const std::string& id) {
    return std::string(form_drafts) + env.owner() + "/visit/" + id;
}

/// Anew for another visit; what waits is known for all of them, and what was written of this one is read.
void begin(Model& model, Env& env, const std::string& id) {
    if (model.id == id) {
        return;
    }
    Model fresh;
    fresh.id = id;
    fresh.waiting = std::move(model.waiting);
    model = std::move(fresh);
    if (!id.empty()) {
        model.fetching = env.effect(FetchDraft{slot_of(env, id)});
    }
}

bool is_blank(const Model& model) { return model.result.empty() && model.note.empty() && model.photos.items.empty(); }

const domain::GridVisit* visit_of(const Model& model, const Env& env) {
    return grid::find_visit(env.all.get<grid::Copy>(), model.id, env.now);
}

/// What was answered, as the server and a draft have it.
Value answers_of(const Model& model) {
    Value answers = Value::object();
    for (const std::string_view question : questions) {
        if (const auto found = model.answers.find(question); found != model.answers.end()) {
            answers.set(question, found->second);
        }
    }
    return answers;
}

/// What was written, as a draft and as a refused command keep it.
Value draft_of(const Model& model) {
    Value draft = Value::object();
    draft.set("result", model.result);
    draft.set("note", model.note);
    draft.set("answers", answers_of(model));
    draft.set("again", domain::to_code(model.again));
    draft.set("pictures", value_of(model.photos));
    return draft;
}

void take_draft(Model& model, Env& env, const Value& draft) {
    if (!is_blank(model) || draft.is_null()) {
        return;  // what is being written now is newer
    }
    model.result = draft.text_at("result");
    model.note = draft.text_at("note");
    for (const std::string_view question : questions) {
        const std::string answer(draft.text_at("answers." + std::string(question)));
        if (!answer.empty()) {
            model.answers.insert_or_assign(std::string(question), answer);
        }
    }
    model.again = domain::from_code<Again>(draft.text_at("again")).value_or(Again::none);
    model.photos.restore(env, draft.find("pictures"));
}

void keep(Model& model, Env& env) {
    model.keeping = env.effect(KeepDraft{slot_of(env, model.id), is_blank(model) ? Value() : draft_of(model)});
}

void take_up(Model& model, Env& env) {
    const auto found = model.waiting.find(model.id);
    if (found == model.waiting.end() || model.submission.busy()) {
        return;
    }
    model.submission.key = found->second.key;
    model.submission.take(found->second);
    take_draft(model, env, found->second.draft);
}

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    begin(model, env, route.id());
    take_up(model, env);
}

std::vector<domain::FieldError> faults(const Model& model) {
    using Code = domain::FieldCode;
    std::vector<domain::FieldError> errors;
    const auto add = [&](std::string path, Code code) {
        domain::FieldError& error = errors.emplace_back();
        error.path = std::move(path);
        error.code = code;
        error.min = shortest_note;
        error.max = longest_note;
    };
    if (model.result.empty()) {
        add("result", Code::required);
    }
    if (model.result == asked) {
        for (const std::string_view question : questions) {
            if (!model.answers.contains(question)) {
                add("answers." + std::string(question), Code::required);
            }
        }
    }
    const std::size_t length = domain::count_code_points(domain::trim(model.note));
    if (length == 0 && wants_note(model.result)) {
        add("note", Code::required);
    } else if (length < shortest_note && wants_note(model.result)) {
        add("note", Code::too_short);
    } else if (length > longest_note) {
        add("note", Code::too_long);
    }
    return errors;
}

/// "Tomorrow morning" is the street's, however wrong the device's clock is.
domain::Instant street_now(const Env& env) { return grid::server_now(env.all.get<grid::Copy>(), env.now); }

Value body_of(const Model& model, const Env& env, const std::string& id) {
    Value body = Value::object();
    body.set("id", id);
    body.set("result", model.result);
    if (const std::string note(domain::trim(model.note)); !note.empty()) {
        body.set("note", note);
    }
    if (model.result == asked) {
        body.set("answers", answers_of(model));
    }
    if (const auto window =
            may_go_again(model.result) ? window_of(model.again, street_now(env), env.zone_minutes) : std::nullopt) {
        body.set("next.from", domain::format_iso8601(window->from, env.zone_minutes));
        body.set("next.to", domain::format_iso8601(window->to, env.zone_minutes));
    }
    Value::List pictures;
    for (const domain::LocalPhoto& photo : model.photos.kept()) {
        pictures.emplace_back(photo.local_id);
    }
    if (!pictures.empty()) {
        body.set("attachments", Value(std::move(pictures)));
    }
    grid::tell_time(body, env.all.get<grid::Copy>(), env.now, env.zone_minutes);
    return body;
}

void send(Model& model, Env& env) {
    if (model.photos.shrinking()) {
        model.sends_when_ready = true;
        return;
    }
    model.sends_when_ready = false;
    const auto* visit = visit_of(model, env);
    domain::Command command;
    command.act = try_act;
    command.subject = model.id;
    command.title = visit == nullptr ? std::string() : visit->name;
    for (const domain::LocalPhoto& photo : model.photos.kept()) {
        command.blobs.push_back(photo.local_id);
    }
    command.draft = draft_of(model);
    command.draft_slot = slot_of(env, model.id);
    model.submission.send(
        env, std::move(command),
        domain::api::PostTree{"/visits/" + model.id + "/tries", body_of(model, env, env.fresh_key())});
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const ResultChosen& chosen) const {
        const domain::GridVisit* visit = visit_of(model, env);
        const std::span<const std::string_view> offered = visit == nullptr ? results : results_of(*visit);
        if (std::ranges::find(offered, chosen.result) != offered.end()) {
            model.result = chosen.result;
            model.errors.clear();
            keep(model, env);
        }
    }
    void operator()(const AnswerChosen& chosen) const {
        const bool known = std::ranges::find(questions, chosen.question) != questions.end() &&
                           std::ranges::find(call_back_answers, chosen.answer) != call_back_answers.end();
        if (known) {
            model.answers.insert_or_assign(chosen.question, chosen.answer);
            const std::string path = "answers." + chosen.question;
            std::erase_if(model.errors, [&](const domain::FieldError& error) { return error.path == path; });
            keep(model, env);
        }
    }
    void operator()(const NoteEdited& edited) const {
        model.note = edited.value;
        std::erase_if(model.errors, [](const domain::FieldError& error) { return error.path == "note"; });
        keep(model, env);
    }
    void operator()(const AgainChosen& chosen) const {
        model.again = chosen.again;
        keep(model, env);
    }
    void operator()(const PhotoWanted& wanted) const {
        if (const int room = model.photos.room(most_photos); room > 0) {
            env.effect(PickPhotos{wanted.source, room});
        }
    }
    void operator()(const PhotoRemoved& removed) const {
        model.photos.remove(env, removed.local_id);
        keep(model, env);
    }
    void operator()(const NotePressed&) const {
        model.errors = faults(model);
        if (model.errors.empty()) {
            send(model, env);
        } else {
            env.effect(FocusNode{field_node(model.errors.front().path)});
        }
    }
    void operator()(const GivenUp&) const { model.submission.give_up(env); }
    void operator()(const SuccessorEdited& edited) const {
        model.successor = edited.value;
        model.hand_error.reset();
    }
    void operator()(const HandOverPressed&) const {
        const std::string to(domain::trim(model.successor));
        if (to.empty() || model.handing != 0) {
            return;
        }
        Value body = Value::object();
        body.set("to", to);
        model.hand_error.reset();
        model.handing = env.effect(
            CallTree{CallTree::Method::post, "/visits/" + model.id + "/hand-over", std::move(body), env.fresh_key()});
    }
};

void update(Model& model, Env& env, const Action& action) {
    if (!model.busy()) {
        std::visit(Apply{model, env}, action);
    }
}

void on_handed(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.handing = 0;
    if (lost_session(env, answer)) {
        return;
    }
    if (!answer.result.ok()) {
        model.hand_error = answer.result.error();
        return;
    }
    model.successor.clear();
    env.signal(ShowToast{{"visit.handed_over", {}}, Tone::good});
    env.signal(GridWanted{});
    env.signal(GoTo{to_page(pages::grid), NavigateHow::replace});
}

/// Said once: what is written would be lost by a reload.
void on_unkept(Model& model, Env& env, world::StorageFailure reason) {
    if (std::exchange(model.save_failure, reason) != reason) {
        env.announce({"appeal.not_saved." + std::string(domain::to_code(reason)), {}}, Politeness::assertive);
    }
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    if (const auto* answer = box.get<world::TreeAnswered>(); answer != nullptr && id != 0 && id == model.handing) {
        on_handed(model, env, *answer);
    } else if (const auto* fetched = box.get<world::DraftFetched>()) {
        if (id == model.fetching && !model.busy()) {
            take_draft(model, env, fetched->draft);
        }
    } else if (const auto* unkept = box.get<world::DraftSaveFailed>()) {
        on_unkept(model, env, unkept->reason);
    } else if (box.holds<world::DraftSaved>()) {
        if (id == model.keeping) {
            model.save_failure.reset();
        }
    } else if (const auto* picked = box.get<world::PhotoPicked>()) {
        model.photos.add(*picked);
        keep(model, env);
    } else if (const auto* ready = box.get<world::PhotoReady>()) {
        model.photos.take(*ready);
        keep(model, env);
    } else if (const auto* refused = box.get<world::PhotoRefused>()) {
        model.photos.take(*refused);
    } else if (const auto* over = box.get<world::PhotosLeftOut>()) {
        model.photos.left_out = over->count;
    }
    if (model.sends_when_ready && !model.photos.shrinking()) {
        send(model, env);
    }
}

/// It is kept on the device, or more: the worker walks on.
void on_kept(Model& model, Env& env, const domain::CommandStatus& status) {
    const bool was_offered = model.submission.offered;
    const bool own = model.submission.take(status);
    model.waiting.insert_or_assign(status.subject, status);
    if (!own || status.subject != model.id) {
        return;
    }
    if (model.submission.refused()) {
        model.errors = model.submission.error()->fields;
    } else if (was_offered && env.route.is(pages::visit) && env.route.id() == model.id) {
        env.signal(ShowToast{{"visit.noted", {}}, Tone::good});
        env.signal(GoTo{to_page(pages::grid), NavigateHow::replace});
    }
}

/// Whether several workers made the tries that the device did not know of: its own, and one who was there meanwhile.
bool met_another(const Env& env, const std::string& id, const Value& visit) {
    static const Value none;
    const auto& items = env.all.get<grid::Copy>().sent.items;
    const auto held = items.find("visit/" + id);
    const Value::List& known = (held == items.end() ? none : held->second).list_at("visit.tries");
    std::set<std::string_view> workers;
    for (const Value& one : visit.list_at("tries")) {
        const bool is_known =
            std::ranges::any_of(known, [&](const Value& old) { return old.text_at("id") == one.text_at("id"); });
        if (!is_known) {
            workers.insert(one.text_at("by"));
        }
    }
    return workers.size() > 1;
}

void on_done(Model& model, Env& env, const CommandDone& done) {
    const std::string& id = done.command.subject;
    model.waiting.erase(id);
    if (model.submission.take_end(done.command.id)) {
        model.id.clear();
        begin(model, env, id);
    }
    const Value* visit = done.answer.find("visit");
    if (visit == nullptr || visit->text_at("id") != id) {
        return;  // another tab sent it
    }
    if (met_another(env, id, *visit)) {
        env.signal(ShowToast{{"visit.both", {{"name", std::string(visit->text_at("name"))}}}, Tone::warning});
    }
    env.signal(VisitSeen{*visit});
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* seen = event.get<CommandSeen>(); seen != nullptr && seen->status.act == try_act) {
        on_kept(model, env, seen->status);
    } else if (const auto* done = event.get<CommandDone>(); done != nullptr && done->command.act == try_act) {
        on_done(model, env, *done);
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        model.submission.take(*failed);
    } else if (const auto* gone = event.get<world::CommandDiscarded>()) {
        std::erase_if(model.waiting, [&](const auto& entry) { return entry.second.key == gone->key; });
        model.submission.take_end(gone->key);
    }
}

Route above(const app::Model&) { return to_page(pages::grid); }

constexpr std::array feature_pages{Page{.address = &pages::visit, .enter = enter, .parent = above}};

}  // namespace

std::span<const std::string_view> results_of(const domain::GridVisit& visit) {
    return visit.is_call_back() ? std::span<const std::string_view>(call_back_results) : results;
}

bool wants_note(std::string_view result) { return result == "refused" || result == "other"; }

bool may_go_again(std::string_view result) { return result == "nobody" || result == "other"; }

std::optional<Window> window_of(Again again, domain::Instant now, int zone_minutes) {
    domain::CivilDate day = domain::to_civil(now, zone_minutes).date;
    if (again == Again::tomorrow_morning || again == Again::tomorrow_afternoon) {
        day = domain::civil_from_days(domain::days_from_civil(day) + 1);
    }
    const auto at = [&](int hour) { return domain::from_civil({day, hour, 0, 0, 0}, zone_minutes); };
    switch (again) {
        case Again::none: break;
        case Again::this_afternoon:
            return now < at(17) ? std::optional(Window{std::max(now, at(14)), at(17)}) : std::nullopt;
        case Again::tomorrow_morning: return Window{at(9), at(12)};
        case Again::tomorrow_afternoon: return Window{at(14), at(17)};
    }
    return std::nullopt;
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "visits",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::visits
