#include "src/app/mine/mine.hpp"
#include "tests/unit/ui/views/cases_fixture.hpp"
#include "ui/views/case_body.hpp"
#include "ui/views/cases/case_pages.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

using namespace ow;
using namespace ow::test;

namespace {

app::Model on_case(const domain::CaseDetail& detail, app::Route route = app::to_case(case_number)) {
    app::Model model = resident_on(std::move(route));
    model.get<app::case_page::Model>().number = case_number;
    model.get<app::case_page::Model>().detail.value = detail;
    model.get<app::rating::Model>().detail.value = detail;
    return model;
}

app::Model rating_page() {
    domain::CaseDetail detail = street_light();
    detail.summary.state = domain::State::closed;
    detail.summary.can_rate = true;
    app::Model model = on_case(detail, app::to_page(app::pages::case_rate, case_number));
    model.get<app::rating::Model>().number = case_number;
    return model;
}

std::string check_all(const app::Model& model, const Harness::DrawView& draw) {
    std::string all;
    for (const std::string& fault : faults_for_all(model, draw))
        all += fault + "\n";
    return all;
}

}  // namespace

TEST_CASE("The case page says how it stands: state, time left, department, stage", "[views][cases][unit]") {
    const app::Model model = on_case(street_light());
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.find(Role::heading, "办件进度").level == 1);
    CHECK(h.find(Role::heading, "3 号楼二单元楼道灯不亮").level == 2);
    CHECK(h.has(Role::text, "办理中"));
    CHECK(h.has(Role::text, "还剩 2 天 4 小时"));
    CHECK(h.has(Role::text, "物业管理科"));
    CHECK(h.first(Role::progress).description == "处置");
    CHECK(h.says("320505 S 20261121 00042 9"));
}

TEST_CASE("The chain tells who did what, when and why, the newest first", "[views][cases][unit]") {
    const app::Model model = on_case(street_light());
    Harness h;
    h.show(model, ui::draw_case);
    std::vector<std::string> read;
    for (const Node* text : h.all(Role::text))
        read.push_back(text->name);
    const auto place = [&](std::string_view words) {
        const auto found = std::ranges::find(read, words);
        INFO(words);
        REQUIRE(found != read.end());
        return found;
    };
    CHECK(place("物业管理科 已签收") < place("分拨到 物业管理科"));
    CHECK(place("分拨到 物业管理科") < place("示例街道综合服务中心 已受理"));
    CHECK(place("示例街道综合服务中心 已受理") < place("您提交了这件事"));
    CHECK(h.says("今天 10:12 · 经办人 · 工号 2017"));
    CHECK(h.says("依据：职责清单第 12 条（法定）"));
    CHECK(h.says("已联系电工，明天上午更换声控开关。"));
    CHECK(h.says("昨天 21:05 · 照片 2 张"));
    CHECK(h.pictures().asked.contains("thumb:e1"));
}

TEST_CASE("A resident sees who looked at their data and that nothing was altered", "[views][cases][unit]") {
    app::Model model = on_case(street_light());
    {
        Harness h;
        h.show(model, ui::draw_case);
        const Node& link = h.find(Role::link, "谁看过我的信息");
        CHECK(link.href == std::string("#/cases/") + case_number + "/access");
        CHECK(link.description == "看过 3 次");
        CHECK(h.has(Role::text, "办理过程可验证，未被改动"));
    }
    model.get<app::case_page::Model>().detail.value->chain_ok = false;
    Harness h;
    h.show(model, ui::draw_case);
    CHECK_FALSE(h.has(Role::text, "办理过程可验证，未被改动"));
    CHECK(h.says("没有通过校验"));
}

TEST_CASE("A resident can say more or take it back, and nothing that is not allowed now", "[views][cases][unit]") {
    app::Model model = on_case(street_light());
    {
        Harness h;
        h.show(model, ui::draw_case);
        h.press(Role::button, "补充说明");
        h.press(Role::button, "撤回");
        const auto opened = sent<app::steps::Opened, app::steps::Action>(h);
        REQUIRE(opened.size() == 2);
        CHECK(opened[0].step == domain::StepCode::supplement);
        CHECK(opened[1].step == domain::StepCode::withdraw);
    }
    model.get<app::case_page::Model>().detail.value->actions.clear();
    Harness h;
    h.show(model, ui::draw_case);
    CHECK_FALSE(h.has(Role::button, "撤回"));
}

