/// 请人帮办 as people do it: asked for with or without a network, signed in last, mended where the server refused,
/// looked after and called off.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/help_wish/help_wish.hpp"
#include "src/app/help_wish/pages.hpp"

using namespace ow;
using namespace ow::test;
using domain::CommandState;
using domain::Value;

namespace {

constexpr const char* url = "#/assist";
constexpr const char* times_path = "/help-wishes/times";
constexpr const char* own_path = "/help-wishes";
constexpr const char* first_time = "12月1日 周二 09:00–12:00";

Value times() {
    return tree(R"json({"items": [
  {"from": "2026-12-01T09:00:00+08:00", "to": "2026-12-01T12:00:00+08:00"},
  {"from": "2026-12-01T13:30:00+08:00", "to": "2026-12-01T17:30:00+08:00"}]})json");
}

Value none() { return tree(R"({"items": []})"); }

Value wish(const char* state) {
    Value all =
        tree(R"json({"items": [{"id": "w1", "state": "open", "matter": "想办高龄津贴", "place_text": "柳巷路 8 号",
  "phone_masked": "138****0021", "from": "2026-12-01T09:00:00+08:00", "to": "2026-12-01T12:00:00+08:00",
  "who_comes": "网格员 工号 3003", "at": "2026-11-24T09:00:00+08:00",
  "tries": [{"result": "nobody", "at": "2026-11-25T10:00:00+08:00"}], "number": null}]})json");
    all.set("items.0.state", state);
    return all;
}

domain::Account resident_account() {
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    return account;
}

void sign_in(Program& p, const Value& own = none()) {
    p.answer<api::GetSession>(api::SessionState{resident_account()});
    p.tell(app::world::ProgramWhole{});
    p.answer_tree(times_path, times());
    p.tell(app::world::DraftFetched{"form/resident-1/help_wish", {}});
    p.answer_tree(own_path, own);
    p.answer_tree("/me/facts",
                  tree(R"({"facts": {"account.phone": {"value": "13800000021", "source": "登录的手机号"}}})"));
}

void fill(Program& p) {
    p.type("想办什么事", "想办高龄津贴，腿脚不便");
    p.type("到哪里", "柳巷路 8 号 3 号楼 502");
    p.send(app::help_wish::Filled{app::form::PlaceMarked{"place", {120.6, 31.3}, "liuxiang-3"}});
    p.press(Role::radio, first_time);
}

app::SubmitCommand submitted(Program& p) {
    p.press(Role::button, "请人上门");
    return p.take_effect<app::SubmitCommand>();
}

}  // namespace

