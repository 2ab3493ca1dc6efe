#include "ui/views/receipt/receipt.hpp"
#include "tests/unit/ui/views/pages_fixture.hpp"

#include <algorithm>

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
    receipt.detail.summary.title = "楼道灯坏了";
    receipt.detail.summary.place_text = "柳巷路 8 号";
    receipt.detail.summary.created_at = noon();
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

TEST_CASE("The button that copied says so, and only that one", "[views][receipt][unit]") {
    app::Model model = just_filed();
    model.copied = app::LastCopy{"320505S20261121000429", model.now};
    Harness h;
    h.show(model, ui::draw_receipt);
    CHECK(h.has(Role::button, "办件编号已复制"));
    CHECK_FALSE(h.has(Role::button, "复制办件编号"));
    CHECK(h.has(Role::button, "复制查询码"));
}

TEST_CASE("A message covers nothing: what scrolls ends above it, what is pressed stands below",
          "[views][receipt][unit]") {
    app::Model model = just_filed();
    model.toasts = {{.id = 1, .text = {"toast.copy_failed", {}}, .tone = app::Tone::bad, .until = {}}};
    for (const float width : {360.0f, 1280.0f}) {
        Harness h({.width = width, .height = 640});
        h.show(model, ui::draw_receipt);
        const Node& close = h.find(Role::button, "关闭这条提示");
        CHECK(close.screen.y + close.screen.h <= 640);
        for (const Node* area : h.all(Role::scroll_area))
            CHECK_FALSE(area->screen.intersects(close.screen));
        for (const Node* link : h.all(Role::link)) {
            const Node* around = h.tree().find(link->parent);
            if (around != nullptr && around->role != Role::scroll_area)
                CHECK_FALSE(link->screen.intersects(close.screen));
        }
    }
}

TEST_CASE("The receipt says what happens next and by when", "[views][receipt][unit]") {
    const app::Model model = just_filed();
    Harness h;
    h.show(model, ui::draw_receipt);
    CHECK(h.has(Role::heading, "接下来"));
    CHECK(h.says("2026年11月21日 16:00 前"));
    CHECK(h.says("告诉您是否受理"));
    CHECK(h.says("2026年11月26日 17:30 前"));
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
    const auto saved = sent<app::receipt::SaveImagePressed, app::receipt::Action>(h);
    REQUIRE(saved.size() == 1);
    const auto has = [&](app::ReceiptLine::Style style, std::string_view text) {
        return std::ranges::find(saved[0].lines, app::ReceiptLine{style, std::string(text)}) != saved[0].lines.end();
    };
    using Style = app::ReceiptLine::Style;
    CHECK(has(Style::value, "320505 S 20261121 00042 9"));
    CHECK(has(Style::value, "6K4 M9P"));
    CHECK(has(Style::text, "楼道灯坏了"));
    CHECK(has(Style::text, "2026年11月21日 13:05"));
    CHECK(has(Style::text, "0512-0000 1000"));
    CHECK(has(Style::qr, "/t/320505S20261121000429"));
    CHECK(h.find(Role::link, "查看进度").href == "#/cases/320505S20261121000429");
}

TEST_CASE("The receipt says what was filed, where and when, who has it, and leads another phone there",
          "[views][receipt][unit]") {
    const app::Model model = just_filed();
    Harness h;
    h.show(model, ui::draw_receipt);
    CHECK(h.says("楼道灯坏了"));
    CHECK(h.says("柳巷路 8 号"));
    CHECK(h.says("2026年11月21日 13:05"));
    CHECK(h.says("0512-0000 1000"));
    CHECK(h.has(Role::image, "查询进度的二维码"));
}

TEST_CASE("In the elder mode the receipt has its phone and is read aloud", "[views][receipt][unit]") {
    const app::Model model = just_filed();
    Harness h({.width = 360, .theme = elder()});
    h.show(model, ui::draw_receipt);
    CHECK(h.has(Role::button, "朗读"));
    CHECK(h.has(Role::link, "打电话"));
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
