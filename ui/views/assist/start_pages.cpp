/// Step 1: whom, and what to do for them.

#include "ui/views/assist/assist_pages.hpp"

#include "src/app/assist/pages.hpp"
#include "src/app/form/application.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/services/services.hpp"
#include "src/app/workbench/workbench.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/columns.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ow::ui {

namespace {

namespace assist = app::assist;
using assist::Errand;
using assist::Person;
using domain::Verdict;

constexpr float first_quarter = 0.25f;

PageSpec first_step(std::string_view title) {
    return {.title = title,
            .navigation = false,
            .progress = first_quarter,
            .progress_name = tr("assist.progress"),
            .pill = PageSpec::Pill::read_aloud};
}

/// Between two of a list.
void divide(Ui& ui) {
    ui.gap(12);
    divider(ui);
    ui.gap(12);
}

/// What was begun and is kept on this tablet.
void draw_open(const View& view, const assist::Model& model) {
    if (model.open.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "open");
    heading(ui, "title", 2, tr("assist.open"));
    const Group list(ui, "list", a11y::Role::list, tr("assist.open"));
    for (const auto& [id, errand] : model.open) {
        const Group item(ui, id, a11y::Role::list_item);
        const std::string matter = assist_parts::matter_words(errand);
        const std::string name = assist_parts::person_words(view, errand.person);
        row_link(ui, "row",
                 {.title = name,
                  .subtitle = matter.empty() ? tr("assist.open.no_matter") : std::string_view(matter),
                  .href = app::format_route(app::to_page(app::pages::assisted_matter, id)),
                  .voice = RowLink::Voice::strong,
                  .tag = {std::string(tr("assist.open.tag")), TagKind::warn, Icon::edit}});
    }
}

/// The worker's own list of what was filed for people; nothing before there is any.
void draw_helped(const View& view, const assist::Model& model) {
    if (!model.helped.value || model.helped.value->empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "helped");
    heading(ui, "title", 2, tr("assist.helped"));
    const Group list(ui, "list", a11y::Role::list, tr("assist.helped"));
    for (const assist::Helped& one : *model.helped.value) {
        const Group item(ui, one.number, a11y::Role::list_item);
        if (&one != model.helped.value->data()) divider(ui);
        const std::string sub = dotted({one.person, one.number});
        row_link(ui, "row",
                 {.title = one.title,
                  .subtitle = sub,
                  .href = app::format_route(app::workbench::to_workbench(std::nullopt, one.number)),
                  .voice = RowLink::Voice::strong,
                  .tag = {std::string(word_of("state", one.state)), TagKind::neutral}});
    }
}

/// `facts` where the device has them.
void draw_person(const View& view, const Person& person, const domain::Value& facts) {
    Ui& ui = view.ui;
    const Group item(ui, person.id, a11y::Role::list_item);
    const auto words = [&] {
        heading(ui, "name", 3, assist_parts::person_words(view, person));
        paragraph(ui, "known", dotted({person.id_number_masked, person.phone_masked}), Tone::secondary);
        if (!person.home.empty()) paragraph(ui, "home", person.home, Tone::secondary);
    };
    const std::string spoken = tr("assist.choose.spoken", {{"name", person.name}});
    const ButtonOptions options{
        .kind = ButtonKind::secondary, .icon = Icon::heart_handshake, .compact = true, .spoken = spoken};
    if (assist::has_died(person, view.model.get<app::grid::Copy>(), view.model.now)) {
        words();
        ui.gap(8);
        assist_parts::draw_deceased(view, person);
    } else if (assist_parts::draw_choice(ui, tr("assist.choose"), options, words)) {
        view.send(assist::PersonChosen{person, facts});
    }
}

/// Somebody who may be the one, and what the device knows of them.
struct Found {
    Person person;
    domain::Value facts = domain::Value::object();
};

void draw_people(const View& view, const std::vector<Found>& people) {
    if (people.empty()) {
        paragraph(view.ui, "nobody", tr("assist.found.nobody"), Tone::secondary);
        return;
    }
    const Group list(view.ui, "list", a11y::Role::list, tr("assist.found"));
    for (const Found& found : people) {
        draw_person(view, found.person, found.facts);
        if (&found != &people.back()) divide(view.ui);
    }
}

/// The server cannot be asked: the grid that this tablet keeps.
void draw_kept(const View& view, const assist::Model& model) {
    Ui& ui = view.ui;
    const auto& copy = view.model.get<app::grid::Copy>();
    if (app::grid::freshness(copy, view.model.now).is != app::grid::Freshness::Is::held) {
        paragraph(ui, "offline", tr("assist.found.offline"), Tone::secondary);
        return;
    }
    paragraph(ui, "kept", tr("assist.found.kept"), Tone::secondary);
    if (model.typed.empty()) return;
    std::vector<Found> people;
    for (const domain::GridPerson* kept : app::grid::search(copy, model.typed, view.model.now))
        people.push_back({assist::person_of(*kept), kept->facts});
    draw_people(view, people);
}

void draw_found(const View& view, const assist::Model& model) {
    Ui& ui = view.ui;
    const Card card(ui, "found");
    heading(ui, "title", 2, tr("assist.found"));
    const bool unreached = model.found.error && model.found.error->kind == domain::ApiErrorKind::network;
    if (!view.model.online || unreached) {
        draw_kept(view, model);
    } else if (model.found.error) {
        paragraph(ui, "failed", words(*model.found.error), Tone::secondary);
    } else if (!model.found.value) {
        skeleton(ui, "loading", tr("page.loading"), 2);
    } else {
        std::vector<Found> people;
        for (const Person& person : *model.found.value)
            people.push_back({.person = person});
        draw_people(view, people);
    }
    ui.gap(16);
    button_link(ui, "new", tr("assist.new"), app::format_route(app::to_page(app::pages::assisted_new)), false,
                Icon::user);
}

// --- what to do ---

/// A service and whether the person gets it.
struct Offer {
    const domain::ServiceEntry* entry = nullptr;
    Verdict verdict;
};

/// So many questions are asked of somebody before it is known whether they get it, and of so many things.
constexpr std::size_t most_asked = 2, most_to_ask = 3;

/// Whether something known of the person speaks for it, and a question or two decide it.
bool is_to_ask(const Offer& offer) {
    if (offer.verdict.is != Verdict::Is::needs_facts) return false;
    const bool spoken_for = std::ranges::count(offer.verdict.reasons, domain::Reason::Is::met, &domain::Reason::is) > 0;
    return spoken_for && domain::missing_facts(offer.verdict).size() <= most_asked;
}

std::vector<Offer> offers_of(const View& view, const Errand& errand) {
    std::vector<Offer> offers;
    const auto& services = view.model.get<app::services::Model>();
    if (!services.list.value) return offers;
    const domain::Value facts = app::form::values_of(errand.facts);
    for (const domain::ServiceEntry& entry : *services.list.value)
        if (entry.online)
            offers.push_back({&entry, domain::judge(entry.conditions, facts, assist_parts::today_of(view))});
    // What they get by what is known first, then what something known of them speaks for; what everybody gets says
    // nothing of them; last what nothing known speaks for (an old person is not asked whether a child is coming).
    const auto rank = [](const Offer& offer) {
        if (offer.verdict.is == Verdict::Is::does_not) return 4;
        if (offer.verdict.is == Verdict::Is::needs_facts)
            return std::ranges::count(offer.verdict.reasons, domain::Reason::Is::met, &domain::Reason::is) > 0 ? 1 : 3;
        return offer.verdict.reasons.empty() ? 2 : 0;
    };
    std::ranges::sort(offers, {}, [&](const Offer& offer) { return std::pair(rank(offer), offer.entry); });
    return offers;
}

std::string fact_names(const std::vector<std::string>& facts) {
    std::string names;
    for (const std::string& fact : facts)
        add_to_list(names, tr("fact." + fact + ".label"));
    return names;
}

/// By what they get it, what is missing, or what stands against it.
std::string why(const Offer& offer) {
    std::vector<std::string> facts;
    for (const domain::Reason& reason : offer.verdict.reasons)
        if (offer.verdict.is != Verdict::Is::does_not || reason.is == domain::Reason::Is::failed)
            for (const std::string& fact : reason.facts)
                if (std::ranges::find(facts, fact) == facts.end()) facts.push_back(fact);
    switch (offer.verdict.is) {
        case Verdict::Is::fits:
            return facts.empty() ? std::string(tr("assist.fits.anybody"))
                                 : tr("assist.fits.by", {{"facts", fact_names(facts)}});
        case Verdict::Is::needs_facts:
            return tr("assist.needs", {{"facts", fact_names(domain::missing_facts(offer.verdict))}});
        case Verdict::Is::does_not: break;
    }
    return tr("assist.does_not.by", {{"facts", fact_names(facts)}});
}

void draw_offer(const View& view, const Offer& offer, bool last) {
    Ui& ui = view.ui;
    const Group item(ui, offer.entry->code, a11y::Role::list_item);
    const bool fits = offer.verdict.is == Verdict::Is::fits;
    const std::string spoken = tr("assist.do.spoken", {{"title", offer.entry->title}});
    const ButtonOptions options{
        .kind = fits && !offer.verdict.reasons.empty() ? ButtonKind::primary : ButtonKind::secondary,
        .compact = true,
        .spoken = spoken};
    const bool chosen = assist_parts::draw_choice(ui, tr("assist.do"), options, [&] {
        heading(ui, "title", 3, offer.entry->title);
        paragraph(ui, "why", why(offer), fits ? Tone::ok : Tone::secondary);
    });
    if (chosen) view.send(assist::ServiceChosen{offer.entry->code, offer.entry->title});
    if (!last) divide(ui);
}

void draw_offers(const View& view, const Errand& errand) {
    Ui& ui = view.ui;
    const std::vector<Offer> offers = offers_of(view, errand);
    const auto is_first = [](const Offer& offer) {
        return offer.verdict.is == Verdict::Is::fits && !offer.verdict.reasons.empty();
    };
    std::vector<const Offer*> asked;  // the most asked for
    for (const Offer& offer : offers)
        if (is_to_ask(offer) && asked.size() < most_to_ask) asked.push_back(&offer);
    const auto is_asked = [&](const Offer& offer) { return std::ranges::find(asked, &offer) != asked.end(); };
    const auto group = [&](std::string_view key, std::string_view name, auto belongs) {
        std::vector<const Offer*> own;
        for (const Offer& offer : offers)
            if (belongs(offer)) own.push_back(&offer);
        if (own.empty()) return;
        const Group list(ui, key, a11y::Role::list, name);
        for (const Offer* offer : own)
            draw_offer(view, *offer, offer == own.back());
    };
    const Card card(ui, "offers");
    heading(ui, "title", 2, tr("assist.offers"));
    if (offers.empty()) {
        paragraph(ui, "none", tr("assist.offers.none"), Tone::secondary);
        return;
    }
    if (std::ranges::any_of(offers, is_first))
        group("gets", tr("assist.offers"), is_first);
    else
        paragraph(ui, "open", tr("assist.offers.open"), Tone::secondary);
    if (!asked.empty()) {
        ui.gap(16);
        heading(ui, "ask-title", 2, tr("assist.offers.ask"));
        group("ask", tr("assist.offers.ask"), is_asked);
    }
    ui.gap(12);
    if (disclosure(ui, "more", tr("assist.offers.more")))
        group("rest", tr("assist.offers.more"),
              [&](const Offer& offer) { return !is_first(offer) && !is_asked(offer); });
}

void draw_appeals(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "appeals");
    heading(ui, "title", 2, tr("assist.appeal"));
    paragraph(ui, "lead", tr("assist.appeal.lead"), Tone::secondary);
    const auto& fields = app::form_of(view.model, "appeal").fields;
    const auto category = std::ranges::find(fields, "category", &app::form::FormField::path);
    if (category == fields.end()) return;
    for (const std::string& code : category->options) {
        ui.gap(8);
        if (button(ui, code, word_of("category", code), {.kind = ButtonKind::secondary}))
            view.send(assist::AppealChosen{code});
    }
}