TEST_CASE("The form to say more keeps what was typed and names what is wrong beside the field",
          "[views][cases][unit]") {
    app::Model model = on_case(street_light());
    app::steps::Form step;
    step.number = case_number;
    step.step = domain::StepCode::supplement;
    step.state.answers.set("note", "又");
    step.state.errors = {{"note", domain::FieldCode::too_short, 2, 1000, {}}};
    model.get<app::steps::Model>().open = app::steps::form_key(case_number, step.step);
    model.get<app::steps::Model>().forms[model.get<app::steps::Model>().open] = step;
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.has(Role::heading, "请检查以下问题"));
    const Node& note = h.find(Role::text_area, "补充说明");
    CHECK(note.value == "又");
    CHECK(note.has(a11y::state_invalid));
    CHECK_FALSE(h.error_of(note).empty());
    h.type("补充说明", "又有一盏灯不亮了");
    CHECK(given<app::steps::Filled, app::steps::Action>(h, "note") == domain::Value("又有一盏灯不亮了"));
    h.press(Role::button, "添加照片");
    CHECK(acted<form::PhotosWanted, app::steps::Filled, app::steps::Action>(h).size() == 1);
    h.press(Role::button, "提交补充");
    CHECK(acted<form::SubmitPressed, app::steps::Filled, app::steps::Action>(h).size() == 1);
    CHECK(h.ui().marked("step-form") != 0);
    CHECK(check_all(model, ui::draw_case) == "");
}

TEST_CASE("A closed case offers to be rated", "[views][cases][unit]") {
    domain::CaseDetail detail = street_light();
    detail.summary.can_rate = true;
    const app::Model model = on_case(detail);
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.find(Role::link, "去评价").href == std::string("#/cases/") + case_number + "/rate");
}

TEST_CASE("The case page is whole for every reader and width", "[views][cases][unit]") {
    CHECK(check_all(on_case(street_light()), ui::draw_case) == "");
    domain::CaseDetail refused = street_light();
    refused.summary.state = domain::State::refused;
    refused.summary.tier = 1;
    refused.chain_ok = false;
    refused.rating = domain::Rating{1, false, "没人来看过", noon(), {}, {"slow", "not_told"}};
    CHECK(check_all(on_case(refused), ui::draw_case) == "");
}

TEST_CASE("On a desktop the other cases stand beside the one that is read, which is marked", "[views][cases][unit]") {
    app::Model model = on_case(street_light());
    model.get<app::mine::Model>().list.items = summaries(3);
    model.get<app::mine::Model>().list.items[1].number = case_number;
    model.get<app::mine::Model>().list.total = 3;
    model.get<app::mine::Model>().list.loaded = true;
    for (const float width : {1280.0f, 820.0f, 390.0f}) {
        Harness h({.width = width, .height = 800});
        h.show(model, ui::draw_case);
        INFO(width);
        CHECK(h.faults() == std::vector<std::string>{});
        const Node* beside = h.look_for(Role::region, "我的办件");
        REQUIRE((beside != nullptr) == (width >= 1100));
        if (beside == nullptr) continue;
        // Left of the case for the eye, after it for the ear.
        const Node& main = h.first(Role::main);
        CHECK(beside->screen.x + beside->screen.w <= main.screen.x + 0.5f);
        CHECK(beside > &main);
        int marked = 0;
        for (const Node* link : h.all(Role::link)) {
            if (!h.is_inside(*link, *beside)) continue;
            CHECK(link->has(a11y::state_current) == (link->href == std::string("#/cases/") + case_number));
            marked += link->has(a11y::state_current) ? 1 : 0;
        }
        CHECK(marked == 1);
    }
}

