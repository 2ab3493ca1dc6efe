#include "src/app/form/form.hpp"
#include "src/domain/time.hpp"
#include "ui/views/date_words.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/prepared.hpp"
#include "ui/views/service_told.hpp"
#include "ui/views/services/guide_parts.hpp"
#include "ui/views/services/service_row.hpp"
#include "ui/views/services/services_pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/headed_card.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ow::ui {

namespace {

namespace services = app::services;
using guide_parts::Guide;

/// A known fact in words: dates as days, yes and no.
std::string value_words(const View& view, const domain::Value& value) {
    if (const bool* yes = value.as_bool()) return std::string(tr(*yes ? "form.yes" : "form.no"));
    if (const double* number = value.as_number()) return i18n::number(static_cast<std::int64_t>(*number));
    const std::string* text = value.as_text();
    if (text == nullptr) return {};
    if (const auto date = domain::read_iso_date(*text))
        return i18n::date(domain::from_civil({*date, 0, 0, 0, 0}, view.model.zone_minutes).ms, ms(view.model.now));
    return *text;
}

/// The person's own facts behind a reason, and where they are from: "出生日期 1943年5月1日 · 2025 年实名认证".
std::string facts_words(const Guide& guide, const domain::Reason& reason, const domain::Value& sources) {
    std::string words;
    for (const std::string& name : reason.facts) {
        const domain::Value* value = guide.facts.find(name);
        if (value == nullptr) continue;
        const std::string label = "fact." + name + ".label";
        const domain::Value* fact = sources.find(name);
        std::string source(fact == nullptr ? std::string_view() : fact->text_at("source"));
        if (source.empty()) source = tr("services.fact.told");
        const std::string said =
            tr("services.fact", {{"label", tr(label)}, {"value", value_words(guide.view, *value)}});
        words = words.empty() ? dotted({said, source}) : dotted({words, said, source});
    }
    return words;
}

struct Look {
    const char* word;
    CardHead::Look head;
    Icon icon;
};

Look look_of(domain::Verdict::Is verdict) {
    switch (verdict) {
        case domain::Verdict::Is::fits: return {"services.verdict.fits", CardHead::Look::ok, Icon::circle_check};
        case domain::Verdict::Is::does_not:
            return {"services.verdict.does_not", CardHead::Look::bad, Icon::alert_triangle};
        case domain::Verdict::Is::needs_facts: break;
    }
    return {"services.verdict.open", CardHead::Look::warn, Icon::info_circle};
}

/// Whom the verdict is about, where that is not who reads it.
std::string who_words(const Guide& guide) {
    if (guide.model.whom == services::oneself) return {};
    for (const services::Helped* one : services::helped_with(guide.model, guide.service.code))
        if (one->id == guide.model.whom) return one->name;
    return std::string(tr("services.who.family"));
}

void draw_reason(const Guide& guide, const domain::Reason& reason, const domain::Value& sources) {
    Ui& ui = guide.view.ui;
    const Palette& c = ui.theme().colour;
    const Group item(ui, reason.id, a11y::Role::list_item);
    const bool met = reason.is == domain::Reason::Is::met, failed = reason.is == domain::Reason::Is::failed;
    const std::string sentence(tr(guide.key("condition." + reason.id)));
    // The sign beside it is seen only; who hears it is told in words.
    const std::string said = met      ? sentence
                             : failed ? tr("services.reason.failed", {{"reason", sentence}})
                                      : tr("services.reason.open", {{"reason", sentence}});
    icon_text(ui, "what",
              met      ? Icon::check
              : failed ? Icon::x
                       : Icon::info_circle,
              said, ui.body(),
              met      ? c.ok
              : failed ? c.bad
                       : c.warn);
    const std::string facts = facts_words(guide, reason, sources);
    if (facts.empty()) return;
    // Under the sentence, past its sign.
    ui.gap(2);
    icon_text(ui, "facts", Icon::point_filled, facts, ui.secondary(), ui.theme().colour.idle_dot);
}

/// Questions whose answers the verdict needs, answered in place.
void draw_asked(const Guide& guide, bool open) {
    const View& view = guide.view;
    const domain::forms::FormDefinition questions = services::questions_of(guide.model, guide.service);
    if (questions.fields.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "asked");
    heading(ui, "asked-title", 2, tr(open ? "services.asked" : "services.answered"));
    paragraph(ui, "asked-lead", tr("services.asked.lead"), Tone::secondary);
    ui.gap(8);
    const app::form::Setting setting{questions, app::form::context_of(guide.today, nullptr)};
    const FormView form{.view = view,
                        .setting = setting,
                        .state = guide.model.asked,
                        .act = [&](app::form::Action action) { view.send(services::Filled{std::move(action)}); },
                        .enter_goes_on = false};
    draw_form_page(form);
}

void draw_whom(const Guide& guide) {
    const auto& whom = guide.service.for_whom;
    const auto helped = services::helped_with(guide.model, guide.service.code);
    const bool family = std::ranges::find(whom, services::relative) != whom.end();
    if (!family && helped.empty()) return;
    std::vector<Choice> choices{{services::oneself, tr("services.whom.self")}};
    if (family) choices.push_back({services::relative, tr("services.whom.family")});
    std::vector<std::string> names;
    names.reserve(helped.size());  // choices look at them
    for (const services::Helped* one : helped)
        choices.push_back({one->id, names.emplace_back(tr("services.whom.helped", {{"who", one->name}}))});
    const ChoiceLayout layout = helped.empty() ? ChoiceLayout::segments : ChoiceLayout::cards;
    const auto chosen =
        radio_group(guide.view.ui, "whom", {.label = tr("services.whom"), .layout = layout}, choices, guide.model.whom);
    if (chosen) guide.view.send(services::WhomChosen{*chosen});
    if (const std::string why = app::behalf::stopped(guide.model.behalf.error); !why.empty())
        banner(guide.view.ui, "stopped", CardStyle::soft_warn, Icon::info_circle, why, true);
}

/// How much of the form is filled in already.
std::string filled_words(const Guide& guide) {
    const domain::forms::FormDefinition form = domain::form_for(guide.service, guide.facts);
    const app::form::Setting setting{form, app::form::context_of(guide.today, nullptr), app::form::Layout::sections};
    app::form::State state;
    app::form::fill_known(state, setting, services::sources_for(guide.model));
    int filled = 0;
    std::size_t missing = 0;
    for (const app::form::Page& page : app::form::pages_of(setting, state)) {
        if (page.section->review) continue;
        for (const app::form::FormField* field : page.fields)
            if (state.answers.find(field->path) != nullptr) ++filled;
        missing += app::form::progress_of(setting, state, page).missing.size();
    }
    return filled > 0 ? tr("services.filled", {{"filled", filled}, {"missing", missing}})
                      : tr("services.to_fill", {{"missing", missing}});
}

/// Until when, where that is now; "" where there is no end.
std::string until_words(const Guide& guide) {
    const domain::ServiceSeason& season = guide.service.season;
    const bool ends = !season.closes.empty() && domain::opening_of(season, guide.today) == domain::Opening::open;
    return ends ? tr("services.until", {{"day", season.closes}}) : std::string();
}

}  // namespace

