#include "ui/views/workbench/workbench.hpp"
#include "tests/unit/ui/views/cases_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;

namespace {

app::Model desk(domain::Role role, int cases) {
    app::Model model = resident_on(app::to_page(app::pages::workbench));
    model.get<app::session::Model>().account->role = role;
    model.get<app::session::Model>().account->staff_no = "1003";
    model.get<app::street::Model>().reference.value->departments = {{"d1", "物业管理科", "1"}, {"d2", "城建科", "2"}};
    model.get<app::workbench::Model>().queue = domain::queues_of(role).front();
    model.get<app::workbench::Model>().queues.value =
        domain::api::QueueCounts{{{domain::Queue::to_accept, 12}, {domain::Queue::to_dispatch, 5}}};
    model.get<app::workbench::Model>().list.items = summaries(cases);
    model.get<app::workbench::Model>().list.total = cases;
    model.get<app::workbench::Model>().list.loaded = true;
    return model;
}

app::Model with_case(domain::Role role, std::vector<domain::StepCode> actions) {
    app::Model model = desk(role, 6);
    domain::CaseDetail detail = street_light();
    detail.actions = std::move(actions);
    model.get<app::workbench::Model>().selected = case_number;
    model.get<app::workbench::Model>().detail.value = detail;
    return model;
}

app::steps::Form& open_form(app::Model& model, domain::StepCode step) {
    model.get<app::steps::Model>().open = app::steps::form_key(case_number, step);
    app::steps::Form& form = model.get<app::steps::Model>().forms[model.get<app::steps::Model>().open];
    form.number = case_number;
    form.step = step;
    form.category = domain::Category::help;
    return form;
}

Setup desktop() {
    Setup setup;
    setup.width = 1280;
    setup.height = 800;
    return setup;
}

std::string check_all(const app::Model& model) {
    std::string all;
    for (const std::string& fault : faults_for_all(model, ui::draw_workbench))
        all += fault + "\n";
    return all;
}

}  // namespace

TEST_CASE("On a desktop queues, list and case stand side by side", "[views][workbench][unit]") {
    const app::Model model = with_case(domain::Role::dispatcher, {domain::StepCode::refuse, domain::StepCode::accept});
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    const Node& queue = h.find(Role::link, "待受理 12 件");
    CHECK(queue.href == "#/workbench?queue=to_accept");
    CHECK(queue.has(a11y::state_current));
    CHECK(h.has(Role::text_field, "编号、标题、地点"));
    CHECK(h.has(Role::heading, "待受理 6"));
    CHECK(h.has(Role::heading, "3 号楼二单元楼道灯不亮"));
    CHECK(h.says("工号 1003"));
    CHECK(h.says("实名 · 张** · 138****0001"));
    h.press(Role::button, "退出登录");
    CHECK(sent<app::session::SignOutPressed, app::session::Action>(h).size() == 1);
}

TEST_CASE("Where a case lies stands on a map beside its words; without room, and without a map, the words say it",
          "[views][workbench][map][unit]") {
    app::Model model = with_case(domain::Role::dispatcher, {domain::StepCode::accept});
    model.get<app::workbench::Model>().detail.value->summary.grid_id = "liuxiang-3";
    model.get<app::workbench::Model>().detail.value->place.position = domain::Position{120.5, 31.5};
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    CHECK_FALSE(sent<app::street::MapWanted, app::street::Action>(h).empty());
    CHECK(h.says("正在取地图…"));
    model.get<app::street::Model>().grid_map.error = domain::make_error(domain::ApiErrorKind::network);
    h.frame();
    CHECK(h.says("地图没取到。地点在文字里。"));
    model.get<app::street::Model>().grid_map.error.reset();
    model.get<app::street::Model>().grid_map.value = domain::make_grid_map(
        {{"liuxiang-3", "第3网格", "柳巷", {{{{120, 31}, {121, 31}, {121, 32}, {120, 32}, {120, 31}}}}},
         {"donghe-1", "第1网格", "东河", {{{{122, 31}, {129, 31}, {129, 32}, {122, 32}, {122, 31}}}}}});
    h.frame();
    const Node& map = h.find(Role::map, "办件位置");
    CHECK(map.description.starts_with("柳巷第3网格"));
    CHECK(h.faults().empty());
    // What is seen first is the grid, not the whole street, whose middle lies in another one.
    h.focus(Role::map, "办件位置");
    CHECK(h.says("十字在柳巷第3网格"));
    {
        model.get<app::workbench::Model>().detail.value->summary.grid_id = "gone-9";
        Harness other(desktop());
        other.show(model, ui::draw_workbench);
        CHECK(other.find(Role::map, "办件位置").description.starts_with("柳巷路 8 号 3 号楼"));
        model.get<app::workbench::Model>().detail.value->summary.grid_id = "liuxiang-3";
    }
    {
        Harness phone;
        phone.show(model, ui::draw_workbench);
        CHECK_FALSE(phone.has(Role::map, "办件位置"));
        phone.press(Role::button, "在地图上看");
        CHECK(phone.has(Role::map, "办件位置"));
    }
    CHECK(check_all(model).empty());
}