TEST_CASE("Somebody is asked for with four answers; what was sent is what was said", "[views][help_wish][unit]") {
    Program p({.url = url});
    sign_in(p);
    fill(p);
    CHECK(p.faults().empty());
    const app::SubmitCommand sent = submitted(p);
    CHECK(sent.command.act == app::help_wish_act);
    CHECK(sent.command.title == "想办高龄津贴，腿脚不便");
    CHECK(sent.command.draft_slot == "form/resident-1/help_wish");
    const auto* post = std::get_if<api::PostTree>(&sent.call);
    REQUIRE(post != nullptr);
    CHECK(post->path == own_path);
    CHECK(post->body.text_at("matter") == "想办高龄津贴，腿脚不便");
    CHECK(post->body.text_at("place.text") == "柳巷路 8 号 3 号楼 502");
    CHECK(post->body.text_at("place.grid_id") == "liuxiang-3");
    CHECK(post->body.find("place.lon") == nullptr);
    CHECK(post->body.text_at("phone") == "13800000021");
    CHECK(post->body.text_at("from") == "2026-12-01T09:00:00+08:00");
    CHECK(post->body.text_at("to") == "2026-12-01T12:00:00+08:00");
    CHECK_FALSE(post->body.text_at("id").empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("What lacks an answer is said at it and in one list, and nothing is sent", "[views][help_wish][unit]") {
    Program p({.url = url});
    sign_in(p);
    p.press(Role::button, "请人上门");
    CHECK(p.has(Role::heading, "请检查以下问题"));
    CHECK(p.has(Role::link, "请选在哪个网格，或用您的位置、在地图上点一下"));
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Who has not signed in writes first; the code is asked for at the end and what was written stays",
          "[views][help_wish][unit]") {
    Program p({.url = url});
    p.answer<api::GetSession>(api::SessionState{});
    p.tell(app::world::ProgramWhole{});
    p.answer_tree(times_path, times());
    p.tell(app::world::DraftFetched{"form//help_wish", {}});
    fill(p);
    p.type("联系电话", "13800000021");
    CHECK(p.says("写好以后用手机验证码登录，就送出去了。"));
    p.press(Role::button, "请人上门");
    CHECK(p.url() == "#/login?next=%23/assist");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    p.go(url);
    CHECK(p.find(Role::text_field, "想办什么事").value == "想办高龄津贴，腿脚不便");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    p.go("#/login?next=%23/assist");
    p.type("手机号", "13800000021");
    p.type("验证码", "123456");
    p.press(Role::button, "登录");
    p.answer<api::SignIn>({resident_account()});
    CHECK(p.take_effect<app::SubmitCommand>().command.title == "想办高龄津贴，腿脚不便");
}

TEST_CASE("Without a network it is kept and says so; once the server has it, it is listed",
          "[views][help_wish][unit]") {
    Program p({.url = url});
    sign_in(p);
    fill(p);
    const app::SubmitCommand sent = submitted(p);
    p.press(Role::button, "请人上门");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    p.tell(app::world::CommandChanged{status_of(sent.command, CommandState::waiting)});
    CHECK(p.says("已存在本机，有网就送出。"));
    CHECK(p.has(Role::button, "现在就试"));
    CHECK(p.find(Role::text_field, "想办什么事").value.empty());
    p.tell(app::world::CommandAcknowledged{sent.command, {}, {}});
    p.answer_tree(own_path, wish("open"));
    CHECK(p.has(Role::heading, "我请过的"));
    CHECK(p.says("想办高龄津贴"));
    CHECK(p.says("谁来：网格员 工号 3003 · 138****0021"));
    CHECK_FALSE(p.has(Role::button, "现在就试"));
    CHECK(p.faults().empty());
}

TEST_CASE("What the server refuses stands in the form again with what is wrong, and may be given up",
          "[views][help_wish][unit]") {
    Program p({.url = url});
    sign_in(p);
    fill(p);
    const app::SubmitCommand sent = submitted(p);
    p.tell(app::world::CommandChanged{status_of(sent.command, CommandState::sending)});
    CHECK(p.find(Role::text_field, "想办什么事").value.empty());
    domain::CommandStatus refused = status_of(sent.command, CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::invalid);
    refused.error->fields.emplace_back().path = "from";
    refused.error->fields.back().code = domain::FieldCode::out_of_range;
    p.tell(app::world::CommandChanged{refused});
    CHECK(p.find(Role::text_field, "想办什么事").value == "想办高龄津贴，腿脚不便");
    CHECK(p.has(Role::heading, "请检查以下问题"));
    p.press(Role::radio, "12月1日 周二 13:30–17:30");
    p.press(Role::button, "请人上门");
    const auto again = p.take_effect<app::SubmitCommand>();
    CHECK(again.replaces == sent.command.id);
    refused.key = again.command.id;
    p.tell(app::world::CommandChanged{refused});
    p.press(Role::button, "不提交了");
    CHECK(p.take_effect<app::DiscardCommand>().key == again.command.id);
}

TEST_CASE("A wish is called off after a question, under one key until the server has it", "[views][help_wish][unit]") {
    Program p({.url = url});
    sign_in(p, wish("open"));
    CHECK(p.says("来过，没人在家"));
    p.press(Role::button, "不用来了");
    CHECK(p.has(Role::dialog, "不用来了吗？"));
    p.press(Role::button, "取消上门");
    const auto first =
        p.answer_tree("/help-wishes/w1/cancel", domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    p.press(Role::button, "不用来了");
    p.press(Role::button, "取消上门");
    const auto second = p.answer_tree("/help-wishes/w1/cancel", tree(R"({"visit": {"id": "w1"}})"));
    CHECK(first.key == second.key);
    p.answer_tree(own_path, wish("cancelled"));
    CHECK(p.says("已取消"));
    CHECK_FALSE(p.has(Role::button, "不用来了"));
    CHECK(p.faults().empty());
}

TEST_CASE("Times of before are offered without a network; without any the phones are left",
          "[views][help_wish][unit]") {
    Program p({.url = url, .online = false});
    p.tell(app::world::ProgramWhole{});
    p.answer_note(app::help_wish::feature, times());
    p.answer_tree(times_path, domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    CHECK(p.has(Role::radio, first_time));
    Program other({.url = url, .online = false});
    other.tell(app::world::ProgramWhole{});
    other.answer_note(app::help_wish::feature, {});
    other.answer_tree(times_path, domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    CHECK(other.says("还不知道哪天能来：连上网再选时间。写好的先存着；着急就打下面的电话。"));
    CHECK_FALSE(other.has(Role::button, "请人上门"));
}

TEST_CASE("Staff are told where they write down who phones", "[views][help_wish][unit]") {
    Program p({.url = url});
    domain::Account account = resident_account();
    account.role = domain::Role::dispatcher;
    p.answer<api::GetSession>(api::SessionState{account});
    p.tell(app::world::ProgramWhole{});
    CHECK(p.says("工作人员替打电话的人请人上门，在网页版的“请人帮办”里记。"));
    CHECK_FALSE(p.has(Role::button, "请人上门"));
}
