/// 预约取号 as people do it: chosen, booked, moved, cancelled; and what the server may say instead.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/booking/booking.hpp"

using namespace ow;
using namespace ow::test;
using domain::Value;

namespace {

constexpr const char* url = "#/book/elder_allowance";
constexpr const char* slots_path = "/services/elder_allowance/slots";

Value slots() {
    return tree(
        R"json({"service": "elder_allowance", "service_title": "高龄津贴", "counter": "3", "address": "示例路 1 号",
  "items": [{"day": "2026-12-01", "from": "10:00", "to": "11:00", "left": 7},
            {"day": "2026-12-01", "from": "14:00", "to": "15:00", "left": 0},
            {"day": "2026-12-02", "from": "09:00", "to": "10:00", "left": 0}]})json");
}

Value booked(const char* from = "10:00", const char* state = "booked") {
    Value one = tree(R"json({"id": "b1", "service": "elder_allowance", "service_title": "高龄津贴", "counter": "3",
  "address": "示例路 1 号", "day": "2026-12-01", "from": "10:00", "to": "11:00", "ticket": "3-001", "state": "booked",
  "can_change": true})json");
    one.set("from", from);
    one.set("state", state);
    one.set("can_change", std::string_view(state) == "booked");
    return one;
}

Value list_of(Value::List items) {
    Value list = Value::object();
    list.set("items", Value(std::move(items)));
    return list;
}

void come(Program& p, Value::List mine = {}, const Value& window = slots()) {
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    p.answer<api::GetSession>(api::SessionState{account});
    p.tell(app::world::ProgramWhole{});
    p.answer_tree(slots_path, window);
    p.answer_tree("/me/bookings", list_of(std::move(mine)));
}

void choose(Program& p) {
    p.choose("哪一天来？", "12月1日 周二 · 还有 7 个号");
    p.press(Role::radio, "10:00–11:00");
}

}  // namespace

TEST_CASE("The window is said once, whether its address names it or not", "[views][booking][unit]") {
    Program p({.url = url});
    come(p);
    CHECK(p.says("示例路 1 号 · 3 号窗口"));
    Value named = slots();
    named.set("address", "综合服务中心一楼 3 号窗口（民政）");
    Program other({.url = url});
    come(other, {}, named);
    CHECK(other.says("综合服务中心一楼 3 号窗口（民政）"));
    CHECK_FALSE(other.says("综合服务中心一楼 3 号窗口（民政） · 3 号窗口"));
}

TEST_CASE("A day and a time are chosen and booked; the ticket is said", "[views][booking][unit]") {
    Program p({.url = url});
    come(p);
    CHECK(p.says("先选好哪一天、几点来"));
    p.press(Role::button, "就约这个时间");
    choose(p);
    // A time that is full is not offered.
    CHECK_FALSE(p.says("14:00–15:00"));
    CHECK(p.faults().empty());
    p.press(Role::button, "就约这个时间");
    const auto sent = p.answer_tree("/bookings", booked());
    CHECK(sent.method == app::CallTree::Method::post);
    CHECK(sent.body.text_at("service") == "elder_allowance");
    CHECK(sent.body.text_at("from") == "10:00");
    CHECK(p.has(Role::heading, "约好了"));
    CHECK(p.says("您的号：3-001"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A day that is full says so, and that one may come all the same", "[views][booking][unit]") {
    Program p({.url = url});
    come(p);
    p.choose("哪一天来？", "12月2日 周三 · 约满了");
    CHECK(p.says("这一天约满了，请换一天。也可以直接来，窗口给没有预约的人留了号。"));
    CHECK(p.faults().empty());
}

TEST_CASE("A time that was taken meanwhile is said in the server's words, and the times are read anew",
          "[views][booking][unit]") {
    Program p({.url = url});
    come(p);
    choose(p);
    p.press(Role::button, "就约这个时间");
    domain::ApiError taken = domain::make_error(domain::ApiErrorKind::conflict);
    taken.message = "这个时间刚被约走，最近的是 14:00。";
    p.answer_tree("/bookings", domain::Failure{taken});
    CHECK(p.says("这个时间刚被约走，最近的是 14:00。"));
    p.answer_tree(slots_path, slots());
    CHECK(p.has(Role::radio, "10:00–11:00"));
}

TEST_CASE("What was not answered is sent again under the same key", "[views][booking][unit]") {
    Program p({.url = url});
    come(p);
    choose(p);
    p.press(Role::button, "就约这个时间");
    const auto first = p.answer_tree("/bookings", domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    p.answer_tree(slots_path, slots());
    p.answer_tree("/me/bookings", list_of({}));
    p.press(Role::button, "就约这个时间");
    const auto second = p.answer_tree("/bookings", booked());
    CHECK(second.key == first.key);
    CHECK(p.says("您的号：3-001"));
}

TEST_CASE("A booking is moved to another time, or cancelled after a question", "[views][booking][unit]") {
    Program p({.url = url});
    come(p, {booked("14:00")});
    CHECK(p.has(Role::heading, "约好了"));
    SECTION("moved") {
        p.press(Role::button, "改时间");
        choose(p);
        p.press(Role::button, "改到这个时间");
        const auto sent = p.answer_tree("/bookings/b1", booked());
        CHECK(sent.method == app::CallTree::Method::put);
        CHECK(sent.body.text_at("from") == "10:00");
        CHECK(p.says("10:00–11:00"));
    }
    SECTION("kept") {
        p.press(Role::button, "改时间");
        p.press(Role::button, "不改了");
        CHECK(p.has(Role::heading, "约好了"));
    }
    SECTION("cancelled") {
        p.press(Role::button, "取消预约");
        CHECK(p.has(Role::dialog, "要取消这个预约吗？"));
        p.send(app::booking::CancelConfirmed{"b1"});
        const auto sent = p.answer_tree("/bookings/b1", booked("14:00", "cancelled"));
        CHECK(sent.method == app::CallTree::Method::del);
        CHECK(p.has(Role::button, "就约这个时间"));
    }
}

TEST_CASE("One's own bookings are listed with ticket and place, in every mode and width", "[views][booking][unit]") {
    for (const float width : {320.0f, 390.0f, 1280.0f})
        for (const bool old : {false, true}) {
            CAPTURE(width, old);
            ProgramSetup setup{.url = "#/bookings"};
            setup.surface.width = width;
            setup.settings.mode = old ? domain::DisplayMode::elder : domain::DisplayMode::standard;
            Program p(setup);
            domain::Account account;
            account.id = "resident-1";
            account.role = domain::Role::resident;
            p.answer<api::GetSession>(api::SessionState{account});
            p.tell(app::world::ProgramWhole{});
            Value other = booked("14:00", "cancelled");
            other.set("id", "b2");
            p.answer_tree("/me/bookings", list_of({booked(), other}));
            CHECK(p.says("您的号：3-001"));
            CHECK(p.says("已取消"));
            for (const std::string& fault : p.faults())
                FAIL_CHECK(fault);
        }
}
