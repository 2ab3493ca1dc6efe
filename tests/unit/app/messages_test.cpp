/// Messages to the phone: wanted or not, as the server has it.

#include "src/app/messages/messages.hpp"
#include "src/domain/value.hpp"
#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::Failure;
using ow::domain::Role;
using ow::domain::Value;

namespace {

world::TreeAnswered says(bool sms) {
    Value answer = Value::object();
    answer.set("sms", Value(sms));
    return {answer};
}
world::TreeAnswered failed(ApiErrorKind kind) { return {Failure{ow::domain::make_error(kind)}}; }

Driver at_settings(const ow::domain::Account& account) {
    world::Started started;
    started.whole = true;
    Driver app("#/settings", started);
    app.signed_in(account);
    return app;
}

const messages::Model& model_of(const Driver& app) { return app.of<messages::Model>(); }

}  // namespace

TEST_CASE("A resident's choice is read where the settings are opened, and what is chosen is written", "[app][unit]") {
    Driver app = at_settings(resident());
    REQUIRE(app.last<CallTree>());
    CHECK(app.last<CallTree>()->path == "/me/messages");
    CHECK(app.last<CallTree>()->method == CallTree::Method::get);
    app.send(messages::Chosen{false});
    CHECK(app.count<CallTree>() == 1);  // nothing is chosen before it is known
    app.send(says(true));
    CHECK(model_of(app).sms == true);
    app.send(messages::Chosen{false});
    app.send(messages::Chosen{true});  // while the first is on its way
    CHECK(app.count<CallTree>() == 2);
    CHECK(app.last<CallTree>()->method == CallTree::Method::put);
    CHECK(app.last<CallTree>()->body.find("sms")->as_bool() != nullptr);
    CHECK_FALSE(*app.last<CallTree>()->body.find("sms")->as_bool());
    CHECK(model_of(app).sms == false);
    app.send(says(false));
    CHECK(model_of(app).sms == false);
    CHECK_FALSE(model_of(app).failed);
}

TEST_CASE("What could not be written is shown as the server has it, and said", "[app][unit]") {
    Driver app = at_settings(resident());
    app.send(says(true));
    app.send(messages::Chosen{false});
    app.send(failed(ApiErrorKind::network));
    CHECK(model_of(app).sms == true);
    CHECK(model_of(app).failed);
    app.send(messages::Wanted{});
    CHECK(app.count<CallTree>() == 3);
    app.send(says(true));
    CHECK_FALSE(model_of(app).failed);
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
