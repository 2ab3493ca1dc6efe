/// An application's case as its owner and the staff see it: 补正, the decision, what was filled in.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/apply/mending.hpp"
#include "src/app/credential/credential.hpp"

#include <algorithm>

using namespace ow;
using namespace ow::test;
using domain::Value;
namespace world = app::world;

namespace {

const std::string number = "320505A20260228000014";
const std::string case_url = "#/cases/" + number;

domain::Account account_of(domain::Role role) {
    domain::Account account;
    account.id = role == domain::Role::resident ? "resident-1" : "staff-1";
    account.role = role;
    account.verified = true;
    return account;
}

domain::CaseDetail an_application(domain::State state) {
    domain::CaseDetail detail;
    detail.summary.number = number;
    detail.summary.kind = domain::Kind::application;
    detail.summary.category = domain::Category::service;
    detail.summary.title = "高龄津贴";
    detail.summary.state = state;
    detail.summary.stage = domain::Stage::dispatch;
    detail.summary.version = 4;
    detail.service = "elder_allowance";
    detail.service_title = "高龄津贴";
    detail.filled = {{"applicant.name", "姓名", "示例老人甲", {}}, {"materials.household", "户口簿照片", "2 张", {}}};
    return detail;
}

domain::CaseDetail to_mend() {
    domain::CaseDetail detail = an_application(domain::State::correction);
    detail.actions = {domain::StepCode::correct};
    detail.correction = {{"materials.household"}, {"户口簿照片"}, "照片反光，看不清出生日期。", {}, {}, 3};
    detail.correction->by.ms = 1'784'000'000'000 + 10LL * 86'400'000;
    return detail;
}

/// On the page where it is mended, with the case and what its service asks.
void come_to_mend(Program& p) {
    p.answer<api::GetSession>({account_of(domain::Role::resident)});
    p.tell(world::ProgramWhole{});
    p.answer<api::GetCase>(to_mend());
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
}

}  // namespace

