/// 社区活动 as people do it: looked at, signed up for with and without a network, waited for, given back; and what the
/// server may say instead.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/activities/activities.hpp"
#include "src/app/activities/pages.hpp"
#include "src/app/settings/settings.hpp"

using namespace ow;
using namespace ow::test;
using domain::CommandState;
using domain::Value;

namespace {

constexpr const char* url = "#/activities/talk";
constexpr const char* one_path = "/activities/talk";

Value activity() {
    return tree(
        R"json({"id": "talk", "title": "用药安全讲座", "body": "请药师讲怎么看药盒。", "place": "柳巷社区活动室",
  "published_at": "2026-11-20T09:00:00+08:00", "begins_at": "2026-12-01T10:00:00+08:00",
  "ends_at": "2026-12-01T12:00:00+08:00", "closes_at": "2026-11-30T20:00:00+08:00", "places": 20, "left": 5,
  "waiting": true, "waits": 0, "most": 3, "group": null, "ask_group": false, "state": "open", "reason": null,
  "mine": null})json");
}

Value signed_up(const char* state, int line = 0) {
    Value one = activity();
    Value mine = tree(R"json({"state": "in", "people": 2, "line": null, "at": "2026-11-24T09:00:00+08:00",
  "can_cancel": true, "came": null})json");
    mine.set("state", state);
    if (line > 0) mine.set("line", line);
    one.set("mine", mine);
    return one;
}

Value list_of(Value::List items) {
    Value list = Value::object();
    list.set("items", Value(std::move(items)));
    return list;
}

Value answer_of(Value one) {
    Value answer = Value::object();
    answer.set("activity", std::move(one));
    return answer;
}

domain::Account resident_account() {
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    return account;
}

/// Somebody with the page of the activity open.
void come(Program& p, const Value& one = activity(), Value::List mine = {}) {
    p.answer<api::GetSession>(api::SessionState{resident_account()});
    p.tell(app::world::ProgramWhole{});
    p.answer_tree("/me/activities", list_of(std::move(mine)));
    p.answer_tree("/activities", list_of({one}));
    p.answer_tree(one_path, answer_of(one));
}

app::SubmitCommand submitted(Program& p, const char* word = "报名") {
    p.press(Role::button, word);
    return p.take_effect<app::SubmitCommand>();
}

}  // namespace