TEST_CASE("What happened stands beside what it is about where both have room", "[views][cases][unit]") {
    app::Model model = on_case(street_light());
    // Who looks it up by its number has no list beside it.
    model.get<app::session::Model>().account.reset();
    Harness h({.width = 1280, .height = 800});
    h.show(model, ui::draw_case);
    const Node &history = h.find(Role::heading, "办理过程"), &content = h.find(Role::heading, "提交的内容");
    CHECK(history.screen.x < content.screen.x);
    CHECK(std::abs(history.screen.y - content.screen.y) < 1);
    h.resize(390, 844);
    h.frame();
    CHECK(h.find(Role::heading, "办理过程").screen.x == h.find(Role::heading, "提交的内容").screen.x);
}

TEST_CASE("For one hand the bar with its buttons and what is short stand in the lower half, on every page",
          "[views][cases][unit]") {
    app::Model model = on_case(street_light());
    model.settings.one_handed = true;
    Harness h;
    ui::ThemeChoice low;
    low.low_reach = true;
    h.set_theme(low);
    h.show(model, ui::draw_case);
    h.frame();
    const Node& back = h.find(Role::button, "返回");
    CHECK(back.screen.y > 844 * 0.5f);
    CHECK(back.screen.y + back.screen.h <= 844);
    CHECK(h.faults() == std::vector<std::string>{});
    // A page that is short begins where the thumb is.
    model.get<app::case_page::Model>().access.value = domain::api::AccessLedger{};
    model.route = app::to_page(app::pages::case_access, case_number);
    h.show(model, ui::draw_case_access);
    h.frame();
    h.frame();
    CHECK(h.find(Role::heading, "还没有人看过").screen.y > 844 * 0.3f);
}

TEST_CASE("The access ledger lists every sight of my data", "[views][cases][unit]") {
    app::Model model = on_case(street_light(), app::to_page(app::pages::case_access, case_number));
    model.get<app::case_page::Model>().access.value = domain::api::AccessLedger{
        {{noon(), "经办人 · 工号 2017", "whole", "核对收款账号"}, {noon(), "受理分拨 · 工号 1003", "受理", ""}}};
    Harness h;
    h.show(model, ui::draw_case_access);
    CHECK(h.all(Role::list_item).size() >= 2);
    CHECK(h.has(Role::text, "经办人 · 工号 2017"));
    CHECK(h.has(Role::text, "查看完整的身份证号、银行卡号"));
    CHECK(h.has(Role::text, "理由：核对收款账号"));
    CHECK(check_all(model, ui::draw_case_access) == "");
    model.get<app::case_page::Model>().access.value->items.clear();
    CHECK(check_all(model, ui::draw_case_access) == "");
}

TEST_CASE("A resident rates in five words and says whether it is solved", "[views][rating][unit]") {
    const app::Model model = rating_page();
    Harness h;
    h.show(model, ui::draw_case_rate);
    CHECK(h.has(Role::radio_group, "满意度"));
    CHECK(h.has(Role::radio_group, "是否解决"));
    for (const char* level : {"非常满意", "满意", "基本满意", "不满意", "非常不满意"})
        CHECK(h.has(Role::radio, level));
    h.press(Role::radio, "基本满意");
    h.press(Role::radio, "没有解决");
    h.press(Role::button, "提交评价");
    CHECK(given<app::rating::Filled, app::rating::Action>(h, "score") == domain::Value(3));
    CHECK(given<app::rating::Filled, app::rating::Action>(h, "solved") == domain::Value(false));
    CHECK(acted<form::SubmitPressed, app::rating::Filled, app::rating::Action>(h).size() == 1);
    CHECK(check_all(model, ui::draw_case_rate) == "");
}

TEST_CASE("Reasons are those of the level that was chosen, and several may be ticked", "[views][rating][unit]") {
    app::Model model = rating_page();
    Harness h;
    h.show(model, ui::draw_case_rate);
    CHECK_FALSE(h.has(Role::checkbox, "办得快"));
    model.get<app::rating::Model>().form.answers.set("score", 3);
    h.frame();
    CHECK(h.has(Role::checkbox, "办得快"));
    CHECK_FALSE(h.has(Role::checkbox, "办得慢"));
    model.get<app::rating::Model>().form.answers.set("score", 2);
    h.frame();
    CHECK_FALSE(h.has(Role::checkbox, "办得快"));
    h.press(Role::checkbox, "办得慢");
    CHECK(given<app::rating::Filled, app::rating::Action>(h, "faults") == domain::Value(domain::Value::List{"slow"}));
    CHECK(check_all(model, ui::draw_case_rate) == "");
}

