#include "tests/unit/ui/views/cases_fixture.hpp"
#include "ui/views/appeal/appeal_pages.hpp"
#include "ui/views/cases/case_pages.hpp"
#include "ui/views/mine/mine.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
namespace appeal = app::appeal;

namespace {

constexpr const char* other_number = "320505S20280229000079";

/// Two cases on offer, the first was met by three others.
app::Model offer() {
    app::Model model = resident_on(app::to_page(app::pages::appeal_similar));
    model.get<app::appeal::Model>().form.answers.set("title", "楼道灯不亮");
    domain::api::SimilarCases found;
    found.items = {street_light().summary, street_light().summary};
    found.items[0].joiners = 3;
    found.items[1].number = other_number;
    found.items[1].title = "地下室灯坏了";
    model.get<app::appeal::Model>().similar.found.value = found;
    return model;
}

app::Model joined() {
    app::Model model = offer();
    model.get<app::appeal::Model>().similar.found.value->items[0].joined = true;
    model.get<app::appeal::Model>().similar.found.value->items[0].joiners = 4;
    model.get<app::appeal::Model>().similar.joined = case_number;
    return model;
}

domain::CaseDetail joined_case() {
    domain::CaseDetail detail = street_light();
    detail.summary.joined = true;
    detail.summary.joiners = 4;
    detail.description.clear();
    detail.attachments.clear();
    detail.contact = {domain::ContactMode::anonymous, "", ""};
    detail.actions.clear();
    return detail;
}

}  // namespace

TEST_CASE("Each similar case says what, where, since when, how it stands and how many have met it",
          "[views][similar][unit]") {
    const app::Model model = offer();
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.find(Role::heading, "附近有人反映过类似的问题").level == 1);
    CHECK(h.find(Role::list, "附近有人反映过类似的问题").name == "附近有人反映过类似的问题");
    CHECK(h.all(Role::list_item).size() == 2);
    CHECK(h.find(Role::heading, "3 号楼二单元楼道灯不亮").level == 2);
    for (const char* said :
         {"办理中", "柳巷路 8 号 3 号楼 · 柳巷第3网格", "昨天反映", "共 4 人遇到", "第 3 步，共 5 步"})
        CHECK(h.says(said));
}

TEST_CASE("One press joins, another goes on, a third goes back", "[views][similar][unit]") {
    const app::Model model = offer();
    Harness h;
    h.show(model, ui::draw_appeal_form);
    h.press(Role::button, "我也遇到了 · 地下室灯坏了");
    CHECK(sent<appeal::CaseJoined, appeal::Action>(h).front().number == other_number);
    h.press(Role::button, "都不是，继续填写");
    CHECK(sent<appeal::OfferDeclined, appeal::Action>(h).size() == 1);
    h.press(Role::button, "上一步");
    CHECK(acted<form::PageWanted, appeal::Filled, appeal::Action>(h).front().page == "where");
}

TEST_CASE("While one is being joined no other can be; what went wrong stands where it was pressed",
          "[views][similar][unit]") {
    app::Model model = offer();
    model.get<app::appeal::Model>().similar.joining = case_number;
    model.get<app::appeal::Model>().similar.join.offered = true;
    Harness h;
    h.show(model, ui::draw_appeal_form);
    h.press(Role::button, "我也遇到了 · 地下室灯坏了");
    CHECK(sent<appeal::CaseJoined, appeal::Action>(h).empty());
    model.get<app::appeal::Model>().similar.join.offered = false;
    model.get<app::appeal::Model>().similar.refusal = domain::make_error(domain::ApiErrorKind::conflict);
    h.frame();
    CHECK_FALSE(h.all(Role::alert).empty());
    CHECK(h.says("不能再加入"));
}

TEST_CASE("A case that will be joined when the network is back says so", "[views][similar][unit]") {
    app::Model model = joined();
    domain::CommandStatus waiting;
    waiting.key = "k1";
    waiting.act = "join";
    waiting.state = domain::CommandState::waiting;
    model.get<app::appeal::Model>().similar.join.key = "k1";
    model.get<app::appeal::Model>().similar.join.status = waiting;
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.says("我也遇到了：已保存在本机"));
    CHECK(h.says("等网络恢复后自动提交，不用您再做什么。"));
    h.press(Role::button, "现在就试");
    CHECK(sent<app::filings::Retried, app::filings::Action>(h).front().key == "k1");
}

