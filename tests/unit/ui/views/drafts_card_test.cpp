/// 没写完的 under 我的: where it was written, gone on with, thrown away.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/drafts/drafts.hpp"

using namespace ow;
using namespace ow::test;
using domain::Value;

namespace {

Value drafts() {
    return tree(R"json({"items": [
  {"code": "elder_allowance", "title": "高龄津贴", "version": 4, "changed_at": "2026-07-10T09:30:00+08:00",
   "ends_at": "2026-08-09T09:30:00+08:00"},
  {"code": "appeal", "title": "我要反映", "version": 2, "changed_at": "2026-07-09T09:30:00+08:00",
   "ends_at": "2026-08-08T09:30:00+08:00"},
  {"code": "appeal@p-1", "title": "替李**办：我要反映", "version": 1, "changed_at": "2026-07-08T09:30:00+08:00",
   "ends_at": "2026-08-07T09:30:00+08:00"}]})json");
}

Value note() {
    return tree(R"({"owner": "resident-1", "lines": {"elder_allowance": {"version": 4, "unsent": false, "ended": false},
  "appeal": {"version": 1, "unsent": false, "ended": false}}})");
}

void come(Program& p) {
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    p.answer<api::GetSession>(api::SessionState{account});
    p.tell(app::world::ProgramWhole{});
    p.answer_note(app::drafts::feature, note());
    p.answer_tree("/me/drafts", drafts());
}

}  // namespace

TEST_CASE("Drafts that lie on the server are listed with their age and where they were written",
          "[views][drafts][unit]") {
    Program p({.url = "#/mine"});
    come(p);
    CHECK(p.has(Role::list, "没写完的"));
    CHECK(p.says("7月10日 09:30存的 · 在这里写的"));
    CHECK(p.says("7月9日 09:30存的 · 在别处写的"));
    bool service = false, appeal = false, behalf = false;
    for (const Node* link : p.all(Role::link)) {
        service = service || link->href == "#/apply/elder_allowance";
        appeal = appeal || link->href == "#/appeals/new/kind";
        behalf = behalf || link->href == "/plain/appeal/p-1";
    }
    CHECK(behalf);
    CHECK(service);
    CHECK(appeal);
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A draft is thrown away after a question, on the server first and then here", "[views][drafts][unit]") {
    Program p({.url = "#/mine"});
    come(p);
    p.press(Role::button, "不要了：高龄津贴");
    CHECK(p.has(Role::dialog, "这份草稿不要了吗？"));
    p.forget_effects();
    p.press(Role::button, "删掉草稿");
    CHECK_FALSE(p.wants<app::KeepDraft>());
    const auto call = p.answer_tree("/me/drafts/elder_allowance", Value{});
    CHECK(call.method == app::CallTree::Method::del);
    const auto kept = p.take_effect<app::KeepDraft>();
    CHECK(kept.slot == "form/resident-1/elder_allowance");
    CHECK(kept.draft.is_null());
    p.answer_tree("/me/drafts", tree(R"({"items": []})"));
    CHECK_FALSE(p.has(Role::list, "没写完的"));
}

TEST_CASE("What could not be thrown away is still there and says why", "[views][drafts][unit]") {
    Program p({.url = "#/mine"});
    come(p);
    p.press(Role::button, "不要了：高龄津贴");
    p.forget_effects();
    p.press(Role::button, "删掉草稿");
    p.answer_tree("/me/drafts/elder_allowance", domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    CHECK_FALSE(p.wants<app::KeepDraft>());
    CHECK(p.has(Role::button, "不要了：高龄津贴"));
    CHECK(p.has(Role::list, "没写完的"));
    CHECK(p.says("网络"));
    CHECK(p.faults().empty());
}
