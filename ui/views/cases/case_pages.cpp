#include "ui/views/cases/case_pages.hpp"

#include "src/app/case_page/case_page.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/rating/rating.hpp"
#include "src/app/session/session.hpp"
#include "src/app/steps/steps.hpp"
#include "src/app/track/pages.hpp"
#include "src/domain/ids.hpp"
#include "ui/views/case_body.hpp"
#include "ui/views/cases/rating_form.hpp"
#include "ui/views/own_cases.hpp"
#include "ui/views/page.hpp"
#include "ui/views/step_form.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

using domain::StepCode;

/// The case of the route, nullptr while it is on its way.
const domain::CaseDetail* loaded_case(const View& view) {
    const auto& value = view.model.get<app::case_page::Model>().detail.value;
    return value && value->summary.number == view.model.route.id() ? &*value : nullptr;
}

/// What came with the case was used again; the reason is the number of the other one.
bool is_reuse(const domain::AccessEntry& entry) { return entry.purpose == "reuse"; }

/// What the sight of personal data was for: looking at the case, or doing a step.
std::string purpose_words(const domain::AccessEntry& entry) {
    const std::string& code = entry.purpose;
    if (is_reuse(entry)) return tr("case.purpose.reuse", {{"number", domain::group_case_number(entry.reason)}});
    const std::string own = "case.purpose." + code;
    if (i18n::current().contains(own)) return std::string(tr(own));
    const std::string step = "step." + code;
    return i18n::current().contains(step) ? tr("case.purpose.step", {{"step", tr(step)}}) : code;
}

/// While the case is on its way, or instead of it.
void draw_missing(const View& view, const app::Remote<domain::CaseDetail>& remote) {
    if (remote.state() == app::RemoteState::failed)
        failed(view, *remote.error);
    else
        loading(view);
}

void draw_rating_offer(const View& view, const domain::CaseDetail& detail) {
    const auto& rating = view.model.get<app::rating::Model>();
    if (!detail.summary.can_rate || app::rating::find_waiting(rating, detail.summary.number) != nullptr) return;
    Ui& ui = view.ui;
    const Card card(ui, "rate-offer", CardStyle::accent_warn);
    heading(ui, "rate-title", 2, tr("case.rate.offer"));
    paragraph(ui, "rate-text", tr("case.rate.text"), Tone::secondary);
    ui.gap(12);
    const std::string href = app::format_route(app::to_page(app::pages::case_rate, detail.summary.number));
    button_link(ui, "rate-link", tr("case.rate.go"), href, true, Icon::star);
}

/// Somebody else filed it, and the reader has met it too.
void draw_joined(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "joined", CardStyle::soft_brand);
    heading(ui, "joined-title", 2, tr("joined.you"));
    paragraph(ui, "joined-text", tr("joined.limited"));
}

/// What the filer may do now: say more, or take it back.
void draw_filer_actions(const View& view, const domain::CaseDetail& detail) {
    const std::string& number = detail.summary.number;
    const auto may = [&](StepCode step) { return std::ranges::find(detail.actions, step) != detail.actions.end(); };
    const bool busy = app::steps::is_busy(view.model.get<app::steps::Model>(), number);
    std::vector<RowButton> buttons;
    std::vector<StepCode> steps;
    for (const StepCode step : {StepCode::supplement, StepCode::withdraw}) {
        if (!may(step)) continue;
        const ButtonKind kind = step == StepCode::withdraw ? ButtonKind::danger : ButtonKind::secondary;
        buttons.push_back({domain::to_code(step), step_word(step), {.kind = kind, .disabled = busy}});
        steps.push_back(step);
    }
    if (const auto pressed = button_row(view.ui, buttons)) view.send(app::steps::Opened{number, steps[*pressed]});
}

}  // namespace

namespace {

/// Widest column of a case: on a desktop what happened stands beside what it is about.
float case_width(const View& view) { return view.ui.desktop() ? 1040.0f : 680.0f; }

}  // namespace

void draw_case(const View& view) {
    const std::string number = domain::group_case_number(view.model.route.id());
    page(
        view,
        {.title = tr("case.title"), .subtitle = number, .max_width = case_width(view), .aside = own_cases_beside(view)},
        [&] {
            const domain::CaseDetail* detail = loaded_case(view);
            if (detail == nullptr) return draw_missing(view, view.model.get<app::case_page::Model>().detail);
            if (const auto& error = view.model.get<app::case_page::Model>().detail.error)
                banner(view.ui, "old", CardStyle::soft_warn, Icon::cloud_off, words(*error), true);
            draw_waiting_notes(view, detail->summary.number);
            // Who joined sees as much of it as who only has its number and code.
            const bool joined = detail->summary.joined;
            draw_case_body(view, *detail, joined ? CaseReader::tracker : CaseReader::filer, [&] {
                if (joined)
                    draw_joined(view);
                else
                    draw_rating_offer(view, *detail);
            });
            if (const app::steps::Form* form = form_to_draw(view.model, detail->summary.number)) {
                draw_step_form(view, *form);
                draw_step_buttons(view, *form, StepButtons::row);
            } else {
                draw_filer_actions(view, *detail);
            }
        });
}

