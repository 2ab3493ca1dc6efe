#include "src/app/appeal/pages.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/services/services.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/icon_grid.hpp"
#include "ui/views/page.hpp"
#include "ui/views/services/offers.hpp"
#include "ui/views/services/service_row.hpp"
#include "ui/views/services/services_pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/headed_card.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ow::ui {

namespace {

namespace services = app::services;
using domain::ServiceEntry;
using Rows = std::vector<const ServiceEntry*>;

/// How many of what is often asked for stand in a card.
constexpr std::size_t often_max = 6;

std::string list_href(std::string_view parameter, std::string value) {
    app::Route route = app::to_page(app::pages::services);
    route.set(parameter, std::move(value));
    return app::format_route(route);
}

const std::vector<ServiceEntry>& all_of(const View& view) {
    static const std::vector<ServiceEntry> none;
    const auto& list = view.model.get<services::Model>().list.value;
    return list ? *list : none;
}

template <class Is>
Rows rows_of(const View& view, Is is) {
    Rows rows;
    for (const ServiceEntry& entry : all_of(view))
        if (is(entry)) rows.push_back(&entry);
    return rows;
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

/// The kind of group, as the picture of the page shows it.
struct GroupKind {
    const char* code;
    Icon icon;
};
constexpr std::array groups{GroupKind{"disabled", Icon::wheelchair}, GroupKind{"hardship", Icon::heart_handshake},
                            GroupKind{"veteran", Icon::star}, GroupKind{"newcomer", Icon::map_pin},
                            GroupKind{"business", Icon::briefcase}};

/// Words to tap that say what the search understands.
void draw_samples(const View& view) {
    Ui& ui = view.ui;
    paragraph(ui, "samples", tr("services.samples"), Tone::secondary);
    ui.gap(4);
    constexpr ButtonOptions pill{.kind = ButtonKind::pill, .compact = true};
    const std::array buttons{RowButton{"one", tr("services.sample.1"), pill},
                             RowButton{"two", tr("services.sample.2"), pill},
                             RowButton{"three", tr("services.sample.3"), pill}};
    if (const auto pressed = button_row(ui, buttons)) view.send(services::Edited{std::string(buttons[*pressed].name)});
}

void draw_search(const View& view) {
    const auto& model = view.model.get<services::Model>();
    const FieldResult field = text_field(view.ui, "search",
                                         {.label = tr("services.search"),
                                          .value = model.typed,
                                          .input = a11y::InputType::search,
                                          .required = false,
                                          .label_at = LabelAt::inside,
                                          .icon = Icon::search});
    if (field.changed) view.send(services::Edited{*field.changed});
}

void draw_ask_people(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "ask", CardStyle::soft_brand);
    heading(ui, "ask-title", 2, tr("services.ask"));
    paragraph(ui, "ask-text", tr("services.ask.text"), Tone::secondary);
    ui.gap(12);
    const std::string help = app::format_route(app::to_page(app::pages::help));
    const std::string write = app::format_route(app::to_appeal_step(domain::AppealStep::kind));
    button_links(ui, std::array{ButtonLink{"call", tr("info.call"), help, Icon::phone},
                                ButtonLink{"write", tr("services.ask.write"), write, Icon::message_report}});
}

void draw_rows(const View& view, std::string_view title, const Rows& rows) {
    Ui& ui = view.ui;
    {
        const Group status(ui, "count", a11y::Role::status);
        paragraph(ui, "count", tr_plural("services.count", static_cast<long long>(rows.size())), Tone::secondary);
    }
    const Card card(ui, "rows");
    if (rows.empty())
        empty_state(ui, "none", Icon::search, tr("services.none"), tr("services.none.text"));
    else
        service_rows(ui, "list", title, rows);
}

/// 一件事: what is asked for together.
void draw_together(const View& view) {
    const Rows rows = rows_of(view, [](const ServiceEntry& entry) { return !entry.together.empty(); });
    if (rows.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "together");
    heading(ui, "together-title", 2, tr("services.together.title"));
    service_rows(ui, "together-list", tr("services.together.title"), rows);
}

void draw_often(const View& view) {
    Ui& ui = view.ui;
    Rows rows = rows_of(view, [](const ServiceEntry& entry) { return entry.often > 0 && entry.together.empty(); });
    std::ranges::sort(rows, {}, [](const ServiceEntry* entry) { return std::pair(-entry->often, entry); });
    const Card card(ui, "often");
    heading(ui, "often-title", 2, tr("services.often"));
    rows.resize(std::min(rows.size(), often_max));
    if (!rows.empty()) service_rows(ui, "often-list", tr("services.often"), rows);
    row_link(ui, "all",
             {.title = tr_plural("services.all", static_cast<long long>(all_of(view).size())),
              .href = list_href("show", "all")});
}

void draw_departments(const View& view) {
    struct Department {
        std::string id, name;
        int count = 0;
    };
    std::vector<Department> departments;
    for (const ServiceEntry& entry : all_of(view)) {
        auto found = std::ranges::find(departments, entry.department, &Department::id);
        if (found == departments.end()) found = departments.insert(found, {entry.department, entry.department_name, 0});
        ++found->count;
    }
    std::ranges::sort(departments, {}, [](const Department& one) { return std::pair(-one.count, one.id); });
    Ui& ui = view.ui;
    const Card card(ui, "departments");
    heading(ui, "departments-title", 2, tr("services.departments"));
    const Group list(ui, "department-list", a11y::Role::list, tr("services.departments"));
    const float space = 16, half = std::floor((ui.width() - space) * 0.5f), room = half - ui.theme().size.icon - 12;
    const auto wide = [&](const Department& one) {
        const std::string count = tr_plural("services.items", one.count);
        return ui.text_width(ui.body(), one.name) + ui.text_width(tone_style(ui, Tone::strong), count);
    };
    const bool two = std::ranges::all_of(departments, [&](const Department& one) { return wide(one) < room; });
    const float left = ui.left(), width = two ? half : ui.width();
    for (std::size_t at = 0; at < departments.size(); at += two ? 2 : 1) {
        const float top = ui.next_y();
        float used = 0;
        for (std::size_t column = 0; column < (two ? 2u : 1u) && at + column < departments.size(); ++column) {
            const Department& one = departments[at + column];
            ui.push_column({left + static_cast<float>(column) * (half + space), top, width, 0}, 0);
            {
                const Group item(ui, one.id, a11y::Role::list_item);
                const std::string count = tr_plural("services.items", one.count);
                row_link(ui, "row", {.title = one.name, .href = list_href("department", one.id), .trailing = count});
                if (at + column + (two ? 2 : 1) < departments.size()) divider(ui);
            }
            used = std::max(used, ui.pop_column());
        }
        ui.place(used);
    }
}

void draw_groups(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "groups");
    heading(ui, "groups-title", 2, tr("services.groups"));
    std::vector<GridIcon> items;
    for (const GroupKind& group : groups)
        items.push_back({tr(std::string("services.group.") + group.code), list_href("group", group.code), group.icon});
    icon_grid(ui, "group-list", tr("services.groups"), items);
}

