#include "tests/unit/ui/views/cases_fixture.hpp"
#include "ui/views/cases/case_pages.hpp"
#include "ui/views/mine/mine.hpp"
#include "ui/views/overlays.hpp"
#include "ui/views/workbench/workbench.hpp"

#include <catch2/catch_test_macros.hpp>

// What was done and is not acknowledged yet, as people see it on the case, in 我的 and at the desk.
using namespace ow;
using namespace ow::test;
using domain::CommandState;
using domain::StepCode;

namespace {

domain::CommandStatus command(const std::string& feature, const std::string& act, CommandState state) {
    domain::CommandStatus status;
    status.key = "k-" + act;
    status.feature = feature;
    status.act = act;
    status.subject = case_number;
    status.title = "3 号楼二单元楼道灯不亮";
    status.queued_at = noon();
    status.state = state;
    return status;
}

/// The resident's case, with what the outbox says.
app::Model on_case(const domain::CommandStatus& status) {
    domain::CaseDetail detail = street_light();
    detail.actions = {StepCode::supplement, StepCode::withdraw};
    app::Model model = resident_on(app::to_case(case_number));
    model.get<app::case_page::Model>().number = case_number;
    model.get<app::case_page::Model>().detail.value = detail;
    model.get<app::filings::Model>().mine = {status};
    return model;
}

app::steps::Form& form_of(app::Model& model, StepCode step, const domain::CommandStatus& status) {
    auto& steps = model.get<app::steps::Model>();
    app::steps::Form& form = steps.forms[app::steps::form_key(case_number, step)];
    form.number = case_number;
    form.step = step;
    form.category = domain::Category::help;
    form.submission.key = status.key;
    form.submission.status = status;
    return form;
}

}  // namespace

TEST_CASE("A step that waits says so on its case, can be tried at once, and no other can be taken",
          "[views][waiting]") {
    const auto status = command("steps", "step.supplement", CommandState::waiting);
    app::Model model = on_case(status);
    form_of(model, StepCode::supplement, status);
    model.get<app::steps::Model>().open = app::steps::form_key(case_number, StepCode::supplement);
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.says("补充说明：已保存在本机"));
    CHECK(h.says("等网络恢复后自动提交，不用您再做什么。"));
    CHECK_FALSE(h.has(Role::form, "补充说明"));
    h.press(Role::button, "撤回");
    CHECK(sent<app::steps::Opened, app::steps::Action>(h).empty());
    h.press(Role::button, "现在就试");
    CHECK(sent<app::filings::Retried, app::filings::Action>(h).front().key == status.key);
}

TEST_CASE("A refused step shows its form with why, and can be given up", "[views][waiting]") {
    auto status = command("steps", "step.supplement", CommandState::needs_attention);
    status.error = domain::make_error(domain::ApiErrorKind::conflict);
    app::Model model = on_case(status);
    app::steps::Form& form = form_of(model, StepCode::supplement, status);
    form.state.answers.set("note", "三楼的也不亮了");
    form.conflict = true;
    model.get<app::steps::Model>().open = app::steps::form_key(case_number, StepCode::supplement);
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.says("三楼的也不亮了"));
    h.press(Role::button, "不提交了");
    CHECK(sent<app::steps::GivenUp, app::steps::Action>(h).front().step == StepCode::supplement);
}

TEST_CASE("A refused step whose form was closed can be opened again or given up", "[views][waiting]") {
    const auto status = command("steps", "step.supplement", CommandState::needs_attention);
    app::Model model = on_case(status);
    form_of(model, StepCode::supplement, status).state.answers.set("note", "三楼的也不亮了");
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.has(Role::heading, "补充说明：没有交上去"));
    h.press(Role::button, "去修改");
    CHECK(sent<app::steps::Opened, app::steps::Action>(h).front().step == StepCode::supplement);
}

TEST_CASE("A withdrawal that was refused has no form: the case says why and offers to let it be", "[views][waiting]") {
    auto status = command("steps", "step.withdraw", CommandState::needs_attention);
    status.error = domain::make_error(domain::ApiErrorKind::conflict);
    app::Model model = on_case(status);
    form_of(model, StepCode::withdraw, status);
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.has(Role::heading, "撤回：没有交上去"));
    h.press(Role::button, "不提交了");
    CHECK(sent<app::steps::GivenUp, app::steps::Action>(h).front().step == StepCode::withdraw);
}