void draw_case_access(const View& view) {
    const std::string number = domain::group_case_number(view.model.route.id());
    page(view, {.title = tr("case.access"), .subtitle = number, .aside = own_cases_beside(view)}, [&] {
        Ui& ui = view.ui;
        const auto& ledger = view.model.get<app::case_page::Model>().access;
        if (!ledger.value || view.model.get<app::case_page::Model>().number != view.model.route.id()) {
            if (ledger.state() == app::RemoteState::failed)
                failed(view, *ledger.error);
            else
                loading(view);
            return;
        }
        paragraph(ui, "lead", tr("case.access.lead"), Tone::secondary);
        if (ledger.value->items.empty()) {
            const Card card(ui, "none");
            empty_state(ui, "none", Icon::eye, tr("case.access.none"), tr("case.access.none.text"));
            return;
        }
        const Card card(ui, "card");
        const Group list(ui, "ledger", a11y::Role::list, tr("case.access"));
        int index = 0;
        for (const domain::AccessEntry& entry : ledger.value->items) {
            const std::string key = "entry" + std::to_string(index++);
            const Group item(ui, key, a11y::Role::list_item);
            if (index > 1) divider(ui);
            ui.gap(12);
            paragraph(ui, "who", entry.who, Tone::strong);
            ui.gap(2);
            paragraph(ui, "why", purpose_words(entry));
            ui.gap(2);
            if (!entry.reason.empty() && !is_reuse(entry)) {
                paragraph(ui, "reason", tr("case.access.reason", {{"reason", entry.reason}}));
                ui.gap(2);
            }
            paragraph(ui, "when", i18n::date_time(entry.at.ms, view.model.now.ms, view.model.zone_minutes),
                      Tone::secondary);
            ui.gap(12);
            ui.place(0);
        }
    });
}

void draw_case_rate(const View& view) {
    const app::rating::Model& rating = view.model.get<app::rating::Model>();
    // Without an account the case is the one that was found by its query code.
    const domain::CaseDetail* detail = app::shown_case(view.model);
    if (detail != nullptr && detail->summary.number != view.model.route.id()) detail = nullptr;
    const std::string number = domain::group_case_number(view.model.route.id());
    const std::string back = app::format_route(app::parent_of(view.model));
    const bool untold = detail == nullptr && !view.model.get<app::session::Model>().account;
    const bool mine = rating.number == view.model.route.id();
    const bool done = mine && rating.done;
    const bool open = detail != nullptr && detail->summary.can_rate && mine && !done;
    const bool waits = rating.submission.waits();
    // A form that stands open keeps its two ways, back and on; what there is only to read has the list beside it.
    const bool form_open = open && !waits;
    const PageSpec spec{.title = tr("rating.title"),
                        .subtitle = number,
                        .navigation = !form_open && view.ui.desktop(),
                        .aside = form_open ? AsidePane{} : own_cases_beside(view)};
    const auto content = [&] {
        Ui& ui = view.ui;
        if (done) {
            const Card card(ui, "done");
            draw_rating_done(view);
            ui.gap(16);
            button_link(ui, "back-to-case", tr("rating.back"), back, true);
            return;
        }
        if (untold) {
            const Card card(ui, "untold");
            empty_state(ui, "untold", Icon::search, tr("rating.untold"), tr("rating.untold.text"));
            ui.gap(16);
            button_link(ui, "track", tr("page.track.title"), app::format_route(app::to_page(app::pages::track)), true,
                        Icon::search);
            return;
        }
        if (detail == nullptr) return draw_missing(view, rating.detail);
        if (!open) {
            const Card card(ui, "closed");
            empty_state(ui, "closed", Icon::info_circle, tr("rating.closed"), tr("rating.closed.text"));
            ui.gap(16);
            button_link(ui, "back-to-case", tr("rating.back"), back, true);
            return;
        }
        heading(ui, "case-title", 2, detail->summary.title);
        if (waits) return draw_waiting_note(view, *rating.submission.status);
        draw_rating_fields(view);
    };
    if (form_open)
        page(view, spec, content, [&] { draw_rating_button(view); });
    else
        page(view, spec, content);
}

}  // namespace ow::ui
