#include "ui/views/my_data/my_data.hpp"
#include "src/app/my_data/my_data.hpp"
#include "src/app/my_data/pages.hpp"
#include "tests/unit/ui/views/cases_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;

namespace {

using app::my_data::Mandate;

/// Somebody who helps one person now and helped another one before.
app::Model helper() {
    app::Model model = resident_on(app::to_page(app::pages::my_data));
    auto& mine = model.get<app::my_data::Model>();
    mine.record.value = app::my_data::Record{};
    Mandate running{.id = "m-1",
                    .helper = "家人",
                    .person = "李**",
                    .relationship = "母亲",
                    .about = "高龄津贴",
                    .scopes = {"file", "follow"},
                    .last_day = model.now,
                    .state = "running",
                    .acts = {}};
    Mandate ended = running;
    ended.id = "m-2";
    ended.person = "王**";
    ended.state = "expired";
    mine.helpers.value = app::my_data::Helpers{{}, {running, ended}};
    mine.helped.value = std::vector<app::my_data::Helped>{{"m-1", "320505B20261121000174", "高龄津贴", "reviewing"}};
    return model;
}

}  // namespace

TEST_CASE("我帮谁: who, what, until when, what can be gone on with, and giving it back", "[views][my_data][unit]") {
    const app::Model model = helper();
    Harness h;
    h.show(model, ui::draw_my_data);
    CHECK(h.find(Role::heading, "我帮谁").level == 2);
    CHECK(h.has(Role::heading, "李** · 母亲"));
    CHECK(h.says("只能办：高龄津贴（提交、看进度）"));
    CHECK(h.says("可以接着帮他办的事"));
    CHECK(h.says("审核中"));
    CHECK(h.has(Role::list, "可以接着帮他办的事"));
    // What ended is neither gone on with nor given back.
    CHECK(h.says("已经到期"));
    h.press(Role::button, "不再帮了：李**");
    const auto pressed = sent<app::my_data::RevokePressed, app::my_data::Action>(h);
    REQUIRE(pressed.size() == 1);
    CHECK(pressed.at(0).id == "m-1");
    CHECK(pressed.at(0).side == app::my_data::Side::theirs);
    CHECK_FALSE(h.has(Role::button, "不再帮了：王**"));
    CHECK(faults_for_all(model, ui::draw_my_data) == std::vector<std::string>{});
}

TEST_CASE("What may be reported for somebody is told and leads to the page for them", "[views][my_data][unit]") {
    app::Model model = helper();
    auto& helpers = model.get<app::my_data::Model>().helpers.value;
    helpers->i_help.at(0).person_id = "p-1";
    helpers->i_help.at(0).may_report = {"咨询", "求助"};
    Harness h;
    h.show(model, ui::draw_my_data);
    CHECK(h.has(Role::list, "替李**办事"));
    CHECK(h.says("咨询、求助"));
    CHECK(std::ranges::any_of(h.all(Role::link), [](const auto* link) { return link->href == "/plain/appeal/p-1"; }));
    CHECK(faults_for_all(model, ui::draw_my_data) == std::vector<std::string>{});
}

TEST_CASE("What can be gone on with and could not be read is said, and the mandates still stand there",
          "[views][my_data][unit]") {
    app::Model model = helper();
    model.get<app::my_data::Model>().helped.value.reset();
    model.get<app::my_data::Model>().helped.error = domain::make_error(domain::ApiErrorKind::network);
    Harness h;
    h.show(model, ui::draw_my_data);
    CHECK(h.says("能接着办的事没有读到"));
    CHECK(h.has(Role::button, "不再帮了：李**"));
}

TEST_CASE("Who helps nobody reads nothing of it", "[views][my_data][unit]") {
    app::Model model = helper();
    model.get<app::my_data::Model>().helpers.value = app::my_data::Helpers{};
    Harness h;
    h.show(model, ui::draw_my_data);
    CHECK_FALSE(h.has(Role::heading, "我帮谁"));
    CHECK(h.says("没有人在替您办事。"));
    CHECK(h.find(Role::link, "请家人、志愿者帮我办").href == "/plain/helpers/new");
}
