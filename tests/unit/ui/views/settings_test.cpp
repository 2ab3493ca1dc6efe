#include "ui/views/settings/settings.hpp"
#include "src/app/messages/messages.hpp"
#include "src/app/settings/pages.hpp"
#include "tests/unit/ui/views/cases_fixture.hpp"
#include "ui/views/home/home.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;

namespace {

app::Model settings_of(domain::Role role) {
    app::Model model = resident_on(app::to_page(app::pages::settings));
    model.get<app::session::Model>().account->role = role;
    return model;
}

}  // namespace

TEST_CASE("A resident switches messages about cases and reminders of services off and on", "[views][settings][unit]") {
    app::Model model = settings_of(domain::Role::resident);
    auto& own = model.get<app::messages::Model>();
    Harness h;
    h.show(model, ui::draw_settings);
    CHECK(h.has(Role::heading, "消息和提醒"));
    CHECK_FALSE(h.has(Role::switch_control, "办件有进展时发短信"));
    own.wishes = {true, true};
    h.frame();
    h.press(Role::switch_control, "办件有进展时发短信");
    CHECK(sent<app::messages::Chosen, app::messages::Action>(h).at(0).wishes == app::messages::Wishes{false, true});
    h.press(Role::switch_control, "有您能办的事时提醒我");
    CHECK(sent<app::messages::Chosen, app::messages::Action>(h).at(1).wishes == app::messages::Wishes{true, false});
    own.failed = true;
    h.frame();
    CHECK(h.says("消息设置没取到，或者没存上"));
    CHECK(h.faults().empty());
    CHECK(h.catalogue().missing().empty());
}

TEST_CASE("The settings say of which services one was told, why, and lead there", "[views][settings][unit]") {
    app::Model model = settings_of(domain::Role::resident);
    auto& own = model.get<app::messages::Model>();
    own.wishes = {true, true};
    own.told.value.emplace();
    Harness h;
    h.show(model, ui::draw_settings);
    CHECK(h.says("这一年还没有提醒过您什么"));
    own.told.value->push_back({"elder_allowance", "高龄津贴", "您快到 80 岁了", model.now});
    h.frame();
    CHECK(h.find(Role::link, "高龄津贴").href == "#/services/elder_allowance");
    CHECK(h.find(Role::link, "高龄津贴").description == "您快到 80 岁了 · 今天 提醒的");
    CHECK(faults_for_all(model, ui::draw_settings) == std::vector<std::string>{});
}

TEST_CASE("An administrator finds the pages of the street's accounts and settings, others do not",
          "[views][settings][unit]") {
    for (const auto role : {domain::Role::admin, domain::Role::dispatcher, domain::Role::resident}) {
        const app::Model model = settings_of(role);
        Harness h;
        h.show(model, ui::draw_settings);
        CHECK(h.has(Role::link, "街道管理") == (role == domain::Role::admin));
        CHECK(h.has(Role::heading, "消息和提醒") == (role == domain::Role::resident));
    }
}

TEST_CASE("Staff find their desk on the home page where residents find their cases", "[views][home][unit]") {
    for (const auto role : {domain::Role::handler, domain::Role::resident}) {
        app::Model model = resident_on(app::to_page(app::pages::home));
        model.get<app::session::Model>().account->role = role;
        Harness h;
        h.show(model, ui::draw_home);
        bool desk = false;
        for (const Node* link : h.all(Role::link))
            desk = desk || link->href == "#/workbench";
        CHECK(desk == (role == domain::Role::handler));
    }
}
