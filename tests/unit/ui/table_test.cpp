#include "ui/widgets/table.hpp"

#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/container.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Ui;

namespace {

/// Matters with their counts, sortable by both, in a page that scrolls.
struct Matters {
    std::size_t rows = 3;
    bool leads = false;
    std::optional<ui::TableSort> sort{};
    NodeId area = 0;

    void draw(Ui& ui) {
        const ui::ScrollArea scroll(ui, "scroll", {0, 0, ui.surface().width, ui.surface().height}, 16, 16, 16);
        area = scroll.id();
        const ui::TableColumn columns[] = {{.title = "事项", .sortable = true},
                                           {.title = "社区"},
                                           {.title = "件数", .numeric = true, .sortable = true},
                                           {.title = "说明"}};
        ui::TableSpec spec{.name = "各事项件数",
                           .columns = columns,
                           .rows = rows,
                           .key_of = [](std::size_t row) { return std::to_string(row); },
                           .cell =
                               [](std::size_t row, std::size_t column) {
                                   const std::string number = std::to_string(row + 1);
                                   return column == 0   ? "事项" + number
                                          : column == 1 ? std::string("湖滨社区")
                                          : column == 2 ? number + "0"
                                                        : std::string("由街道中心受理，七天内答复");
                               },
                           .sort = sort,
                           .sort_words =
                               [](const ui::TableSort& order) {
                                   return std::string(order.column == 0 ? "事项" : "件数") +
                                          (order.descending ? "，从大到小" : "，从小到大");
                               },
                           .sort_label = "排序"};
        if (leads) spec.href = [](std::size_t row) { return "#/cases/" + std::to_string(row); };
        if (const auto asked = ui::table(ui, "matters", spec)) sort = asked;
    }
};

void show(Harness& h, Matters& matters) {
    h.show([&](Ui& ui) { matters.draw(ui); });
}

}  // namespace

TEST_CASE("A table is read as a table: columns, rows, and how many there are", "[table][widget][unit]") {
    Harness h({.width = 900});
    Matters matters;
    show(h, matters);
    CHECK(h.find(Role::table, "各事项件数").set_size == 4);
    CHECK(h.all(Role::row).size() == 4);
    CHECK(h.all(Role::column_header).size() == 4);
    CHECK(h.has(Role::row_header, "事项2"));
    const Node& cell = h.find(Role::cell, "20");
    CHECK(cell.position == 3);
    CHECK(h.is_inside(cell, h.find(Role::table, "各事项件数")));
    CHECK(h.all(Role::row)[2]->position == 3);
    CHECK(h.faults().empty());
}

TEST_CASE("Pressing a column's name sorts by it, pressing again turns the order", "[table][widget][unit]") {
    Harness h({.width = 900});
    Matters matters;
    show(h, matters);
    const auto sort_of = [&](std::string_view name) { return h.tree().find(h.find(Role::button, name).parent)->sort; };
    CHECK(sort_of("件数") == a11y::Sort::unsorted);
    CHECK(h.find(Role::button, "件数").description == "件数，从小到大");
    h.press(Role::button, "件数");
    CHECK(sort_of("件数") == a11y::Sort::ascending);
    CHECK(sort_of("事项") == a11y::Sort::unsorted);
    h.tap(Role::button, "件数");
    CHECK(sort_of("件数") == a11y::Sort::descending);
}

TEST_CASE("The header of a long table stays in sight while its rows are", "[table][widget][unit]") {
    Harness h({.width = 900, .height = 600});
    Matters matters{.rows = 500};
    show(h, matters);
    CHECK(h.all(Role::row).size() < 60);
    h.ui().set_scroll(matters.area, 9000);
    h.frame();
    h.frame();
    const Node& header = *h.all(Role::row).front();
    CHECK(header.screen.y == 0);
    CHECK(header.position == 1);
    h.press(Role::button, "事项");
    REQUIRE(matters.sort);
    CHECK(matters.sort->column == 0);
    CHECK(h.faults().empty());
}

TEST_CASE("On a phone each row is a card with every value under its word, and the order can be chosen",
          "[table][widget][unit]") {
    Harness h({.width = 320});
    Matters matters;
    show(h, matters);
    CHECK(h.all(Role::table).empty());
    CHECK(h.all(Role::list_item).size() == 3);
    CHECK(h.all(Role::term).size() == 9);
    CHECK(h.find(Role::definition, "20").screen.x >= 0);
    h.choose("排序", "件数，从大到小");
    REQUIRE(matters.sort);
    CHECK(matters.sort->column == 2);
    CHECK(matters.sort->descending);
    CHECK(h.faults().empty());
}

TEST_CASE("A row that leads somewhere has its name as a link, in columns and on cards", "[table][widget][unit]") {
    for (const float width : {320.0f, 900.0f})
        for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
            Harness h({.width = width, .theme = theme});
            Matters matters{.leads = true};
            show(h, matters);
            CHECK(h.find(Role::link, "事项3").href == "#/cases/2");
            CHECK(h.faults() == std::vector<std::string>{});
        }
}