TEST_CASE("A tablet has two panes with the queues as tabs, a phone one pane at a time", "[views][workbench][unit]") {
    const app::Model model = with_case(domain::Role::dispatcher, {domain::StepCode::accept});
    Setup tablet;
    tablet.width = 900;
    tablet.height = 700;
    {
        Harness h(tablet);
        h.show(model, ui::draw_workbench);
        h.press(Role::tab, "待分拨 5");
        CHECK(sent<app::workbench::QueueChosen, app::workbench::Action>(h).at(0).queue == domain::Queue::to_dispatch);
        CHECK(h.has(Role::heading, "3 号楼二单元楼道灯不亮"));
        CHECK(h.has(Role::heading, "待受理 6"));
    }
    Harness h;
    h.show(model, ui::draw_workbench);
    CHECK(h.has(Role::heading, "3 号楼二单元楼道灯不亮"));
    CHECK_FALSE(h.has(Role::heading, "待受理 6"));
    CHECK(h.has(Role::button, "返回"));
    const app::Model list = desk(domain::Role::dispatcher, 6);
    CHECK(check_all(list) == "");
}

TEST_CASE("Steps that need nothing are done by one press, the others open their form", "[views][workbench][unit]") {
    const app::Model model = with_case(domain::Role::dispatcher, {domain::StepCode::accept, domain::StepCode::refuse});
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    h.press(Role::button, "受理");
    CHECK(sent<app::steps::TakenAtOnce, app::steps::Action>(h).at(0).step == domain::StepCode::accept);
    h.press(Role::button, "不予受理");
    CHECK(sent<app::steps::Opened, app::steps::Action>(h).at(0).step == domain::StepCode::refuse);
}

TEST_CASE("Every step a role may take has its button", "[views][workbench][unit]") {
    using enum domain::StepCode;
    const std::pair<domain::StepCode, const char*> all[] = {
        {accept, "受理"},          {refuse, "不予受理"},        {dispatch, "分拨"},
        {sign_for, "签收"},        {give_back, "退回"},         {resolve, "办结回复"},
        {verify_pass, "核查通过"}, {verify_fail, "核查不通过"}, {close, "结案"}};
    for (const auto& [step, name] : all) {
        const app::Model model = with_case(domain::Role::dispatcher, {step});
        Harness h(desktop());
        h.show(model, ui::draw_workbench);
        CHECK(h.has(Role::button, name));
    }
}

TEST_CASE("The dispatcher chooses department and ground", "[views][workbench][unit]") {
    app::Model model = with_case(domain::Role::dispatcher, {domain::StepCode::dispatch});
    open_form(model, domain::StepCode::dispatch);
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    CHECK(h.ui().marked("step-form") != 0);
    h.choose("承办部门", "城建科");
    CHECK(given<app::steps::Filled, app::steps::Action>(h, "department_id") == domain::Value("d2"));
    h.press(Role::radio, "商定");
    CHECK(given<app::steps::Filled, app::steps::Action>(h, "basis") == domain::Value("agreed"));
    h.press(Role::button, "确认分拨");
    CHECK(acted<form::SubmitPressed, app::steps::Filled, app::steps::Action>(h).size() == 1);
    h.press(Role::button, "取消");
    CHECK(sent<app::steps::Closed, app::steps::Action>(h).size() == 1);
    CHECK(check_all(model) == "");
}

