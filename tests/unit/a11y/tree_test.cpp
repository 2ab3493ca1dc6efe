#include "src/a11y/reading.hpp"
#include "tests/unit/a11y/mirror.hpp"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace ow;
using namespace ow::a11y;
using test::Sketch;
using test::tree_of;

namespace {

Node leaf(NodeId id, Role role, std::string name, Rect screen = {0, 0, 10, 10}) {
    Node node;
    node.id = id;
    node.role = role;
    node.name = std::move(name);
    node.screen = screen;
    return node;
}

}  // namespace

TEST_CASE("A frame begins with one root as large as the window", "[a11y][unit]") {
    Tree tree;
    tree.begin(390, 844);
    REQUIRE(tree.nodes().size() == 1);
    CHECK(tree.nodes()[0].role == Role::root);
    CHECK(tree.nodes()[0].screen == Rect{0, 0, 390, 844});
    CHECK(tree.nodes()[0].parent == 0);
}

TEST_CASE("A tree nobody began holds nothing and finds nothing", "[a11y][unit]") {
    const Tree tree;
    CHECK(tree.nodes().empty());
    CHECK(tree.find(NodeId{5}) == nullptr);
    CHECK(tree.find(Role::button, "x") == nullptr);
}

TEST_CASE("Parents stand before their children and siblings in reading order", "[a11y][unit]") {
    const Tree tree =
        tree_of({{10, Role::main, "", {{11, Role::heading, "标题"}, {12, Role::list, "", {{13, Role::list_item}}}}},
                 {14, Role::navigation}});
    std::set<NodeId> seen;
    for (const Node& node : tree.nodes()) {
        if (node.parent != 0) CHECK(seen.contains(node.parent));
        CHECK(seen.insert(node.id).second);
    }
    std::vector<NodeId> order;
    for (const Node& node : tree.nodes())
        order.push_back(node.id);
    CHECK(order == std::vector<NodeId>{1, 10, 11, 12, 13, 14});
    CHECK(tree.find(NodeId{13})->parent == 12);
    CHECK(tree.find(NodeId{14})->parent == 1);
}

TEST_CASE("A child's rectangle is told from its parent's corner", "[a11y][unit]") {
    Tree tree;
    tree.begin(390, 844);
    tree.open(leaf(10, Role::group, "", {100, 200, 50, 0}));
    tree.add(leaf(11, Role::button, "b", {110, 230, 30, 20}));
    tree.close({100, 200, 50, 90});
    CHECK(tree.find(NodeId{11})->rect == Rect{10, 30, 30, 20});
    CHECK(tree.find(NodeId{11})->screen == Rect{110, 230, 30, 20});
    CHECK(tree.find(NodeId{10})->rect == Rect{100, 200, 50, 90});
}

TEST_CASE("Scrolling changes the scroll area and none of its children", "[a11y][unit]") {
    const auto scrolled = [](float offset) {
        Tree tree;
        tree.begin(390, 844);
        tree.open(leaf(10, Role::scroll_area, "", {0, 70, 390, 700}));
        tree.set_scroll(offset, 2000);
        tree.add(leaf(11, Role::button, "b", {16, 90 - offset, 100, 44}));
        tree.close();
        return tree;
    };
    const Tree before = scrolled(0), after = scrolled(333);
    CHECK(before.find(NodeId{11})->rect == after.find(NodeId{11})->rect);
    const Patch patch = diff(before, after);
    CHECK(patch.updated == 1);
    CHECK(patch.created + patch.moved + patch.removed == 0);
}

TEST_CASE("An id given twice is counted, and both nodes stay apart", "[a11y][unit]") {
    const Tree tree = tree_of({{10, Role::button, "甲"}, {10, Role::button, "乙"}, {10, Role::button, "丙"}});
    CHECK(tree.collisions() >= 2);
    std::set<NodeId> ids;
    for (const Node& node : tree.nodes())
        ids.insert(node.id);
    CHECK(ids.size() == 4);
    CHECK(tree.find(NodeId{10})->name == "甲");
}

TEST_CASE("The ids made for duplicates are the same in every frame", "[a11y][unit]") {
    const std::vector<Sketch> twice{{10, Role::list, "", {{20, Role::link, "a"}, {20, Role::link, "b"}}},
                                    {20, Role::link, "c"}};
    const Tree one = tree_of(twice), two = tree_of(twice);
    REQUIRE(one.nodes().size() == two.nodes().size());
    for (std::size_t i = 0; i < one.nodes().size(); ++i)
        CHECK(one.nodes()[i].id == two.nodes()[i].id);
    CHECK(diff(one, two).empty());
}

