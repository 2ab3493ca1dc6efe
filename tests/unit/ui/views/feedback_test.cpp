/// 这页有用吗？ as people see and hear it, and the staff's page.

#include "tests/unit/ui/program.hpp"

#include "src/app/feedback/feedback.hpp"
#include "src/app/feedback/list.hpp"

using namespace ow;
using namespace ow::test;
using domain::Value;
namespace world = app::world;

namespace {

constexpr const char* question = "这页有用吗？";

void come_whole(Program& p) {
    p.answer<api::GetSession>({});
    p.tell(world::ProgramWhole{});
    p.tell(world::NoteLoaded{});
}

Value a_page(const char* name, int helpful, int unhelpful, std::vector<const char*> words) {
    Value page = Value::object();
    page.set("page", name);
    page.set("helpful", helpful);
    page.set("unhelpful", unhelpful);
    Value::List list;
    for (const char* text : words) {
        Value one = Value::object();
        one.set("text", text);
        one.set("language", "zh-CN");
        one.set("version", "v1");
        one.set("made_at", "2026-07-13T10:00:00.000+08:00");
        list.push_back(one);
    }
    page.set("words", std::move(list));
    return page;
}

}  // namespace

TEST_CASE("A page asks at its very end, quietly, and not before the program is whole", "[views][feedback][unit]") {
    Program p({.url = "#/help"});
    p.answer<api::GetSession>({});
    CHECK_FALSE(p.says(question));
    p.tell(world::ProgramWhole{});
    p.tell(world::NoteLoaded{});
    const Node& group = p.find(Role::group, question);
    for (const char* name : {"有用", "没用", "不再问"}) {
        INFO(name);
        CHECK(p.is_inside(p.find(Role::button, name), group));
    }
    // Nothing that the page is about comes after it.
    for (const Node* heading : p.all(Role::heading))
        CHECK(heading->screen.y < group.screen.y);
}

TEST_CASE("有用 is thanked for in the place of the buttons, which have the focus then", "[views][feedback][unit]") {
    Program p({.url = "#/help"});
    come_whole(p);
    p.press(Role::button, "有用");
    CHECK(p.wants<app::CallTree>());
    CHECK(p.says("谢谢您告诉我们"));
    CHECK_FALSE(p.has(Role::button, "没用"));
    CHECK(p.announced().back() == "feedback.thanks");
    REQUIRE(p.focused() != nullptr);
    CHECK(p.focused()->id == p.find(Role::group, question).id);
}

TEST_CASE("没用 opens one line, drawn by the form, and what is typed is sent", "[views][feedback][unit]") {
    Program p({.url = "#/help"});
    come_whole(p);
    p.press(Role::button, "没用");
    p.type("哪里不好用？（可不填）", "字太小");
    p.press(Role::button, "提交意见");
    CHECK(p.take_effect<app::CallTree>().body.text_at("words") == "字太小");
    CHECK(p.says("谢谢您告诉我们"));
}

TEST_CASE("Without a network the row says that it is noted, and 不再问 that nobody is asked again",
          "[views][feedback][unit]") {
    Program p({.url = "#/help", .online = false});
    come_whole(p);
    p.press(Role::button, "有用");
    CHECK(p.says("已记下，有网络时自动送出"));
    p.go("#/about");
    p.press(Role::button, "不再问");
    CHECK(p.says("以后不再问"));
    p.go("#/services");
    CHECK_FALSE(p.says(question));
}

TEST_CASE("The row stands well in every mode, language and width", "[views][feedback][unit]") {
    for (const float width : {320.0f, 390.0f, 1280.0f})
        for (const auto mode : {domain::DisplayMode::standard, domain::DisplayMode::elder})
            for (const char* language : {"zh-CN", "en"}) {
                INFO(width << " " << language << " " << static_cast<int>(mode));
                ProgramSetup setup{.url = "#/help"};
                setup.surface.width = width;
                setup.surface.language = language;
                setup.settings.mode = mode;
                Program p(setup);
                come_whole(p);
                CHECK(p.faults().empty());
                p.press(Role::button, language == std::string("en") ? "Not helpful" : "没用");
                CHECK(p.faults().empty());
                CHECK(p.catalogue().missing().empty());
            }
}

TEST_CASE("Staff see each page with its counts, and its words when it is opened", "[views][feedback][unit]") {
    domain::Account account;
    account.id = "staff-1";
    account.role = domain::Role::supervisor;
    Program p({.url = "#/workbench/feedback", .remembered = account});
    p.answer<api::GetSession>({account});
    Value answer = Value::object();
    answer.set("items", Value::List{a_page("help", 3, 2, {"字太小", "找不到电话"}), a_page("plain.track", 1, 0, {}),
                                    a_page("of_tomorrow", 0, 1, {})});
    p.tell(world::TreeAnswered{answer});
    CHECK(p.has(Role::heading, "页面意见"));
    CHECK(p.says("有用 3 · 没用 2"));
    CHECK(p.has(Role::heading, "普通网页版：查询进度"));
    CHECK(p.has(Role::heading, "of_tomorrow"));
    CHECK_FALSE(p.says("找不到电话"));
    const Node* open = p.all(Role::button).back();
    for (const Node* button : p.all(Role::button))
        if (button->name.find("说哪里不好用") != std::string::npos) open = button;
    p.press(Role::button, p.name_of(*open));
    CHECK(p.says("找不到电话"));
    CHECK(p.faults().empty());
    CHECK_FALSE(p.says(question));
}

TEST_CASE("Staff are told when nobody has said anything yet", "[views][feedback][unit]") {
    domain::Account account;
    account.id = "staff-1";
    account.role = domain::Role::admin;
    Program p({.url = "#/workbench/feedback", .remembered = account});
    p.answer<api::GetSession>({account});
    p.tell(world::TreeAnswered{Value::object()});
    CHECK(p.says("还没有人说过"));
}