TEST_CASE("A rating that waits takes the place of its form and of the offer to rate", "[views][waiting]") {
    const auto status = command("rating", "rating", CommandState::waiting);
    app::Model model = on_case(status);
    auto& rating = model.get<app::rating::Model>();
    model.get<app::case_page::Model>().detail.value->summary.can_rate = true;
    rating.waiting[case_number] = status;
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.says("评价：已保存在本机"));
    CHECK_FALSE(h.has(Role::heading, "请您评价"));

    app::Model page = resident_on(app::to_page(app::pages::case_rate, case_number));
    page.get<app::rating::Model>() = rating;
    page.get<app::rating::Model>().number = case_number;
    page.get<app::rating::Model>().detail.value = model.get<app::case_page::Model>().detail.value;
    page.get<app::rating::Model>().submission.key = status.key;
    page.get<app::rating::Model>().submission.status = status;
    Harness on_page;
    on_page.show(page, ui::draw_case_rate);
    CHECK(on_page.says("评价：已保存在本机"));
    CHECK_FALSE(on_page.has(Role::button, "提交评价"));
}

TEST_CASE("What waits for a sign-in says so and leads there", "[views][waiting]") {
    const app::Model model = on_case(command("steps", "step.supplement", CommandState::signed_out));
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.says("登录以后自动提交，不用重写。"));
    CHECK(h.find(Role::link, "去登录").href.find("next=") != std::string::npos);
}

TEST_CASE("What waits is listed with what it is, and leads to where it can be seen", "[views][waiting]") {
    app::Model model = resident_on(app::to_page(app::pages::mine));
    model.get<app::filings::Model>().mine = {command("steps", "step.supplement", CommandState::waiting),
                                             command("rating", "rating", CommandState::needs_attention)};
    SECTION("in 我的") {
        Harness h;
        h.show(model, ui::draw_mine);
        CHECK(h.has(Role::heading, "待送出"));
        CHECK(h.says("补充说明"));
        CHECK(h.says("要改一下"));
        std::vector<std::string> hrefs;
        for (const Node* link : h.all(Role::link))
            if (link->name.find("楼道灯") != std::string::npos) hrefs.push_back(link->href);
        CHECK(hrefs == std::vector<std::string>{std::string("#/cases/") + case_number,
                                                std::string("#/cases/") + case_number + "/rate"});
    }
    SECTION("at the desk, where it leads to the case beside the list") {
        model.route = app::to_page(app::pages::workbench);
        auto& account = *model.get<app::session::Model>().account;
        account.role = domain::Role::handler;
        model.get<app::filings::Model>().mine = {command("steps", "step.resolve", CommandState::waiting)};
        Setup setup;
        setup.width = 1280;
        setup.height = 800;
        Harness h(setup);
        h.show(model, ui::draw_workbench);
        CHECK(h.has(Role::heading, "待送出"));
        CHECK(h.says("办结回复"));
    }
}

TEST_CASE("What waits says how many of its files the server has, and how much of the one on its way",
          "[views][waiting]") {
    app::Model model = resident_on(app::to_page(app::pages::mine));
    domain::CommandStatus status = command("apply", "file", CommandState::sending);
    status.photos_total = 3;
    status.photos_done = 2;
    status.percent = 40;
    model.get<app::filings::Model>().mine = {status};
    Harness h;
    h.show(model, ui::draw_mine);
    CHECK(h.says("共 3 份，已传 2 份，正在传的一份传了 40%"));
    model.get<app::filings::Model>().mine[0].percent.reset();
    h.show(model, ui::draw_mine);
    CHECK(h.says("共 3 份，已传 2 份"));
    CHECK_FALSE(h.says("%"));
}

TEST_CASE("Where a page cannot be read what waits is listed all the same", "[views][waiting]") {
    app::Model model = resident_on(app::to_page(app::pages::mine));
    model.get<app::filings::Model>().mine = {command("steps", "step.supplement", CommandState::waiting)};
    model.get<app::filings::Model>().health = {false, 2};
    Harness h;
    h.show(model, ui::draw_page_error);
    CHECK(h.has(Role::heading, "待送出"));
    CHECK(h.says("补充说明"));
    CHECK(h.says("有 2 件保存的内容这个版本读不出来"));
    h.press(Role::button, "存成文件");
    CHECK(sent<app::filings::UnreadableSaved, app::filings::Action>(h).size() == 1);
}

TEST_CASE("What waits and what was refused fit every reader", "[views][waiting]") {
    auto refused = command("steps", "step.withdraw", CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::conflict);
    app::Model model = on_case(refused);
    model.get<app::filings::Model>().mine.push_back(command("steps", "step.supplement", CommandState::waiting));
    model.get<app::filings::Model>().mine.push_back(command("rating", "rating", CommandState::signed_out));
    CHECK(faults_for_all(model, ui::draw_case) == std::vector<std::string>{});
    CHECK(faults_for_all(model, ui::draw_mine) == std::vector<std::string>{});
}
