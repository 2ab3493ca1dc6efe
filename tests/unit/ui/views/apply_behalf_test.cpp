/// Asking for a service for a person who gave a mandate: theirs is what is filled in, everywhere it is said for whom,
/// and what the mandate does not allow stops with nothing lost.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/apply/apply.hpp"

using namespace ow;
using namespace ow::test;
using domain::Value;
namespace world = app::world;

namespace {

constexpr const char* url = "#/apply/elder_allowance?for=p-1";
constexpr const char* asked = "/me/helping/p-1?service=elder_allowance";
constexpr const char* slot = "form/resident-2/elder_allowance@p-1";

void sign_in(Program& p) {
    domain::Account account;
    account.id = "resident-2";
    account.role = domain::Role::resident;
    account.phone_masked = "138****0002";
    p.answer<api::GetSession>(api::SessionState{account});
    p.tell(world::ProgramWhole{});
}

Value begun() {
    Value answer = known_facts();
    answer.set("person", "p-1");
    answer.set("mandate", "m-1");
    answer.set("name", "示例老人甲");
    return answer;
}

domain::ApiError stopped(const char* why) {
    domain::ApiError error = domain::make_error(domain::ApiErrorKind::invalid);
    error.fields = {{"mandate", domain::FieldCode{}, {}, {}, why}};
    return error;
}

/// The catalogue with a service, and what the device has kept.
void come(Program& p, const Value& service, Value draft = {}) {
    sign_in(p);
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", service);
    p.tell(world::DraftFetched{slot, std::move(draft)});
}

/// Two services at once, the second of which is called 居住证.
Value together() {
    Value service = elder_allowance();
    service.set("service.bundle", tree(R"([{"service": "elder_allowance", "when": null, "paths": {}},
                                           {"service": "residence_permit", "when": null, "paths": {}}])"));
    return service;
}

/// The same as the mandate allows it.
Value without_the_second() {
    Value within = elder_allowance();
    within.set("bundle", tree(R"({"members": [
        {"service": "elder_allowance", "title": "高龄津贴", "left_out": null},
        {"service": "residence_permit", "title": "居住证", "left_out": "委托里没有写这一项"}]})"));
    return within;
}

/// Up to the page where all is looked over.
void fill_in(Program& p) {
    p.go("#/apply/elder_allowance/who?for=p-1");
    p.press(Role::radio, "是");
    p.press(Role::button, "下一步");
    p.type("开户银行", "示例银行");
    p.press(Role::button, "下一步");
    for (const char* name : {"photo-1", "photo-2"}) {
        p.send(app::apply::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
        p.tell(world::PhotoPicked{name, name});
        domain::LocalPhoto photo;
        photo.local_id = photo.name = name;
        photo.width = photo.height = 600;
        photo.bytes = 40'000;
        p.tell(world::PhotoReady{photo, {}});
    }
    p.press(Role::checkbox, "现在拿不出来，以后补交");  // the bank card
    p.go("#/apply/elder_allowance/check?for=p-1");
}

app::SubmitCommand submit(Program& p) {
    p.press(Role::checkbox, "我填的都是真的");
    p.press(Role::button, "提交");
    return p.take_effect<app::SubmitCommand>();
}

Value body_of(const app::SubmitCommand& sent) { return std::get<api::FileForm>(sent.call).body; }

}  // namespace

TEST_CASE("A form for somebody is filled in with what is known of them, and says for whom on every page",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p, elder_allowance());
    CHECK_FALSE(p.has(Role::heading, "高龄津贴 · 申请"));
    p.answer_tree(asked, begun());
    CHECK(p.has(Role::heading, "高龄津贴 · 申请"));
    CHECK(p.says("替示例老人甲办"));
    CHECK(p.has(Role::heading, "已替您填好 1 项"));
    CHECK(p.find(Role::link, "接着填：本人信息").href == "#/apply/elder_allowance/who?for=p-1");
    for (const char* page : {"who", "pay", "materials", "check"}) {
        p.go(std::string("#/apply/elder_allowance/") + page + "?for=p-1");
        CHECK(p.says("替示例老人甲办"));
        CHECK(p.faults().empty());
    }
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("What is sent for somebody names them and the mandate, and lies in a draft of its own",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p, elder_allowance());
    p.answer_tree(asked, begun());
    fill_in(p);
    const app::SubmitCommand sent = submit(p);
    const Value body = body_of(sent);
    CHECK(body.text_at("on_behalf_of") == "p-1");
    CHECK(body.text_at("mandate") == "m-1");
    CHECK(body.text_at("for") == "self");
    CHECK(body.text_at("applicant.name") == "示例老人甲");
    CHECK(sent.command.draft_slot == slot);
    CHECK(sent.command.draft.text_at("person") == "p-1");
}

