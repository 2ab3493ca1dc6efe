/// The whole program in one window: a resident comes, signs in, reports, gets a receipt — found and done by role and
/// name, with the world's answers given by the test. At every step the page must be without fault and the mirror in
/// step with it.

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "src/app/settings/settings.hpp"
#include "tests/unit/a11y/mirror.hpp"
#include "tests/unit/ui/program.hpp"
#include "tests/unit/ui/views/cases_fixture.hpp"

using namespace ow;
using namespace ow::test;

TEST_CASE("Who comes back to a page stands where he left it, as far down as he was", "[flow][unit]") {
    Program p(ProgramSetup{.surface = {.width = 360, .height = 640}});
    p.answer<api::GetSession>({});
    const NodeId area = p.first(Role::scroll_area).id;
    p.request(area, ActionKind::scroll, {}, 120);
    p.ui().set_scroll(area, 120);
    const std::string row = "查询进度 不用登录，凭编号和查询码";
    p.focus(Role::link, row);
    p.go("#/track");
    CHECK(p.find(Role::heading, "查询进度").level == 1);
    CHECK(p.first(Role::scroll_area).id != area);
    CHECK(p.ui().scroll_of(p.first(Role::scroll_area).id) == 0);
    p.tell(app::world::UrlChanged{"#/", app::HistoryPlace{}});
    CHECK(p.first(Role::scroll_area).id == area);
    CHECK(p.ui().scroll_of(area) == 120);
    REQUIRE(p.focused() != nullptr);
    CHECK(p.focused()->role == Role::link);
    CHECK(p.name_of(*p.focused()) == row);
}

namespace {

/// A resident at the portal.
struct Visit {
    Program p;
    Mirror mirror;
    a11y::Tree before;

    explicit Visit(ProgramSetup setup) : p(std::move(setup)) {
        p.answer<api::GetSession>({});
        look("the start");
    }

    /// What must hold on every page.
    void look(const std::string& where) {
        INFO(where << "\n" << p.tree_text());
        CHECK(p.faults() == std::vector<std::string>{});
        CHECK(p.catalogue().missing().empty());
        const auto headings = p.all(Role::heading);
        CHECK(std::ranges::count_if(headings, [](const Node* h) { return h->level == 1; }) == 1);
        for (const Node& node : p.tree().nodes())
            CHECK(node.screen.x + node.screen.w <= p.setup().width + 0.5f);
        mirror.apply(a11y::diff(before, p.tree()));
        before = p.tree();
        CHECK((mirror.faults.empty() ? std::string() : mirror.faults.front()) == "");
        CHECK(mirror.difference(before) == "");
    }
    /// A new page is announced by the focus on its heading.
    void arrives_at(const std::string& h1) {
        look(h1);
        INFO(p.tree_text());
        CHECK(p.find(Role::heading, h1).level == 1);
        REQUIRE(p.focused() != nullptr);
        CHECK(p.name_of(*p.focused()) == h1);
    }
    void press(Role role, const std::string& name) {
        p.press(role, name);
        look("after " + name);
    }
    void tap(Role role, const std::string& name) {
        p.tap(role, name);
        look("after " + name);
    }
};

domain::Account resident() {
    domain::Account account;
    account.id = "resident-1";
    account.phone_masked = "138****0001";
    account.name = "张**";
    account.verified = true;
    return account;
}

domain::Settings elder_settings() {
    domain::Settings settings;
    settings.mode = domain::DisplayMode::elder;
    settings.asked = true;
    return settings;
}

ProgramSetup visitor(const domain::Settings& settings, float width) {
    ProgramSetup setup;
    setup.surface.width = width;
    setup.now = at("2026-11-21T10:00:00+08:00");
    setup.settings = settings;
    setup.settings.asked = true;
    return setup;
}

}  // namespace

