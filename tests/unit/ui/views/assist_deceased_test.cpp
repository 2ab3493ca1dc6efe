/// Somebody died meanwhile, by the street's register: it is said with dignity, what was written stays and is not sent,
/// and a register that is wrong is put right.

#include "tests/unit/ui/views/assist_fixture.hpp"

#include "src/app/grid_data/grid_data.hpp"

using namespace ow;
using namespace ow::test;
using namespace ow::test::door;

namespace {

constexpr const char* deceased = "登记上，示例老人甲已经去世";

/// The tablet's copy of the grid, in which she is as `state` says.
Value grid_with(domain::Instant now, const char* state) {
    Value answer = tree(R"({"anew": true, "more": false, "cursor": "g1:2", "items": [
        {"kind": "person", "id": "person-1", "gone": false, "person": {"id": "person-1", "name": "示例老人甲",
          "birth_date": "1943-05-01"}, "facts": {"person.name": "示例老人甲"}}]})");
    answer.set("items.0.person.state", state);
    answer.set("server_time", domain::format_iso8601(now, 480));
    answer.set("expires_at", domain::format_iso8601(now + domain::days(7), 480));
    return answer;
}

/// The tablet is told for the first time what is in the grid.
void sync_first(Program& p) {
    for (const app::Effect& effect : app::Effects(p.effects()))
        if (effect.what.holds<app::AskLock>()) p.reply(effect.from, world::LockTold{});
    p.answer_tree("/me/grid/changes", grid_with(p.now(), "living"));
}

/// It asks again and is told that she died.
void sync_death(Program& p) {
    p.send(app::grid_data::RefreshPressed{});
    p.answer_tree("/me/grid/changes?cursor=g1:2", grid_with(p.now(), "dead"));
}

/// The server refuses a command because who it is for died.
domain::CommandStatus refuse(Program& p, const app::SubmitCommand& sent, const char* path) {
    domain::CommandStatus refused = status_of(sent, domain::CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::invalid);
    refused.error->fields.push_back({path, domain::FieldCode::format, {}, {}, "登记上这位老人已经去世"});
    p.tell(world::CommandChanged{refused});
    p.go("#/assisted/sent/" + refused.key);
    p.press(Role::button, "去修改");
    return refused;
}

/// The worker met her and says so.
void put_right(Program& p, const char* whom = "person-1") {
    p.press(Role::button, "登记错了？");
    p.type("怎么知道登记错了", "今天上门见到本人");
    p.press(Role::button, "改登记：本人健在");
    const auto call = p.answer_tree(std::string("/persons/") + whom + "/living",
                                    tree(R"({"person": {"id": "person-1", "state": "living"}})"));
    CHECK(call.method == app::CallTree::Method::post);
    CHECK(call.body.text_at("reason") == "今天上门见到本人");
}

}  // namespace

TEST_CASE("Who died is told of at the choice, with what the family can do and how a wrong register is put right",
          "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    p.answer_tree("/persons?limit=20&search=", persons());
    CHECK(p.says("登记上，示例老人乙已经去世"));
    CHECK_FALSE(p.has(Role::button, "给这一位办：示例老人乙"));
    CHECK(p.find(Role::link, "身后一件事 家里人要办的，一张表一起办").href == "#/services/farewell");
    p.press(Role::button, "登记错了？");
    // Nothing is said without a reason.
    p.press(Role::button, "改登记：本人健在");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    CHECK(p.faults().empty());
    p.press(Role::button, "登记错了？");
    put_right(p, "person-2");
    Value now = persons();
    now.set("items.1.state", "living");
    p.answer_tree("/persons?limit=20&search=", now);
    CHECK(p.has(Role::button, "给这一位办：示例老人乙"));
    CHECK_FALSE(p.says("已经去世"));
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A register is put right with a network only, and a refusal says why", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    p.answer_tree("/persons?limit=20&search=", persons());
    p.press(Role::button, "登记错了？");
    p.type("怎么知道登记错了", "今天上门见到本人");
    p.press(Role::button, "改登记：本人健在");
    const auto call = std::ranges::find_if(p.effects(), [](const auto& one) {
        return one.what.template holds<app::CallTree>() &&
               one.what.template get<app::CallTree>()->path.ends_with("/living");
    });
    REQUIRE(call != p.effects().end());
    p.reply(call->from, world::TreeAnswered{domain::Failure{domain::make_error(domain::ApiErrorKind::network)}});
    CHECK(p.says("登记上，示例老人乙已经去世"));
    CHECK(p.faults().empty());
    p.tell(world::OnlineChanged{false});
    // Without a network the copy of the grid is searched; it is empty here.
    CHECK_FALSE(p.has(Role::button, "改登记：本人健在"));
}

