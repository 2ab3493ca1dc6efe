#include "ui/views/own_cases.hpp"

#include "src/app/case_page/pages.hpp"
#include "src/app/mine/mine.hpp"
#include "src/app/session/session.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/virtual_list.hpp"

#include <cmath>
#include <string>

namespace ow::ui {

void draw_own_case(const View& view, const domain::CaseSummary& item, RowPlace place) {
    const std::string when = i18n::date(item.created_at.ms, view.model.now.ms, view.model.zone_minutes);
    const bool counts = domain::counts_down(item);
    const std::string left = counts                                ? i18n::remaining(item.due_at->ms, view.model.now.ms)
                             : item.clock == domain::Clock::paused ? std::string(tr("clock.paused"))
                                                                   : std::string();
    const std::string sub =
        dotted({item.joined ? tr("joined.tag") : std::string_view(), category_word(item.category), when, left});
    const std::string link = app::format_route(app::to_case(item.number));
    row_link(view.ui, "link",
             {.title = item.title,
              .subtitle = sub,
              .href = link,
              .tag = state_tag(item),
              .selected = place == RowPlace::beside_its_own,
              .padded = place != RowPlace::page});
}

AsidePane own_cases_beside(const View& view) {
    const auto& account = view.model.get<app::session::Model>().account;
    if (!account || domain::is_staff(*account)) return {};
    return {tr("page.mine.title"), [&view] {
                const app::CaseList& list = view.model.get<app::mine::Model>().list;
                if (!list.loaded && !list.busy() && !list.error) view.send(app::mine::RefreshPressed{});
                if (!list.loaded) return list.error ? failed(view, *list.error) : loading(view);
                Ui& ui = view.ui;
                const Theme& t = ui.theme();
                const std::string number = view.model.route.id();
                const VirtualListResult shown = virtual_list(
                    ui, "cases",
                    {.name = tr("page.mine.title"),
                     .loaded = list.items.size(),
                     .total = static_cast<std::size_t>(list.total),
                     .estimate = std::round(t.type.body * 1.5f + t.type.secondary * 1.5f + 30),
                     .key_of = [&](std::size_t i) { return list.items[i].number; },
                     .draw =
                         [&](std::size_t i) {
                             const bool own = list.items[i].number == number;
                             draw_own_case(view, list.items[i], own ? RowPlace::beside_its_own : RowPlace::beside);
                         }});
                if (shown.end_in_sight && list.has_more() && !list.busy() && !list.error)
                    view.send(app::mine::MoreWanted{});
            }};
}

}  // namespace ow::ui