TEST_CASE("A case joined earlier leads to its page instead of being joined again", "[views][similar][unit]") {
    app::Model model = offer();
    model.get<app::appeal::Model>().similar.found.value->items[0].joined = true;
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.find(Role::link, "看这件办件").href == std::string("#/cases/") + case_number);
    CHECK_FALSE(h.has(Role::button, "我也遇到了 · 3 号楼二单元楼道灯不亮"));
}

TEST_CASE("After joining the page says what follows, and that the draft is still there", "[views][similar][unit]") {
    const app::Model model = joined();
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.find(Role::heading, "已经记上您了").level == 1);
    for (const char* said : {"320505 S 20261121 00042 9", "共 5 人遇到", "都会发消息告诉您", "您刚才写的还在"})
        CHECK(h.says(said));
    h.press(Role::button, "不用了，删掉草稿");
    CHECK(sent<appeal::DiscardPressed, appeal::Action>(h).size() == 1);
    h.press(Role::button, "接着填写");
    CHECK(sent<appeal::OfferDeclined, appeal::Action>(h).size() == 1);
    h.press(Role::button, "看这件办件");
    CHECK(sent<app::shell::Go, app::shell::Action>(h).front().route == app::to_case(case_number));
}

TEST_CASE("While the server is asked, next is busy and going back is not", "[views][similar][unit]") {
    app::Model model = resident_on(app::to_appeal_step(domain::AppealStep::where));
    model.get<app::appeal::Model>().similar.found.request = 3;
    Harness h;
    h.show(model, ui::draw_appeal_form);
    CHECK(h.find(Role::button, "下一步").has(a11y::state_busy));
    h.press(Role::button, "上一步");
    CHECK(acted<form::PreviousPressed, appeal::Filled, appeal::Action>(h).size() == 1);
}

TEST_CASE("A joined case says so on its page, with how many have met it, and nothing of its filer",
          "[views][similar][cases][unit]") {
    app::Model model = resident_on(app::to_case(case_number));
    model.get<app::case_page::Model>().number = case_number;
    model.get<app::case_page::Model>().detail.value = joined_case();
    Harness h;
    h.show(model, ui::draw_case);
    CHECK(h.has(Role::heading, "您也遇到了这个问题"));
    CHECK(h.says("共 5 人遇到"));
    CHECK(h.says("这是别人反映的"));
    CHECK_FALSE(h.has(Role::link, "谁看过我的信息"));
    CHECK_FALSE(h.says("匿名"));
    CHECK(faults_for_all(model, ui::draw_case) == std::vector<std::string>{});
}

TEST_CASE("Joined cases are marked in the list of my cases", "[views][similar][mine][unit]") {
    app::Model model = resident_on(app::to_page(app::pages::mine));
    model.get<app::mine::Model>().list.items = summaries(2);
    model.get<app::mine::Model>().list.items[1].joined = true;
    model.get<app::mine::Model>().list.total = 2;
    model.get<app::mine::Model>().list.loaded = true;
    Harness h;
    h.show(model, ui::draw_mine);
    int marked = 0;
    for (const Node* link : h.all(Role::link))
        marked += link->name.find("我也遇到了") != std::string::npos ? 1 : 0;
    CHECK(marked == 1);
}

TEST_CASE("The similar cases and the confirmation fit every reader", "[views][similar][unit]") {
    app::Model model = offer();
    model.get<app::appeal::Model>().similar.joining = case_number;
    model.get<app::appeal::Model>().similar.refusal = domain::make_error(domain::ApiErrorKind::conflict);
    model.get<app::appeal::Model>().similar.found.value->items[1].title =
        "一个很长的标题，说的是小区里好几个月都没有修好的路灯和井盖，大家都盼着早点修";
    CHECK(faults_for_all(model, ui::draw_appeal_form) == std::vector<std::string>{});
    CHECK(faults_for_all(joined(), ui::draw_appeal_form) == std::vector<std::string>{});
}
