#include "ui/views/service_told.hpp"

#include "src/app/case_page/pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui {

std::string season_words(const domain::ServiceSeason& season, domain::CivilDate today) {
    switch (domain::opening_of(season, today)) {
        case domain::Opening::not_yet: return tr("services.opens", {{"day", season.opens}});
        case domain::Opening::over: return tr("services.closed", {{"day", season.closes}});
        case domain::Opening::open: break;
    }
    return {};
}

void draw_standing(const View& view, const app::Standing& standing) {
    if (standing.text.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "standing", CardStyle::soft_warn);
    icon_text(ui, "text", Icon::info_circle, standing.text, ui.body(), ui.theme().colour.warn);
    if (standing.number.empty()) return;
    ui.gap(10);
    button_link(ui, "go", tr("services.standing.go"), app::format_route(app::to_case(standing.number)), false);
}

}  // namespace ow::ui