void draw_whom(const View& view, const Errand& errand) {
    Ui& ui = view.ui;
    const Card card(ui, "whom");
    paragraph(ui, "label", tr("assist.person"), Tone::secondary);
    heading(ui, "name", 2, assist_parts::person_words(view, errand.person));
    paragraph(ui, "number", dotted({errand.person.id_number_masked, errand.person.phone_masked}), Tone::secondary);
    if (!errand.person.home.empty()) paragraph(ui, "home", errand.person.home, Tone::secondary);
    ui.gap(4);
    icon_text(ui, "known", Icon::check, tr(errand.registered.is_null() ? "assist.known" : "assist.registered"),
              ui.secondary(), ui.theme().colour.ok);
    ui.gap(8);
    if (button(ui, "wrong", tr("assist.wrong_person"), {.kind = ButtonKind::quiet, .icon = Icon::arrow_back_up}))
        view.send(assist::WrongPerson{});
    if (button(ui, "drop", tr("assist.drop"), {.kind = ButtonKind::quiet, .icon = Icon::trash}))
        view.send(assist::ErrandDropped{errand.id});
}

}  // namespace

void draw_assisted(const View& view) {
    const auto& model = view.model.get<assist::Model>();
    PageSpec spec = first_step(tr("page.assisted.title"));
    const std::string step = assist_parts::step_words(1);
    spec.subtitle = step;
    spec.progress_spoken = step;
    page(view, spec, [&] {
        assist_parts::draw_offline(view);
        if (model.replacing.empty())
            draw_open(view, model);
        else
            banner(view.ui, "replacing", CardStyle::soft_brand, Icon::info_circle, tr("assist.replacing"));
        {
            const Card card(view.ui, "search");
            heading(view.ui, "title", 2, tr("assist.whom"));
            const FieldResult field = text_field(view.ui, "field:search",
                                                 {.label = tr("assist.search"),
                                                  .value = model.typed,
                                                  .hint = tr("assist.search.hint"),
                                                  .input = a11y::InputType::search,
                                                  .required = false,
                                                  .icon = Icon::search});
            if (field.changed) view.send(assist::SearchEdited{*field.changed});
        }
        draw_found(view, model);
        draw_helped(view, model);
    });
}

