#include "ui/views/receipt/receipt.hpp"
#include "src/app/update.hpp"
#include "src/i18n/time.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/ui/views/pages_fixture.hpp"
#include "ui/views/receipt/receipt_sheet.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

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

TEST_CASE("On a wide screen the way to the progress is in sight without scrolling; on a phone it ends the sheet",
          "[views][receipt][unit]") {
    const app::Model model = just_filed();
    for (const auto& [width, height] : {std::pair{820.0f, 700.0f}, std::pair{1280.0f, 800.0f}}) {
        Harness h(Setup{.width = width, .height = height});
        h.show(model, ui::draw_receipt);
        for (const Node* way : {&h.find(Role::link, "查看进度"), &h.find(Role::button, "打印")})
            CHECK(way->screen.y + way->screen.h <= height);
    }
    Harness phone(Setup{.width = 360, .height = 740});
    phone.show(model, ui::draw_receipt);
    CHECK(phone.find(Role::link, "查看进度").screen.y > 740);
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

TEST_CASE("The receipt of who helped leads to their own list, not to the person's tracking", "[views][receipt][unit]") {
    app::Model model = just_filed();
    domain::Account worker;
    worker.id = "grid-1";
    worker.role = domain::Role::grid_worker;
    model.get<app::session::Model>().account = worker;
    Harness h;
    h.show(model, ui::draw_receipt);
    CHECK(h.find(Role::link, "我帮人办的").href == "#/assisted");
    CHECK_FALSE(h.has(Role::link, "查看进度"));
    CHECK(h.faults().empty());
}

TEST_CASE("Who saved the receipt where the browser drops downloads is told what else keeps it",
          "[views][receipt][unit]") {
    for (const float width : {390.0f, 1280.0f}) {
        Setup setup;
        setup.width = width;
        app::Model model = just_filed();
        Harness h(setup);
        h.show(model, ui::draw_receipt);
        CHECK_FALSE(h.says("没有找到的话"));
        h.press(Role::button, "存成图片");
        for (const app::Action& action : h.take_actions())
            (void)app::update(model, action);
        h.frame();
        CHECK(h.says("没有找到的话，请截屏"));
        CHECK(h.faults().empty());
    }
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

TEST_CASE("A receipt of several lists each with its number", "[views][receipt][unit]") {
    app::Model model = just_filed();
    auto& detail = model.get<app::receipt::Model>().receipt->detail;
    detail.parts = {{"320505A20261121000025", "生育登记", {}, {}, {}, {}},
                    {"320505A20261121000036", "育儿补贴", {}, {}, {}, {}}};
    Harness h;
    h.show(model, ui::draw_receipt);
    for (const char* text : {"生育登记", "320505 A 20261121 00002 5", "育儿补贴", "320505 A 20261121 00003 6"}) {
        INFO(text);
        CHECK(h.says(text));
    }
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

namespace {

domain::Value contract() {
    std::ifstream file(OW_SOURCE_DIR "/tests/contract/receipt.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return wire::parse_value(text).value();
}

/// The contract's case and office, just filed.
app::Model contract_model(const domain::Value& contract) {
    app::Model model = just_filed();
    domain::CaseDetail& detail = model.get<app::receipt::Model>().receipt->detail;
    detail.filed_by = contract.text_at("case.filed_by");
    detail.filled = {{"materials.home_proof", "住处证明", "", {}},
                     {"promises.home_proof", std::string(contract.text_at("case.promised.0")), "我承诺……", {}}};
    domain::CaseSummary& filed = detail.summary;
    const domain::Value& from = *contract.find("case");
    filed.category = domain::Category::help;
    filed.title = from.text_at("title");
    filed.place_text = from.text_at("place");
    filed.photos = static_cast<int>(*from.find("photos")->as_number());
    filed.created_at = *domain::parse_iso8601(from.text_at("filed_at"));
    filed.department_name = from.text_at("department_name");
    domain::Reference& reference = *model.get<app::street::Model>().reference.value;
    reference.street.center_name = contract.text_at("office.name");
    reference.street.phone = contract.text_at("office.phone");
    domain::HelpPhone phone;
    phone.number = contract.text_at("office.phone");
    phone.hours = contract.text_at("office.hours");
    reference.phones = {phone};
    return model;
}

/// Both lists of the sheet against lines of the contract.
void check_lines(const ui::ReceiptSheet& sheet, const domain::Value& expected, std::string_view filed_at) {
    std::vector<ui::SheetRow> rows = sheet.filed;
    rows.insert(rows.end(), sheet.office.begin(), sheet.office.end());
    const domain::Value::List& lines = *expected.as_list();
    REQUIRE(rows.size() == lines.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const domain::Value::List& line = *lines[i].as_list();
        CHECK(rows[i].label == *line[0].as_text());
        if (line[1].is_null())
            CHECK(rows[i].value == filed_at);
        else
            CHECK(rows[i].value == *line[1].as_text());
    }
}

}  // namespace

TEST_CASE("Paper and portal have the same lines in the same order and words", "[views][receipt][unit]") {
    const domain::Value fixture = contract();
    for (const char* language : {"zh-CN", "en"}) {
        Setup setup;
        setup.language = language;
        app::Model model = contract_model(fixture);
        Harness h(setup);
        domain::CaseDetail& detail = model.get<app::receipt::Model>().receipt->detail;
        ui::ReceiptSheet sheet;
        h.show(model, [&](const ui::View& view) { sheet = ui::receipt_sheet(view, detail); });
        const std::string filed_at = i18n::full_date_time(detail.summary.created_at.ms, model.zone_minutes);
        check_lines(sheet, *fixture.find("lines")->find(language), filed_at);
        const domain::Value* bare = fixture.find("bare")->find(language);
        if (bare == nullptr) continue;
        detail.summary.photos = 0;
        detail.summary.department_name.clear();
        detail.filed_by.clear();
        detail.filled.clear();
        model.get<app::street::Model>().reference.value->phones.clear();
        h.frame();
        check_lines(sheet, *bare, filed_at);
    }
}
