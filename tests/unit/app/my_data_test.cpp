/// 我的信息: what is kept of the person, who looked, who helps, and taking a mandate back.

#include "src/app/my_data/my_data.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::Failure;
using ow::domain::Value;

namespace {

world::TreeAnswered says(std::string_view json) { return {ow::wire::parse_value(json).value()}; }
world::TreeAnswered failed(ApiErrorKind kind) { return {Failure{ow::domain::make_error(kind)}}; }

constexpr std::string_view record =
    R"({"record": {"fields": [{"name": "name", "value": "示例老人甲", "purpose": "办事时认得是本人",
        "source": "网格员上门登记", "at": "2026-11-01T09:00:00+08:00", "by": "网格员 工号 3012"}],
        "homes": [], "sights": [{"at": "2026-11-20T10:15:00+08:00", "who": "网格员 工号 3012", "purpose": "assist"}]}})";
constexpr std::string_view helpers =
    R"({"helping_me": [
        {"id": "m-2", "helper_label": "家人", "scopes": ["follow"], "last_day": "2026-11-01", "state": "expired"},
        {"id": "m-1", "helper_label": "网格员 工号 3012", "about": "高龄津贴", "scopes": ["file", "follow"],
         "last_day": "2027-02-19", "state": "running",
         "acts": [{"id": "a-1", "act": "file", "number": "320505A2026112100017", "at": "2026-11-20T10:20:00+08:00"}]}],
        "i_help": []})";

/// The page with both answers.
Driver at_page() {
    world::Started started;
    started.whole = true;
    Driver app("#/me", started);
    app.signed_in(resident());
    app.answer_tree("/me/record", says(record).result);
    app.answer_tree("/me/helpers", says(helpers).result);
    return app;
}

const my_data::Model& model_of(const Driver& app) { return app.of<my_data::Model>(); }

}  // namespace

TEST_CASE("A person reads what is kept, who looked and who helps; what holds comes first", "[app][unit]") {
    const Driver app = at_page();
    REQUIRE(model_of(app).record.value);
    CHECK(model_of(app).record.value->held.at(0).value == "示例老人甲");
    CHECK(model_of(app).record.value->sights.at(0).purpose == "assist");
    REQUIRE(model_of(app).helpers.value);
    const auto& mine = model_of(app).helpers.value->helping_me;
    REQUIRE(mine.size() == 2);
    CHECK(mine[0].id == "m-1");
    CHECK(mine[0].holds());
    CHECK(mine[0].acts.at(0).number == "320505A2026112100017");
    CHECK_FALSE(mine[1].holds());
}

TEST_CASE("A mandate is taken back once, after the question, and what holds now is read again", "[app][unit]") {
    Driver app = at_page();
    const auto asked = app.count<CallTree>();
    app.send(my_data::RevokePressed{"m-1"});
    REQUIRE(app.model.dialog);
    CHECK(app.model.dialog->name == "revoke_mandate");
    CHECK(app.count<CallTree>() == asked);
    app.send(shell::DialogConfirmed{});
    REQUIRE(app.count<CallTree>() == asked + 1);
    CHECK(app.last<CallTree>()->path == "/me/helpers/m-1/revoke");
    CHECK_FALSE(app.last<CallTree>()->key.empty());
    app.send(my_data::RevokePressed{"m-1"});
    CHECK_FALSE(app.model.dialog);
    app.send(says(R"({"mandate": {"id": "m-1", "state": "revoked"}})"));
    CHECK(app.model.toasts.back().text.key == "my_data.revoked");
    CHECK(app.last<CallTree>()->path == "/me/helped");
    CHECK(app.count<CallTree>() == asked + 3);
    CHECK_FALSE(model_of(app).failed);
}

TEST_CASE("A mandate that could not be taken back is said, and what holds is read again", "[app][unit]") {
    Driver app = at_page();
    app.send(my_data::RevokePressed{"m-1"});
    app.send(shell::DialogConfirmed{});
    app.send(failed(ApiErrorKind::network));
    CHECK(model_of(app).failed);
    CHECK(app.last<CallTree>()->path == "/me/helped");
    CHECK(model_of(app).helpers.value);
}

namespace {

constexpr std::string_view helped =
    R"({"items": [{"mandate": "m-3", "person_name_masked": "李**", "scopes": ["follow"],
        "case": {"number": "320505B2026112100017", "title": "高龄津贴", "state": "reviewing"}}]})";

}  // namespace

TEST_CASE("Who helps reads what can be gone on with, and under which mandate", "[app][unit]") {
    Driver app = at_page();
    app.answer_tree("/me/helped", says(helped).result);
    REQUIRE(model_of(app).helped.value);
    CHECK(*model_of(app).helped.value ==
          std::vector<my_data::Helped>{{"m-3", "320505B2026112100017", "高龄津贴", "reviewing"}});
}

TEST_CASE("Who helps gives the mandate back once, after the question, and reads what is left", "[app][unit]") {
    Driver app = at_page();
    app.answer_tree("/me/helped", says(helped).result);
    app.send(my_data::RevokePressed{"m-3", my_data::Side::theirs});
    REQUIRE(app.model.dialog);
    CHECK(app.model.dialog->name == "give_back_mandate");
    const auto asked = app.count<CallTree>();
    app.send(shell::DialogConfirmed{});
    REQUIRE(app.count<CallTree>() == asked + 1);
    CHECK(app.last<CallTree>()->path == "/me/helpers/m-3/revoke");
    app.send(says(R"({"mandate": {"id": "m-3", "state": "revoked"}})"));
    CHECK(app.model.toasts.back().text.key == "my_data.given_back");
    CHECK(app.count<CallTree>() == asked + 3);
    CHECK(app.last<CallTree>()->path == "/me/helped");
}

TEST_CASE("A mandate that could not be given back is said as such", "[app][unit]") {
    Driver app = at_page();
    app.send(my_data::RevokePressed{"m-3", my_data::Side::theirs});
    app.send(shell::DialogConfirmed{});
    app.send(failed(ApiErrorKind::network));
    CHECK(model_of(app).failed);
    CHECK(model_of(app).side == my_data::Side::theirs);
}
