#include "ui/views/mine/mine.hpp"
#include "src/app/messages/messages.hpp"
#include "tests/unit/ui/views/cases_fixture.hpp"
#include "ui/views/home/home.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;

namespace {

app::Model my_cases(int count, int total = 0) {
    app::Model model = resident_on(app::to_page(app::pages::mine));
    model.get<app::mine::Model>().list.items = summaries(count);
    model.get<app::mine::Model>().list.total = total == 0 ? count : total;
    model.get<app::mine::Model>().list.loaded = true;
    return model;
}

}  // namespace

TEST_CASE("Who is not signed in is offered to sign in and to look up a case without an account",
          "[views][mine][unit]") {
    app::Model model = my_cases(0);
    model.get<app::session::Model>().account.reset();
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(h.find(Role::link, "登录").href.starts_with("#/login"));
    CHECK(h.find(Role::link, "查询进度").href == "#/track");
    CHECK(faults_for_all(model, ui::draw_mine).empty());
}

TEST_CASE("Without cases the page says what one can do", "[views][mine][unit]") {
    const app::Model model = my_cases(0);
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(h.has(Role::heading, "还没有办件"));
    CHECK(h.find(Role::link, "我要反映").href.starts_with("#/appeals/new"));
    CHECK(h.says("138****0001"));
}

TEST_CASE("What was filled in for the person stands before their cases and leads to the page that files it",
          "[views][mine][unit]") {
    app::Model model = my_cases(1);
    model.whole = true;
    model.get<app::messages::Model>().prepared.value = {
        {"elder_allowance", "高龄津贴", "您满 90 岁了", {}, app::messages::Prepared::waiting},
        {"senior_card", "老年人优待证", "您满 60 岁了", {}, app::messages::Prepared::away}};
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(h.has(Role::heading, "已经替您填好，看一遍就能办"));
    const auto leads = [](const Harness& page, std::string_view href) {
        return std::ranges::any_of(page.all(Role::link), [&](const Node* link) { return link->href == href; });
    };
    CHECK(leads(h, "/plain/prepared/elder_allowance"));
    CHECK(h.says("您满 60 岁了 · 您收起来了，想办随时可以办"));
    CHECK(faults_for_all(model, ui::draw_mine).empty());
    // The first page tells of what nobody has answered.
    model.route = app::to_page(app::pages::home);
    Harness home;
    home.show(model, ui::draw_home);
    CHECK(leads(home, "/plain/prepared/elder_allowance"));
    CHECK_FALSE(leads(home, "/plain/prepared/senior_card"));
    CHECK(faults_for_all(model, ui::draw_home).empty());
}

TEST_CASE("Each case says its state and how much time is left, and leads to its page", "[views][mine][unit]") {
    const app::Model model = my_cases(3);
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(h.says("还剩 2 天 4 小时"));
    CHECK(h.says("办理中"));
    CHECK(h.find(Role::list, "我的办件").name == "我的办件");
    bool leads = false;
    for (const Node* link : h.all(Role::link))
        leads = leads || link->href == "#/cases/320505S2026112100" + std::to_string(1001);
    CHECK(leads);
}

TEST_CASE("What waits for a rating stands before the list", "[views][mine][unit]") {
    app::Model model = my_cases(2);
    model.get<app::mine::Model>().list.items[1].can_rate = true;
    model.get<app::mine::Model>().list.items[1].state = domain::State::closed;
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(h.has(Role::heading, "等您评价"));
    const auto links = h.all(Role::link);
    const auto rate = std::ranges::find_if(links, [](const Node* n) { return n->href.ends_with("/rate"); });
    const auto list = std::ranges::find_if(links, [](const Node* n) { return n->href.ends_with("1000"); });
    REQUIRE(rate != links.end());
    REQUIRE(list != links.end());
    CHECK(rate < list);
}

TEST_CASE("What was not delivered yet is listed with its state", "[views][mine][unit]") {
    app::Model model = my_cases(1);
    domain::CommandStatus filing;
    filing.key = "k1";
    filing.act = domain::filing_act;
    filing.title = "垃圾没人收";
    filing.queued_at = noon();
    filing.state = domain::CommandState::waiting;
    model.get<app::filings::Model>().mine = {filing};
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(h.has(Role::heading, "待送出"));
    CHECK(h.says("等待网络"));
    CHECK(h.says("垃圾没人收"));
}

TEST_CASE("News is offered, not forced upon the list", "[views][mine][unit]") {
    app::Model model = my_cases(3);
    model.get<app::mine::Model>().list.has_news = true;
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(h.says("有新进展"));
    h.press(Role::button, "看新进展");
    CHECK_FALSE(sent<app::mine::RefreshPressed, app::mine::Action>(h).empty());
}

TEST_CASE("More cases are asked for once their end is near, and not again while they are on their way",
          "[views][mine][unit]") {
    app::Model model = my_cases(5, 200);
    model.get<app::mine::Model>().list.next_cursor = "c";
    {
        Harness h;
        h.show(model, ui::draw_mine);
        CHECK_FALSE(sent<app::mine::MoreWanted, app::mine::Action>(h).empty());
    }
    model.get<app::mine::Model>().list.next_page = 7;
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(sent<app::mine::MoreWanted, app::mine::Action>(h).empty());
}

TEST_CASE("Signing out asks first", "[views][mine][unit]") {
    const app::Model model = my_cases(1);
    Harness h;
    h.show(model, ui::draw_mine);
    h.press(Role::button, "退出登录");
    CHECK(sent<app::session::SignOutPressed, app::session::Action>(h).size() == 1);
}

TEST_CASE("My cases are whole for every reader and width", "[views][mine][unit]") {
    app::Model model = my_cases(30);
    model.get<app::mine::Model>().list.items[2].can_rate = true;
    model.get<app::mine::Model>().list.items[3].title =
        "一个很长的标题，说的是小区里好几个月都没有修好的路灯和井盖，大家都盼着早点修";
    const auto faults = faults_for_all(model, ui::draw_mine);
    for (const std::string& fault : faults)
        UNSCOPED_INFO(fault);
    CHECK(faults.empty());
}

TEST_CASE("A case that is taken up again says so and does not look as if it were new", "[views][mine][unit]") {
    app::Model model = my_cases(1);
    model.get<app::mine::Model>().list.items[0].state = domain::State::accepted;
    model.get<app::mine::Model>().list.items[0].reopened = true;
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(h.says("重新办理"));
    CHECK_FALSE(h.says("已受理"));
}

TEST_CASE("On a desktop the cases stand at the left and who one is beside them, on a phone it comes first",
          "[views][mine][unit]") {
    const app::Model model = my_cases(4);
    Harness h({.width = 1280, .height = 800});
    h.show(model, ui::draw_mine);
    const auto place = [&] {
        return std::pair{h.find(Role::list, "我的办件").screen, h.find(Role::button, "退出登录").screen};
    };
    const auto [list, out] = place();
    CHECK(list.x + list.w < out.x);
    CHECK(h.faults() == std::vector<std::string>{});
    h.resize(390, 844);
    h.frame();
    const auto [below, above] = place();
    CHECK(above.y < below.y);
}
