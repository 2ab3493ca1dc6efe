#include "ui/views/icon_grid.hpp"

#include "src/app/services/pages.hpp"
#include "ui/frame/layout.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ow::ui {

void icon_grid(Ui& ui, std::string_view key, std::string_view name, std::span<const GridIcon> items) {
    const Theme& t = ui.theme();
    const int count = static_cast<int>(items.size());
    float widest = 64;
    for (const GridIcon& item : items)
        widest = std::max(widest, ui.text_width(ui.secondary(), item.title) + 8);
    int columns = std::min(count, static_cast<int>(ui.width() / widest));
    if (columns < count) {
        // Of what fits, the one that leaves the fewest places empty.
        const auto empty = [&](int wide) { return (wide - count % wide) % wide; };
        int best = 1;
        for (int wide = 2; wide <= std::min(columns, 4); ++wide)
            if (best == 1 || empty(wide) <= empty(best)) best = wide;
        columns = best;
    }
    Cells cells{.columns = columns,
                .w = std::floor(ui.width() / static_cast<float>(columns)),
                .h = std::round(t.type.secondary * 1.5f) + 48 + 6 + 20,
                .gap_y = 6};
    const Group list(ui, key, a11y::Role::list, name);
    const Rect area = ui.place(cells.height(count));
    cells.x = area.x;
    cells.y = area.y;
    for (int i = 0; i < count; ++i) {
        const Rect cell = cells.cell(i);
        const std::string item_key = "item" + std::to_string(i);
        ui.emit_open(a11y::Role::list_item, ui.id(item_key), {}, cell);
        const Scope scope(ui, item_key);
        icon_link(ui, "link", items[static_cast<std::size_t>(i)].title, items[static_cast<std::size_t>(i)].href,
                  items[static_cast<std::size_t>(i)].icon, cell);
        ui.tree().close();
    }
}

void draw_life_events(Ui& ui) {
    struct Event {
        const char* code;
        Icon icon;
    };
    static constexpr Event events[] = {{"birth", Icon::baby_carriage}, {"school", Icon::school},
                                       {"work", Icon::briefcase},      {"family", Icon::heart},
                                       {"housing", Icon::home_2},      {"health", Icon::stethoscope},
                                       {"elderly", Icon::wheelchair},  {"death", Icon::flower}};
    std::vector<GridIcon> items;
    for (const Event& event : events) {
        app::Route route = app::to_page(app::pages::services);
        route.set("event", event.code);
        items.push_back({tr(std::string("home.event.") + event.code), app::format_route(route), event.icon});
    }
    icon_grid(ui, "event-list", tr("home.events"), items);
}

}  // namespace ow::ui