TEST_CASE("A resident signs in on the way, reports and gets a receipt, on a phone and in elder mode", "[flow][unit]") {
    for (const domain::Settings& settings : {domain::Settings{}, elder_settings()}) {
        for (const float width : {320.0f, 390.0f, 1280.0f}) {
            Visit visit(visitor(settings, width));
            Program& p = visit.p;
            p.go("#/appeals/new/kind");
            p.tell(app::world::DraftLoaded{"", std::nullopt});
            visit.arrives_at("您要反映哪类事？");

            // what is missing is said, and the focus goes there
            visit.press(Role::button, "下一步");
            CHECK(p.name_of(*p.focused()) == "请检查以下问题");
            visit.press(Role::link, "请选择诉求类型");
            CHECK(p.focused()->role == Role::radio);
            visit.tap(Role::radio, "求助");
            visit.tap(Role::button, "下一步");

            visit.arrives_at("出了什么事？");
            p.type("标题", "楼道灯不亮");
            p.type("详细描述", "从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。");
            visit.tap(Role::button, "下一步");
            visit.arrives_at("在哪里？");
            p.type("发生地点", "柳巷路 8 号 3 号楼二单元");
            visit.tap(Role::button, "下一步");
            visit.arrives_at("实名还是匿名？");
            visit.tap(Role::radio, "实名");
            visit.tap(Role::button, "下一步");

            visit.arrives_at("请核对一遍");
            CHECK(p.says("楼道灯不亮"));
            CHECK(p.says("柳巷路 8 号 3 号楼二单元"));
            p.tap(Role::checkbox, p.name_of(p.first(Role::checkbox)));
            visit.tap(Role::button, "提交");
            visit.arrives_at("登录");

            p.type("手机号", "138 0000 0001");
            visit.press(Role::button, "获取验证码");
            CHECK(p.answer<api::RequestCode>({.expires_in = 300, .resend_after = 60}).phone == "13800000001");
            visit.look("the code is on its way");
            p.type("验证码", "123456");
            visit.press(Role::button, "登录");
            CHECK(p.answer<api::SignIn>({resident()}).code == "123456");
            p.tell(app::world::DraftLoaded{"resident-1", std::nullopt});
            const auto filed = p.take_effect<app::SubmitFiling>();
            CHECK(filed.filing.title == "楼道灯不亮");
            CHECK(filed.filing.consent);
            p.tap(Role::button, "正在提交");
            CHECK_FALSE(p.wants<app::SubmitFiling>());
        }
    }
}

TEST_CASE("What was typed is still there after going back and forth", "[flow][unit]") {
    Visit visit(visitor({}, 390));
    Program& p = visit.p;
    p.go("#/login");
    p.type("手机号", "13800000001");
    p.press(Role::button, "获取验证码");
    p.answer<api::RequestCode>({.expires_in = 300, .resend_after = 60});
    p.type("验证码", "123456");
    p.press(Role::button, "登录");
    p.answer<api::SignIn>({resident()});
    p.tell(app::world::DraftLoaded{"resident-1", std::nullopt});
    p.go("#/appeals/new/kind");
    p.press(Role::radio, "投诉");
    p.press(Role::button, "下一步");
    p.type("标题", "井盖松动");
    visit.press(Role::button, "上一步");
    CHECK(p.find(Role::radio, "投诉").has(a11y::state_checked));
    visit.press(Role::button, "下一步");
    CHECK(p.find(Role::text_field, "标题").value == "井盖松动");
    CHECK(p.wants<app::SaveDraft>());
}

TEST_CASE("A refused code is said at its field, and trying again is possible", "[flow][unit]") {
    Visit visit(visitor({}, 390));
    Program& p = visit.p;
    p.go("#/login");
    p.type("手机号", "13800000001");
    p.press(Role::button, "获取验证码");
    p.refuse<api::RequestCode>(domain::ApiErrorKind::network);
    visit.look("no network");
    p.press(Role::button, "获取验证码");
    p.answer<api::RequestCode>({.expires_in = 300, .resend_after = 60});
    p.type("验证码", "000000");
    p.press(Role::button, "登录");
    domain::ApiError wrong = domain::make_error(domain::ApiErrorKind::invalid);
    domain::FieldError at_code;
    at_code.path = "code";
    at_code.message = "验证码不对";
    wrong.fields = {at_code};
    p.refuse<api::SignIn>(wrong);
    visit.look("a wrong code");
    CHECK(p.find(Role::text_field, "验证码").has(a11y::state_invalid));
    CHECK_FALSE(p.error_of(p.find(Role::text_field, "验证码")).empty());
    CHECK(p.find(Role::text_field, "手机号").value.find("138") != std::string::npos);
}

TEST_CASE("Every page that needs no account opens without fault, in both languages and modes", "[flow][unit]") {
    for (const char* language : {"zh-CN", "en"}) {
        for (const domain::Settings& settings : {domain::Settings{}, elder_settings()}) {
            ProgramSetup setup = visitor(settings, 360);
            setup.surface.language = language;
            Visit visit(std::move(setup));
            for (const char* url : {"#/", "#/services", "#/assist", "#/appeals", "#/track", "#/council",
                                    "#/supervision", "#/settings", "#/help", "#/notices", "#/search?q=灯", "#/about",
                                    "#/login", "#/login/staff", "#/nothing/of/this/kind"}) {
                visit.p.go(url);
                visit.look(std::string(language) + " " + url);
            }
        }
    }
}

TEST_CASE("Switching to large text keeps the page and what was typed in it", "[flow][unit]") {
    Visit visit(visitor({}, 390));
    Program& p = visit.p;
    p.go("#/track");
    p.type("办件编号", "320505S20261121000429");
    const float before = p.find(Role::text_field, "办件编号").font_px;
    p.send(app::settings::Action{app::settings::ModeToggled{}});
    visit.look("elder");
    CHECK(p.find(Role::text_field, "办件编号").font_px > before);
    CHECK(p.find(Role::text_field, "办件编号").value.find("320505") != std::string::npos);
    CHECK(p.url() == "#/track");
}
