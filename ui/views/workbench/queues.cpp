#include "ui/views/words.hpp"

#include "src/app/home/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/settings/pages.hpp"
#include "src/app/street/street.hpp"
#include "src/app/workbench/pages.hpp"
#include "src/app/workbench/workbench.hpp"
#include "ui/views/workbench/workbench_parts.hpp"
#include "ui/widgets/bars.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/text_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ow::ui::workbench_parts {

namespace {

#include "ui/views/workbench/queue_icons.inl"

Icon icon_of(domain::Queue queue) { return queue_icons[static_cast<std::size_t>(queue)]; }

std::vector<domain::Queue> queues(const View& view) {
    const auto& account = view.model.get<app::session::Model>().account;
    return account ? domain::queues_of(account->role) : std::vector<domain::Queue>{};
}

}  // namespace

std::string account_line(const View& view) {
    const auto& account = view.model.get<app::session::Model>().account;
    if (!account) return {};
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const std::string where = !account->department_name.empty() ? account->department_name
                              : reference                       ? reference->street.center_name
                                                                : std::string();
    const std::string number =
        account->staff_no.empty() ? std::string() : tr("workbench.staff_no", {{"number", account->staff_no}});
    return dotted({where, number});
}

std::string queue_href(domain::Queue queue) { return app::format_route(app::workbench::to_workbench(queue)); }

std::string case_href(const View& view, const std::string& number) {
    return app::format_route(app::workbench::to_workbench(view.model.get<app::workbench::Model>().queue, number));
}

void draw_queue_side(const View& view, const Rect& rect) {
    std::vector<std::string> hrefs, spoken;
    std::vector<NavItem> items;
    const auto all = queues(view);
    hrefs.reserve(all.size());
    spoken.reserve(all.size());
    for (const domain::Queue queue : all) {
        const auto count = app::workbench::count_of(view.model.get<app::workbench::Model>(), queue);
        hrefs.push_back(queue_href(queue));
        spoken.push_back(tr_plural("workbench.count", count));
        items.push_back({queue_word(queue), hrefs.back(), icon_of(queue),
                         view.model.get<app::workbench::Model>().queue == queue, static_cast<int>(count),
                         spoken.back()});
    }
    const Theme& t = view.ui.theme();
    const float foot = 2 * (std::max(t.size.target, std::round(t.type.secondary * 1.5f) + 18) + 4) + 20;
    {
        const Scope scope(view.ui, "queues");
        side_navigation(view.ui, tr("workbench.queues"), items, {rect.x, rect.y, rect.w, rect.h - foot});
    }
    const Scope scope(view.ui, "elsewhere");
    const std::string home = app::format_route(app::to_page(app::pages::home));
    const std::string settings = app::format_route(app::to_page(app::pages::settings));
    const NavItem links[] = {{tr("nav.home"), home, Icon::home}, {tr("page.settings.title"), settings, Icon::settings}};
    side_navigation(view.ui, tr("nav.name"), links, {rect.x, rect.y + rect.h - foot, rect.w, foot});
}

void draw_queue_tabs(const View& view) {
    std::vector<std::string> titles;
    std::vector<Choice> choices;
    const auto all = queues(view);
    titles.reserve(all.size());
    for (const domain::Queue queue : all) {
        titles.push_back(std::string(queue_word(queue)) + " " +
                         std::to_string(app::workbench::count_of(view.model.get<app::workbench::Model>(), queue)));
        choices.push_back({domain::to_code(queue), titles.back()});
    }
    if (choices.size() < 2) return;
    const std::string_view shown = view.model.get<app::workbench::Model>().queue
                                       ? domain::to_code(*view.model.get<app::workbench::Model>().queue)
                                       : std::string_view();
    const auto chosen = tabs(view.ui, "queue-tabs", tr("workbench.queues"), choices, shown);
    if (!chosen) return;
    if (const auto queue = domain::from_code<domain::Queue>(*chosen)) view.send(app::workbench::QueueChosen{*queue});
}

void draw_search(const View& view) {
    const FieldResult result = text_field(view.ui, "search",
                                          {.label = tr("workbench.search"),
                                           .value = view.model.get<app::workbench::Model>().search,
                                           .input = a11y::InputType::search,
                                           .required = false,
                                           .label_at = LabelAt::inside,
                                           .icon = Icon::search});
    if (result.changed) view.send(app::workbench::SearchEdited{*result.changed});
}

}  // namespace ow::ui::workbench_parts