/// What the address names: a title and its rows; nothing where it names nothing.
struct Filter {
    std::string title;
    Rows rows;
};
std::optional<Filter> filter_of(const View& view) {
    const app::Route& route = view.model.route;
    if (const std::string& event = route.value("event"); !event.empty())
        return Filter{std::string(word_of("home.event", event)),
                      rows_of(view, [&](const ServiceEntry& entry) { return holds(entry.events, event); })};
    if (const std::string& group = route.value("group"); !group.empty())
        return Filter{std::string(word_of("services.group", group)),
                      rows_of(view, [&](const ServiceEntry& entry) { return holds(entry.groups, group); })};
    if (const std::string& department = route.value("department"); !department.empty()) {
        Filter filter{department,
                      rows_of(view, [&](const ServiceEntry& entry) { return entry.department == department; })};
        if (!filter.rows.empty()) filter.title = filter.rows.front()->department_name;
        return filter;
    }
    const std::string& show = route.value("show");
    if (show == "all")
        return Filter{std::string(tr("services.all.title")), rows_of(view, [](const ServiceEntry&) { return true; })};
    return std::nullopt;
}

void draw_all_ways(const View& view) {
    draw_offers(view);
    {
        const Card card(view.ui, "events");
        heading(view.ui, "events-title", 2, tr("home.events"));
        draw_life_events(view.ui);
    }
    draw_together(view);
    draw_often(view);
    draw_departments(view);
    draw_groups(view);
}

}  // namespace

void draw_services(const View& view) {
    const auto& model = view.model.get<services::Model>();
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const std::string street = reference ? reference->street.name : std::string(tr("site.street"));
    const std::string sub =
        model.list.value
            ? tr_plural("services.subtitle", static_cast<long long>(all_of(view).size()), {{"street", street}})
            : street;
    const bool filtered = view.model.route != app::to_page(app::pages::services);
    page(view,
         {.title = tr("page.services.title"), .subtitle = sub, .back = filtered, .pill = PageSpec::Pill::read_aloud},
         [&] {
             draw_search(view);
             if (!model.list.value) {
                 if (model.list.error)
                     failed(view, *model.list.error);
                 else
                     loading(view);
                 return draw_ask_people(view);
             }
             if (!model.typed.empty()) {
                 Rows rows;
                 for (const std::size_t at : model.found)
                     rows.push_back(&all_of(view)[at]);
                 draw_rows(view, tr("services.search"), rows);
             } else if (view.model.route.value("show") == "can") {
                 draw_all_offers(view);
             } else if (const auto filter = filter_of(view)) {
                 heading(view.ui, "filter", 2, filter->title);
                 draw_rows(view, filter->title, filter->rows);
             } else {
                 draw_samples(view);
                 draw_all_ways(view);
             }
             draw_ask_people(view);
         });
}

}  // namespace ow::ui