namespace guide_parts {

void draw_verdict(const Guide& guide) {
    Ui& ui = guide.view.ui;
    const domain::Verdict verdict = domain::judge(guide.service.conditions, guide.facts, guide.today);
    const bool open = verdict.is == domain::Verdict::Is::needs_facts;
    if (!verdict.reasons.empty()) {
        const domain::Value sources = services::sources_for(guide.model);
        const Look look = look_of(verdict.is);
        const auto unknown = std::ranges::count(verdict.reasons, domain::Reason::Is::open, &domain::Reason::is);
        const std::string who = who_words(guide);
        const std::string title = open          ? tr_plural(look.word, unknown)
                                  : who.empty() ? std::string(tr(look.word))
                                                : tr(std::string(look.word) + ".other", {{"who", who}});
        const HeadedCard card(ui, "verdict",
                              {.look = look.head, .icon = look.icon, .title = title, .live = CardHead::Live::yes});
        {
            const Group list(ui, "reasons", a11y::Role::list, tr("services.reasons"));
            for (const domain::Reason& reason : verdict.reasons) {
                if (&reason != &verdict.reasons.front()) ui.gap(10);
                draw_reason(guide, reason, sources);
            }
        }
        const bool fits = verdict.is == domain::Verdict::Is::fits;
        const std::string result = guide.key("result");
        if (open || (fits && !i18n::current().contains(result))) {
            ui.place(0);
        } else {
            ui.gap(12);
            divider(ui);
            ui.gap(12);
            paragraph(ui, "result", tr(fits ? std::string_view(result) : "services.verdict.ask"));
        }
    }
    draw_asked(guide, open);
}

}  // namespace guide_parts

void draw_service_guide(const View& view) {
    const auto& model = view.model.get<services::Model>();
    const std::string& code = view.model.route.id();
    const domain::Service* service = services::find_guide(model, code);
    const domain::ServiceEntry* entry = services::find_entry(model, code);
    const PageSpec spec{.title = tr("page.service.title"),
                        .subtitle = entry == nullptr ? std::string_view() : std::string_view(entry->department_name),
                        .title_is_heading = service == nullptr,
                        .navigation = service == nullptr || !service->form,
                        .pill = PageSpec::Pill::read_aloud};
    if (service == nullptr) {
        page(view, spec, [&] {
            const auto wanted = model.guides.find(code);
            if (wanted != model.guides.end() && wanted->second.error)
                failed(view, *wanted->second.error);
            else
                loading(view);
        });
        return;
    }
    const Guide guide{view, *service, model, services::facts_for(model),
                      domain::to_civil(view.model.now, view.model.zone_minutes).date};
    const auto content = [&] {
        heading(view.ui, "title", 1, tr(guide.key("title")));
        view.ui.gap(4);
        paragraph(view.ui, "summary", tr(guide.key("summary")));
        draw_whom(guide);
        if (const std::string until = until_words(guide); !until.empty()) {
            icon_text(view.ui, "until", Icon::clock, until, view.ui.body(), view.ui.theme().colour.warn);
            view.ui.gap(12);
        }
        if (model.whom == services::oneself) draw_prepared(view, PreparedShown::all, code);
        if (model.whom == services::oneself) draw_standing(view, services::standing_of(model, code));
        guide_parts::draw_verdict(guide);
        guide_parts::draw_together(guide);
        guide_parts::draw_materials(guide);
        guide_parts::draw_steps(guide);
        guide_parts::draw_terms(guide);
        guide_parts::draw_ways(guide);
        guide_parts::draw_questions(guide);
        guide_parts::draw_turned_away(guide);
    };
    if (!service->form) return page(view, spec, content);
    page(view, spec, content, [&] {
        Ui& ui = view.ui;
        if (const std::string season = season_words(guide.service.season, guide.today); !season.empty()) {
            icon_text(ui, "season", Icon::clock, season, ui.body(), ui.theme().colour.warn);
            return;
        }
        icon_text(ui, "filled", Icon::check, filled_words(guide), ui.secondary(), ui.theme().colour.ok);
        ui.gap(10);
        button_link(ui, "start", tr("services.start"), guide_parts::apply_href(guide), true);
    });
}

}  // namespace ow::ui