TEST_CASE("An application has its own stages, and says what is to be mended, why and by when", "[views][apply][unit]") {
    Program p({.url = case_url, .remembered = account_of(domain::Role::resident)});
    p.answer<api::GetSession>({account_of(domain::Role::resident)});
    p.tell(world::ProgramWhole{});
    p.answer<api::GetCase>(to_mend());
    for (const char* text : {"审核", "请补 1 样材料", "照片反光，看不清出生日期。", "户口簿照片",
                             "只补这些，别的不用动", "等您补的这几天，不算进办理时间，还剩 3 个工作日"}) {
        INFO(text);
        CHECK(p.says(text));
    }
    CHECK(p.find(Role::link, "去补正").href == case_url + "/mend");
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("去补正 asks for that field only, and its pictures go through the outbox", "[views][apply][unit]") {
    Program p({.url = case_url + "/mend", .remembered = account_of(domain::Role::resident)});
    come_to_mend(p);
    CHECK(p.says("户口簿照片"));
    CHECK_FALSE(p.says("开户银行"));
    CHECK(p.faults().empty());
    // Nothing is sent without a picture.
    p.press(Role::button, "交上去");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    p.send(app::mending::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
    p.tell(world::PhotoPicked{"photo-1", "本人页.jpg"});
    domain::LocalPhoto photo;
    photo.local_id = "photo-1";
    photo.width = photo.height = 600;
    p.tell(world::PhotoReady{photo, {}});
    const auto kept = p.take_effect<app::KeepDraft>();
    p.press(Role::button, "交上去");
    const auto sent = p.take_effect<app::SubmitCommand>();
    CHECK(sent.command.draft_slot == kept.slot);
    CHECK(sent.command.act == "step.correct");
    CHECK(sent.command.subject == number);
    CHECK(sent.command.blobs == std::vector<std::string>{"photo-1"});
    const auto& call = std::get<api::TakeStep>(sent.call);
    CHECK(call.expected_version == 4);
    CHECK(call.answers.text_at("materials.household.0") == "photo-1");
    domain::CaseDetail done = an_application(domain::State::reviewing);
    done.summary.version = 5;
    p.tell(world::CommandAcknowledged{sent.command, {}, done});
    CHECK(p.url() == case_url);
}

TEST_CASE("What another application had before is used again where the office asks for it",
          "[views][apply][reuse][unit]") {
    Program p({.url = case_url + "/mend", .remembered = account_of(domain::Role::resident)});
    come_to_mend(p);
    p.answer_tree("/me/materials?service=elder_allowance&case=" + number, tree(R"json({"items": [
        {"material": "household", "field": "materials.household", "service_title": "场地借用",
         "at": "2026-03-05T09:00:00+08:00", "pictures": [{"id": "att-1", "width": 900, "height": 600}]}]})json"));
    CHECK(p.says("3月5日办“场地借用”时交的，1 张"));
    p.press(Role::button, "就用那份：用3月5日交过的户口簿照片（1 张）");
    CHECK(p.faults().empty());
    p.press(Role::button, "交上去");
    const auto sent = p.take_effect<app::SubmitCommand>();
    CHECK(sent.command.blobs.empty());
    const auto& call = std::get<api::TakeStep>(sent.call);
    CHECK(call.answers.text_at("materials.household.0") == "att-1");
    CHECK(call.answers.text_at("reused.0") == "materials.household");
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("What was begun on the 补正 page is there again after the page was closed", "[views][apply][unit]") {
    Value draft;
    std::string slot;
    {
        Program p({.url = case_url + "/mend", .remembered = account_of(domain::Role::resident)});
        come_to_mend(p);
        p.send(app::mending::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
        p.tell(world::PhotoPicked{"photo-1", "本人页.jpg"});
        domain::LocalPhoto photo;
        photo.local_id = "photo-1";
        photo.width = photo.height = 600;
        static_cast<void>(p.take_effect<app::KeepDraft>());  // as soon as it was chosen
        p.tell(world::PhotoReady{photo, {}});
        const auto kept = p.take_effect<app::KeepDraft>();
        draft = kept.draft;
        slot = kept.slot;
    }
    CHECK(slot.ends_with(number));
    Program again({.url = case_url + "/mend", .remembered = account_of(domain::Role::resident)});
    SECTION("found before the form is known") {
        again.tell(world::DraftFetched{slot, draft});
        come_to_mend(again);
    }
    SECTION("found after it") {
        come_to_mend(again);
        again.tell(world::DraftFetched{slot, draft});
    }
    CHECK(again.has(Role::button, "删除第 1 张照片"));
    again.press(Role::button, "交上去");
    CHECK(again.take_effect<app::SubmitCommand>().command.blobs == std::vector<std::string>{"photo-1"});
}

TEST_CASE("A decision is one sentence with its document and its check code", "[views][apply][unit]") {
    Program p({.url = case_url, .remembered = account_of(domain::Role::resident)});
    p.answer<api::GetSession>({account_of(domain::Role::resident)});
    p.tell(world::ProgramWhole{});
    domain::CaseDetail detail = an_application(domain::State::granted);
    detail.result = {.outcome = domain::DecisionCode::granted,
                     .words = "从 12 月起，每月 100 元，打到您尾号 0000 的银行卡。",
                     .objection = {},
                     .at = {},
                     .valid_until = {},
                     .document = "/api/v1/cases/" + number + "/result",
                     .check_code = "7KQ4M2XP"};
    p.answer<api::GetCase>(detail);
    CHECK(p.has(Role::heading, "办好了"));
    CHECK(p.says("从 12 月起，每月 100 元，打到您尾号 0000 的银行卡。"));
    CHECK(p.find(Role::link, "亮证").href == case_url + "/show");
    CHECK(p.find(Role::link, "下载结果").href == "/api/v1/cases/" + number + "/result");
    CHECK(p.says("7KQ4 M2XP"));
    CHECK(p.has(Role::image, "校验码的二维码"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("What was granted is held out with name, last day and code, and is there without a network afterwards",
          "[views][credential][unit]") {
    domain::CaseDetail detail = an_application(domain::State::granted);
    detail.result = {.outcome = domain::DecisionCode::granted,
                     .words = "证明已经开好。",
                     .objection = {},
                     .at = {},
                     .valid_until = "2026-12-31",
                     .document = "/api/v1/cases/" + number + "/result",
                     .check_code = "7KQ4M2XP"};
    const ProgramSetup setup{.url = case_url + "/show", .remembered = account_of(domain::Role::resident)};
    Program p(setup);
    p.answer<api::GetSession>({account_of(domain::Role::resident)});
    p.tell(world::ProgramWhole{});
    p.answer_note(app::credential::feature, {});
    p.answer<api::GetCase>(detail);
    CHECK(p.says("示例老人甲"));
    CHECK(p.says("7KQ4 M2XP"));
    CHECK(p.says("2026-12-31"));
    CHECK(p.find(Role::image, "核对这张证的二维码").value == "qr:/plain/check?code=7KQ4M2XP");
    CHECK(p.find(Role::link, "打印这张证").href == "/plain/cases/" + number + "/show");
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
    const Value note = p.take_effect<app::KeepNote>().note;

    Program away(setup);
    away.answer<api::GetSession>({account_of(domain::Role::resident)});
    away.tell(world::ProgramWhole{});
    away.answer_note(app::credential::feature, note);
    away.refuse<api::GetCase>(domain::ApiErrorKind::network);
    CHECK(away.says("7KQ4 M2XP"));
    CHECK(away.says("现在没有网络：这是"));
    CHECK(away.faults().empty());

    // What somebody else left on the device is not shown.
    domain::Account other = account_of(domain::Role::resident);
    other.id = "resident-2";
    Program stranger({.url = case_url + "/show", .remembered = other});
    stranger.answer<api::GetSession>({other});
    stranger.tell(world::ProgramWhole{});
    stranger.answer_note(app::credential::feature, note);
    stranger.refuse<api::GetCase>(domain::ApiErrorKind::not_found);
    CHECK_FALSE(stranger.says("7KQ4 M2XP"));
}

TEST_CASE("What is over or not granted any more is not held out as if it were", "[views][credential][unit]") {
    domain::CaseDetail detail = an_application(domain::State::granted);
    detail.result = {.outcome = domain::DecisionCode::granted,
                     .words = "证明已经开好。",
                     .objection = {},
                     .at = {},
                     .valid_until = "2026-01-31",
                     .document = {},
                     .check_code = "7KQ4M2XP"};
    Program p({.url = case_url + "/show", .remembered = account_of(domain::Role::resident)});
    p.answer<api::GetSession>({account_of(domain::Role::resident)});
    p.tell(world::ProgramWhole{});
    p.answer_note(app::credential::feature, {});
    p.answer<api::GetCase>(detail);
    CHECK(p.says("已经过了有效期（2026-01-31），不能再用"));
    p.go(case_url);
    p.go(case_url + "/show");
    detail.result->outcome = domain::DecisionCode::denied;
    while (p.waits_for<api::GetCase>())
        p.answer<api::GetCase>(detail);
    CHECK(p.says("这件事还没有可以亮的证"));
    CHECK_FALSE(p.says("7KQ4 M2XP"));
}

TEST_CASE("A refusal says why and how to object", "[views][apply][unit]") {
    Program p({.url = case_url, .remembered = account_of(domain::Role::resident)});
    p.answer<api::GetSession>({account_of(domain::Role::resident)});
    p.tell(world::ProgramWhole{});
    domain::CaseDetail detail = an_application(domain::State::denied);
    detail.result = {.outcome = domain::DecisionCode::denied,
                     .words = "户口不在本街道。",
                     .objection = "六十日内可以向区政府申请复议。",
                     .at = {},
                     .valid_until = {},
                     .document = {},
                     .check_code = {}};
    p.answer<api::GetCase>(detail);
    CHECK(p.has(Role::heading, "没有批准"));
    CHECK(p.says("户口不在本街道。"));
    CHECK(p.says("六十日内可以向区政府申请复议。"));
    CHECK_FALSE(p.has(Role::link, "下载结果"));
    CHECK(p.faults().empty());
}

TEST_CASE("Who helps with an application under a mandate mends it in the same way", "[views][apply][unit]") {
    domain::Account worker = account_of(domain::Role::resident);
    SECTION("a family member") {}
    SECTION("a grid worker") { worker = account_of(domain::Role::grid_worker); }
    Program p({.url = case_url, .remembered = worker});
    p.answer<api::GetSession>({worker});
    p.tell(world::ProgramWhole{});
    domain::CaseDetail seen = to_mend();
    seen.filled.clear();
    seen.actions = {domain::StepCode::supplement, domain::StepCode::correct};
    p.answer<api::GetCase>(seen);
    CHECK(p.has(Role::button, "补充说明"));
    p.press(Role::link, "去补正");
    CHECK(p.url() == case_url + "/mend");
    CHECK(p.faults().empty());
}

TEST_CASE("A number of several leads to each of them, and each of them back", "[views][apply][unit]") {
    domain::CaseDetail whole = an_application(domain::State::reviewing);
    whole.summary.title = "新生儿出生一件事";
    whole.parts = {
        {"320505A20260228000025", "生育登记", domain::State::refused, domain::Stage::finished, {}, "卫生健康科"},
        {"320505A20260228000036", "育儿补贴", domain::State::reviewing, domain::Stage::dispatch,
         domain::Instant{1'784'000'000'000 + 10LL * 86'400'000}, "卫生健康科"}};
    Program p({.url = case_url, .remembered = account_of(domain::Role::resident)});
    p.answer<api::GetSession>({account_of(domain::Role::resident)});
    p.tell(world::ProgramWhole{});
    p.answer<api::GetCase>(whole);
    CHECK(p.has(Role::heading, "一起办的事项"));
    int found = 0;
    for (const Node* link : p.all(Role::link)) {
        if (link->href == "#/cases/320505A20260228000025" && link->name.starts_with("生育登记")) ++found;
        if (link->href == "#/cases/320505A20260228000036" && link->name.starts_with("育儿补贴")) ++found;
    }
    CHECK(found == 2);
    CHECK(std::ranges::any_of(p.all(Role::link),
                              [](const Node* link) { return link->name.find("前给您决定") != std::string::npos; }));
    CHECK_FALSE(p.says("补好就行"));
    CHECK_FALSE(p.has(Role::link, "谁看过我的信息"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());

    domain::CaseDetail one = an_application(domain::State::reviewing);
    one.bundle = "320505A20260228000047";
    Program part({.url = case_url, .remembered = account_of(domain::Role::resident)});
    part.answer<api::GetSession>({account_of(domain::Role::resident)});
    part.tell(world::ProgramWhole{});
    part.answer<api::GetCase>(one);
    CHECK(std::ranges::any_of(part.all(Role::link),
                              [](const Node* link) { return link->href == "#/cases/320505A20260228000047"; }));
    CHECK(part.has(Role::link, "谁看过我的信息"));
    CHECK(part.faults().empty());
}
