/// Gallery: records in columns and lists, tasks, pages.

#include "ui/views/gallery/sections.hpp"

#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/filter_list.hpp"
#include "ui/widgets/pagination.hpp"
#include "ui/widgets/table.hpp"
#include "ui/widgets/task_list.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ow::ui::gallery {

namespace {

constexpr std::size_t places = 3;

std::string_view place_of(std::size_t row) { return tr("gallery.place." + std::to_string(row % places)); }

/// A row of the sample table; the figures are made up.
struct Record {
    std::size_t number, count;
    int days;
};

struct DataState {
    TableSort sort;
    std::string search;
    std::set<std::string> filters;
    int page = 3;
};

std::vector<Record> records(const TableSort& sort) {
    std::vector<Record> all;
    for (std::size_t i = 0; i < 12; ++i)
        all.push_back({i + 1, 7 + i * 37 % 90, static_cast<int>(1 + i * 5 % 9)});
    std::ranges::sort(all, [&](const Record& a, const Record& b) {
        const auto key = [&](const Record& r) {
            return std::pair(sort.column == 2   ? r.count
                             : sort.column == 3 ? static_cast<std::size_t>(r.days)
                                                : r.number,
                             r.number);
        };
        return sort.descending ? key(a) > key(b) : key(a) < key(b);
    });
    return all;
}

}  // namespace

void draw_tables(Ui& ui, State&) {
    DataState& state = ui.keep<DataState>(ui.id("state"));
    const TableColumn columns[] = {{.title = tr("gallery.table.name"), .sortable = true},
                                   {.title = tr("gallery.table.place")},
                                   {.title = tr("gallery.table.count"), .numeric = true, .sortable = true},
                                   {.title = tr("gallery.table.days"), .numeric = true, .sortable = true}};
    const std::vector<Record> rows = records(state.sort);
    TableSpec spec{.name = tr("gallery.table"),
                   .columns = columns,
                   .rows = rows.size(),
                   .key_of = [&](std::size_t row) { return "r" + std::to_string(rows[row].number); },
                   .cell =
                       [&](std::size_t row, std::size_t column) {
                           const Record& r = rows[row];
                           if (column == 0) return tr("gallery.list.row", {{"number", r.number}});
                           if (column == 1) return std::string(place_of(r.number));
                           return std::to_string(column == 2 ? r.count : static_cast<std::size_t>(r.days));
                       },
                   .href = [](std::size_t) { return std::string("#/gallery"); },
                   .sort = state.sort,
                   .sort_words =
                       [&](const TableSort& sort) {
                           return tr(sort.descending ? "gallery.table.descending" : "gallery.table.ascending",
                                     {{"column", columns[sort.column].title}});
                       },
                   .sort_label = tr("gallery.table.sort")};
    if (const auto sort = table(ui, "table", spec)) state.sort = *sort;
    const TableColumn two[] = {{.title = tr("gallery.table.name")}, {.title = tr("gallery.table.place")}};
    const TableSpec plain{
        .name = tr("gallery.table.plain"), .columns = two, .rows = 3, .key_of = spec.key_of, .cell = spec.cell};
    const Card card(ui, "plain");
    table(ui, "table", plain);
}

void draw_filters(Ui& ui, State&) {
    DataState& state = ui.keep<DataState>(ui.id("state"));
    std::vector<FilterChip> chips;
    std::array<std::string, places> keys;
    for (std::size_t i = 0; i < places; ++i) {
        keys[i] = "place" + std::to_string(i);
        chips.push_back({keys[i], place_of(i), state.filters.contains(keys[i])});
    }
    std::vector<std::size_t> found;
    for (std::size_t row = 1; row <= 30; ++row) {
        const bool named = tr("gallery.list.row", {{"number", row}}).find(state.search) != std::string::npos;
        if (named && (state.filters.empty() || state.filters.contains(keys[row % places]))) found.push_back(row);
    }
    const std::string count = tr("gallery.filter.found", {{"count", found.size()}});
    FilterListSpec spec{
        .search_label = tr("gallery.filter.search"),
        .search = state.search,
        .filters_name = tr("gallery.filter.places"),
        .filters = chips,
        .found = count,
        .clear = tr("gallery.filter.clear"),
        .none_title = tr("gallery.filter.none"),
        .none_text = tr("gallery.filter.none.text"),
        .list = {.name = tr("gallery.filter.name"),
                 .loaded = found.size(),
                 .divided = true,
                 .key_of = [&](std::size_t row) { return "row" + std::to_string(found[row]); },
                 .draw =
                     [&](std::size_t row) {
                         const std::string title = tr("gallery.list.row", {{"number", found[row]}});
                         row_link(
                             ui, "link",
                             {.title = title, .subtitle = place_of(found[row]), .href = "#/gallery", .padded = true});
                     }}};
    const FilterListResult result = filter_list(ui, "list", spec);
    if (result.searched) state.search = *result.searched;
    if (result.toggled && !state.filters.erase(*result.toggled)) state.filters.insert(*result.toggled);
    if (result.cleared) {
        state.search.clear();
        state.filters.clear();
    }
}

void draw_steps(Ui& ui, State&) {
    DataState& state = ui.keep<DataState>(ui.id("state"));
    {
        const Card card(ui, "tasks");
        const Task tasks[] = {{std::string(tr("gallery.task.who")),
                               {},
                               "#/gallery",
                               {std::string(tr("gallery.task.done")), TagKind::ok, Icon::check}},
                              {std::string(tr("gallery.task.papers")),
                               std::string(tr("gallery.task.papers.hint")),
                               "#/gallery",
                               {std::string(tr("gallery.task.open")), TagKind::brand}},
                              {std::string(tr("gallery.task.fix")),
                               {},
                               "#/gallery",
                               {std::string(tr("gallery.task.wrong")), TagKind::bad, Icon::alert_triangle}},
                              {std::string(tr("gallery.task.send")),
                               std::string(tr("gallery.task.send.hint")),
                               {},
                               {std::string(tr("gallery.task.later")), TagKind::neutral}}};
        task_list(ui, "list", tr("gallery.tasks"), tasks);
    }
    const auto bar = [&](std::string_view key, std::string_view name, int page, int pages) {
        const std::string position = tr("gallery.page.position", {{"page", page}, {"pages", pages}});
        return pagination(ui, key,
                          {.name = name,
                           .previous = tr("gallery.page.previous"),
                           .next = tr("gallery.page.next"),
                           .position = position,
                           .page = page,
                           .pages = pages,
                           .page_name = [](int number) { return tr("gallery.page.name", {{"page", number}}); }});
    };
    if (const auto page = bar("many", tr("gallery.page.many"), state.page, 12)) state.page = *page;
    bar("few", tr("gallery.page.few"), 1, 2);
}

}  // namespace ow::ui::gallery
