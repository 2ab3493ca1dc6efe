#include "ui/views/case_body.hpp"

#include "src/app/case_page/pages.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/attachments.hpp"
#include "ui/views/case_history.hpp"
#include "ui/views/cases/application_cards.hpp"
#include "ui/views/grid_map.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/columns.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/fact_line.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/heading_row.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ow::ui {

namespace {

Fact clock_fact(const View& view, const domain::CaseSummary& summary) {
    if (summary.clock == domain::Clock::paused) return {Icon::clock, std::string(tr("clock.paused"))};
    const domain::Account* account = app::account_of(view.model);
    const bool runs = account != nullptr && domain::is_staff(*account)
                          ? summary.due_at && summary.clock != domain::Clock::done
                          : domain::counts_down(summary);
    if (!runs) return {};
    const Palette& c = view.ui.theme().colour;
    const std::string text = i18n::remaining(summary.due_at->ms, view.model.now.ms);
    switch (summary.clock.known_or(domain::Clock::green)) {
        case domain::Clock::red: return {Icon::alert_triangle, text, c.bad};
        case domain::Clock::amber: return {Icon::clock, text, c.warn};
        default: return {Icon::clock, text};
    }
}

/// The centre's phone, for what has to be said to a person.
std::string centre_phone(const View& view) {
    return view.model.get<app::street::Model>().reference.value
               ? view.model.get<app::street::Model>().reference.value->street.phone
               : std::string();
}

/// What went well or wrong, in words.
std::string rating_reasons(const domain::Rating& rating) {
    std::string words;
    for (const std::string& code : rating.praises)
        add_to_list(words, tr("form.rating.praises.option." + code));
    for (const std::string& code : rating.faults)
        add_to_list(words, tr("form.rating.faults.option." + code));
    return words;
}

void draw_outcome(const View& view, const domain::CaseDetail& detail) {
    Ui& ui = view.ui;
    if (detail.summary.state == domain::State::refused) {
        const std::string phone = centre_phone(view);
        banner(ui, "refused", CardStyle::soft_warn, Icon::info_circle,
               phone.empty() ? std::string(tr("case.refused.plain")) : tr("case.refused", {{"phone", phone}}));
    }
    if (detail.summary.tier > 0)
        banner(ui, "raised", CardStyle::soft_warn, Icon::speakerphone, tr_plural("case.raised", detail.summary.tier));
    if (detail.rating) {
        const domain::Rating& rating = *detail.rating;
        const Card card(ui, "rated");
        heading(ui, "rated-title", 2, tr("case.rated"));
        const std::string score = std::string(tr("form.rating.score.option." + std::to_string(rating.score)));
        paragraph(ui, "rated-words",
                  dotted({score, tr(rating.solved ? "form.rating.solved.option.yes" : "form.rating.solved.option.no")}),
                  Tone::strong);
        const std::string why = rating_reasons(rating);
        if (!why.empty()) paragraph(ui, "rated-why", why);
        if (!rating.comment.empty()) paragraph(ui, "rated-comment", rating.comment);
    }
}

Fact contact_fact(const domain::Contact& contact) {
    if (contact.mode == domain::ContactMode::anonymous) return {Icon::user, std::string(tr("case.contact.anonymous"))};
    return {Icon::user, dotted({tr("case.contact.named"), contact.name_masked, contact.phone_masked})};
}

}  // namespace

void draw_calendar_note(const View& view, const domain::CaseSummary& summary) {
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    if (!reference || summary.clock == domain::Clock::done) return;
    const std::string note = calendar_note(reference->official_years, summary.due_at, view.model.zone_minutes);
    if (!note.empty()) paragraph(view.ui, "calendar-note", note, Tone::small);
}

void draw_case_head(const View& view, const domain::CaseDetail& detail) {
    Ui& ui = view.ui;
    const domain::CaseSummary& summary = detail.summary;
    const Card card(ui, "head");
    heading_row(ui, "title", {.text = summary.title, .px = ui.theme().type.title, .tag = state_tag(summary)});
    const Fact facts[] = {
        clock_fact(view, summary), {Icon::building, summary.department_name}, {Icon::users, joined_words(summary)}};
    fact_line(ui, "facts", facts);
    draw_calendar_note(view, summary);
    using enum domain::State;
    if (summary.state == refused || summary.state == withdrawn || summary.state == merged) return;
    const bool application = summary.kind == domain::Kind::application;
    std::vector<std::string_view> stages;
    for (int i = 0; i < (application ? 4 : 5); ++i)
        stages.push_back(tr((application ? "stage.application." : "stage.") + std::to_string(i)));
    ui.gap(12);
    stage_bar(ui, "stages", tr("case.stages"), stages, static_cast<int>(summary.stage));
    if (detail.stage_text.empty()) return;
    ui.gap(10);
    paragraph(ui, "stage-text", detail.stage_text, Tone::secondary);
}

void draw_case_history(const View& view, const domain::CaseDetail& detail, CaseReader reader) {
    const Pictures pictures = reader == CaseReader::tracker ? Pictures::counted : Pictures::shown;
    const Card card(view.ui, "history");
    // At the desk the case has its heading in a pane, one level below the page's.
    heading(view.ui, "history-title", reader == CaseReader::staff ? 3 : 2, tr("case.history"));
    view.ui.gap(14);
    const std::vector<TimelineEntry> entries = history_entries(view, detail, pictures);
    if (const auto at = timeline(view.ui, "timeline", tr("case.history"), entries, tr("photo.open")))
        open_photos(view, entries[at->entry].pictures, at->picture);
}