TEST_CASE("Before sending it is said that an unhappy rating opens the case again", "[views][rating][unit]") {
    app::Model model = rating_page();
    Harness h;
    h.show(model, ui::draw_case_rate);
    CHECK(h.hint_of(h.find(Role::radio_group, "满意度")).find("重新办理") != std::string::npos);
    CHECK_FALSE(h.says("提交后会重新办理"));
    model.get<app::rating::Model>().form.answers.set("score", 2);
    h.frame();
    CHECK(h.says("提交后会重新办理"));
}

TEST_CASE("After rating one reads what follows", "[views][rating][unit]") {
    app::Model model = rating_page();
    model.get<app::rating::Model>().done = true;
    model.get<app::rating::Model>().reopened = true;
    Harness h;
    h.show(model, ui::draw_case_rate);
    CHECK(h.has(Role::heading, "已经重新办理"));
    CHECK(h.has(Role::link, "回到办件"));
    CHECK(check_all(model, ui::draw_case_rate) == "");
}

TEST_CASE("What a street's form asked more stands with the case, and its photos stay", "[views][cases][unit]") {
    domain::CaseDetail detail = street_light();
    detail.filled = {{"since", "从哪天开始的", "2026-11-02", {}}};
    const app::Model model = on_case(detail);
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.says("从哪天开始的"));
    CHECK(h.says("2026-11-02"));
    CHECK(h.has(Role::button, "第 2 张照片"));
    CHECK(check_all(model, ui::draw_case) == "");
}

TEST_CASE("A photo of a case opens large, is leafed through and closed; the next page begins without it",
          "[views][cases][unit]") {
    app::Model model = on_case(street_light());
    Harness h;
    h.pictures().ready = {"thumb:a1", "full:a1"};
    h.show(model, ui::draw_application);
    h.tap(Role::button, "第 1 张照片");
    CHECK(h.all(Role::dialog).size() == 1);
    // The step's evidence stands above what was filed: one photo alone, with nothing to leaf to.
    CHECK(h.pictures().asked.contains("full:e1"));
    CHECK(h.has(Role::status, "正在打开照片"));
    CHECK_FALSE(h.has(Role::button, "下一张"));
    h.press(Role::button, "关闭大图");
    CHECK(h.all(Role::dialog).empty());
    std::vector<NodeId> filed;
    for (const Node* node : h.all(Role::button))
        if (node->description == "看大图") filed.push_back(node->id);
    REQUIRE(filed.size() == 3);
    h.request(filed[1], ActionKind::click);
    CHECK(h.has(Role::text, "第 1 张，共 2 张"));
    h.press(Role::button, "下一张");
    CHECK(h.has(Role::text, "第 2 张，共 2 张"));
    CHECK(h.faults() == std::vector<std::string>{});
    ++model.visit;
    h.frame();
    CHECK(h.all(Role::dialog).empty());
}

TEST_CASE("A deadline in a year without an announced calendar says that it may move", "[views][cases][unit]") {
    for (const auto& [years, told] :
         {std::pair<std::vector<std::int64_t>, bool>{{2026}, false}, {{2025}, true}, {{}, false}}) {
        app::Model model = resident_on(app::to_case(case_number));
        domain::CaseDetail detail = street_light();
        REQUIRE(detail.summary.due_at);
        detail.summary.clock = domain::Clock::green;
        REQUIRE(domain::to_civil(*detail.summary.due_at, model.zone_minutes).date.year == 2026);
        model.get<app::street::Model>().reference.value->official_years = years;
        Harness h;
        h.show(model, [&](const ui::View& view) { ui::draw_case_head(view, detail); });
        CHECK(h.says("那一年的放假安排还没有公布") == told);
    }
}