TEST_CASE("A node without an id gets one", "[a11y][unit]") {
    Tree tree;
    tree.begin(10, 10);
    const NodeId given = tree.add(leaf(0, Role::text, "无名"));
    CHECK(given != 0);
    REQUIRE(tree.find(given) != nullptr);
    CHECK(tree.find(given)->name == "无名");
}

TEST_CASE("Closing more often than opening keeps the root open", "[a11y][unit]") {
    Tree tree;
    tree.begin(10, 10);
    tree.close();
    tree.close({0, 0, 5, 5});
    tree.add(leaf(10, Role::text, "still"));
    CHECK(tree.find(NodeId{10})->parent == 1);
}

TEST_CASE("Ten thousand nodes are all found again, and none of the frame before", "[a11y][unit]") {
    Tree tree;
    for (int frame = 0; frame < 2; ++frame) {
        tree.begin(390, 844);
        const NodeId first = frame == 0 ? 1000u : 50'000'000u;
        for (NodeId i = 0; i < 10'000; ++i)
            tree.add(leaf(first + i * 7919u, Role::text, std::to_string(i)));
        CHECK(tree.collisions() == 0);
        int wrong = 0;
        for (NodeId i = 0; i < 10'000; ++i) {
            const Node* node = tree.find(first + i * 7919u);
            if (node == nullptr || node->name != std::to_string(i)) ++wrong;
        }
        CHECK(wrong == 0);
    }
    CHECK(tree.find(NodeId{1000}) == nullptr);
}

TEST_CASE("Things are found by role and name, the name being the label's where a label names them", "[a11y][unit]") {
    Tree tree;
    tree.begin(390, 844);
    tree.add(leaf(10, Role::label, "手机号"));
    Node field = leaf(11, Role::text_field, "");
    field.labelled_by = 10;
    tree.add(field);
    tree.add(leaf(12, Role::button, "手机号"));
    REQUIRE(tree.find(Role::text_field, "手机号") != nullptr);
    CHECK(tree.find(Role::text_field, "手机号")->id == 11);
    CHECK(tree.find(Role::button, "手机号")->id == 12);
    CHECK(tree.find(Role::link, "手机号") == nullptr);
}

TEST_CASE("Every role has a word, and those a person acts on are known", "[a11y][unit]") {
    for (int i = 0; i < static_cast<int>(Role::count_); ++i) {
        const auto role = static_cast<Role>(i);
        CHECK(std::string(role_name(role)).size() > 2);
    }
    for (const Role role : {Role::link, Role::button, Role::text_field, Role::text_area, Role::checkbox,
                            Role::switch_control, Role::radio, Role::select, Role::tab})
        CHECK(is_interactive(role));
    for (const Role role : {Role::text, Role::heading, Role::image, Role::progress, Role::list_item, Role::dialog})
        CHECK_FALSE(is_interactive(role));
    CHECK(is_text_entry(Role::text_area));
    CHECK_FALSE(is_text_entry(Role::select));
}

TEST_CASE("Rectangles know what they hold and what they touch", "[a11y][unit]") {
    const Rect r{10, 10, 20, 20};
    CHECK(r.contains(10, 10));
    CHECK_FALSE(r.contains(30, 30));
    CHECK(r.intersects({25, 25, 20, 20}));
    CHECK_FALSE(r.intersects({30, 10, 5, 5}));
}

TEST_CASE("Read aloud, a page says its name and then its content, and no bars", "[a11y][unit]") {
    std::vector<Sketch> pages = {
        {10, Role::banner, "", {{11, Role::button, "返回"}, {12, Role::button, "朗读"}}},
        {20,
         Role::main,
         "",
         {{21, Role::group, "可以做的", {{22, Role::button, "下一步"}}},
          {23, Role::list, "办理过程", {{24, Role::list_item, "", {{25, Role::text, "已受理"}}}}},
          {26, Role::radio_group, "对比", {{27, Role::radio, "普通"}}}}},
        {30, Role::navigation, "导航", {{31, Role::link, "首页"}}}};
    CHECK(reading_text(tree_of(pages)) == "下一步\n已受理\n对比\n普通\n");

    Tree tree;
    tree.begin(390, 844);
    tree.open(leaf(2, Role::banner, ""));
    tree.add(leaf(3, Role::button, "返回"));
    Node title = leaf(4, Role::heading, "我的办件");
    title.level = 1;
    tree.add(title);
    tree.close();
    tree.open(leaf(5, Role::main, ""));
    tree.add(leaf(6, Role::text, "3 件"));
    tree.close();
    CHECK(reading_text(tree) == "我的办件\n3 件\n");
}
