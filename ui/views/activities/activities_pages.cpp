#include "ui/views/activities/activities_pages.hpp"

#include "src/app/activities/activities.hpp"
#include "src/app/activities/pages.hpp"
#include "src/app/filings/filings.hpp"
#include "src/app/notices/pages.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/visit_words.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ow::ui {

namespace {

namespace activities = app::activities;
using activities::Activity;

const activities::Model& state_of(const View& view) { return view.model.get<activities::Model>(); }

/// How it stands: what became of one's sign-up where there is one, else whether one can sign up.
Tag tag_of(const Activity& one) {
    const bool gone = one.state == "called_off" || one.state == "over";
    if (!gone && activities::is_signed_up(one)) {
        if (one.mine->state == "in") return {std::string(tr("activity.mine.in")), TagKind::ok, Icon::check};
        return {std::string(tr("activity.mine.waiting")), TagKind::warn, Icon::clock};
    }
    if (one.state == "open" && one.left > 0) return {tr_plural("activity.left", one.left), TagKind::ok};
    if (one.state == "open") return {std::string(tr("activity.waits")), TagKind::warn};
    const std::string word(word_of("activity.state", one.state));
    return {word, one.state == "called_off" ? TagKind::bad : TagKind::neutral};
}

std::string when_words(const View& view, const Activity& one) { return span_words(view, one.begins, one.ends); }

void draw_rows(const View& view, const std::string& title, const std::vector<const Activity*>& rows) {
    Ui& ui = view.ui;
    const Card card(ui, "card");
    const Group list(ui, "list", a11y::Role::list, title);
    for (const Activity* one : rows) {
        const Group item(ui, one->id, a11y::Role::list_item);
        ui.gap(0);
        if (one != rows.front()) divider(ui);
        ui.gap(0);
        const std::string sub = dotted({when_words(view, *one), one->place});
        const std::string link = app::format_route(app::to_page(app::pages::activity, one->id));
        row_link(ui, "row", {.title = one->title, .subtitle = sub, .href = link, .tag = tag_of(*one)});
    }
}

/// What waits for the network, and what the server refused.
void draw_outbox(const View& view) {
    Ui& ui = view.ui;
    const auto& model = state_of(view);
    for (const domain::CommandStatus& status : view.model.get<app::filings::Model>().mine) {
        const bool waits =
            status.state == domain::CommandState::waiting || status.state == domain::CommandState::signed_out;
        if (status.act != app::activity_act || !waits) continue;
        const Scope scope(ui, status.key);
        draw_waiting_note(view, status);
    }
    if (const auto error = model.submission.error()) {
        const Card card(ui, "not-signed-up", CardStyle::outlined_bad);
        heading(ui, "title", 2, tr("activity.refused", {{"title", model.submission.status->title}}));
        paragraph(ui, "why", said_by_server(*error));
        ui.gap(12);
        if (button(ui, "give-up", tr("activity.give_up"), {.kind = ButtonKind::secondary}))
            view.send(activities::GivenUp{});
    }
    if (model.cancel.error) {
        const std::string said = said_by_server(*model.cancel.error);
        banner(ui, "refused", CardStyle::soft_warn, Icon::info_circle, said, true);
    }
    if (model.submission.failure)
        banner(ui, "unsent", CardStyle::soft_bad, Icon::alert_triangle,
               tr("appeal.submit_failed." + std::string(domain::to_code(*model.submission.failure))), true);
}

/// Whether one's sign-up for it waits in the outbox, or is sent from there after a reload; one that was pressed just
/// now has its button.
bool is_on_its_way(const View& view, const Activity& one) {
    const std::string& pressed = state_of(view).submission.key;
    return std::ranges::any_of(view.model.get<app::filings::Model>().mine, [&](const domain::CommandStatus& status) {
        const bool sends = status.state == domain::CommandState::sending && status.key == pressed;
        return status.act == app::activity_act && status.subject == one.id && !sends &&
               status.state != domain::CommandState::needs_attention;
    });
}

void draw_facts(const View& view, const Activity& one) {
    Ui& ui = view.ui;
    const Colour colour = ui.theme().colour.brand;
    const Card card(ui, "facts");
    tag(ui, "state", tag_of(one));
    ui.gap(12);
    icon_text(ui, "when", Icon::clock, when_words(view, one), tone_style(ui, Tone::strong), colour);
    ui.gap(8);
    icon_text(ui, "where", Icon::map_pin, one.place, ui.body(), colour);
    ui.gap(8);
    const std::string places =
        tr("activity.places", {{"places", std::to_string(one.places)}, {"left", std::to_string(one.left)}});
    const std::string line = one.waits > 0 ? tr_plural("activity.in_line", one.waits) : std::string();
    icon_text(ui, "places", Icon::users, dotted({places, line}), ui.body(), colour);
    ui.gap(8);
    const std::string until = i18n::date_time(ms(one.closes), ms(view.model.now), view.model.zone_minutes);
    icon_text(ui, "until", Icon::calendar, tr("activity.closes", {{"when", until}}), ui.body(), colour);
    if (!one.group.empty()) {
        ui.gap(8);
        const std::string group(word_of("activity.group", one.group));
        icon_text(ui, "group", Icon::info_circle, tr("activity.for", {{"group", group}}), ui.body(), colour);
    }
    ui.gap(12);
    paragraph(ui, "body", one.body);
    ui.gap(12);
    button_link(ui, "calendar", tr("activity.calendar"), "/api/v1/activities/" + one.id + "/activity.ics", false,
                Icon::calendar);
}

/// What was changed after one signed up, as it was: what it is now stands below.
void draw_changed(const View& view, const activities::Before& was) {
    Ui& ui = view.ui;
    std::vector<std::string> lines;
    if (was.begins && was.ends)
        lines.push_back(tr("activity.was.when", {{"was", span_words(view, *was.begins, *was.ends)}}));
    if (was.place) lines.push_back(tr("activity.was.place", {{"was", *was.place}}));
    if (was.title) lines.push_back(tr("activity.was.title", {{"was", *was.title}}));
    if (was.closes) {
        const std::string until = i18n::date_time(ms(*was.closes), ms(view.model.now), view.model.zone_minutes);
        lines.push_back(tr("activity.was.closes", {{"was", until}}));
    }
    if (was.places) lines.push_back(tr("activity.was.places", {{"was", std::to_string(*was.places)}}));
    if (was.body) lines.emplace_back(tr("activity.was.body"));
    const Card card(ui, "changed", CardStyle::soft_warn);
    heading(ui, "title", 2, tr("activity.changed"));
    for (std::size_t at = 0; at < lines.size(); ++at) {
        ui.gap(8);
        paragraph(ui, "line" + std::to_string(at), lines[at], Tone::strong);
    }
    ui.gap(8);
    paragraph(ui, "kept", tr("activity.changed.text"));
}

void draw_own(const View& view, const Activity& one) {
    Ui& ui = view.ui;
    const Card card(ui, "own", one.mine->state == "in" ? CardStyle::soft_ok : CardStyle::soft_warn);
    const bool in = one.mine->state == "in";
    heading(ui, "own-title", 2, tr(in ? "activity.own.in" : "activity.own.waiting"));
    paragraph(ui, "own-people", tr_plural("activity.own.people", one.mine->people));
    if (!in)
        paragraph(ui, "own-line", tr("activity.own.line", {{"line", std::to_string(one.mine->line)}}), Tone::strong);
    for (std::size_t at = 0; at < one.mine->answers.size(); ++at) {
        const auto& [label, value] = one.mine->answers[at];
        ui.gap(8);
        paragraph(ui, "asked" + std::to_string(at), label, Tone::secondary);
        paragraph(ui, "answer" + std::to_string(at), value, Tone::strong);
    }
    if (!one.mine->can_cancel) return;
    ui.gap(12);
    const bool busy = state_of(view).cancel.busy();
    if (button(ui, "cancel", tr("activity.cancel"), {.kind = ButtonKind::secondary, .busy = busy}))
        view.send(activities::CancelPressed{one.id});
}

void draw_people(const View& view, const Activity& one) {
    if (one.most < 2) return;
    std::vector<std::string> values, titles;
    for (int count = 1; count <= one.most; ++count) {
        values.push_back(std::to_string(count));
        titles.push_back(tr_plural("activity.people.count", count));
    }
    std::vector<Choice> choices;
    for (std::size_t at = 0; at < values.size(); ++at)
        choices.push_back({values[at], titles[at]});
    const std::string& now = values[static_cast<std::size_t>(std::min(state_of(view).people, one.most) - 1)];
    const auto chosen = radio_group(view.ui, "people", {.label = tr("activity.people")}, choices, now);
    if (!chosen) return;
    const auto at = std::ranges::find(values, *chosen) - values.begin();
    view.send(activities::PeopleChosen{static_cast<int>(at) + 1});
}

/// What it asks; a note where the device could not keep the answers.
void draw_questions(const FormView& form) {
    const auto& model = state_of(form.view);
    if (model.asked.fields.empty()) return;
    form.view.ui.gap(12);
    draw_form_page(form);
    if (model.save_failed)
        banner(form.view.ui, "unsaved", CardStyle::soft_warn, Icon::info_circle, tr("activity.unsaved"), true);
}

void draw_sign_up(const View& view, const Activity& one) {
    Ui& ui = view.ui;
    const auto& model = state_of(view);
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const app::form::Setting setting = activities::setting_of(
        model, domain::to_civil(view.model.now, view.model.zone_minutes).date, reference ? &*reference : nullptr);
    const FormView form{.view = view,
                        .setting = setting,
                        .state = model.form,
                        .act = [&view](app::form::Action action) { view.send(activities::Filled{std::move(action)}); },
                        .busy = model.submission.busy(),
                        .enter_goes_on = false};
    const bool signed_out = app::account_of(view.model) == nullptr;
    const bool busy = model.submission.busy() && model.signing_up == one.id;
    if (!signed_out) draw_form_errors(form);
    const Card card(ui, "sign-up");
    heading(ui, "sign-up-title", 2, tr(one.left > 0 ? "activity.sign_up.title" : "activity.wait.title"));
    if (signed_out) {
        paragraph(ui, "sign-in-first", tr("activity.sign_in_first"), Tone::secondary);
    } else {
        draw_people(view, one);
        if (one.ask_group) {
            const std::string name =
                tr("activity.belongs", {{"group", std::string(word_of("activity.group", one.group))}});
            const std::string error = model.lacking ? std::string(tr("activity.belongs.lacking")) : std::string();
            if (const auto ticked = checkbox(ui, "belongs", name, model.belongs, error, true))
                view.send(activities::BelongsTicked{*ticked});
        }
        draw_questions(form);
    }
    ui.gap(12);
    const char* word = signed_out     ? "activity.sign_in"
                       : busy         ? "activity.busy"
                       : one.left > 0 ? "activity.sign_up"
                                      : "activity.wait";
    if (button(ui, "sign-up", tr(word), {.busy = busy})) view.send(activities::SignUpPressed{});
}

}  // namespace

