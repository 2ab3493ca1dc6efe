#include "ui/views/my_data/my_data.hpp"

#include "src/app/appeal/pages.hpp"
#include "src/app/apply/pages.hpp"
#include "src/app/case_page/pages.hpp"
#include "src/app/my_data/my_data.hpp"
#include "src/domain/id_number.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace ow::ui {

namespace {

using app::my_data::Act;
using app::my_data::Held;
using app::my_data::Helped;
using app::my_data::Mandate;
using app::my_data::Record;
using app::my_data::Side;
using app::my_data::Sight;

/// Of the newest sights so many are shown at once; the others are unfolded.
constexpr std::size_t sights_at_once = 3;

std::string day_of(const View& view, domain::Instant at) { return i18n::date(ms(at), ms(view.model.now)); }

void draw_held(const View& view, const Held& held, bool last) {
    Ui& ui = view.ui;
    const Scope scope(ui, held.name);
    const Group item(ui, "item", a11y::Role::list_item);
    const bool hidden = held.name == "id_number";
    const std::string value = hidden ? domain::mask_id_number(held.value)
                              : i18n::current().contains("my_data.value." + held.value)
                                  ? std::string(tr("my_data.value." + held.value))
                                  : held.value;
    paragraph(ui, "what", word_of("my_data.field", held.name), Tone::secondary);
    paragraph(ui, "value", value, Tone::strong);
    ui.gap(2);
    paragraph(ui, "from", tr("my_data.from", {{"source", held.source}, {"day", day_of(view, held.at)}}), Tone::small);
    paragraph(ui, "for", tr("my_data.for", {{"purpose", held.purpose}}), Tone::small);
    if (!last) divider(ui);
}

void draw_record(const View& view, const Record& record) {
    Ui& ui = view.ui;
    const Card card(ui, "held");
    heading(ui, "held-title", 2, tr("my_data.held"));
    if (record.held.empty()) {
        paragraph(ui, "held-none", tr("my_data.held.none"), Tone::secondary);
        return;
    }
    paragraph(ui, "held-lead", tr_plural("my_data.held.lead", static_cast<std::int64_t>(record.held.size())),
              Tone::secondary);
    ui.gap(8);
    const Group list(ui, "held-list", a11y::Role::list, tr("my_data.held"));
    for (const Held& held : record.held)
        draw_held(view, held, &held == &record.held.back());
}

void draw_sight(const View& view, const Sight& sight, std::size_t index) {
    Ui& ui = view.ui;
    const Scope scope(ui, std::to_string(index));
    const Group item(ui, "item", a11y::Role::list_item);
    paragraph(ui, "who", sight.who, Tone::strong);
    const std::string when = i18n::date_time(ms(sight.at), ms(view.model.now), view.model.zone_minutes);
    paragraph(ui, "what", dotted({word_of("my_data.sight", sight.purpose), when}), Tone::small);
}

void draw_sights(const View& view, const Record& record) {
    Ui& ui = view.ui;
    const Card card(ui, "sights");
    heading(ui, "sights-title", 2, tr("my_data.sights"));
    if (record.sights.empty()) {
        paragraph(ui, "sights-none", tr("my_data.sights.none"), Tone::secondary);
        return;
    }
    paragraph(ui, "sights-lead", tr("my_data.sights.lead"), Tone::secondary);
    ui.gap(8);
    const auto some = [&](std::string_view key, std::size_t from, std::size_t to) {
        const Group list(ui, key, a11y::Role::list, tr("my_data.sights"));
        for (std::size_t index = from; index < to; ++index) {
            draw_sight(view, record.sights[index], index);
            ui.gap(10);
        }
    };
    const std::size_t shown = std::min(sights_at_once, record.sights.size());
    some("sights-list", 0, shown);
    const std::size_t more = record.sights.size() - shown;
    if (more > 0 && disclosure(ui, "sights-more", tr_plural("my_data.sights.more", static_cast<std::int64_t>(more))))
        some("sights-rest", shown, record.sights.size());
}

/// "申报、看进度"
std::string scopes_of(const Mandate& mandate) {
    std::string words;
    for (const std::string& scope : mandate.scopes)
        add_to_list(words, word_of("my_data.scope", scope));
    return words;
}

void draw_acts(const View& view, const Mandate& mandate, Side side) {
    Ui& ui = view.ui;
    const bool mine = side == Side::mine;
    if (mandate.acts.empty()) {
        paragraph(ui, "acts-none", tr(mine ? "my_data.acts.none" : "my_data.done.none"), Tone::small);
        return;
    }
    const auto count = static_cast<std::int64_t>(mandate.acts.size());
    if (!disclosure(ui, "acts", tr_plural(mine ? "my_data.acts" : "my_data.done", count))) return;
    const Group list(ui, "acts-list", a11y::Role::list, tr("my_data.acts.title"));
    for (const Act& act : mandate.acts) {
        const Scope scope(ui, act.id);
        const Group item(ui, "item", a11y::Role::list_item);
        const std::string when = i18n::date_time(ms(act.at), ms(view.model.now), view.model.zone_minutes);
        const std::string what = dotted({word_of("my_data.act", act.act), domain::group_case_number(act.number), when});
        // Who helps goes on with it there, as long as the mandate holds.
        if (side == Side::theirs && mandate.holds() && !act.number.empty())
            text_link(ui, "act", what, app::format_route(app::to_case(act.number)), ui.theme().colour.brand, false);
        else
            paragraph(ui, "act", what);
    }
}

/// What can be gone on with for somebody, each with how far it is.
void draw_helped(const View& view, const Mandate& mandate) {
    Ui& ui = view.ui;
    const auto& helped = view.model.get<app::my_data::Model>().helped;
    if (!helped.value) {
        if (helped.error) paragraph(ui, "go-on-failed", tr("my_data.go_on.failed"), Tone::small);
        return;
    }
    const auto count = std::ranges::count(*helped.value, mandate.id, &Helped::mandate);
    if (count == 0) return;
    ui.gap(8);
    paragraph(ui, "go-on", tr("my_data.go_on"), Tone::secondary);
    const Group list(ui, "go-on-list", a11y::Role::list, tr("my_data.go_on"));
    for (const Helped& one : *helped.value) {
        if (one.mandate != mandate.id) continue;
        const Scope scope(ui, one.number);
        const Group item(ui, "item", a11y::Role::list_item);
        row_link(ui, "case",
                 {.title = one.title,
                  .subtitle = dotted({word_of("state", one.state), domain::group_case_number(one.number)}),
                  .href = app::format_route(app::to_case(one.number))});
    }
}

/// What can be begun for somebody.
void draw_may_file(const View& view, const Mandate& mandate) {
    if (mandate.may_file.empty() && mandate.may_report.empty()) return;
    Ui& ui = view.ui;
    ui.gap(8);
    const std::string title = tr("my_data.may_file", {{"who", mandate.person}});
    paragraph(ui, "may-file", title, Tone::secondary);
    const Group list(ui, "may-file-list", a11y::Role::list, title);
    for (const app::my_data::MayFile& one : mandate.may_file) {
        const Scope scope(ui, one.service);
        const Group item(ui, "item", a11y::Role::list_item);
        row_link(ui, "begin",
                 {.title = one.title,
                  .href = app::format_route(app::pages::to_apply(one.service, mandate.person_id)),
                  .icon = Icon::edit});
    }
    if (mandate.may_report.empty()) return;
    const Group item(ui, "report-item", a11y::Role::list_item);
    std::string about;
    for (const std::string& one : mandate.may_report)
        add_to_list(about, one);
    row_link(ui, "report",
             {.title = tr("my_data.may_report"),
              .subtitle = about,
              .href = app::pages::plain_appeal_for(mandate.person_id),
              .icon = Icon::message_report});
}

void draw_mandate(const View& view, const Mandate& mandate, Side side) {
    Ui& ui = view.ui;
    const auto& model = view.model.get<app::my_data::Model>();
    const Scope scope(ui, mandate.id);
    const Group item(ui, "item", a11y::Role::list_item);
    const std::string who = side == Side::mine ? mandate.helper : mandate.person;
    heading(ui, "who", 3, mandate.relationship.empty() ? who : dotted({who, mandate.relationship}));
    paragraph(ui, "about", tr("my_data.about", {{"about", mandate.about}, {"scopes", scopes_of(mandate)}}));
    const std::string until = mandate.holds()
                                  ? std::string(tr("my_data.until", {{"day", day_of(view, mandate.last_day)}}))
                                  : std::string(word_of("my_data.state", mandate.state));
    paragraph(ui, "until", until, Tone::secondary);
    draw_acts(view, mandate, side);
    if (!mandate.holds()) return;
    const bool mine = side == Side::mine;
    if (!mine) {
        draw_may_file(view, mandate);
        draw_helped(view, mandate);
    }
    ui.gap(8);
    if (button(ui, "revoke", tr(mine ? "my_data.revoke" : "my_data.give_back"),
               {.kind = mine ? ButtonKind::danger : ButtonKind::secondary,
                .busy = model.revoking != 0,
                .spoken = tr(mine ? "my_data.revoke.spoken" : "my_data.give_back.spoken", {{"who", who}})}))
        view.send(app::my_data::RevokePressed{mandate.id, side});
}

void draw_mandates(const View& view, const std::vector<Mandate>& mandates, Side side) {
    Ui& ui = view.ui;
    const bool mine = side == Side::mine;
    const Card card(ui, mine ? "helping" : "helped");
    const std::string title(tr(mine ? "my_data.helping" : "my_data.helped"));
    heading(ui, "title", 2, title);
    paragraph(ui, "lead",
              tr(mandates.empty() ? "my_data.helping.none"
                 : mine           ? "my_data.helping.lead"
                                  : "my_data.helped.lead"),
              Tone::secondary);
    if (!mandates.empty()) {
        ui.gap(8);
        const Group list(ui, "list", a11y::Role::list, title);
        for (const Mandate& mandate : mandates) {
            draw_mandate(view, mandate, side);
            if (&mandate != &mandates.back()) divider(ui);
        }
    }
    if (mine) {
        ui.gap(16);
        button_link(ui, "ask", tr("my_data.helping.ask"), "/plain/helpers/new", false, Icon::heart_handshake);
    }
}

}  // namespace

void draw_my_data(const View& view) {
    const auto& model = view.model.get<app::my_data::Model>();
    page(view, {.title = tr("page.my_data.title")}, [&] {
        if (!model.record.value || !model.helpers.value) {
            loading(view);
            return;
        }
        if (model.failed)
            banner(view.ui, "failed", CardStyle::soft_warn, Icon::alert_triangle,
                   tr(model.side == Side::mine ? "my_data.revoke.failed" : "my_data.give_back.failed"), true);
        draw_record(view, *model.record.value);
        draw_sights(view, *model.record.value);
        draw_mandates(view, model.helpers.value->helping_me, Side::mine);
        // Most people help nobody: then there is nothing to say of it.
        if (!model.helpers.value->i_help.empty()) draw_mandates(view, model.helpers.value->i_help, Side::theirs);
    });
}

}  // namespace ow::ui