TEST_CASE("Who dies while an errand is open is told of, nothing is sent, and what was written stays",
          "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    sync_first(p);
    to_mandate(p);
    sign(p);
    fill_in(p);
    say_right(p);
    const std::string id = errand_id(p);
    sync_death(p);
    CHECK(p.says(deceased));
    p.press(Role::button, "确认并提交");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    CHECK(p.announced().back() == "assist.deceased.title");
    CHECK(p.url() == "#/assisted/" + id);
    CHECK(p.says(deceased));
    CHECK(p.says("写好的都留在这台平板，不会送出。"));
    const assist::Errand& errand = *p.model().get<assist::Model>().errand;
    CHECK(errand.strokes().size() == 2);
    CHECK(errand.form.answers.text_at("bank.name") == "示例银行");
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
    // Nor is anything agreed to.
    p.go("#/assisted/" + id + "/mandate");
    CHECK(p.says(deceased));
    p.press(Role::button, "下一步：给老人看一遍");
    CHECK(p.url() == "#/assisted/" + id);
    // The register was wrong: it goes on where it was.
    put_right(p);
    p.answer_tree("/me/grid/changes?cursor=g1:2", grid_with(p.now(), "living"));
    CHECK_FALSE(p.says(deceased));
    p.go("#/assisted/" + id + "/check");
    CHECK(confirm(p).commands.size() == 2);
}

TEST_CASE("A mandate that is refused because she died opens with the words and is not signed anew",
          "[views][assist][unit]") {
    Program p(tablet());
    const Sent sent = whole(p);
    take(p, sent);
    const auto refused = refuse(p, sent.of("assist.mandate"), "person");
    CHECK(p.url() == "#/assisted/" + errand_id(p));
    CHECK(p.says(deceased));
    CHECK_FALSE(p.says("上次没有收下"));
    CHECK(p.model().get<assist::Model>().errand->strokes().size() == 2);
    p.go("#/assisted/" + errand_id(p) + "/check");
    p.press(Role::button, "确认并提交");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    put_right(p);
    p.go("#/assisted/" + errand_id(p) + "/check");
    const Sent again = confirm(p);
    // The case waits for the mandate and goes on by itself.
    REQUIRE(again.commands.size() == 1);
    const app::SubmitCommand& mandate = again.of("assist.mandate");
    CHECK(mandate.replaces == refused.key);
    CHECK(body_of(mandate) == body_of(sent.of("assist.mandate")));
}

TEST_CASE("A case that is refused because she died keeps its mandate", "[views][assist][unit]") {
    Program p(tablet());
    const Sent sent = whole(p);
    take(p, sent);
    world::CommandAcknowledged done;
    done.command = sent.of("assist.mandate").command;
    p.tell(done);
    const auto refused = refuse(p, sent.of("filing"), "on_behalf_of");
    CHECK(p.says(deceased));
    put_right(p);
    p.go("#/assisted/" + errand_id(p) + "/check");
    const Sent again = confirm(p);
    REQUIRE(again.commands.size() == 1);
    CHECK(again.of("filing").replaces == refused.key);
    CHECK(body_of(again.of("filing")).text_at("mandate") == body_of(sent.of("assist.mandate")).text_at("id"));
}

TEST_CASE("A refusal makes the tablet ask for the register, and what was kept of the errand knows of the death",
          "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    sync_first(p);
    to_mandate(p);
    sign(p);
    fill_in(p);
    say_right(p);
    const Sent sent = confirm(p);
    take(p, sent);
    domain::CommandStatus refused = status_of(sent.of("assist.mandate"), domain::CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::invalid);
    refused.error->fields.push_back({"person", domain::FieldCode::format, {}, {}, "登记上这位老人已经去世"});
    p.tell(world::CommandChanged{refused});
    p.answer_tree("/me/grid/changes?cursor=g1:2", grid_with(p.now(), "dead"));
    p.go("#/assisted/sent/" + refused.key);
    p.press(Role::button, "去修改");
    CHECK(p.says(deceased));
    const assist::Errand errand = *p.model().get<assist::Model>().errand;
    CHECK(assist::read_errand(assist::kept_errand(errand)).person.dead);
    // A draft from before this was known says nothing of it.
    Value old = assist::kept_errand(errand);
    old.erase("person.state");
    old.erase("text.street_at");
    CHECK_FALSE(assist::read_errand(old).person.dead);
    CHECK(assist::read_errand(old).text.street_at.empty());
    CHECK(assist::read_errand(old).text.at == errand.text.at);
}
