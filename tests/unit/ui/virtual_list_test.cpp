#include "ui/widgets/virtual_list.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/row_heights.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <set>
#include <string>

using namespace ow;
using namespace ow::test;

namespace {

/// A list of so many rows in a phone's scroll area; every tenth is three times as high.
struct LongList {
    std::size_t loaded, total;
    int added_before = 0;
    ui::VirtualListResult result{};
    int drawn = 0;
    NodeId area = 0;

    explicit LongList(std::size_t count, std::size_t of = 0) : loaded(count), total(of) {}

    void draw(ui::Ui& ui) {
        const ui::ScrollArea scroll(ui, "scroll", {0, 0, ui.surface().width, ui.surface().height}, 16, 16, 24);
        area = scroll.id();
        drawn = 0;
        result = ui::virtual_list(ui, "list",
                                  {.name = "办件",
                                   .loaded = loaded,
                                   .total = total,
                                   .estimate = 60,
                                   .key_of = [this](std::size_t i) { return name(i); },
                                   .draw =
                                       [&](std::size_t i) {
                                           ++drawn;
                                           const std::string title = name(i),
                                                             more = i % 10 == 9 ? std::string(90, 'x') : std::string();
                                           ui::row_link(ui, "link", {.title = title, .subtitle = more, .href = "#/"});
                                       }});
    }
    [[nodiscard]] std::string name(std::size_t i) const {
        const int number = static_cast<int>(i) - added_before;
        return number < 0 ? "新" + std::to_string(-number) : "第 " + std::to_string(number) + " 件";
    }
};

void show(Harness& h, LongList& list) {
    h.show([&](ui::Ui& ui) { list.draw(ui); });
}

std::size_t links_of(const Harness& h) { return h.all(Role::link).size(); }

}  // namespace

TEST_CASE("A hundred thousand rows are drawn and read out with as few nodes as a thousand", "[list][ui][unit]") {
    std::size_t nodes[2];
    int drawn[2];
    int at = 0;
    for (const std::size_t count : {std::size_t{1000}, std::size_t{100000}}) {
        Harness h;
        LongList list(count);
        show(h, list);
        nodes[at] = h.tree().nodes().size();
        drawn[at++] = list.drawn;
    }
    CHECK(nodes[0] == nodes[1]);
    CHECK(drawn[0] == drawn[1]);
    CHECK(drawn[1] < 40);
}

TEST_CASE("In the middle of a hundred thousand rows the right ones are there and nothing else", "[list][ui][unit]") {
    Harness h;
    LongList list(100000);
    show(h, list);
    h.ui().set_scroll(list.area, 3'000'000);
    h.frame();
    CHECK(h.faults().empty());
    CHECK(links_of(h) < 45);
    CHECK(list.result.first > 40000);
    const Node& middle = *h.all(Role::link)[links_of(h) / 2];
    CHECK(middle.screen.y > -500);
    CHECK(middle.screen.y < 844 + 500);
}

TEST_CASE("A row says where it stands in the whole list", "[list][ui][unit]") {
    Harness h;
    LongList list(50, 300);
    show(h, list);
    const Node* item = h.tree().find(h.find(Role::link, "第 2 件").parent);
    REQUIRE(item != nullptr);
    CHECK(item->role == Role::list_item);
    CHECK(item->position == 3);
    CHECK(item->set_size == 300);
}

TEST_CASE("Rows stand under each other without gap or overlap, also when some are higher than believed",
          "[list][ui][unit]") {
    Harness h;
    LongList list(1000);
    show(h, list);
    h.ui().set_scroll(list.area, 9000);
    h.frame();
    float bottom = -1;
    for (const Node* item : h.all(Role::list_item)) {
        if (bottom >= 0) CHECK(std::abs(item->screen.y - bottom) < 1);
        bottom = item->screen.y + item->screen.h;
    }
    CHECK(bottom > 844);
}