TEST_CASE("When somebody else was quicker, what was typed stays and the form says so", "[views][workbench][unit]") {
    app::Model model = with_case(domain::Role::handler, {domain::StepCode::resolve});
    app::steps::Form& form = open_form(model, domain::StepCode::resolve);
    form.state.answers.set("note", "灯已经换好了");
    form.conflict = true;
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    CHECK(h.find(Role::text_area, "答复内容").value == "灯已经换好了");
    CHECK(h.says("别人刚刚更新了"));
    CHECK(h.has(Role::heading, "请检查以下问题"));
    CHECK(check_all(model) == "");
}

TEST_CASE("A step on its way cannot be pressed again", "[views][workbench][unit]") {
    app::Model model = with_case(domain::Role::dispatcher, {domain::StepCode::refuse, domain::StepCode::accept});
    open_form(model, domain::StepCode::accept).submission.offered = true;
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    CHECK(h.find(Role::button, "受理").has(a11y::state_busy));
    CHECK(h.find(Role::button, "不予受理").has(a11y::state_disabled));
    h.press(Role::button, "受理");
    CHECK(sent<app::steps::TakenAtOnce, app::steps::Action>(h).empty());
}

TEST_CASE("Searching sends the words; nothing found offers to clear them", "[views][workbench][unit]") {
    app::Model model = desk(domain::Role::dispatcher, 0);
    model.get<app::workbench::Model>().search = model.get<app::workbench::Model>().applied_search = "井盖";
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    h.type("编号、标题、地点", "路灯");
    CHECK(sent<app::workbench::SearchEdited, app::workbench::Action>(h).at(0).value == "路灯");
    h.press(Role::button, "清空搜索");
    CHECK(sent<app::workbench::SearchCleared, app::workbench::Action>(h).size() == 1);
}

TEST_CASE("The workbench is whole for every reader and width", "[views][workbench][unit]") {
    CHECK(check_all(desk(domain::Role::dispatcher, 40)) == "");
    CHECK(check_all(desk(domain::Role::supervisor, 0)) == "");
    CHECK(check_all(with_case(domain::Role::dispatcher, {domain::StepCode::refuse, domain::StepCode::accept})) == "");
}

TEST_CASE("Letters go through the list, take the way on and lead to the search; not into a form that is open",
          "[views][workbench][unit]") {
    using app::workbench::Direction;
    app::Model model = with_case(domain::Role::dispatcher, {domain::StepCode::accept, domain::StepCode::refuse});
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    const a11y::NodeId main = h.find(Role::main, "").id;
    CHECK(h.find(Role::main, "").has(a11y::state_letters));
    const auto letter = [&](const char* key) {
        h.ui().request({.id = main, .kind = a11y::ActionKind::key, .value = key});
        h.frame();
    };
    letter("j");
    letter("k");
    const auto ways = sent<app::workbench::NeighbourWanted, app::workbench::Action>(h);
    REQUIRE(ways.size() == 2);
    CHECK(ways[0].direction == Direction::next);
    CHECK(ways[1].direction == Direction::previous);
    letter("a");
    CHECK(sent<app::steps::TakenAtOnce, app::steps::Action>(h).at(0).step == domain::StepCode::accept);
    letter("/");
    CHECK(sent<app::workbench::SearchWanted, app::workbench::Action>(h).size() == 1);

    open_form(model, domain::StepCode::refuse);
    h.show(model, ui::draw_workbench);
    letter("a");
    CHECK(sent<app::steps::TakenAtOnce, app::steps::Action>(h).size() == 1);
    CHECK(sent<app::steps::Opened, app::steps::Action>(h).empty());
}

TEST_CASE("Passing a check and closing ask what was found before they are sent", "[views][workbench][unit]") {
    for (const auto& [step, name, label, send] :
         {std::tuple{domain::StepCode::verify_pass, "核查通过", "核查情况", "确认通过"},
          std::tuple{domain::StepCode::close, "结案", "结案意见", "确认结案"}}) {
        app::Model model = with_case(domain::Role::supervisor, {step});
        Harness h(desktop());
        h.show(model, ui::draw_workbench);
        h.press(Role::button, name);
        CHECK(sent<app::steps::Opened, app::steps::Action>(h).at(0).step == step);
        open_form(model, step);
        h.show(model, ui::draw_workbench);
        CHECK(h.has(Role::text_area, label));
        CHECK(h.has(Role::button, send));
        CHECK(check_all(model) == "");
    }
}
