/// What one is told without asking: messages to the phone, services that one may get; wanted or not, as the server has
/// it.

#include "src/app/messages/messages.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using messages::Wishes;
using ow::domain::ApiErrorKind;
using ow::domain::Failure;
using ow::domain::Role;
using ow::domain::Value;
using Answer = ow::domain::Result<Value, ow::domain::ApiError>;

namespace {

constexpr std::string_view wishes = "/me/messages";

Answer says(bool sms, bool reminders) {
    Value answer = Value::object();
    answer.set("sms", Value(sms));
    answer.set("reminders", Value(reminders));
    return answer;
}
Answer failed(ApiErrorKind kind) { return Failure{ow::domain::make_error(kind)}; }

Driver at_settings(const ow::domain::Account& account) {
    world::Started started;
    started.whole = true;
    Driver app("#/settings", started);
    app.signed_in(account);
    return app;
}

const messages::Model& model_of(const Driver& app) { return app.of<messages::Model>(); }

}  // namespace

TEST_CASE("A resident's choices are read where the settings are opened, and what is chosen is written", "[app][unit]") {
    Driver app = at_settings(resident());
    const auto asked = app.count<CallTree>();
    app.send(messages::Chosen{{false, false}});
    CHECK(app.count<CallTree>() == asked);  // nothing is chosen before it is known
    app.answer_tree(wishes, says(true, true));
    CHECK(model_of(app).wishes == Wishes{true, true});
    app.send(messages::Chosen{{false, true}});
    app.send(messages::Chosen{{true, true}});  // while the first is on its way
    CHECK(app.count<CallTree>() == asked + 1);
    CHECK(app.last<CallTree>()->method == CallTree::Method::put);
    CHECK(app.last<CallTree>()->path == wishes);
    CHECK(*app.last<CallTree>()->body.find("sms") == Value(false));
    CHECK(app.last<CallTree>()->body.find("reminders") == nullptr);  // another device may have changed it
    CHECK(model_of(app).wishes == Wishes{false, true});
    app.answer_tree(wishes, says(false, false));
    CHECK(model_of(app).wishes == Wishes{false, false});
    CHECK_FALSE(model_of(app).failed);
    app.send(messages::Chosen{{false, true}});
    CHECK(app.last<CallTree>()->body.find("sms") == nullptr);
    CHECK(*app.last<CallTree>()->body.find("reminders") == Value(true));
}

TEST_CASE("What could not be written is shown as the server has it, and said", "[app][unit]") {
    Driver app = at_settings(resident());
    app.answer_tree(wishes, says(true, true));
    app.send(messages::Chosen{{true, false}});
    app.answer_tree(wishes, failed(ApiErrorKind::network));
    CHECK(model_of(app).wishes == Wishes{true, true});
    CHECK(model_of(app).failed);
    app.send(messages::Wanted{});
    app.answer_tree(wishes, says(true, true));
    CHECK_FALSE(model_of(app).failed);
    // Half an answer is none.
    app.send(messages::Wanted{});
    app.answer_tree(wishes, Value::object());
    CHECK(model_of(app).failed);
}

TEST_CASE("What the portal told of by itself is read with its reason", "[app][unit]") {
    Driver app = at_settings(resident());
    app.answer_tree("/me/reminders",
                    ow::wire::parse_value(R"({"items": [{"rule": "age_80", "service": "elder_allowance",
        "service_title": "高龄津贴", "why": "您快到 80 岁了", "at": "2026-11-20T08:30:00+08:00"}]})")
                        .value());
    REQUIRE(model_of(app).told.value);
    const messages::Reminder& one = model_of(app).told.value->at(0);
    CHECK(one.service == "elder_allowance");
    CHECK(one.title == "高龄津贴");
    CHECK(one.why == "您快到 80 岁了");
    CHECK(one.at == ow::domain::parse_iso8601("2026-11-20T08:30:00+08:00"));
}

TEST_CASE("An application that waits, filled in, is looked for where it is a thing to do", "[app][unit]") {
    for (const char* page : {"#/", "#/mine", "#/services/elder_allowance"}) {
        CAPTURE(page);
        world::Started started;
        started.whole = true;
        Driver app(page, started);
        app.signed_in(resident());
        app.answer_tree("/me/reminders?only=prepared", ow::wire::parse_value(R"({"items": [
            {"rule": "age_90", "service": "elder_allowance", "service_title": "高龄津贴", "why": "您满 90 岁了",
             "at": "2026-11-20T08:30:00+08:00", "prepared": "waiting"},
            {"rule": "age_60", "service": "senior_card", "service_title": "老年人优待证", "why": "您满 60 岁了",
             "at": "2026-11-19T08:30:00+08:00", "prepared": "filed"}]})")
                                                           .value());
        CHECK(messages::find_prepared(model_of(app), "senior_card") == nullptr);
        const messages::Reminder* one = messages::find_prepared(model_of(app), "elder_allowance");
        REQUIRE(one != nullptr);
        CHECK(one->prepared == messages::Prepared::waiting);
        CHECK_FALSE(model_of(app).told.value);  // what was told of was not read by it
    }
}

TEST_CASE("Staff and who is not signed in are asked nothing", "[app][unit]") {
    CHECK(at_settings(staff(Role::handler)).count<CallTree>() == 0);
    world::Started started;
    started.whole = true;
    Driver app("#/settings", started);
    app.nobody();
    CHECK(app.count<CallTree>() == 0);
    CHECK_FALSE(messages::is_asked(app.model));
}