TEST_CASE("A row with the focus stays when it is scrolled out of sight, and so do its neighbours", "[list][ui][unit]") {
    Harness h;
    LongList list(100000);
    show(h, list);
    h.focus(Role::link, "第 4 件");
    h.ui().set_scroll(list.area, 2'000'000);
    h.frame();
    CHECK(h.has(Role::link, "第 3 件"));
    CHECK(h.has(Role::link, "第 4 件"));
    CHECK(h.has(Role::link, "第 5 件"));
    CHECK_FALSE(h.has(Role::link, "第 9 件"));
    REQUIRE(h.focused() != nullptr);
    CHECK(h.all(Role::link).front()->name == "第 3 件");
}

TEST_CASE("Rows that come in at the top do not take the focus from the row that has it", "[list][ui][unit]") {
    Harness h;
    LongList list(200);
    show(h, list);
    h.focus(Role::link, "第 4 件");
    list.added_before = 3;
    list.loaded = 203;
    h.frame();
    REQUIRE(h.focused() != nullptr);
    CHECK(h.focused()->name == "第 4 件");
    CHECK(h.has(Role::link, "新1"));
}

TEST_CASE("The end of what is loaded is told when it comes into sight, not before", "[list][ui][unit]") {
    Harness h;
    LongList list(100, 500);
    show(h, list);
    CHECK_FALSE(list.result.end_in_sight);
    h.ui().set_scroll(list.area, 100 * 60.0f);
    h.frame();
    CHECK(list.result.end_in_sight);
}

TEST_CASE("An empty list has no rows and says its end is there", "[list][ui][unit]") {
    Harness h;
    LongList list(0);
    show(h, list);
    CHECK(h.all(Role::list_item).empty());
    CHECK(h.has(Role::list, "办件"));
}

TEST_CASE("Row heights find the row at any distance from the top", "[list][ui][unit]") {
    ui::RowHeights heights;
    heights.reset(1000, 50, 300);
    heights.measured(10, 80);
    heights.measured(500, 20);
    CHECK(heights.top(10) == 500);
    CHECK(heights.top(11) == 580);
    CHECK(heights.top(1000) == 50 * 1000 + 30 - 30);
    for (std::size_t row = 0; row < 1000; ++row) {
        REQUIRE(heights.row_at(heights.top(row)) == row);
        REQUIRE(heights.row_at(heights.top(row) + heights.height(row) - 0.25) == row);
    }
    CHECK(heights.row_at(1e9) == 999);
    heights.reset(2000, 50, 300);
    CHECK(heights.height(10) == 80);
    heights.reset(2000, 50, 500);
    CHECK(heights.height(10) == 50);
}

TEST_CASE("Up to some hundreds of rows are all there: for the browser's search and for Tab", "[list][ui][unit]") {
    Harness h;
    LongList list(141);
    show(h, list);
    CHECK(links_of(h) == 141);
    CHECK(h.has(Role::link, "第 140 件"));
    CHECK(h.faults().empty());
    // What is near is told still, so that the next page is asked for in time.
    CHECK_FALSE(list.result.end_in_sight);
    CHECK(list.result.last < 60);
}

TEST_CASE("A page that is printed has every row that is loaded, and gives them back", "[list][ui][unit]") {
    Harness h;
    LongList list(700, 1000);
    show(h, list);
    CHECK(links_of(h) < 45);
    h.ui().set_printing(true);
    h.frame();
    CHECK(links_of(h) == 700);
    h.ui().set_printing(false);
    h.frame();
    CHECK(links_of(h) < 45);
}

TEST_CASE("Tab walks a long list from its first row to its last without falling out", "[list][ui][unit]") {
    Harness h;
    LongList list(900);
    show(h, list);
    h.focus(Role::link, "第 0 件");
    for (int i = 1; i < 900; ++i) {
        // Where the focus is the next one is there, before anything has scrolled.
        INFO(i);
        const std::string more = i % 10 == 9 ? " " + std::string(90, 'x') : std::string();
        const Node* next = h.look_for(Role::link, list.name(static_cast<std::size_t>(i)) + more);
        REQUIRE(next != nullptr);
        h.focus(next->id);
    }
}
