#include "tests/unit/a11y/mirror.hpp"

#include <catch2/catch_test_macros.hpp>

#include <functional>

using namespace ow;
using namespace ow::a11y;
using test::Mirror;
using test::Sketch;
using test::tree_of;

namespace {

/// Two frames after each other in one mirror.
struct Frames {
    Mirror mirror;
    Tree before, after;

    Frames(const std::vector<Sketch>& first, const std::vector<Sketch>& second)
        : before(tree_of(first)), after(tree_of(second)) {
        mirror.apply(diff(Tree{}, before));
        mirror.apply(diff(before, after));
    }
    /// "" where the mirror is what it should be.
    [[nodiscard]] std::string wrong() const {
        return mirror.faults.empty() ? mirror.difference(after) : mirror.faults.front();
    }
};

}  // namespace

TEST_CASE("The first frame creates everything", "[a11y][diff][unit]") {
    const Tree tree = tree_of({{10, Role::main, "", {{11, Role::button, "下一步"}}}});
    Mirror mirror;
    const Patch patch = diff(Tree{}, tree);
    mirror.apply(patch);
    CHECK(patch.created == 3);
    CHECK(mirror.faults.empty());
    CHECK(mirror.difference(tree).empty());
}

TEST_CASE("A frame that changed nothing sends nothing", "[a11y][diff][unit]") {
    const Tree tree = tree_of({{10, Role::main, "", {{11, Role::button, "下一步"}}}});
    CHECK(diff(tree, tree).empty());
    CHECK(diff(Tree{}, Tree{}).empty());
}

TEST_CASE("Each field that changes is sent, alone", "[a11y][diff][unit]") {
    struct Change {
        PatchField field;
        std::function<void(Node&)> make;
    };
    const std::vector<Change> changes{
        {field_states, [](Node& n) { n.states |= state_checked; }},
        {field_name, [](Node& n) { n.name = "另一个名字"; }},
        {field_value, [](Node& n) { n.value = "值"; }},
        {field_description, [](Node& n) { n.description = "说明"; }},
        {field_href, [](Node& n) { n.href = "#/mine"; }},
        {field_autocomplete, [](Node& n) { n.autocomplete = "tel"; }},
        {field_relations, [](Node& n) { n.labelled_by = 7; }},
        {field_relations, [](Node& n) { n.described_by = 7; }},
        {field_relations, [](Node& n) { n.error_by = 7; }},
        {field_relations, [](Node& n) { n.controls = 7; }},
        {field_relations, [](Node& n) { n.active = 7; }},
        {field_font, [](Node& n) { n.font_px = 22; }},
        {field_font, [](Node& n) { n.line_height = 33; }},
        {field_font, [](Node& n) { n.pad_x = 14; }},
        {field_font, [](Node& n) { n.pad_y = 12; }},
        {field_font, [](Node& n) { n.color = 0x123456; }},
        {field_set, [](Node& n) { n.position = 3; }},
        {field_set, [](Node& n) { n.set_size = 100000; }},
        {field_range, [](Node& n) { n.minimum = 1; }},
        {field_range, [](Node& n) { n.step = 1; }},
        {field_range, [](Node& n) { n.maximum = 2; }},
        {field_range, [](Node& n) { n.now = 0.5f; }},
        {field_kind, [](Node& n) { n.level = 2; }},
        {field_kind, [](Node& n) { n.input = InputType::tel; }},
        {field_kind, [](Node& n) { n.popup = Popup::menu; }},
        {field_kind, [](Node& n) { n.sort = Sort::ascending; }},
        {field_rect, [](Node& n) { n.rect.x += 1; }},
        {field_rect, [](Node& n) { n.rect.h += 1; }},
    };
    for (const Change& change : changes) {
        const Tree before = tree_of({{10, Role::text_field, "名字"}, {11, Role::button, "不变"}});
        Tree after = before;
        change.make(*after.find_mutable(10));
        CAPTURE(change.field);
        CHECK(changed_fields(*before.find(NodeId{10}), *after.find(NodeId{10})) == change.field);
        const Patch patch = diff(before, after);
        CHECK(patch.updated == 1);
        CHECK(patch.created + patch.moved + patch.removed == 0);
        Mirror mirror;
        mirror.apply(diff(Tree{}, before));
        mirror.apply(patch);
        CHECK(mirror.faults.empty());
        CHECK(mirror.difference(after).empty());
    }
}

TEST_CASE("Where a node lies on the screen is not sent while it keeps its place in its parent", "[a11y][diff][unit]") {
    const Tree before = tree_of({{10, Role::button, "x"}});
    Tree after = before;
    after.find_mutable(10)->screen.y += 50;
    CHECK(diff(before, after).empty());
}

