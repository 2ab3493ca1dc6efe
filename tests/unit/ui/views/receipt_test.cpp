#include "ui/views/receipt/receipt.hpp"
#include "tests/unit/ui/views/pages_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;

namespace {

app::Model just_filed() {
    const std::string number = "320505S20261121000429";
    app::Model model = resident_on(app::to_page(app::pages::receipt, number));
    domain::Receipt receipt;
    receipt.query_code = "6K4M9P";
    receipt.detail.summary.number = number;
    receipt.detail.next = {{domain::NextCode::accept_by, *domain::parse_iso8601("2026-11-21T16:00:00+08:00")},
                           {domain::NextCode::handle_by, *domain::parse_iso8601("2026-11-26T17:30:00+08:00")},
                           {domain::NextCode::verify_then_rate, std::nullopt}};
    model.get<app::receipt::Model>().number = number;
    model.get<app::receipt::Model>().receipt = receipt;
    return model;
}

}  // namespace

TEST_CASE("The receipt tells number and query code, each found by its label", "[views][receipt][unit]") {
    const app::Model model = just_filed();
    Harness h;
    h.show(model, ui::draw_receipt);
    CHECK(h.find(Role::heading, "提交成功").level == 1);
    const Node& number_label = h.find(Role::label, "办件编号");
    const Node* number = h.tree().find(number_label.labelled_by);
    REQUIRE(number != nullptr);
    CHECK(number->name == "320505 S 20261121 00042 9");
    CHECK(number->labelled_by == number_label.id);
    const Node* code = h.tree().find(h.find(Role::label, "查询码").labelled_by);
    REQUIRE(code != nullptr);
    CHECK(code->name == "6K4 M9P");
    CHECK(h.says("已送到 示例街道综合服务中心"));
}

TEST_CASE("Number and code are copied without the spaces that are there for the eye", "[views][receipt][unit]") {
    const app::Model model = just_filed();
    Harness h;
    h.show(model, ui::draw_receipt);
    h.press(Role::button, "复制办件编号");
    h.press(Role::button, "复制查询码");
    const auto copied = sent<app::shell::CopyPressed, app::shell::Action>(h);
    REQUIRE(copied.size() == 2);
    CHECK(copied[0].text == "320505S20261121000429");
    CHECK(copied[1].text == "6K4M9P");
}

TEST_CASE("The receipt says what happens next and by when", "[views][receipt][unit]") {
    const app::Model model = just_filed();
    Harness h;
    h.show(model, ui::draw_receipt);
    CHECK(h.has(Role::heading, "接下来"));
    CHECK(h.says("今天 16:00 前"));
    CHECK(h.says("告诉您是否受理"));
    CHECK(h.says("11月26日前"));
    CHECK(h.says("办结后"));
    CHECK(h.all(Role::list_item).size() == 3);
}

TEST_CASE("The receipt is printed, saved as a picture, and leads to the case", "[views][receipt][unit]") {
    const app::Model model = just_filed();
    Harness h;
    h.show(model, ui::draw_receipt);
    h.press(Role::button, "打印");
    h.press(Role::button, "存成图片");
    CHECK(sent<app::shell::PrintPressed, app::shell::Action>(h).size() == 1);
    CHECK(sent<app::receipt::SaveImagePressed, app::receipt::Action>(h).size() == 1);
    CHECK(h.find(Role::link, "查看进度").href == "#/cases/320505S20261121000429");
}

TEST_CASE("Without the code on this device the receipt says where to look instead", "[views][receipt][unit]") {
    app::Model model = just_filed();
    model.get<app::receipt::Model>().receipt->query_code.clear();
    Harness h;
    h.show(model, ui::draw_receipt);
    CHECK_FALSE(h.has(Role::label, "查询码"));
    CHECK(h.says("我的办件"));
}

TEST_CASE("The receipt fits every reader", "[views][receipt][unit]") {
    CHECK(faults_for_all(just_filed(), ui::draw_receipt) == std::vector<std::string>{});
}
