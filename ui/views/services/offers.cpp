#include "ui/views/services/offers.hpp"

#include "src/app/services/pages.hpp"
#include "src/app/services/services.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/domain/time.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/services/service_row.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/headed_card.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

namespace ow::ui {

namespace {

namespace services = app::services;

/// How many services and questions stand in the card that has a page of its own.
constexpr std::size_t shown_max = 3, asked_max = 2;
constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

const services::Model& model_of(const View& view) { return view.model.get<services::Model>(); }

std::string all_href() {
    app::Route route = app::to_page(app::pages::services);
    route.set("show", "can");
    return app::format_route(route);
}

/// "按您的出生日期、户口在本街道算的"
std::string why(const domain::OfferNow& one) {
    std::string names;
    for (const std::string& fact : one.facts)
        add_to_list(names, tr("fact." + fact + ".label"));
    return tr("services.can.by", {{"facts", names}});
}

/// What somebody gets, each with the facts by which.
void draw_now(const View& view, std::size_t most) {
    Ui& ui = view.ui;
    const auto& model = model_of(view);
    std::vector<const domain::ServiceEntry*> rows;
    std::vector<std::string> whys;
    for (std::size_t i = 0; i < std::min(most, model.offers.now.size()); ++i) {
        rows.push_back(&model.list.value->at(model.offers.now[i].at));
        whys.push_back(why(model.offers.now[i]));
    }
    service_rows(ui, "now", tr("services.can"), rows, whys);
}

/// What a question decides of: by name, and once it is answered what came of it.
void draw_decided(const View& view, const domain::OneQuestion& question, std::size_t most) {
    Ui& ui = view.ui;
    const auto& model = model_of(view);
    const domain::CivilDate today = domain::to_civil(view.model.now, view.model.zone_minutes).date;
    const Group list(ui, "decided:" + question.fact, a11y::Role::list, tr("services.nearly.decides"));
    for (const std::size_t at : question.at) {
        const domain::ServiceEntry& entry = model.list.value->at(at);
        const Group item(ui, entry.code, a11y::Role::list_item);
        const auto fits = services::is_for_person(model, at, today);
        const Tag tag = !fits   ? Tag{}
                        : *fits ? Tag{std::string(tr("services.nearly.yes")), TagKind::ok, Icon::check}
                                : Tag{std::string(tr("services.nearly.no")), TagKind::neutral, Icon::x};
        row_link(ui, "row",
                 {.title = entry.title,
                  .subtitle = most == all ? std::string_view(entry.summary) : std::string_view(),
                  .href = guide_href(entry.code),
                  .tag = tag});
    }
}

/// 再答一个问题就知道: each question with what it decides of, answered here.
void draw_nearly(const View& view, std::size_t most) {
    const auto& model = model_of(view);
    if (model.offers.nearly.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "nearly");
    heading(ui, "nearly-title", 2, tr("services.nearly"));
    paragraph(ui, "nearly-lead", tr("services.asked.lead"), Tone::secondary);
    const domain::forms::FormDefinition questions = services::questions_of(model);
    const app::form::Setting setting{
        questions, app::form::context_of(domain::to_civil(view.model.now, view.model.zone_minutes).date, nullptr)};
    const FormView form{.view = view,
                        .setting = setting,
                        .state = model.asked,
                        .act = [&](app::form::Action action) { view.send(services::Filled{std::move(action)}); },
                        .enter_goes_on = false};
    for (std::size_t i = 0; i < std::min(most, model.offers.nearly.size()); ++i) {
        const domain::OneQuestion& question = model.offers.nearly[i];
        const app::form::FormField* field = app::form::owner_of(questions, question.fact);
        if (field == nullptr) continue;
        ui.gap(16);
        draw_fields(form, std::span(&field, 1));
        ui.gap(10);
        paragraph(ui, "decides:" + question.fact, tr("services.nearly.decides"), Tone::secondary);
        draw_decided(view, question, most);
    }
}

/// Nothing is known, or nothing comes of it.
void draw_none(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "offers");
    heading(ui, "offers-title", 2, tr("services.can"));
    const bool out = app::account_of(view.model) == nullptr;
    paragraph(ui, "offers-none", tr(out ? "services.can.sign_in" : "services.can.none"), Tone::secondary);
    if (!out) return;
    ui.gap(8);
    app::Route login = app::to_page(app::pages::login);
    login.set("next", app::format_route(view.model.route));
    button_link(ui, "sign-in", tr("services.can.login"), app::format_route(login), false, Icon::login);
}

void draw(const View& view, std::size_t services_most, std::size_t questions_most) {
    Ui& ui = view.ui;
    const domain::Offers& offers = model_of(view).offers;
    if (offers.now.empty()) {
        if (offers.nearly.empty()) return draw_none(view);
    } else {
        const std::string count = tr_plural("services.can.count", static_cast<long long>(offers.now.size()));
        const HeadedCard card(ui, "offers",
                              {.look = CardHead::Look::brand,
                               .icon = Icon::circle_check,
                               .title = count,
                               .subtitle = tr("services.can.lead")});
        draw_now(view, services_most);
        ui.gap(8);
        icon_text(ui, "offers-only", Icon::info_circle, tr("services.can.only"), ui.secondary(),
                  ui.theme().colour.brand);
    }
    draw_nearly(view, questions_most);
    const bool more = offers.now.size() > services_most || offers.nearly.size() > questions_most;
    if (!more) return;
    const Card card(ui, "offers-more");
    row_link(ui, "offers-all", {.title = tr("services.can.all"), .href = all_href()});
}

}  // namespace

void draw_offers(const View& view) { draw(view, shown_max, asked_max); }

void draw_all_offers(const View& view) {
    heading(view.ui, "filter", 2, tr("services.can"));
    draw(view, all, all);
}

}  // namespace ow::ui
