#include "ui/views/track/track.hpp"
#include "tests/unit/ui/views/cases_fixture.hpp"
#include "ui/views/overlays.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;

namespace {

app::Model nobody() {
    app::Model model = resident_on(app::to_page(app::pages::track));
    model.get<app::session::Model>().account.reset();
    return model;
}

std::string check_all(const app::Model& model) {
    std::string all;
    for (const std::string& fault : faults_for_all(model, ui::draw_track))
        all += fault + "\n";
    return all;
}

}  // namespace

TEST_CASE("Anybody can look up a case by number and query code", "[views][track][unit]") {
    const app::Model model = nobody();
    Harness h;
    h.show(model, ui::draw_track);
    h.type("办件编号", "320505 s 20261121 00042 9");
    h.type("查询码", "6k4 m9p");
    h.press(Role::button, "查询");
    CHECK(given<app::track::Filled, app::track::Action>(h, "number") == domain::Value("320505 s 20261121 00042 9"));
    CHECK(given<app::track::Filled, app::track::Action>(h, "query_code") == domain::Value("6k4 m9p"));
    CHECK(acted<form::SubmitPressed, app::track::Filled, app::track::Action>(h).size() == 1);
    CHECK(check_all(model) == "");
}

TEST_CASE("Enter in a field looks it up too", "[views][track][unit]") {
    const app::Model model = nobody();
    Harness h;
    h.show(model, ui::draw_track);
    h.submit(Role::text_field, "查询码");
    CHECK(acted<form::NextPressed, app::track::Filled, app::track::Action>(h).size() == 1);
}

TEST_CASE("A mistyped number is named, with a way to the field", "[views][track][unit]") {
    app::Model model = nobody();
    model.get<app::track::Model>().form.answers.set("number", "320505S20261121000428");
    model.get<app::track::Model>().form.errors = {{"number", domain::FieldCode::checksum, {}, {}, {}}};
    Harness h;
    h.show(model, ui::draw_track);
    CHECK(h.has(Role::heading, "请检查以下问题"));
    const Node& field = h.find(Role::text_field, "办件编号");
    CHECK(field.value == "320505S20261121000428");
    const std::string wrong = h.error_of(field);
    CHECK_FALSE(wrong.empty());
    h.press(Role::link, wrong);
    CHECK(acted<form::ErrorFollowed, app::track::Filled, app::track::Action>(h).at(0).path == "number");
    CHECK(check_all(model) == "");
}

TEST_CASE("Nothing found says so without telling which of the two was wrong", "[views][track][unit]") {
    app::Model model = nobody();
    model.get<app::track::Model>().result.error = domain::make_error(domain::ApiErrorKind::not_found);
    Harness h;
    h.show(model, ui::draw_track);
    CHECK(h.says("没有查到"));
}

TEST_CASE("What was found shows the case without personal data and offers to rate it", "[views][track][unit]") {
    app::Model model = nobody();
    model.get<app::track::Model>().result.value = street_light();
    model.get<app::track::Model>().result.value->summary.can_rate = true;
    Harness h;
    h.show(model, ui::draw_track);
    CHECK(h.has(Role::heading, "3 号楼二单元楼道灯不亮"));
    CHECK(h.has(Role::link, "去评价"));
    CHECK_FALSE(h.says("138****0001"));
    CHECK_FALSE(h.has(Role::link, "谁看过我的信息"));
    h.press(Role::button, "查另一件");
    CHECK(sent<app::track::AnotherWanted, app::track::Action>(h).size() == 1);
    CHECK(check_all(model) == "");
}

TEST_CASE("A receipt's link opened signed out offers signing in, and tracking with the number filled in",
          "[views][receipt][unit]") {
    app::Model model = resident_on(app::to_page(app::pages::receipt, "320505S20261121000429"));
    model.get<app::session::Model>().account.reset();
    model.get<app::receipt::Model>().detail.error = domain::make_error(domain::ApiErrorKind::unauthenticated);
    Harness h;
    h.show(model, ui::draw_page_error);
    CHECK(h.find(Role::heading, "请先登录").level == 1);
    CHECK(h.find(Role::link, "登录").href == "#/login?next=%23/receipt/320505S20261121000429");
    CHECK(h.find(Role::link, "查询进度").href == "#/track?number=320505S20261121000429");
    CHECK_FALSE(h.has(Role::button, "再试一次"));
    CHECK(faults_for_all(model, ui::draw_page_error) == std::vector<std::string>{});
}