void draw_case_content(const View& view, const domain::CaseDetail& detail, CaseReader reader) {
    Ui& ui = view.ui;
    const Card card(ui, "content");
    if (reader != CaseReader::staff) heading(ui, "content-title", 2, tr("case.content"));
    if (!detail.description.empty()) paragraph(ui, "description", detail.description);
    // Pictures are given to accounts only; the tracker reads in the history how many there are.
    // Those of an application stand with the paper that they are of.
    const bool with_papers = !detail.service.empty() && !detail.filled.empty();
    if (!detail.attachments.empty() && !with_papers && reader != CaseReader::tracker) {
        ui.gap(12);
        draw_attachments(view, "pictures", detail.attachments);
    }
    const domain::CaseSummary& summary = detail.summary;
    const std::string place = detail.place.text.empty() ? summary.place_text : detail.place.text;
    const std::string grid = summary.grid_name.empty() ? std::string() : summary.community + " " + summary.grid_name;
    ui.gap(12);
    const Fact facts[] = {{Icon::map_pin, dotted({place, grid})},
                          reader == CaseReader::tracker ? Fact{} : contact_fact(detail.contact),
                          {Icon::users, reader == CaseReader::staff ? joined_words(summary) : std::string()}};
    fact_line(ui, "facts", facts);
    if (reader == CaseReader::staff) return;
    const std::string filed = i18n::date_time(summary.created_at.ms, view.model.now.ms, view.model.zone_minutes);
    paragraph(ui, "filed", dotted({category_word(summary.category), channel_word(summary.channel), filed}),
              Tone::secondary);
}

namespace {

/// Content and map have to be this wide together to stand side by side, CSS px of standard text.
constexpr float room_for_map = 600;
/// What happened and what it is about.
constexpr float room_for_history = 800;

/// For staff: what it is about, and where that is.
void draw_content_and_place(const View& view, const domain::CaseDetail& detail) {
    Ui& ui = view.ui;
    const bool mapped = is_on_map(detail);
    const bool wide = ui.width() >= room_for_map * std::max(1.0f, ui.theme().type.body / 16);
    if (!mapped || !wide) {
        draw_case_content(view, detail, CaseReader::staff);
        if (mapped && disclosure(ui, "map", tr("case.map.show"))) draw_case_map(view, detail);
        return;
    }
    beside(
        ui, 0.54f, room_for_map, [&] { draw_case_content(view, detail, CaseReader::staff); },
        [&] {
            const Card card(ui, "place");
            draw_case_map(view, detail);
        });
}

}  // namespace

void draw_case_proof(const View& view, const domain::CaseDetail& detail, CaseReader reader) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    if (!detail.chain_ok) {
        const std::string phone = centre_phone(view);
        banner(
            ui, "chain-broken", CardStyle::soft_bad, Icon::alert_triangle,
            phone.empty() ? std::string(tr("case.chain.broken.plain")) : tr("case.chain.broken", {{"phone", phone}}));
    }
    // Who looked at several at once is told at each of them.
    const bool ledger = reader == CaseReader::filer && detail.parts.empty();
    if (!detail.chain_ok && !ledger) return;
    const Card card(ui, "proof");
    if (ledger) {
        const std::string href = app::format_route(app::to_page(app::pages::case_access, detail.summary.number));
        const std::string seen = tr_plural("case.access.count", detail.access_count);
        row_link(ui, "access",
                 {.title = tr("case.access"),
                  .subtitle = seen,
                  .href = href,
                  .icon = Icon::eye,
                  .spoken = tr("case.access"),
                  .description = seen});
        if (detail.chain_ok) {
            ui.gap(0);
            divider(ui);
            ui.gap(14);
        }
    }
    if (!detail.chain_ok) return;
    const float indent = t.size.icon + 14;
    const Rect at{ui.left() + indent, ui.next_y(), ui.width() - indent, 0};
    ui.push_column(at, 4);
    paragraph(ui, "chain", tr("case.chain.ok"));
    paragraph(ui, "chain-why", tr("case.chain.why"), Tone::small);
    const float height = ui.pop_column();
    ui.icon(Icon::shield_check, at.x - indent + t.size.icon * 0.5f, at.y + ui.body().line_height() * 0.5f, t.size.icon,
            t.colour.brand);
    ui.place(height);
}

void draw_case_body(const View& view, const domain::CaseDetail& detail, CaseReader reader,
                    const std::function<void()>& after_first) {
    if (reader == CaseReader::staff) {
        draw_content_and_place(view, detail);
        draw_application_filled(view, detail);
        draw_application_result(view, detail);
        draw_application_check(view, detail);
        if (after_first) after_first();
        draw_outcome(view, detail);
        draw_case_history(view, detail, reader);
        draw_case_proof(view, detail, reader);
        return;
    }
    if (reader == CaseReader::filer) draw_application_asked(view, detail);
    draw_application_result(view, detail);
    draw_application_check(view, detail);
    draw_case_head(view, detail);
    draw_application_parts(view, detail, reader);
    if (after_first) after_first();
    draw_outcome(view, detail);
    beside(
        view.ui, 0.5f, room_for_history,
        [&] {
            draw_case_history(view, detail, reader);
            draw_case_proof(view, detail, reader);
        },
        [&] {
            draw_case_content(view, detail, reader);
            draw_application_filled(view, detail);
        });
}

}  // namespace ow::ui
