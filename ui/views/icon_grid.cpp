#include "ui/views/icon_grid.hpp"

#include "src/app/services/pages.hpp"
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
    const float w = std::floor(ui.width() / static_cast<float>(columns));
    const float h = std::round(t.type.secondary * 1.5f) + 48 + 6 + 20;
    const int rows = (count + columns - 1) / columns;
    const Group list(ui, key, a11y::Role::list, name);
    const Rect area = ui.place(h * static_cast<float>(rows) + 6 * static_cast<float>(rows - 1));
    for (int i = 0; i < count; ++i) {
        const int line = i / columns;
        const auto column = static_cast<float>(i % columns), row = static_cast<float>(line);
        const Rect cell{area.x + column * w, area.y + row * (h + 6), w, h};
        const std::string item_key = "item" + std::to_string(i);
        a11y::Node item;
        item.id = ui.id(item_key);
        item.role = a11y::Role::list_item;
        item.screen = cell;
        ui.tree().open(std::move(item));
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