TEST_CASE("An activity says when, where, how many places are left and whom it is for", "[views][activities][unit]") {
    Program p({.url = url});
    Value one = activity();
    one.set("group", "elderly");
    one.set("ask_group", true);
    come(p, one);
    CHECK(p.has(Role::heading, "用药安全讲座"));
    CHECK(p.says("12月1日 周二 10:00–12:00"));
    CHECK(p.says("柳巷社区活动室"));
    CHECK(p.says("一共 20 个名额，还剩 5 个"));
    CHECK(p.says("给谁：60 岁以上老人"));
    CHECK(p.find(Role::link, "存进手机日历").href == "/api/v1/activities/talk/activity.ics");
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Signing up goes through the outbox with how many people come", "[views][activities][unit]") {
    Program p({.url = url});
    come(p);
    p.press(Role::radio, "2 人");
    const app::SubmitCommand sent = submitted(p);
    CHECK(sent.command.act == app::activity_act);
    CHECK(sent.command.title == "用药安全讲座");
    const auto* post = std::get_if<api::PostTree>(&sent.call);
    REQUIRE(post != nullptr);
    CHECK(post->path == "/activities/talk/sign-up");
    CHECK(*post->body.find("people")->as_number() == 2);
    CHECK(post->body.find("belongs") == nullptr);
    p.tell(app::world::CommandChanged{status_of(sent.command, CommandState::sending)});
    p.tell(app::world::CommandAcknowledged{sent.command, {}, {}});
    p.answer_tree("/me/activities", list_of({signed_up("in")}));
    p.answer_tree(one_path, answer_of(signed_up("in")));
    CHECK(p.has(Role::heading, "您已报名"));
    CHECK(p.says("2 人去"));
    CHECK_FALSE(p.has(Role::button, "报名"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Without a network the sign-up waits and says so; a second press sends no second one",
          "[views][activities][unit]") {
    Program p({.url = url});
    come(p);
    const app::SubmitCommand sent = submitted(p);
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    p.tell(app::world::CommandChanged{status_of(sent.command, CommandState::waiting)});
    CHECK(p.has(Role::heading, "活动报名：已保存在本机"));
    CHECK(p.says("等网络恢复后自动提交，不用您再做什么。"));
    CHECK(p.has(Role::button, "现在就试"));
    CHECK_FALSE(p.has(Role::button, "报名"));
    CHECK(p.faults().empty());
}

TEST_CASE("A sign-up that waits since before the program was opened again leaves nothing to press a second time",
          "[views][activities][unit]") {
    domain::CommandStatus waiting;
    waiting.key = "key-before";
    waiting.feature = "activities";
    waiting.owner = "resident-1";
    waiting.act = app::activity_act;
    waiting.subject = "talk";
    waiting.title = "用药安全讲座";
    waiting.state = CommandState::waiting;
    Program p({.url = url});
    come(p);
    CHECK(p.has(Role::button, "报名"));
    p.tell(app::world::CommandChanged{waiting});
    CHECK(p.has(Role::heading, "活动报名：已保存在本机"));
    CHECK_FALSE(p.has(Role::button, "报名"));
    waiting.key = "another";
    waiting.subject = "walk";
    Program other({.url = url});
    come(other);
    other.tell(app::world::CommandChanged{waiting});
    CHECK(other.has(Role::button, "报名"));
}

TEST_CASE("What the server refuses is said in its words and put away", "[views][activities][unit]") {
    Program p({.url = url});
    come(p);
    const app::SubmitCommand sent = submitted(p);
    domain::CommandStatus refused = status_of(sent.command, CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::conflict);
    refused.error->message = "名额和候补都满了。";
    p.tell(app::world::CommandChanged{refused});
    CHECK(p.has(Role::heading, "没有报上：用药安全讲座"));
    CHECK(p.says("名额和候补都满了。"));
    // The page is read anew: it is not as it said.
    Value full = activity();
    full.set("state", "full");
    full.set("left", 0);
    p.answer_tree("/me/activities", list_of({}));
    p.answer_tree("/activities", list_of({full}));
    p.answer_tree(one_path, answer_of(full));
    CHECK(p.says("满了"));
    CHECK_FALSE(p.has(Role::button, "报名"));
    p.press(Role::button, "知道了");
    CHECK(p.take_effect<app::DiscardCommand>().key == sent.command.id);
    p.tell(app::world::CommandDiscarded{sent.command.id});
    CHECK_FALSE(p.says("名额和候补都满了。"));
    CHECK(p.faults().empty());
}

TEST_CASE("What was refused before the program was opened again can be put away too", "[views][activities][unit]") {
    domain::CommandStatus refused;
    refused.key = "key-before";
    refused.feature = "activities";
    refused.owner = "resident-1";
    refused.act = app::activity_act;
    refused.title = "用药安全讲座";
    refused.state = CommandState::needs_attention;
    refused.draft = tree(R"({"activity": "talk"})");
    refused.error = domain::make_error(domain::ApiErrorKind::conflict);
    refused.error->message = "报名已经截止。";
    Program p({.url = url});
    come(p);
    p.tell(app::world::CommandChanged{refused});
    CHECK(p.says("报名已经截止。"));
    p.press(Role::button, "知道了");
    CHECK(p.take_effect<app::DiscardCommand>().key == "key-before");
}

TEST_CASE("Who waits reads their place in line; the places are given back after a question, under one key",
          "[views][activities][unit]") {
    Program p({.url = url});
    come(p, signed_up("waiting", 3), {signed_up("waiting", 3)});
    CHECK(p.has(Role::heading, "您在候补"));
    CHECK(p.says("排在第 3 位"));
    p.press(Role::button, "不去了，取消报名");
    CHECK(p.has(Role::dialog, "不去了吗？"));
    p.press(Role::button, "取消报名");
    const auto first =
        p.answer_tree("/activities/talk/cancel", domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    p.press(Role::button, "不去了，取消报名");
    p.press(Role::button, "取消报名");
    const auto second = p.answer_tree("/activities/talk/cancel", answer_of(signed_up("cancelled")));
    CHECK(first.key == second.key);
    p.answer_tree("/me/activities", list_of({signed_up("cancelled")}));
    p.answer_tree(one_path, answer_of(signed_up("cancelled")));
    CHECK_FALSE(p.has(Role::heading, "您在候补"));
    CHECK(p.has(Role::button, "报名"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("What is for a group asks who is not known to be of it", "[views][activities][unit]") {
    Program p({.url = url});
    Value one = activity();
    one.set("group", "elderly");
    one.set("ask_group", true);
    come(p, one);
    p.press(Role::button, "报名");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    CHECK(p.says("请确认您符合要求"));
    p.press(Role::checkbox, "我符合要求：60 岁以上老人。到场时带上证件。");
    CHECK_FALSE(p.says("请确认您符合要求"));
    const app::SubmitCommand sent = submitted(p);
    CHECK(*std::get<api::PostTree>(sent.call).body.find("belongs")->as_bool());
    CHECK(p.faults().empty());
}

TEST_CASE("Who has not signed in is led to the code and back", "[views][activities][unit]") {
    Program p({.url = url});
    p.answer<api::GetSession>(api::SessionState{});
    p.tell(app::world::ProgramWhole{});
    p.answer_tree("/activities", list_of({activity()}));
    p.answer_tree(one_path, answer_of(activity()));
    p.press(Role::button, "登录后报名");
    CHECK(p.url() == "#/login?next=%23/activities/talk");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
}

TEST_CASE("One that was called off says why, and nobody can sign up", "[views][activities][unit]") {
    Program p({.url = url});
    Value one = signed_up("in");
    one.set("state", "called_off");
    one.set("reason", "讲课的药师生病了");
    one.set("mine.can_cancel", false);
    come(p, one);
    CHECK(p.says("这个活动取消了：讲课的药师生病了"));
    CHECK_FALSE(p.has(Role::button, "报名"));
    CHECK_FALSE(p.has(Role::button, "不去了，取消报名"));
    CHECK(p.faults().empty());
}

TEST_CASE(
    "What was changed after one signed up is said as it was, above what it is, and one gives the place back there",
    "[views][activities][unit]") {
    Program p({.url = url});
    Value one = signed_up("in");
    one.set("mine.before", tree(R"json({"title": null, "body": "请药师讲。", "place": "东河社区文化站",
  "begins_at": "2026-11-30T09:00:00+08:00", "ends_at": "2026-11-30T11:00:00+08:00", "closes_at": null, "places": 10})json"));
    come(p, one);
    CHECK(p.has(Role::heading, "您报名以后，这个活动有改动"));
    CHECK(p.says("时间原来是11月30日 周一 09:00–11:00"));
    CHECK(p.says("地点原来是东河社区文化站"));
    CHECK(p.says("名额原来是 10 个"));
    CHECK(p.says("活动说明有改动，请再看一遍"));
    CHECK_FALSE(p.says("名称原来是"));
    CHECK_FALSE(p.says("报名截止原来是"));
    CHECK(p.says("12月1日 周二 10:00–12:00"));
    CHECK(p.has(Role::button, "不去了，取消报名"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("What is as it was says nothing of changes", "[views][activities][unit]") {
    Program p({.url = url});
    Value one = signed_up("in");
    one.set("mine.before", Value());
    come(p, one);
    CHECK_FALSE(p.has(Role::heading, "您报名以后，这个活动有改动"));
}

TEST_CASE("The list has one's own first, and what is to come with how it stands", "[views][activities][unit]") {
    Program p({.url = "#/activities"});
    p.answer<api::GetSession>(api::SessionState{resident_account()});
    p.tell(app::world::ProgramWhole{});
    Value full = activity();
    full.set("id", "walk");
    full.set("title", "健步走");
    full.set("left", 0);
    p.answer_tree("/me/activities", list_of({signed_up("in")}));
    p.answer_tree("/activities", list_of({signed_up("in"), full}));
    CHECK(p.has(Role::heading, "我的活动"));
    CHECK(p.has(Role::heading, "可以报名的活动"));
    CHECK(p.says("已报名"));
    CHECK(p.says("满了，可以候补"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Activities of the last visit are there without a network, without what is of a person",
          "[views][activities][unit]") {
    Program p({.url = "#/activities"});
    p.answer<api::GetSession>(api::SessionState{resident_account()});
    p.tell(app::world::ProgramWhole{});
    p.answer_tree("/activities", list_of({signed_up("in")}));
    const Value kept = p.take_effect<app::KeepNote>().note;
    CHECK(kept.find("items.0.mine")->is_null());
    Program other({.url = url, .online = false});
    other.tell(app::world::ProgramWhole{});
    other.answer_note(app::activities::feature, kept);
    other.answer_tree("/activities", domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    other.answer_tree(one_path, domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    CHECK(other.has(Role::heading, "用药安全讲座"));
    CHECK_FALSE(other.says("您已报名"));
}

namespace {

/// The talk with a question that must be answered and one to choose from.
Value asking() {
    Value one = activity();
    one.set("asks", tree(R"json({"form": {"code": "activity", "version": 3, "words": "activity.asked.talk.3",
  "sections": [{"id": "asked"}],
  "fields": [{"path": "answers.lunch", "section": "asked", "type": "yes_no", "required": true},
             {"path": "answers.needs", "section": "asked", "type": "text", "required": false, "max": 100}]},
  "words": {"activity.asked.talk.3.answers.lunch.label": "在活动室吃午饭吗？",
            "activity.asked.talk.3.answers.needs.label": "要我们准备什么？"}})json"));
    return one;
}

const Value& body_of(const app::SubmitCommand& sent) { return std::get<api::PostTree>(sent.call).body; }

/// Signs up with answers.
app::SubmitCommand sign_up_with_answers(Program& p) {
    come(p, asking());
    p.press(Role::radio, "是");
    p.type("要我们准备什么？", "轮椅");
    return submitted(p);
}

/// The server refuses it; what is there now is asked for, and is this.
void refuse(Program& p, const app::SubmitCommand& sent, domain::ApiError error, const Value& now) {
    domain::CommandStatus refused = status_of(sent.command, CommandState::needs_attention);
    refused.error = std::move(error);
    p.tell(app::world::CommandChanged{refused});
    p.answer_tree("/me/activities", list_of({}));
    p.answer_tree("/activities", list_of({now}));
    p.answer_tree(one_path, answer_of(now));
}

}  // namespace

TEST_CASE("What an activity asks is asked above the button, kept while it is written, and sent with the sign-up",
          "[views][activities][unit]") {
    Program p({.url = url});
    come(p, asking());
    p.press(Role::button, "报名");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    CHECK(p.says("请回答：在活动室吃午饭吗？"));
    p.press(Role::radio, "是");
    p.type("要我们准备什么？", "轮椅");
    CHECK(p.take_effect<app::KeepDraft>().slot == "form/resident-1/activity/talk");
    const app::SubmitCommand sent = submitted(p);
    CHECK(*body_of(sent).find("answers.lunch")->as_bool());
    CHECK(body_of(sent).text_at("answers.needs") == "轮椅");
    CHECK(*body_of(sent).find("asked")->as_number() == 3);
    CHECK(sent.command.draft_slot == "form/resident-1/activity/talk");
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Answers of before are there when the page is opened again", "[views][activities][unit]") {
    Program p({.url = url});
    come(p, asking());
    p.type("要我们准备什么？", "轮椅");
    const app::KeepDraft kept = p.take_effect<app::KeepDraft>();
    Program again({.url = url});
    come(again, asking());
    CHECK(again.take_effect<app::FetchDraft>().slot == kept.slot);
    again.tell(app::world::DraftFetched{kept.slot, kept.draft});
    CHECK(again.find(Role::text_field, "要我们准备什么？").value == "轮椅");
}

TEST_CASE("Answers that the server refused are still there, with what is wrong, and are sent once more",
          "[views][activities][unit]") {
    Program p({.url = url});
    const app::SubmitCommand sent = sign_up_with_answers(p);
    domain::ApiError error = domain::make_error(domain::ApiErrorKind::invalid);
    domain::FieldError long_text;
    long_text.path = "answers.needs";
    long_text.code = domain::FieldCode::too_long;
    error.fields.push_back(long_text);
    refuse(p, sent, std::move(error), asking());
    CHECK(p.find(Role::text_field, "要我们准备什么？").value == "轮椅");
    CHECK(p.find(Role::text_field, "要我们准备什么？").error_by != 0);
    const app::SubmitCommand again = submitted(p);
    CHECK(again.replaces == sent.command.id);
    CHECK(body_of(again).text_at("answers.needs") == "轮椅");
}

TEST_CASE("Other questions keep the answers to those that are still asked", "[views][activities][unit]") {
    Program p({.url = url});
    const app::SubmitCommand sent = sign_up_with_answers(p);
    Value other = asking();
    other.set("asks.form.version", 4);
    other.set("asks.form.fields.0.path", "answers.dinner");
    other.set("asks.words", tree(R"({"activity.asked.talk.3.answers.dinner.label": "吃晚饭吗？"})"));
    refuse(p, sent, domain::make_error(domain::ApiErrorKind::conflict), other);
    CHECK(p.find(Role::text_field, "要我们准备什么？").value == "轮椅");
    p.press(Role::button, "报名");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    p.press(Role::radio, "不是");
    const app::SubmitCommand again = submitted(p);
    CHECK(body_of(again).find("answers.lunch") == nullptr);
    CHECK_FALSE(*body_of(again).find("answers.dinner")->as_bool());
    CHECK(*body_of(again).find("asked")->as_number() == 4);
}

TEST_CASE("Questions are read in the language that is chosen, also without a network", "[views][activities][unit]") {
    Program p({.url = url});
    Value one = asking();
    one.set("asks.translations", tree(R"json({"en": {"activity.asked.talk.3.answers.lunch.label": "Lunch at the club?"},
  "zh-CN": {"activity.asked.talk.3.answers.lunch.label": "在活动室吃午饭吗？"}})json"));
    come(p, one);
    CHECK(p.says("在活动室吃午饭吗？"));
    p.send(app::settings::LanguageChosen{domain::Language::en});
    p.answer_tree(one_path, domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    CHECK(p.says("Lunch at the club?"));
    p.send(app::settings::LanguageChosen{domain::Language::zh_cn});
    CHECK(p.says("在活动室吃午饭吗？"));
}

TEST_CASE("Who signed up reads what they answered", "[views][activities][unit]") {
    Program p({.url = url});
    Value one = signed_up("in");
    one.set("mine.answers", tree(R"json([{"path": "answers.needs", "label": "要我们准备什么？", "value": "轮椅",
  "pictures": [], "reused_at": null}])json"));
    come(p, one);
    CHECK(p.says("要我们准备什么？"));
    CHECK(p.says("轮椅"));
    CHECK(p.faults().empty());
}
