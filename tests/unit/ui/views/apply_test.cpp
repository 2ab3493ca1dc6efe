/// Asking for a service as people do: from what is known to what is sent.

#include "tests/unit/ui/views/apply_fixture.hpp"

#include "src/app/apply/apply.hpp"
#include "src/app/form/application.hpp"
#include "src/app/services/services.hpp"
#include "src/domain/service.hpp"

#include <algorithm>
#include <array>

using namespace ow;
using namespace ow::test;
using namespace ow::test::applying;
using domain::Value;
namespace world = app::world;

namespace {

/// The same with a promise that may stand for the household register, as the server composes it
/// (server/rules/promises.py).
Value with_promise() {
    Value service = elder_allowance();
    service.set("service.materials.1.promise", true);
    const Value promise = tree(R"json({"path": "promises.household", "section": "materials", "type": "declaration",
                                       "instead_of": "materials.household"})json");
    Value::List fields;
    for (const Value& field : service.list_at("form.fields")) {
        fields.push_back(field);
        if (field.text_at("path") != "materials.household") continue;
        fields.back().set("required_if", tree(R"json(["not", ["answered", "promises.household"]])json"));
        fields.push_back(promise);
    }
    service.set("form.fields", std::move(fields));
    service.set("form.rules", tree(R"json([{"at": "promises.household", "code": "mismatch", "require":
        ["not", ["and", ["answered", "materials.household"], ["answered", "promises.household"]]]}])json"));
    Value words = *service.find("words");
    Value::Object texts = *words.as_object();
    const auto say = [&](const char* name, const char* text) {
        texts.push_back({std::string("form.elder_allowance.promises.household.") + name, Value(text)});
    };
    say("label", "我没有“户口簿”，书面承诺：我家的户口在这里。");
    say("short", "以书面承诺代替：户口簿");
    say("hint", "街道会去核实；不是真的，这件事就办不成。");
    say("error.mismatch", "户口簿已经交了，就不用再承诺");
    say("error.unknown", "书面承诺要本人自己做");
    service.set("words", Value(std::move(texts)));
    return service;
}

constexpr const char* promise = "我没有“户口簿”，书面承诺：我家的户口在这里。";

}  // namespace

TEST_CASE("办不成事 asks its own questions, begins with the service's name and is filed without one",
          "[views][apply][unit]") {
    Program p({.url = "#/apply/turned_away?service=elder_allowance"});
    p.answer<api::GetSession>(api::SessionState{resident_account()});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    p.tell(world::DraftFetched{"form/resident-1/turned_away", {}});
    CHECK(p.url() == "#/apply/turned_away/what");
    CHECK(p.has(Role::heading, "哪件事没办成？"));
    CHECK(p.find(Role::text_field, "想办什么事").value == "高龄津贴");
    CHECK(p.faults().empty());
    p.press(Role::button, "下一步");
    CHECK(p.has(Role::heading, "请检查以下问题"));
    // In its own words, not in those of an appeal.
    CHECK(p.has(Role::link, "请填写在哪里没办成"));
    CHECK(p.has(Role::link, "请选择怎么没办成"));
    CHECK(p.has(Role::link, "请写下发生了什么"));
    p.type("在哪里没办成", "3 号窗口");
    p.press(Role::radio, "一再要我补材料");
    p.type("当时怎么说的", "跑了三趟，每次都要别的证明。");
    p.press(Role::button, "下一步");
    CHECK(p.url() == "#/apply/turned_away/contact");
    CHECK(p.faults().empty());
    p.press(Role::radio, "实名：督办的人知道您是谁");
    p.press(Role::checkbox, "我已知晓：由督办人员处理，不交给原来的窗口或部门自己处理");
    p.press(Role::button, "提交");
    const auto sent = p.take_effect<app::SubmitCommand>();
    CHECK(sent.command.title == "高龄津贴");
    const Value& body = std::get<api::FileForm>(sent.call).body;
    CHECK(body.text_at("kind") == "turned_away");
    CHECK(body.text_at("title") == "高龄津贴");
    CHECK(body.text_at("place.text") == "3 号窗口");
    CHECK(body.text_at("category") == "more_papers");
    CHECK(body.find("service") == nullptr);
    CHECK(body.find("for") == nullptr);
    CHECK(p.catalogue().missing().empty());
    p.tell(world::CommandChanged{status_of(sent, domain::CommandState::sending)});
    CHECK(p.url() == "#/appeals/sent/" + sent.command.id);
}