TEST_CASE("A row put in front leaves the others where they are", "[a11y][diff][unit]") {
    const Frames f({{10, Role::list, "", {{11, Role::list_item}, {12, Role::list_item}}}},
                   {{10, Role::list, "", {{20, Role::list_item}, {11, Role::list_item}, {12, Role::list_item}}}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.created == std::set<NodeId>{20});
    CHECK(f.mirror.moved.empty());
}

TEST_CASE("A row taken away takes what it held and nothing else", "[a11y][diff][unit]") {
    const Frames f({{10, Role::list, "", {{11, Role::list_item, "", {{13, Role::link, "a"}}}, {12, Role::list_item}}}},
                   {{10, Role::list, "", {{12, Role::list_item}}}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.removed == std::set<NodeId>{11, 13});
    CHECK(f.mirror.moved.empty());
}

TEST_CASE("One row that goes to the end is moved alone", "[a11y][diff][unit]") {
    const Frames f({{10, Role::list, "", {{11}, {12}, {13}, {14}, {15}}}},
                   {{10, Role::list, "", {{12}, {13}, {14}, {15}, {11}}}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.moved == std::set<NodeId>{11});
    CHECK(f.mirror.created.empty());
}

TEST_CASE("A field moved into another group is the same element there", "[a11y][diff][unit]") {
    const Frames f(
        {{10, Role::group, "", {{12, Role::text_field, "手机号"}}}, {11, Role::group, "", {{13, Role::text}}}},
        {{10, Role::group, "", {{14, Role::text}}},
         {11, Role::group, "", {{12, Role::text_field, "手机号"}, {13, Role::text}}}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.born(12) == 1);
    CHECK(f.mirror.moved == std::set<NodeId>{12});
}

TEST_CASE("A field lives on when the group around it goes away", "[a11y][diff][unit]") {
    const Frames f({{10, Role::group, "", {{11, Role::group, "", {{12, Role::text_field, "标题"}}}}}},
                   {{12, Role::text_field, "标题"}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.born(12) == 1);
    CHECK(f.mirror.removed == std::set<NodeId>{10, 11});
}

TEST_CASE("A field lives on when a group is put around it", "[a11y][diff][unit]") {
    const Frames f({{12, Role::text_field, "标题"}, {13, Role::button, "下一步"}},
                   {{10, Role::group, "", {{11, Role::group, "", {{12, Role::text_field, "标题"}}}}},
                    {13, Role::button, "下一步"}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.born(12) == 1);
    CHECK(f.mirror.born(13) == 1);
    CHECK(f.mirror.moved == std::set<NodeId>{12});
}

TEST_CASE("Parent and child can change places", "[a11y][diff][unit]") {
    const Frames f({{10, Role::group, "", {{11, Role::group, "", {{12, Role::button, "b"}}}}}},
                   {{11, Role::group, "", {{10, Role::group, "", {{12, Role::button, "b"}}}}}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.born(12) == 1);
}

TEST_CASE("A node whose role changed is another element under the same id", "[a11y][diff][unit]") {
    const Frames f({{10, Role::text, "已撤回"}, {11, Role::button, "b"}},
                   {{10, Role::link, "已撤回"}, {11, Role::button, "b"}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.born(10) == 2);
    CHECK(f.mirror.born(11) == 1);
    CHECK(f.mirror.moved.empty());
}

TEST_CASE("What stands in a node whose role changed is made anew with it", "[a11y][diff][unit]") {
    const Frames f({{10, Role::group, "", {{11, Role::list, "", {{12, Role::list_item}}}, {13, Role::text}}}},
                   {{10, Role::region, "", {{13, Role::text}, {11, Role::list, "", {{12, Role::list_item}}}}}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.born(12) == 2);
}

TEST_CASE("Something leaves a node in the same frame in which that changes its role", "[a11y][diff][unit]") {
    const Frames f(
        {{10, Role::group, "", {{11, Role::text_field, "标题"}, {12, Role::text}}},
         {20, Role::group, "", {{21, Role::text}}}},
        {{10, Role::region, "", {{13, Role::text}}}, {20, Role::group, "", {{11, Role::text_field, "标题"}}}});
    CHECK(f.wrong().empty());
}

TEST_CASE("Something enters a node in the same frame in which that changes its role", "[a11y][diff][unit]") {
    const Frames f({{10, Role::group, "", {{12, Role::text}}}, {11, Role::text_field, "标题"}},
                   {{10, Role::region, "", {{11, Role::text_field, "标题"}, {12, Role::text}}}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.born(11) == 1);
}

TEST_CASE("Another page replaces the main part and keeps the bars", "[a11y][diff][unit]") {
    const Frames f({{5, Role::banner, "", {{6, Role::heading, "首页"}}},
                    {10, Role::main, "", {{11, Role::link, "a"}}},
                    {7, Role::navigation}},
                   {{5, Role::banner, "", {{6, Role::heading, "我的"}}},
                    {20, Role::main, "", {{21, Role::link, "b"}}},
                    {7, Role::navigation}});
    CHECK(f.wrong().empty());
    CHECK(f.mirror.born(6) == 1);
    CHECK(f.mirror.born(7) == 1);
    CHECK(f.mirror.moved.empty());
}

TEST_CASE("Names in any script, empty and very long ones cross unharmed", "[a11y][diff][unit]") {
    const std::string lengthy(100'000, 'x');
    for (const std::string& name :
         {std::string("𠮷野家 ① é\n第二行"), std::string(), lengthy, std::string("a\0b", 3)}) {
        const Tree tree = tree_of({{10, Role::text, name}});
        Mirror mirror;
        mirror.apply(diff(Tree{}, tree));
        CHECK(mirror.faults.empty());
        CHECK(mirror.elements.at(10).node.name == name);
    }
}
