/// Papers that were handed in once: offered with their day, used again after a yes, said wherever they are counted.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/apply/apply.hpp"
#include "src/app/drafts/drafts.hpp"

#include <algorithm>

using namespace ow;
using namespace ow::test;
using domain::Value;
namespace world = app::world;

namespace {

constexpr const char* url = "#/apply/elder_allowance";
constexpr const char* papers_url = "#/apply/elder_allowance/materials";
constexpr const char* asked = "/me/materials?service=elder_allowance";
const std::string use = "就用那份：用3月5日交过的户口簿照片（2 张）", back = "不用那份：3月5日交过的户口簿照片";

domain::Account resident_account() {
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    account.verified = true;
    return account;
}

Value handed_in() {
    return tree(R"json({"items": [{"material": "household", "field": "materials.household", "label": "户口簿",
  "service": "hall", "service_title": "场地借用", "number": "320505A20260305000014", "at": "2026-03-05T09:00:00+08:00",
  "pictures": [{"id": "att-1", "content_type": "image/jpeg", "width": 900, "height": 600},
               {"id": "att-2", "content_type": "image/jpeg", "width": 900, "height": 600}]}]})json");
}

/// Signed in, with the service, what is known and what the device kept; what was handed in is not answered yet.
void come_before(Program& p, Value draft = {}) {
    p.answer<api::GetSession>(api::SessionState{resident_account()});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    p.answer_tree("/me/facts", known_facts());
    p.tell(world::DraftFetched{"form/resident-1/elder_allowance", std::move(draft)});
}

void come(Program& p, Value draft = {}) {
    come_before(p, std::move(draft));
    p.answer_tree(asked, handed_in());
}

/// All but the papers.
void fill_in(Program& p) {
    p.go("#/apply/elder_allowance/who");
    p.press(Role::radio, "是");
    p.press(Role::button, "下一步");
    p.type("开户银行", "示例银行");
    p.go(papers_url);
    p.press(Role::checkbox, "现在拿不出来，以后补交");  // the bank card
}

app::SubmitCommand submit(Program& p) {
    p.go("#/apply/elder_allowance/check");
    p.press(Role::checkbox, "我填的都是真的");
    p.press(Role::button, "提交");
    return p.take_effect<app::SubmitCommand>();
}

app::KeepDraft newest_draft(Program& p) {
    app::KeepDraft kept = p.take_effect<app::KeepDraft>();
    while (p.wants<app::KeepDraft>())
        kept = p.take_effect<app::KeepDraft>();
    return kept;
}

const Value& body_of(const app::SubmitCommand& sent) { return std::get<api::FileForm>(sent.call).body; }

}  // namespace