TEST_CASE("In 长辈版 办不成事 asks one thing a page, each in words", "[views][apply][unit]") {
    Program p({.url = "#/apply/turned_away?service=elder_allowance", .settings = {.mode = domain::DisplayMode::elder}});
    p.answer<api::GetSession>(api::SessionState{resident_account()});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    p.tell(world::DraftFetched{"form/resident-1/turned_away", {}});
    for (const auto& [page, question] :
         {std::pair{"title", "想办什么事"}, std::pair{"place", "在哪里没办成"}, std::pair{"category", "怎么没办成"},
          std::pair{"description", "当时怎么说的"}}) {
        p.go("#/apply/turned_away/" + std::string(page));
        CHECK(p.find(Role::heading, question).level == 1);
        CHECK(p.faults().empty());
    }
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Two devices in one application: both answers to a question are shown, and the chosen one is kept",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    p.tell(world::NoteLoaded{});
    p.go("#/apply/elder_allowance/who");
    p.press(Role::radio, "是");
    p.press(Role::button, "下一步");
    p.type("开户银行", "示例银行");
    Value draft = tree(R"({"code": "elder_allowance", "version": 7, "changed_at": "2026-07-14T09:00:00+08:00",
                           "answers": {"bank": {"name": "另一家银行"}}})");
    p.answer_tree("/me/drafts/elder_allowance", draft);
    CHECK(p.has(Role::heading, "有两份草稿，写得不一样"));
    CHECK(p.has(Role::radio, "示例银行"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
    p.press(Role::radio, "另一家银行");
    p.press(Role::button, "就用选好的这些");
    CHECK(p.find(Role::text_field, "开户银行").value == "另一家银行");
    CHECK_FALSE(p.has(Role::heading, "有两份草稿，写得不一样"));
}

TEST_CASE("The task list begins with what is left to do, and names the next question", "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    CHECK(p.has(Role::heading, "高龄津贴 · 申请"));
    CHECK(p.has(Role::heading, "已替您填好 1 项"));
    // A picture that nobody has to send is not counted as sent.
    CHECK(p.find(Role::progress, "填写进度").now == 1);
    CHECK(p.has(Role::heading, "还要您来"));
    CHECK(p.find(Role::link, "接着填：本人信息").href == "#/apply/elder_allowance/who");
    CHECK(p.says("还不能交"));
    // What is left is called by its name, papers as papers.
    CHECK(p.says("开户银行"));
    CHECK(p.says("要交 2 样"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("In whatever order what it needs comes, an application has its title, its questions and what is known",
          "[views][apply][unit]") {
    std::array order{0, 1, 2, 3};
    do {
        CAPTURE(order);
        Program p({.url = url});
        p.answer<api::GetSession>(api::SessionState{resident_account()});
        p.tell(world::ProgramWhole{});
        p.answer_tree("/catalogue", catalogue_index());
        for (const int next : order) {
            switch (next) {
                case 0: p.answer_tree("/h1/services.zh-CN.json", services_list()); break;
                case 1: p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance()); break;
                case 2: p.answer_tree("/me/facts", known_facts()); break;
                default: p.tell(world::DraftFetched{"form/resident-1/elder_allowance", {}});
            }
        }
        CHECK(p.has(Role::heading, "高龄津贴 · 申请"));
        CHECK(p.has(Role::heading, "已替您填好 1 项"));
        fill_in(p);
        CHECK(submit(p).command.title == "高龄津贴");
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("An application is filled in, looked over and given to the outbox with its pictures in order",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    CHECK(p.url() == "#/apply/elder_allowance/check");
    // The bank card follows later, as the person chose, until a day that is said.
    CHECK(p.says("银行卡照片可以后补：请在 "));
    p.go("#/apply/elder_allowance/materials");
    p.press(Role::button, "第 2 张往前移");
    p.press(Role::button, "下一步");
    const app::SubmitCommand sent = submit(p);
    CHECK(sent.command.blobs == std::vector<std::string>{"photo-2", "photo-1"});
    CHECK(sent.command.draft_slot == "form/resident-1/elder_allowance");
    CHECK(sent.command.draft.text_at("key") == sent.command.id);
    const auto* call = std::get_if<api::FileForm>(&sent.call);
    REQUIRE(call != nullptr);
    CHECK(call->body.text_at("kind") == "application");
    CHECK(call->body.text_at("service") == "elder_allowance");
    CHECK(call->body.text_at("applicant.name") == "示例老人甲");
    CHECK(call->body.text_at("materials.household.0") == "photo-2");
    CHECK(call->body.text_at("later.fields.0") == "materials.bank_card");
    CHECK(call->body.text_at("for") == "self");
    // The outbox has it: what follows is the page that follows every filing, and the form is empty.
    p.tell(world::CommandChanged{status_of(sent, domain::CommandState::sending)});
    CHECK(p.url() == "#/appeals/sent/" + sent.command.id);
    CHECK(p.says("高龄津贴"));
    CHECK(p.model().get<app::apply::Model>().form.photos.empty());
}

TEST_CASE("Nothing follows later but what the person said: a paper that may is asked like any other",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    p.go("#/apply/elder_allowance/materials");
    CHECK(p.says("可以后补"));
    p.press(Role::checkbox, "现在拿不出来，以后补交");  // not so after all
    p.press(Role::button, "下一步");
    CHECK(p.has(Role::link, "请拍银行卡照片"));
    CHECK(p.faults().empty());
    p.go("#/apply/elder_allowance/check");
    CHECK_FALSE(p.says("请在 "));
    // Once it is here nothing is asked any more.
    p.go("#/apply/elder_allowance/materials");
    p.send(app::apply::Filled{app::form::PhotosWanted{"materials.bank_card", app::PhotoSource::files, {}}});
    add_photo(p, "photo-3", "银行卡.jpg");
    CHECK_FALSE(p.has(Role::checkbox, "现在拿不出来，以后补交"));
    p.go("#/apply/elder_allowance/check");
    const Value body = std::get<api::FileForm>(submit(p).call).body;
    CHECK(body.find("later") == nullptr);
    CHECK(body.find("later_of") == nullptr);
}

TEST_CASE("That a paper follows later goes to other devices as the server knows it, and comes from there",
          "[views][apply][unit]") {
    const auto service = domain::read_service(elder_allowance());
    REQUIRE(service);
    Value answers = tree(R"({"bank": {"name": "示例银行"}, "later_of": {"bank_card": true}})");
    app::form::name_later(answers, *service, {2026, 11, 28});
    CHECK(answers == tree(R"({"bank": {"name": "示例银行"},
        "later": {"fields": ["materials.bank_card"], "by": "2026-12-13"}})"));
    app::form::take_later(answers, *service);
    CHECK(answers == tree(R"({"bank": {"name": "示例银行"}, "later_of": {"bank_card": true}})"));
}

TEST_CASE("In the place of a paper one may promise in writing: told before, never ticked before, sent as it was read",
          "[views][apply][promise][unit]") {
    Program p({.url = url});
    come(p, {}, true, with_promise());
    p.go("#/apply/elder_allowance/who");
    p.press(Role::radio, "是");
    p.press(Role::button, "下一步");
    p.type("开户银行", "示例银行");
    p.press(Role::button, "下一步");
    CHECK(p.says("街道会去核实；不是真的，这件事就办不成。"));
    CHECK_FALSE((p.find(Role::checkbox, promise).states & a11y::state_checked) != 0);
    CHECK(p.faults().empty());
    p.press(Role::button, "下一步");
    CHECK(p.has(Role::heading, "请检查以下问题"));
    p.press(Role::checkbox, promise);
    p.press(Role::checkbox, "现在拿不出来，以后补交");
    p.press(Role::button, "下一步");
    CHECK(p.url() == "#/apply/elder_allowance/check");
    CHECK(p.says("以书面承诺代替：户口簿"));
    CHECK(p.says(promise));
    const app::SubmitCommand sent = submit(p);
    const Value& body = std::get<api::FileForm>(sent.call).body;
    REQUIRE(body.find("promises.household") != nullptr);
    CHECK(*body.find("promises.household")->as_bool());
    CHECK(body.find("later.fields.1") == nullptr);  // only what is minor follows
}

TEST_CASE("A paper that is here is not promised as well", "[views][apply][promise][unit]") {
    Program p({.url = url});
    come(p, {}, true, with_promise());
    fill_in(p);
    CHECK_FALSE(p.says("以书面承诺代替：户口簿"));
    p.go("#/apply/elder_allowance/materials");
    p.press(Role::checkbox, promise);
    p.press(Role::button, "下一步");
    CHECK(p.has(Role::link, "户口簿已经交了，就不用再承诺"));
}

TEST_CASE("One thing a page: the promise stands beside its paper", "[views][apply][promise][unit]") {
    ProgramSetup setup{.url = "#/apply/elder_allowance/materials.household"};
    setup.settings.mode = domain::DisplayMode::elder;
    Program p(setup);
    come(p, {}, true, with_promise());
    CHECK(p.has(Role::checkbox, promise));
    CHECK(p.faults().empty());
}

TEST_CASE("Who helps is asked for the paper and promises nothing", "[domain][promise][unit]") {
    const auto service = domain::read_service(with_promise());
    REQUIRE(service);
    const Value facts = Value::object();
    const auto own = domain::form_for(*service, facts);
    const auto helped = domain::form_for(*service, facts, domain::FilledBy::helper);
    CHECK(domain::promise_for(own, "materials.household") != nullptr);
    CHECK(domain::promise_for(helped, "materials.household") == nullptr);
    Value answers = Value::object();
    answers.set("promises.household", true);
    const auto wanted = [&](const domain::forms::FormDefinition& form) {
        const auto errors = domain::forms::validate(form, domain::forms::normalise(form, answers, {}), {});
        return std::ranges::any_of(errors, [](const auto& error) { return error.path == "materials.household"; });
    };
    CHECK_FALSE(wanted(own));
    CHECK(wanted(helped));
}

TEST_CASE("How long a form took goes with it: over a reload, without pauses", "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    p.wait(70'000);
    p.press(Role::checkbox, "我填的都是真的");
    p.wait(360'000);
    p.press(Role::checkbox, "我填的都是真的");
    const app::SubmitCommand sent = submit(p);
    const Value* seconds = std::get<api::FileForm>(sent.call).body.find("filled_seconds");
    REQUIRE(seconds != nullptr);
    CHECK(*seconds == Value(70));

    const auto go_on = [](const Value& kept) {
        Program later({.url = "#/apply/elder_allowance/pay"});
        come(later, kept);
        later.wait(20'000);
        later.type("开户银行", "另一家示例银行");
        return later.take_effect<app::KeepDraft>().draft;
    };
    const Value resumed = go_on(sent.command.draft);
    REQUIRE(resumed.find("filled_ms") != nullptr);
    CHECK(*resumed.find("filled_ms") == Value(90'000));
    Value unmeasured = sent.command.draft;
    unmeasured.erase("filled_ms");
    CHECK(go_on(unmeasured).find("filled_ms") == nullptr);
}

TEST_CASE("What is not filled in is said at the field, and nothing is sent", "[views][apply][unit]") {
    Program p({.url = "#/apply/elder_allowance/materials"});
    come(p);
    p.press(Role::button, "下一步");
    CHECK(p.url() == "#/apply/elder_allowance/materials");
    CHECK(p.model().get<app::apply::Model>().form.errors.front().path == "materials.household");
    p.go("#/apply/elder_allowance/check");
    p.press(Role::button, "提交");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
}

TEST_CASE("What is typed is kept on the device at once, and found again", "[views][apply][unit]") {
    Program first({.url = "#/apply/elder_allowance/pay"});
    come(first);
    first.type("开户银行", "示例银行");
    const auto kept = first.take_effect<app::KeepDraft>();
    CHECK(kept.slot == "form/resident-1/elder_allowance");
    CHECK(kept.draft.text_at("answers.bank.name") == "示例银行");
    first.tell(world::DraftSaved{});
    Program again({.url = "#/apply/elder_allowance/pay"});
    come(again, kept.draft);
    CHECK(again.find(Role::text_field, "开户银行").value == "示例银行");
    // What the portal knew is still known as such.
    CHECK(again.model().get<app::apply::Model>().form.known.contains("applicant.name"));
}

TEST_CASE("A device without room says so, and the words stay", "[views][apply][unit]") {
    Program p({.url = "#/apply/elder_allowance/pay"});
    come(p);
    p.type("开户银行", "示例银行");
    const app::Effect* last = nullptr;
    for (const app::Effect& effect : p.effects())
        if (effect.what.holds<app::KeepDraft>()) last = &effect;
    REQUIRE(last != nullptr);
    p.reply(last->from, world::DraftSaveFailed{0, world::StorageFailure::full});
    CHECK(p.announced().back() == "appeal.not_saved.full");
    CHECK(p.find(Role::text_field, "开户银行").value == "示例银行");
}

TEST_CASE("In elder mode one question stands on a page, and what is known is only confirmed", "[views][apply][unit]") {
    Program p({.url = url, .settings = {.mode = domain::DisplayMode::elder}});
    come(p);
    // From the first: what is known is read and said to be right.
    CHECK(p.url() == "#/apply/elder_allowance/applicant.name");
    CHECK(p.says("第 1 题，共 7 题"));
    CHECK(p.says("示例老人甲"));
    CHECK(p.says("2025 年实名认证"));
    p.press(Role::button, "对");
    CHECK(p.url() == "#/apply/elder_allowance/local");
    // It is not asked again after a reload.
    Program again({.url = url, .settings = {.mode = domain::DisplayMode::elder}});
    come(again, p.take_effect<app::KeepDraft>().draft);
    CHECK(again.url() == "#/apply/elder_allowance/local");
    p.go("#/apply/elder_allowance/applicant.name");
    p.press(Role::button, "要改");
    CHECK(p.has(Role::text_field, "姓名"));
    CHECK(p.faults().empty());
}

TEST_CASE("Nobody has to sign in before sending: then it is asked, and the words are still there",
          "[views][apply][unit]") {
    Program p({.url = "#/apply/elder_allowance/who"});
    come(p, {}, false);
    p.type("姓名", "示例老人甲");
    CHECK(p.take_effect<app::KeepDraft>().slot == "form//elder_allowance");
    fill_in(p);
    p.send(app::apply::Filled{app::form::PhotosWanted{"materials.id_card", app::PhotoSource::files, {}}});
    add_photo(p, "photo-3", "身份证.jpg");
    p.go("#/apply/elder_allowance/check");
    p.press(Role::checkbox, "我填的都是真的");
    p.press(Role::button, "提交");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    CHECK(p.url() == "#/login?next=%23/apply/elder_allowance/check");
    p.go("#/apply/elder_allowance/pay");
    CHECK(p.find(Role::text_field, "开户银行").value == "示例银行");
}

TEST_CASE("A refused application opens with its words and what is wrong, and takes the refused one's place",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    const app::SubmitCommand sent = submit(p);
    p.tell(world::CommandChanged{status_of(sent, domain::CommandState::sending)});
    domain::CommandStatus refused = status_of(sent, domain::CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::invalid);
    refused.error->fields.push_back({"bank.name", domain::FieldCode::format, {}, {}, {}});
    p.tell(world::CommandChanged{refused});
    CHECK(p.find(Role::link, "去修改").href == url);
    // It opens where the first thing is wrong, and goes anywhere from there.
    p.go(url);
    CHECK(p.url() == "#/apply/elder_allowance/pay");
    CHECK(p.find(Role::text_field, "开户银行").value == "示例银行");
    CHECK(p.find(Role::text_field, "开户银行").has(a11y::state_invalid));
    p.go(url);
    CHECK(p.url() == url);
    p.go("#/apply/elder_allowance/pay");
    p.type("开户银行", "另一家示例银行");
    p.go("#/apply/elder_allowance/check");
    p.press(Role::button, "提交");
    const auto again = p.take_effect<app::SubmitCommand>();
    CHECK(again.replaces == sent.command.id);
    CHECK(std::get<api::FileForm>(again.call).body.text_at("bank.name") == "另一家示例银行");
}

TEST_CASE("A picture that was not taken is said at its paper, at the picture and above the page",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    const app::SubmitCommand sent = submit(p);
    p.tell(world::CommandChanged{status_of(sent, domain::CommandState::sending)});
    domain::CommandStatus refused = status_of(sent, domain::CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::too_large);
    refused.error->fields.push_back({"materials.household.1", domain::FieldCode::too_large, {}, {}, {}});
    p.tell(world::CommandChanged{refused});
    p.go("#/apply/elder_allowance/materials");
    CHECK(p.has(Role::link, "户口簿照片的第 2 张太大了，请换一张"));
    CHECK(p.says("这张照片太大了"));
    CHECK(p.faults().empty());
    p.press(Role::button, "删除第 2 张照片");
    CHECK_FALSE(p.says("这张照片太大了"));
    CHECK_FALSE(p.says("户口簿照片的第 2 张太大了，请换一张"));
}

TEST_CASE("What the server says of an application and of its files is said, whatever they are called",
          "[views][apply][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    const app::SubmitCommand sent = submit(p);
    p.tell(world::CommandChanged{status_of(sent, domain::CommandState::sending)});
    domain::CommandStatus refused = status_of(sent, domain::CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::invalid);
    const auto wrong = [&](const char* path, const char* said) {
        // A word that is not known here is read as `format` (src/wire/response.cpp).
        refused.error->fields.push_back({path, domain::FieldCode::format, {}, {}, said});
    };
    wrong("service", "您已有一件同样的申请正在办");
    wrong("for", "这项服务不能这样替别人申请");
    wrong("later.fields.0", "这样材料不能后补，请现在交");
    wrong("materials.household.1", "这份 PDF 里带有会自己运行的内容");
    p.tell(world::CommandChanged{refused});
    for (const char* said : {"您已有一件同样的申请正在办", "这项服务不能这样替别人申请", "这样材料不能后补，请现在交",
                             "这份 PDF 里带有会自己运行的内容"})
        CHECK(p.says(said));
    CHECK_FALSE(p.says("field."));
    CHECK_FALSE(p.says("格式不对"));
}

TEST_CASE("A service that was withdrawn meanwhile says so and leads to its guide", "[views][apply][unit]") {
    Program p({.url = url});
    p.answer<api::GetSession>({resident_account()});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json",
                  domain::Failure{domain::make_error(domain::ApiErrorKind::not_found)});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json",
                  domain::Failure{domain::make_error(domain::ApiErrorKind::not_found)});
    CHECK(p.says("这项服务现在不能在网上申请"));
    CHECK(p.find(Role::link, "看办事指南").href == "#/services/elder_allowance");
}

TEST_CASE("The application stands well in every mode and width", "[views][apply][unit]") {
    for (const float width : {320.0f, 360.0f, 820.0f, 1280.0f})
        for (const auto mode : {domain::DisplayMode::standard, domain::DisplayMode::elder}) {
            INFO(width << " " << static_cast<int>(mode));
            ProgramSetup setup{.url = "#/apply/elder_allowance/materials"};
            setup.surface.width = width;
            setup.settings.mode = mode;
            Program p(setup);
            come(p);
            CHECK(p.faults().empty());
            p.go("#/apply/elder_allowance/check");
            CHECK(p.faults().empty());
            p.go(url);
            CHECK(p.faults().empty());
            CHECK(p.catalogue().missing().empty());
        }
}