void draw_activities(const View& view) {
    page(view, {.title = tr("page.activities.title"), .pill = PageSpec::Pill::read_aloud}, [&] {
        const auto& model = state_of(view);
        Ui& ui = view.ui;
        draw_outbox(view);
        std::vector<const Activity*> own, coming;
        if (model.mine.value)
            for (const Activity& one : *model.mine.value)
                if (activities::is_signed_up(one)) own.push_back(&one);
        if (!own.empty()) {
            const Scope scope(ui, "own");
            heading(ui, "title", 2, tr("activity.mine"));
            ui.gap(8);
            draw_rows(view, std::string(tr("activity.mine")), own);
        }
        if (!model.list.value) return loading(view, 3);
        for (const Activity& one : *model.list.value)
            coming.push_back(&one);
        const Scope scope(ui, "coming");
        if (coming.empty()) {
            const Card card(ui, "none");
            return empty_state(ui, "none", Icon::calendar, tr("activity.none"), {});
        }
        if (!own.empty()) {
            heading(ui, "title", 2, tr("activity.coming"));
            ui.gap(8);
        }
        draw_rows(view, std::string(tr("activity.coming")), coming);
    });
}

void draw_activity(const View& view) {
    const Activity* one = activities::find(state_of(view), view.model.route.id());
    page(view,
         {.title = tr("page.activity.title"), .title_is_heading = one == nullptr, .pill = PageSpec::Pill::read_aloud},
         [&] {
             if (one == nullptr) return loading(view, 2);
             Ui& ui = view.ui;
             heading(ui, "title", 1, one->title);
             ui.gap(8);
             draw_outbox(view);
             if (one->state == "called_off")
                 banner(ui, "called-off", CardStyle::soft_bad, Icon::alert_triangle,
                        tr("activity.called_off", {{"reason", one->reason}}), true);
             const bool stands = one->state != "called_off" && one->state != "over";
             if (stands && activities::is_signed_up(*one)) {
                 if (one->mine->before) draw_changed(view, *one->mine->before);
                 draw_own(view, *one);
             }
             draw_facts(view, *one);
             if (one->state == "open" && !activities::is_signed_up(*one) && !is_on_its_way(view, *one) &&
                 activities::may_sign_up(view.model))
                 draw_sign_up(view, *one);
         });
}

}  // namespace ow::ui