TEST_CASE("What was handed in before is offered with its day and its pictures, and used again at one press",
          "[views][apply][reuse][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    CHECK(p.says("以前交过一份"));
    CHECK(p.says("3月5日办“场地借用”时交的，2 张"));
    CHECK(p.has(Role::button, "以前交的第 2 张"));
    CHECK(p.faults().empty());
    p.press(Role::button, use);
    CHECK(p.announced().back() == "form.reuse.announced");
    CHECK(p.says("用的是3月5日交过的那份"));
    CHECK(p.says("3月5日交过"));
    // As it is: what lies with the office is not turned here.
    CHECK_FALSE(p.has(Role::button, "转一下第 1 张照片"));
    CHECK_FALSE(p.has(Role::button, use));
    CHECK(p.faults().empty());
    p.go(url);
    CHECK(p.says("2 项 · 用3月5日交过的"));
    p.go("#/apply/elder_allowance/check");
    CHECK(p.says("2 张，用的是3月5日交过的"));
    CHECK(p.faults().empty());
    const app::SubmitCommand sent = submit(p);
    CHECK(sent.command.blobs.empty());
    CHECK(body_of(sent).text_at("reused.0") == "materials.household");
    CHECK(body_of(sent).text_at("materials.household.0") == "att-1");
    CHECK(body_of(sent).text_at("materials.household.1") == "att-2");
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A yes is taken back, page by page or as a whole, and nothing is named then", "[views][apply][reuse][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    p.press(Role::button, use);
    SECTION("as a whole: it is offered again") {
        p.press(Role::button, back);
        CHECK(p.has(Role::button, use));
    }
    SECTION("page by page") {
        p.press(Role::button, "删除第 2 张照片");
        CHECK(p.has(Role::button, back));
        p.press(Role::button, "删除第 1 张照片");
        CHECK(p.has(Role::button, use));
    }
    // What lies with the office is not thrown away on the device.
    CHECK_FALSE(p.wants<app::DropPhoto>());
    p.press(Role::button, "下一步");
    CHECK(p.url() == papers_url);
    CHECK(p.has(Role::link, "请拍户口簿照片"));
}

TEST_CASE("New photos stand beside what is used again, and only they are uploaded", "[views][apply][reuse][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    p.send(app::apply::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
    p.tell(world::PhotoPicked{"photo-1", "变更页.jpg"});
    domain::LocalPhoto photo;
    photo.local_id = "photo-1";
    photo.width = photo.height = 900;
    p.tell(world::PhotoReady{photo, {}});
    p.press(Role::button, use);
    p.press(Role::button, "第 2 张往前移");
    p.go("#/apply/elder_allowance/check");
    CHECK(p.says("3 张，其中 2 张是3月5日交过的"));
    const app::SubmitCommand sent = submit(p);
    CHECK(sent.command.blobs == std::vector<std::string>{"photo-1"});
    CHECK(body_of(sent).text_at("materials.household.0") == "att-1");
    CHECK(body_of(sent).text_at("materials.household.1") == "photo-1");
    CHECK(body_of(sent).text_at("materials.household.2") == "att-2");
}

TEST_CASE("Where there is no room for all of it, it is not offered", "[views][apply][reuse][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    for (const char* id : {"photo-1", "photo-2"}) {
        p.send(app::apply::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
        p.tell(world::PhotoPicked{id, "首页.jpg"});
    }
    CHECK_FALSE(p.has(Role::button, use));
    p.press(Role::button, "删除第 1 张照片");
    CHECK(p.has(Role::button, use));
}

TEST_CASE("A closed page opens with the yes, also without a network", "[views][apply][reuse][unit]") {
    Value draft;
    {
        Program p({.url = papers_url});
        come(p);
        p.press(Role::button, use);
        draft = newest_draft(p).draft;
    }
    Program again({.url = papers_url});
    come_before(again, draft);
    again.answer_tree(asked, domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    CHECK(again.says("用的是3月5日交过的那份"));
    CHECK_FALSE(again.wants<app::ResumePhoto>());
    fill_in(again);
    CHECK(body_of(submit(again)).text_at("reused.0") == "materials.household");
}

TEST_CASE("A yes that was said on another device holds here, as soon as it is known what it is of",
          "[views][apply][reuse][unit]") {
    const Value elsewhere = tree(R"({"code": "elder_allowance", "version": 7, "changed_at": "2026-07-14T09:00:00+08:00",
                                     "answers": {"for": "self", "reused": ["materials.household"]}})");
    Program p({.url = papers_url});
    come_before(p);
    p.tell(world::NoteLoaded{});
    SECTION("known before") {
        p.answer_tree(asked, handed_in());
        p.answer_tree("/me/drafts/elder_allowance", elsewhere);
    }
    SECTION("known after") {
        p.answer_tree("/me/drafts/elder_allowance", elsewhere);
        CHECK(newest_draft(p).draft.text_at("reused.0") == "materials.household");
        p.answer_tree(asked, handed_in());
    }
    CHECK(p.says("用的是3月5日交过的那份"));
    CHECK(p.faults().empty());
}

TEST_CASE("The server's draft names what is used again, and not what was taken back", "[views][apply][reuse][unit]") {
    Program p({.url = papers_url});
    come(p);
    p.tell(world::NoteLoaded{});
    p.answer_tree("/me/drafts/elder_allowance", domain::Failure{domain::make_error(domain::ApiErrorKind::not_found)});
    const auto saved = [&] {
        p.fire(app::drafts::feature, 0);
        p.answer_note(app::drafts::feature, {});
        return p.answer_tree("/me/drafts/elder_allowance", tree(R"({"version": 1})")).body;
    };
    p.press(Role::button, use);
    CHECK(saved().text_at("answers.reused.0") == "materials.household");
    p.press(Role::button, back);
    CHECK(saved().find("answers.reused") == nullptr);
}

TEST_CASE("What is gone meanwhile is said plainly at its paper, and mended there", "[views][apply][reuse][unit]") {
    Program p({.url = url});
    come(p);
    fill_in(p);
    p.press(Role::button, use);
    const app::SubmitCommand sent = submit(p);
    domain::CommandStatus status = status_of(sent.command, domain::CommandState::sending);
    p.tell(world::CommandChanged{status});
    status = status_of(sent.command, domain::CommandState::needs_attention);
    status.error = domain::make_error(domain::ApiErrorKind::invalid);
    for (const char* path : {"materials.household.0", "materials.household.1"})
        status.error->fields.push_back({path, domain::FieldCode::unknown, {}, {}, {}});
    p.tell(world::CommandChanged{status});
    p.go(papers_url);
    p.answer_tree(asked, tree(R"({"items": []})"));
    CHECK(p.has(Role::link, "以前交的户口簿照片现在用不了了，请重新拍（第 1 张）"));
    CHECK(p.says("现在用不了"));
    CHECK(p.faults().empty());
    p.press(Role::button, back);
    CHECK_FALSE(p.says("现在用不了"));
    // It is not offered a second time.
    CHECK_FALSE(p.has(Role::button, use));
}

TEST_CASE("For somebody of the family nothing of one's own is offered", "[views][apply][reuse][unit]") {
    Program p({.url = papers_url});
    come(p, tree(R"({"service": "elder_allowance", "whom": "family", "answers": {}})"));
    CHECK_FALSE(p.has(Role::button, use));
    CHECK_FALSE(p.says("以前交过一份"));
}

TEST_CASE("Of who has not signed in nothing is asked for", "[views][apply][reuse][unit]") {
    Program p({.url = papers_url});
    p.answer<api::GetSession>(api::SessionState{});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    p.tell(world::DraftFetched{"form//elder_allowance", {}});
    CHECK(std::ranges::none_of(p.effects(), [](const app::Effect& effect) {
        const auto* call = effect.get<app::CallTree>();
        return call != nullptr && call->path == asked;
    }));
}

TEST_CASE("The offer stands well in every mode and width", "[views][apply][reuse][unit]") {
    for (const float width : {320.0f, 360.0f, 820.0f, 1280.0f})
        for (const auto mode : {domain::DisplayMode::standard, domain::DisplayMode::elder}) {
            INFO(width << " " << static_cast<int>(mode));
            const bool elder = mode == domain::DisplayMode::elder;
            ProgramSetup setup{.url = elder ? "#/apply/elder_allowance/materials.household" : papers_url};
            setup.surface.width = width;
            setup.settings.mode = mode;
            Program p(setup);
            come(p);
            CHECK(p.faults().empty());
            p.press(Role::button, use);
            CHECK(p.faults().empty());
            CHECK(p.catalogue().missing().empty());
        }
}