TEST_CASE("The guide is read for who gave a mandate, by what is known of them, and leads to their form",
          "[views][services][apply][unit]") {
    Program p({.url = "#/services/elder_allowance"});
    sign_in(p);
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    p.answer_tree("/me/facts", tree(R"({"facts": {}})"));
    p.answer_tree("/me/helpers", tree(R"({"helping_me": [], "i_help": [{"person_id": "p-1",
        "person_name_masked": "示***", "may_file": [{"title": "高龄津贴", "service": "elder_allowance"}]}]})"));
    p.press(Role::radio, "替示***办");
    p.answer_tree(asked, begun());
    CHECK(p.says("1943年5月1日"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
    p.go(url);
    p.tell(world::DraftFetched{slot, {}});
    p.answer_tree(asked, begun());
    CHECK(p.has(Role::heading, "高龄津贴 · 申请"));
    CHECK(p.says("替示例老人甲办"));
}

TEST_CASE("One's own form beside it stays one's own", "[views][apply][unit]") {
    Program p({.url = url});
    come(p, elder_allowance());
    p.answer_tree(asked, begun());
    p.go("#/apply/elder_allowance/pay?for=p-1");
    p.type("开户银行", "示例银行");
    p.go("#/apply/elder_allowance/pay");
    p.tell(world::DraftFetched{"form/resident-2/elder_allowance", {}});
    CHECK(p.find(Role::text_field, "开户银行").value.empty());
    CHECK_FALSE(p.says("替示例老人甲办"));
}

TEST_CASE("A mandate that was taken back stops the form in words, with what was written still there",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p, elder_allowance(), tree(R"({"service": "elder_allowance", "person": "p-1"})"));
    p.answer_tree(asked, domain::Failure{stopped("委托人已经收回这份委托")});
    CHECK(p.has(Role::heading, "现在不能替这个人办"));
    CHECK(p.says("委托人已经收回这份委托"));
    CHECK(p.says("您写好的都还在，没有丢。"));
    CHECK(p.find(Role::link, "去看我帮谁").href == "#/me");
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE(
    "A mandate that ends while the form is filled in is said when the form is opened again, and what was typed is kept",
    "[views][apply][unit]") {
    Program p({.url = url});
    come(p, elder_allowance());
    p.answer_tree(asked, begun());
    p.go("#/apply/elder_allowance/pay?for=p-1");
    p.type("开户银行", "示例银行");
    p.go(url);
    p.answer_tree(asked, domain::Failure{stopped("这份委托已经到期")});
    CHECK(p.has(Role::heading, "现在不能替这个人办"));
    p.go("#/me");
    p.go(url);
    p.answer_tree(asked, begun());
    p.go("#/apply/elder_allowance/pay?for=p-1");
    CHECK(p.find(Role::text_field, "开户银行").value == "示例银行");
}

TEST_CASE("A filing that the mandate no longer allows comes back, says so, and is whole again under another mandate",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p, elder_allowance());
    p.answer_tree(asked, begun());
    fill_in(p);
    const app::SubmitCommand sent = submit(p);
    domain::CommandStatus status;
    status.key = sent.command.id;
    status.feature = sent.command.feature;
    status.owner = sent.command.owner;
    status.act = sent.command.act;
    status.title = sent.command.title;
    status.draft = sent.command.draft;
    status.state = domain::CommandState::sending;
    p.tell(world::CommandChanged{status});
    status.state = domain::CommandState::needs_attention;
    status.error = stopped("委托人已经收回这份委托");
    p.tell(world::CommandChanged{status});
    CHECK(p.find(Role::link, "去修改").href == url);
    p.go(url);
    p.answer_tree(asked, domain::Failure{*status.error});
    CHECK(p.says("委托人已经收回这份委托"));
    CHECK(p.has(Role::heading, "现在不能替这个人办"));
    p.go("#/me");
    p.go(url);
    Value anew = begun();
    anew.set("mandate", "m-2");
    p.answer_tree(asked, anew);
    p.go("#/apply/elder_allowance/pay?for=p-1");
    CHECK(p.find(Role::text_field, "开户银行").value == "示例银行");
    p.go("#/apply/elder_allowance/check?for=p-1");
    p.press(Role::button, "提交");
    CHECK(body_of(p.take_effect<app::SubmitCommand>()).text_at("mandate") == "m-2");
}

TEST_CASE("In 长辈版 every question says for whom it is, and the first one what the mandate is not about",
          "[views][apply][unit]") {
    Program p({.url = url, .settings = {.mode = domain::DisplayMode::elder}});
    come(p, together());
    p.answer_tree(asked, begun());
    p.answer_tree("/bundles/elder_allowance?mandate=m-1", without_the_second());
    CHECK(p.says("委托里没有写这几样，这次不办：居住证"));
    p.press(Role::button, "对");
    p.press(Role::radio, "是");
    p.press(Role::button, "下一步");
    CHECK_FALSE(p.says("这次不办"));
    for (const char* page : {"applicant.name", "abroad", "materials.household", "check"}) {
        p.go(std::string("#/apply/elder_allowance/") + page + "?for=p-1");
        CHECK(p.says("替示例老人甲办"));
        CHECK(p.faults().empty());
    }
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Of several services at once, what the mandate is not about is said before the questions and left out",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p, together());
    p.answer_tree(asked, begun());
    CHECK_FALSE(p.has(Role::heading, "高龄津贴 · 申请"));
    p.answer_tree("/bundles/elder_allowance?mandate=m-1", without_the_second());
    CHECK(p.says("委托里没有写这几样，这次不办：居住证"));
    fill_in(p);
    CHECK(p.says("委托里没有写这几样，这次不办：居住证"));
    const Value body = body_of(submit(p));
    REQUIRE(body.list_at("left_out").size() == 1);
    CHECK(*body.list_at("left_out")[0].as_text() == "residence_permit");
}