void draw_assisted_new(const View& view) {
    const auto& model = view.model.get<assist::Model>();
    PageSpec spec = first_step(tr("page.assisted_new.title"));
    const std::string step = assist_parts::step_words(1);
    spec.subtitle = step;
    spec.progress_spoken = step;
    const app::form::Setting setting = form_setting(view, "person");
    const FormView form{.view = view, .setting = setting, .state = model.person, .act = [&](app::form::Action action) {
                            view.send(assist::Registering{std::move(action)});
                        }};
    page(
        view, spec,
        [&] {
            draw_form_errors(form);
            assist_parts::draw_offline(view);
            paragraph(view.ui, "lead", tr("assist.new.lead"), Tone::secondary);
            const Card card(view.ui, "form");
            draw_form_page(form);
        },
        [&] {
            if (button(view.ui, "register", tr("assist.new.done"))) form.act(app::form::SubmitPressed{});
        });
}

void draw_assisted_matter(const View& view) {
    const auto& model = view.model.get<assist::Model>();
    const bool mine = model.errand && model.errand->id == view.model.route.id();
    PageSpec spec = first_step(tr("page.assisted_matter.title"));
    spec.max_width = assist_parts::widest;
    const std::string step = assist_parts::step_words(1);
    spec.subtitle = step;
    spec.progress_spoken = step;
    page(view, spec, [&] {
        if (!mine) return loading(view, 3);
        assist_parts::draw_offline(view);
        assist_parts::draw_trouble(view, model);
        beside(
            view.ui, assist_parts::person_share, assist_parts::both_from,
            [&] {
                draw_whom(view, *model.errand);
                if (model.errand->kind == assist::Kind::none) return;
                const Card card(view.ui, "go-on");
                paragraph(view.ui, "what", assist_parts::matter_words(*model.errand), Tone::strong);
                button_link(view.ui, "mandate", tr("assist.go_on"),
                            app::format_route(app::to_page(app::pages::assisted_mandate, model.errand->id)), true);
            },
            [&] {
                draw_offers(view, *model.errand);
                draw_appeals(view);
            });
    });
}

}  // namespace ow::ui
