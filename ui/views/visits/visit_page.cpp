#include "src/app/assist/assist.hpp"
#include "src/app/assist/pages.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/visits/pages.hpp"
#include "src/app/visits/visits.hpp"
#include "src/app/workbench/workbench.hpp"
#include "ui/views/form/field.hpp"
#include "ui/views/page.hpp"
#include "ui/views/visit_words.hpp"
#include "ui/views/visits/visits.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/columns.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/photo_grid.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ow::ui {

namespace {

namespace visits = app::visits;

/// Where what is known and what is noted stand side by side.
constexpr float room_for_two = 640;

const visits::Model& state_of(const View& view) { return view.model.get<visits::Model>(); }

/// For whom the visit is, with what the device knows of them; where that is nothing, it is asked for.
void start_assist(const View& view, const domain::GridVisit& visit) {
    const auto& copy = view.model.get<app::grid::Copy>();
    app::assist::HelpStarted start;
    start.service = visit.service;
    start.person.id = visit.person_id;
    start.person.name = visit.name;
    if (const auto* known = app::grid::find_person(copy, visit.person_id, view.model.now)) {
        start.person = app::assist::person_of(*known);
        start.facts = known->facts;
    }
    view.send(std::move(start));
}

void draw_who(const View& view, const domain::GridVisit& visit) {
    Ui& ui = view.ui;
    const Card card(ui, "who");
    heading(ui, "name", 2, visit_name(view, visit));
    if (!visit.reason.empty()) paragraph(ui, "reason", visit.reason);
    ui.gap(8);
    const Colour colour = ui.theme().colour.brand;
    if (const std::string when = visit_time(view, visit); !when.empty())
        icon_text(ui, "when", Icon::clock, when, ui.body(), colour);
    if (!visit.place.empty()) icon_text(ui, "where", Icon::map_pin, visit.place, ui.body(), colour);
    if (!visit.covers.empty())
        icon_text(ui, "covers", Icon::users, tr("grid.visit.covers", {{"who", visit.covers}}), ui.body(), colour);
    if (!visit.phone.empty()) {
        const std::string call = "tel:" + visit.phone;
        row_link(ui, "phone", {.title = visit.phone, .subtitle = tr("visit.call"), .href = call, .icon = Icon::phone});
    }
    if (visit.is_verification() || visit.is_call_back()) return;
    ui.gap(12);
    const auto& copy = view.model.get<app::grid::Copy>();
    const auto* known = app::grid::find_person(copy, visit.person_id, view.model.now);
    if (known != nullptr && app::assist::has_died(app::assist::person_of(*known), copy, view.model.now)) {
        paragraph(ui, "deceased", tr("assist.deceased.title", {{"name", known->name}}), Tone::strong);
        return;
    }
    if (!visit.person_id.empty()) {
        if (button(ui, "assist", tr("grid.assist"), {.icon = Icon::heart_handshake})) start_assist(view, visit);
        return;
    }
    const std::string assist = app::format_route(app::to_page(app::pages::assisted));
    button_link(ui, "assist", tr("grid.assist"), assist, true, Icon::heart_handshake);
}

void draw_tries(const View& view, const domain::GridVisit& visit) {
    if (visit.tries.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "tries");
    heading(ui, "tries-title", 2, tr("visit.tries"));
    const Group list(ui, "list", a11y::Role::list, tr("visit.tries"));
    int index = 0;
    for (const domain::VisitTry& one : visit.tries) {
        const Group item(ui, std::to_string(index++), a11y::Role::list_item);
        const std::string when = i18n::date_time(one.at.ms, view.model.now.ms, view.model.zone_minutes);
        paragraph(ui, "what", dotted({when, word_of("visit.result", one.result), one.note}));
    }
}

void choose_again(const View& view) {
    const visits::Model& state = state_of(view);
    const domain::Instant now = app::grid::server_now(view.model.get<app::grid::Copy>(), view.model.now);
    std::vector<Choice> choices;
    for (const auto again : {visits::Again::none, visits::Again::this_afternoon, visits::Again::tomorrow_morning,
                             visits::Again::tomorrow_afternoon}) {
        const bool offered =
            again == visits::Again::none || visits::window_of(again, now, view.model.zone_minutes).has_value();
        if (offered) choices.push_back({domain::to_code(again), word_of("visit.again", domain::to_code(again))});
    }
    const auto chosen = radio_group(view.ui, "again", {.label = tr("visit.again"), .required = false}, choices,
                                    domain::to_code(state.again));
    if (!chosen) return;
    if (const auto again = domain::from_code<visits::Again>(*chosen)) view.send(visits::AgainChosen{*again});
}

void add_photos(const View& view) {
    const visits::Model& state = state_of(view);
    const std::vector<PhotoView> photos = form_parts::photo_views(state.photos);
    const bool room = state.photos.room(visits::most_photos) > 0;
    const PhotoGridResult result =
        photo_grid(view.ui, "photos", tr("visit.photos"), photos, room ? tr("visit.photos.add") : std::string_view{});
    if (result.add) view.send(visits::PhotoWanted{});
    if (result.removed) view.send(visits::PhotoRemoved{*result.removed});
    if (result.replaced) view.send(visits::PhotoRemoved{*result.replaced});
}

void draw_refused(const View& view) {
    const visits::Model& state = state_of(view);
    const auto say = [&](const char* area, app::world::StorageFailure reason) {
        banner(view.ui, "trouble", CardStyle::soft_bad, Icon::alert_triangle, word_of(area, domain::to_code(reason)));
    };
    if (state.submission.failure)
        say("appeal.submit_failed", *state.submission.failure);
    else if (state.save_failure)
        say("appeal.save_failed", *state.save_failure);
    const auto error = state.submission.error();
    if (!error) return;
    const Card card(view.ui, "refused", CardStyle::outlined_bad);
    heading(view.ui, "title", 2, tr("visit.refused"));
    paragraph(view.ui, "why", words(*error));
    view.ui.gap(8);
    if (button(view.ui, "give-up", tr("sent.give_up"), {.kind = ButtonKind::secondary})) view.send(visits::GivenUp{});
}

/// What whom was helped answers, question by question, in the words of a call.
void ask_back(const View& view) {
    Ui& ui = view.ui;
    const visits::Model& state = state_of(view);
    for (const std::string_view question : visits::questions) {
        const std::string path = "answers." + std::string(question), key = "form.call_back." + std::string(question);
        std::vector<Choice> choices;
        for (const std::string_view answer : visits::call_back_answers)
            choices.push_back({answer, word_of((key + ".option").c_str(), answer)});
        const bool left_out = std::ranges::any_of(state.errors, [&](const auto& one) { return one.path == path; });
        const std::string wrong = left_out ? std::string(tr(key + ".error.required")) : std::string();
        const auto given = state.answers.find(question);
        const auto chosen =
            radio_group(ui, app::field_node(path), {.label = tr(key + ".label"), .error = wrong}, choices,
                        given == state.answers.end() ? std::string_view() : std::string_view(given->second));
        if (chosen) view.send(visits::AnswerChosen{std::string(question), *chosen});
    }
}

void draw_result(const View& view, const domain::GridVisit& visit) {
    Ui& ui = view.ui;
    const visits::Model& state = state_of(view);
    const Card card(ui, "result");
    std::vector<Choice> choices;
    for (const std::string_view result : visits::results_of(visit))
        choices.push_back({result, word_of("visit.result", result)});
    const std::string wrong = error_of(state.errors, "result");
    const auto chosen =
        radio_group(ui, "field:result", {.label = tr("visit.result"), .error = wrong}, choices, state.result);
    if (chosen) view.send(visits::ResultChosen{*chosen});
    if (state.result.empty()) return;
    if (state.result == visits::asked) ask_back(view);
    const std::string note_wrong = error_of(state.errors, "note");
    const FieldResult note = text_field(ui, "field:note",
                                        {.label = tr("visit.note"),
                                         .value = state.note,
                                         .error = note_wrong,
                                         .required = visits::wants_note(state.result)});
    if (note.changed) view.send(visits::NoteEdited{*note.changed});
    if (visits::may_go_again(state.result)) choose_again(view);
    add_photos(view);
    ui.gap(12);
    if (button(ui, "note-it", tr("visit.note_it"), {.icon = Icon::check, .busy = state.busy()}))
        view.send(visits::NotePressed{});
}

/// What comes of it is said at the case.
void draw_verification(const View& view, const domain::GridVisit& visit) {
    Ui& ui = view.ui;
    const Card card(ui, "verification");
    heading(ui, "verify-title", 2, tr("visit.verify"));
    paragraph(ui, "verify-text", tr("visit.verify.text"), Tone::secondary);
    ui.gap(12);
    const std::string& number = visit.number.empty() ? visit.id : visit.number;
    const std::string href = app::format_route(app::workbench::to_workbench(domain::Queue::to_verify, number));
    button_link(ui, "verify", tr("visit.verify.open"), href, true, Icon::shield_check);
}

/// Somebody else goes; it needs the network, for the other one has to hear of it.
void draw_hand_over(const View& view) {
    Ui& ui = view.ui;
    const visits::Model& state = state_of(view);
    const Card card(ui, "hand-over");
    heading(ui, "hand-title", 2, tr("visit.hand_over"));
    if (!view.model.online) {
        paragraph(ui, "offline", tr("visit.hand_over.offline"), Tone::secondary);
        return;
    }
    const std::string wrong = state.hand_error ? words(*state.hand_error) : std::string();
    const FieldResult to =
        text_field(ui, "field:successor",
                   {.label = tr("visit.successor"), .value = state.successor, .error = wrong, .required = false});
    if (to.changed) view.send(visits::SuccessorEdited{*to.changed});
    if (button(ui, "hand", tr("visit.hand_over.press"),
               {.kind = ButtonKind::secondary, .disabled = state.successor.empty(), .busy = state.handing != 0}))
        view.send(visits::HandOverPressed{});
}

}  // namespace

void draw_visit(const View& view) {
    const auto& copy = view.model.get<app::grid::Copy>();
    const domain::GridVisit* visit = app::grid::find_visit(copy, view.model.route.id(), view.model.now);
    page(view, {.title = tr("page.visit.title"), .max_width = 1000}, [&] {
        Ui& ui = view.ui;
        if (visit == nullptr) {
            empty_state(ui, "gone", Icon::info_circle, tr("visit.gone"), tr("visit.gone.text"));
            return;
        }
        draw_refused(view);
        const auto left = [&] {
            draw_who(view, *visit);
            ui.gap(16);
            draw_tries(view, *visit);
        };
        const auto right = [&] {
            if (visit->is_verification()) {
                draw_verification(view, *visit);
                return;
            }
            const auto found = state_of(view).waiting.find(visit->id);
            if (found != state_of(view).waiting.end() && !state_of(view).submission.refused()) {
                banner(ui, "noted", CardStyle::soft_ok, Icon::circle_check, tr("visit.waits"), true);
                return;
            }
            draw_result(view, *visit);
            if (visit->is_call_back()) return;
            ui.gap(16);
            draw_hand_over(view);
        };
        beside(ui, 0.5f, room_for_two, left, right);
    });
}

}  // namespace ow::ui
