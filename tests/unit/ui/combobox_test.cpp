#include "ui/widgets/combobox.hpp"
#include "tests/unit/ui/harness.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Suggestion;
using ui::Ui;

namespace {

constexpr Suggestion estates[] = {{"1", "柳巷新村", "柳巷社区", "lxxc"},
                                  {"2", "柳溪书苑", {}, "lxsy"},
                                  {"3", "东河花园", {}, "dhhy"},
                                  {"4", "新塘家园", {}, "xtjy"}};

struct Page {
    Harness h;
    std::string text;
    bool disabled = false;

    explicit Page(Setup setup = {}) : h(std::move(setup)) {
        h.show([this](Ui& ui) {
            const auto now = ui::combobox(ui, "estate",
                                          {.label = "所在小区",
                                           .text = text,
                                           .suggestions = estates,
                                           .none_found = "没有找到",
                                           .count = [](std::size_t n) { return std::to_string(n) + " 个可选"; },
                                           .hint = "可输入拼音首字母",
                                           .disabled = disabled});
            if (now.text) text = *now.text;
        });
    }
    void key(const char* name) { h.request(h.find(Role::combobox, "所在小区").id, ActionKind::key, name); }
    [[nodiscard]] std::string active() const {
        const Node* node = h.tree().find(h.find(Role::combobox, "所在小区").active);
        return node == nullptr ? "" : node->name;
    }
};

}  // namespace

TEST_CASE("What is typed narrows the suggestions by words and by pinyin initials", "[combobox][widget][unit]") {
    CHECK(ui::fits(estates[0], "新村"));
    CHECK(ui::fits(estates[0], " LXX "));
    CHECK(ui::fits(estates[0], "社区"));
    CHECK_FALSE(ui::fits(estates[0], "xc"));
    CHECK(ui::fits(estates[0], ""));
    Page page;
    Harness& h = page.h;
    CHECK(h.all(Role::list_option).empty());
    h.type(Role::combobox, "所在小区", "lx");
    REQUIRE(h.all(Role::list_option).size() == 2);
    CHECK(h.says("2 个可选"));
    h.type(Role::combobox, "所在小区", "东河");
    REQUIRE(h.all(Role::list_option).size() == 1);
    CHECK(h.first(Role::list_option).name == "东河花园");
    CHECK(h.faults() == std::vector<std::string>{});
}

TEST_CASE("A suggestion is chosen by a press, and the list closes", "[combobox][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Page page({.theme = theme});
        Harness& h = page.h;
        h.tap(Role::combobox, "所在小区");
        CHECK(h.all(Role::list_option).size() == 4);
        CHECK(h.faults() == std::vector<std::string>{});
        h.tap(Role::list_option, "柳溪书苑");
        CHECK(page.text == "柳溪书苑");
        CHECK(ui::suggested_value(estates, page.text) == "2");
        CHECK(h.all(Role::list_option).empty());
    }
}

TEST_CASE("The arrow keys move among the suggestions while the caret stays, Enter chooses",
          "[combobox][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.focus(Role::combobox, "所在小区");
    page.key("ArrowDown");
    const Node& field = h.find(Role::combobox, "所在小区");
    CHECK(field.has(a11y::state_expanded));
    CHECK(field.controls == h.find(Role::list_box, "所在小区").id);
    CHECK(page.active().empty());
    page.key("ArrowDown");
    CHECK(page.active() == "柳巷新村");
    CHECK(h.find(Role::list_option, "柳巷新村").has(a11y::state_selected));
    page.key("ArrowUp");
    page.key("ArrowUp");
    CHECK(page.active() == "新塘家园");
    CHECK(h.focused()->role == Role::combobox);
    page.key("Enter");
    CHECK(page.text == "新塘家园");
    CHECK(h.all(Role::list_option).empty());
}

TEST_CASE("Nothing that fits is said, and what was typed stays", "[combobox][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.type(Role::combobox, "所在小区", "桃花源");
    CHECK(h.has(Role::status, "没有找到"));
    h.leave(Role::combobox, "所在小区");
    CHECK_FALSE(h.has(Role::status, "没有找到"));
    CHECK(page.text == "桃花源");
    CHECK(ui::suggested_value(estates, page.text).empty());
}

TEST_CASE("Escape closes the suggestions and takes nothing away", "[combobox][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.type(Role::combobox, "所在小区", "柳");
    CHECK(h.find(Role::combobox, "所在小区").has(a11y::state_dismissible));
    h.request(h.find(Role::combobox, "所在小区").id, ActionKind::dismiss);
    CHECK(h.all(Role::list_option).empty());
    CHECK(page.text == "柳");
}

TEST_CASE("A combobox that is off limits opens nothing", "[combobox][widget][unit]") {
    Page page;
    page.disabled = true;
    Harness& h = page.h;
    h.frame();
    page.key("ArrowDown");
    CHECK(h.all(Role::list_option).empty());
    CHECK(h.find(Role::combobox, "所在小区").has(a11y::state_disabled));
    CHECK(h.faults() == std::vector<std::string>{});
}
