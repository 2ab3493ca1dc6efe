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

TEST_CASE("The number of several shows the whole with each of them: what, whose, how far and until when",
          "[views][track][unit]") {
    app::Model model = nobody();
    domain::CaseDetail whole = street_light();
    whole.summary.number = "320505A20260228000014";
    whole.summary.title = "新生儿出生一件事";
    whole.parts = {
        {"320505A20260228000025", "生育登记", domain::State::refused, domain::Stage::finished, {}, "卫生健康科"},
        {"320505A20260228000036", "育儿补贴", domain::State::reviewing, domain::Stage::dispatch,
         domain::Instant{1'784'000'000'000 + 10LL * 86'400'000}, "社会事务科"}};
    model.get<app::track::Model>().result.value = whole;
    Harness h;
    h.show(model, ui::draw_track);
    CHECK(h.has(Role::heading, "新生儿出生一件事"));
    CHECK(h.has(Role::heading, "一起办的事项"));
    for (const char* said : {"生育登记", "不予受理", "育儿补贴", "审核中", "社会事务科", "前给您决定"}) {
        INFO(said);
        CHECK(h.says(said));
    }
    // The code is the whole's: a part is neither opened nor looked up with it.
    CHECK(std::ranges::none_of(h.all(Role::link), [](const Node* link) {
        return link->name.starts_with("生育登记") || link->name.starts_with("育儿补贴");
    }));
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
