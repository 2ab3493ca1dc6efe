/// 办事 as people see and hear it: finding a service, what somebody gets, and the guide of one.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/apply/apply.hpp"
#include "src/app/services/services.hpp"
#include "src/app/session/session.hpp"

using namespace ow;
using namespace ow::test;
using domain::Value;
namespace world = app::world;

namespace {

domain::Account resident_account() {
    domain::Account account;
    account.id = "resident-1";
    account.role = domain::Role::resident;
    account.phone_masked = "138****0001";
    return account;
}

/// The list is there; nobody is signed in.
void come_nobody(Program& p) {
    p.answer<api::GetSession>({});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
}

/// A guide is open; what the portal knows is known.
void come_to_guide(Program& p) {
    p.answer<api::GetSession>({resident_account()});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    p.answer_tree("/me/facts", known_facts());
}

/// Whether there is a link whose name begins so: a row says more than its title.
bool leads_to(const Program& p, std::string_view title) {
    for (const Node* link : p.all(Role::link))
        if (link->name.starts_with(title)) return true;
    return false;
}

constexpr const char* guide_url = "#/services/elder_allowance";

}  // namespace

TEST_CASE("办事 leads by search, by what one gets, by life event, department and group", "[views][services][unit]") {
    Program p({.url = "#/services"});

    come_nobody(p);
    CHECK(p.has(Role::text_field, "搜服务"));
    for (const char* name : {"我能办什么", "人生大事", "大家常办", "按部门找", "按人群找", "没找到？问人最快"}) {
        INFO(name);
        CHECK(p.has(Role::heading, name));
    }
    CHECK(p.find(Role::link, "养老").href == "#/services?event=elderly");
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("What is typed is found at once, in everyday words and pinyin too", "[views][services][unit]") {
    Program p({.url = "#/services"});
    come_nobody(p);
    p.type("搜服务", "老人补贴");
    CHECK(p.says("找到 1 项"));
    CHECK(leads_to(p, "高龄津贴"));
    CHECK_FALSE(p.has(Role::heading, "人生大事"));
    p.type("搜服务", "jzz");
    CHECK(leads_to(p, "居住证"));
    CHECK_FALSE(leads_to(p, "高龄津贴"));
    p.type("搜服务", "老人補貼");
    CHECK(leads_to(p, "高龄津贴"));
    p.type("搜服务", "飞船");
    CHECK(p.says("没有找到"));
    CHECK(p.has(Role::link, "打电话问"));
}

TEST_CASE("A word to tap shows what the search understands", "[views][services][unit]") {
    Program p({.url = "#/services"});
    come_nobody(p);
    p.press(Role::button, "gljt");
    CHECK(leads_to(p, "高龄津贴"));
    CHECK(p.find(Role::text_field, "搜服务").value == "gljt");
}

TEST_CASE("An event, a department or a group shows its own services", "[views][services][unit]") {
    Program p({.url = "#/services?event=elderly"});
    come_nobody(p);
    CHECK(p.has(Role::heading, "养老"));
    CHECK(leads_to(p, "高龄津贴"));
    CHECK_FALSE(leads_to(p, "居住证"));
    p.go("#/services?department=insurance");
    CHECK(p.has(Role::heading, "社会保障科"));
    CHECK(leads_to(p, "社保卡补换"));
    p.go("#/services?group=newcomer");
    CHECK(leads_to(p, "居住证"));
    p.go("#/services?show=all");
    CHECK(p.says("找到 4 项"));
}

TEST_CASE("What one gets is computed from what is known, and says from what", "[views][services][unit]") {
    Program p({.url = "#/services"});
    p.answer<api::GetSession>({resident_account()});
    p.tell(world::ProgramWhole{});
    p.answer_note(app::services::feature, tree(R"({"told": {"person": {"local_household": true}}})"));
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    CHECK_FALSE(p.says("1 项您现在就能办"));
    p.answer_tree("/me/facts", known_facts());
    CHECK(p.says("1 项您现在就能办"));
    CHECK(p.says("按您的出生日期、户口在本街道算的"));
    CHECK(p.says("只按您登记过的、自己答过的算，没用别的信息"));
}

TEST_CASE("What one question decides is shown with it, and answered in the list", "[views][services][unit]") {
    Program p({.url = "#/services"});
    p.answer<api::GetSession>({resident_account()});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/me/facts", known_facts());
    CHECK_FALSE(p.says("1 项您现在就能办"));
    CHECK(p.has(Role::heading, "再答一个问题就知道"));
    CHECK(p.has(Role::radio_group, "户口在本街道吗？"));
    CHECK(leads_to(p, "高龄津贴"));
    CHECK(leads_to(p, "居住证"));
    p.press(Role::radio, "是");
    CHECK(p.says("1 项您现在就能办"));
    CHECK(p.says("您能办"));
    CHECK(p.has(Role::radio_group, "户口在本街道吗？"));  // it can be answered otherwise
    p.press(Role::radio, "不是");
    CHECK_FALSE(p.says("1 项您现在就能办"));
    CHECK(p.says("不符合条件"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
    p.go("#/services?show=can");
    CHECK(p.has(Role::radio_group, "在本市住满半年了吗？"));
    CHECK(p.faults().empty());
}

TEST_CASE("Without the network the list that was read before is asked for under its hash", "[views][services][unit]") {
    Program p({.url = "#/services"});
    p.answer<api::GetSession>({});
    p.tell(world::ProgramWhole{});
    p.answer_note(app::services::feature, tree(R"({"catalogue": "h0"})"));
    p.answer_tree("/catalogue", domain::Failure{domain::make_error(domain::ApiErrorKind::network)});
    p.answer_tree("/h0/services.zh-CN.json", services_list());
    CHECK(p.has(Role::heading, "大家常办"));
}

TEST_CASE("A list that cannot be had says so, leads to people, and is asked for again", "[views][services][unit]") {
    Program p({.url = "#/services"});
    p.answer<api::GetSession>({});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", domain::Failure{domain::make_error(domain::ApiErrorKind::unavailable)});
    CHECK(p.has(Role::link, "打电话问"));
    p.press(Role::button, "再试一次");
    p.answer_tree("/catalogue", catalogue_index());
    // The catalogue changed between the two answers: the index is asked for once more.
    p.answer_tree("/h1/services.zh-CN.json", domain::Failure{domain::make_error(domain::ApiErrorKind::not_found)});
    p.answer_tree("/catalogue", tree(R"({"hash": "h2"})"));
    p.answer_tree("/h2/services.zh-CN.json", services_list());
    CHECK(p.has(Role::heading, "大家常办"));
}

TEST_CASE("A guide begins with its verdict, each reason with the person's own fact and its source",
          "[views][services][unit]") {
    Program p({.url = guide_url});
    come_to_guide(p);
    CHECK(p.has(Role::heading, "高龄津贴"));
    CHECK(p.has(Role::heading, "还差 1 项才知道"));
    CHECK(p.says("出生日期：1943年5月1日 · 2025 年实名认证"));
    p.press(Role::radio, "是");
    CHECK(p.has(Role::heading, "您符合条件"));
    CHECK(p.says("户口在本街道：是 · 您刚才答的"));
    // Kept on the device, so that nobody is asked twice.
    bool kept = false;
    for (const app::Effect& effect : p.effects())
        if (const auto* note = effect.get<app::KeepNote>())
            kept = note->note.find("told.person.local_household") != nullptr;
    CHECK(kept);
    p.press(Role::radio, "不是");
    CHECK(p.has(Role::heading, "您不符合条件"));
    CHECK(p.says("不符合：户口在本街道"));
    CHECK(p.has(Role::link, "开始办"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A guide says what is wanted, how long, how much, where, and how much is filled in",
          "[views][services][unit]") {
    Program p({.url = guide_url});
    come_to_guide(p);
    for (const char* name : {"需要的材料", "多久、多少钱、凭什么", "在哪办", "大家常问"}) {
        INFO(name);
        CHECK(p.has(Role::heading, name));
    }
    for (const char* text : {"要交 3 样，其中 1 样已经有了，不用再交", "已有", "要交，拍照", "可以后补", "15 个工作日",
                             "法定不超过 30 个", "不收钱", "依据：《老年人权益保障法》"}) {
        INFO(text);
        CHECK(p.says(text));
    }
    CHECK(p.find(Role::link, "开始办").href == "#/apply/elder_allowance");
    CHECK(p.says("已替您填好 1 项，还要填 4 项"));
    p.press(Role::button, "钱能打到子女的卡上吗？");
    CHECK(p.says("要打到老人自己的卡上。"));
}

TEST_CASE("A guide says step by step what happens, who does it, how long at most and where one has to be",
          "[views][services][unit]") {
    Program p({.url = guide_url});
    come_to_guide(p);
    CHECK(p.has(Role::heading, "办理步骤"));
    CHECK(p.has(Role::ordered_list, "办理步骤"));
    for (const char* text : {"交申请", "您自己做", "交了就有编号。", "服务中心做 · 最多 2 个工作日", "上门查看",
                             "民政事务科做 · 家里要有人"}) {
        INFO(text);
        CHECK(p.says(text));
    }
}

TEST_CASE("Who has one running is told in the guide and at the form, with the way to it, before it is filled in",
          "[views][services][apply][unit]") {
    constexpr const char* told = "您已有一件同样的申请正在办";
    const Value running = tree(
        R"json({"code": "already_open", "text": "您已有一件同样的申请正在办", "number": "320505A20261123000017"})json");
    Program p({.url = guide_url});
    come_to_guide(p);
    CHECK_FALSE(p.says(told));
    p.answer_tree("/me/standing/elder_allowance", running);
    CHECK(p.says(told));
    CHECK(p.find(Role::link, "看这一件").href == "#/cases/320505A20261123000017");
    // A relative may have one of their own.
    p.press(Role::radio, "给家里人办");
    CHECK_FALSE(p.says(told));
    p.press(Role::radio, "给自己办");
    p.go("#/apply/elder_allowance");
    p.tell(world::DraftFetched{"form/resident-1/elder_allowance", {}});
    p.answer_tree("/me/standing/elder_allowance", running);
    CHECK(p.says(told));
    CHECK(p.has(Role::link, "看这一件"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A form that cannot be handed in now says so before it is filled in", "[views][services][apply][unit]") {
    Value service = elder_allowance();
    service.set("service.closes", "2020-06-30");
    Program p({.url = "#/apply/elder_allowance"});
    p.answer<api::GetSession>({resident_account()});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", service);
    p.tell(world::DraftFetched{"form/resident-1/elder_allowance", {}});
    CHECK(p.says("这一期已于 2020-06-30 截止"));
}

TEST_CASE("For a relative nothing of one's own is used", "[views][services][unit]") {
    Program p({.url = guide_url});
    come_to_guide(p);
    p.press(Role::radio, "给家里人办");
    CHECK(p.has(Role::heading, "还差 2 项才知道"));
    CHECK_FALSE(p.says("2025 年实名认证"));
    CHECK(p.says("要填 6 项"));
}

TEST_CASE("Whom the guide of one service is read for says nothing of the form of another", "[views][services][unit]") {
    Program p({.url = guide_url});
    come_to_guide(p);
    p.press(Role::radio, "给家里人办");
    p.go("#/apply/elder_allowance");
    CHECK(p.model().get<app::apply::Model>().whom == "family");
    p.go("#/apply/residence_permit");
    Value other = elder_allowance();
    other.set("service.code", "residence_permit");
    p.answer_tree("/h1/service.residence_permit.zh-CN.json", other);
    CHECK(p.model().get<app::apply::Model>().whom == "self");
}

TEST_CASE("The verdict for a relative is not told as one's own", "[views][services][unit]") {
    Program p({.url = guide_url});
    come_to_guide(p);
    p.press(Role::radio, "给家里人办");
    p.press(Role::radio, "不是");
    CHECK(p.has(Role::heading, "家里人不符合条件"));
    CHECK_FALSE(p.says("您不符合条件"));
}

TEST_CASE("What was answered in guides is forgotten at sign-out, on the device too", "[views][services][unit]") {
    Program p({.url = guide_url});
    come_to_guide(p);
    p.press(Role::radio, "是");
    p.forget_effects();
    p.send(app::session::SignOutPressed{});
    p.press(Role::button, "退出登录");
    p.answer<api::SignOut>({});
    bool forgotten = false;
    for (const app::Effect& effect : p.effects())
        if (const auto* note = effect.get<app::KeepNote>(); note && effect.from.feature == &app::services::feature)
            forgotten = note->note.find("told.person") == nullptr && note->note.text_at("catalogue") == "h1";
    CHECK(forgotten);
    CHECK(p.model().get<app::services::Model>().known == Value::object());
}

TEST_CASE("办事 and its guides stand well in every mode, language and width", "[views][services][unit]") {
    for (const float width : {320.0f, 360.0f, 820.0f, 1280.0f})
        for (const auto mode : {domain::DisplayMode::standard, domain::DisplayMode::elder}) {
            INFO(width << " " << static_cast<int>(mode));
            ProgramSetup setup{.url = guide_url};
            setup.surface.width = width;
            setup.settings.mode = mode;
            Program p(setup);
            come_to_guide(p);
            CHECK(p.faults().empty());
            p.go("#/services");
            CHECK(p.faults().empty());
            CHECK(p.catalogue().missing().empty());
        }
}

TEST_CASE("What is asked for together stands by itself in the list, and its guide leads to each part",
          "[views][services][unit]") {
    Value list = services_list();
    list.set("services.3.bundle", tree(R"(["elder_allowance", "hall"])"));
    Program p({.url = "#/services"});
    p.answer<api::GetSession>({});
    p.tell(world::ProgramWhole{});
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", list);
    CHECK(p.has(Role::heading, "一件事：一张表，几件一起办"));
    CHECK(p.says("2 件一起办"));
    CHECK(p.faults().empty());

    p.go("#/services/card_again");
    p.answer_tree("/h1/service.card_again.zh-CN.json", tree(R"json({
 "service": {"code": "card_again", "version": 1, "department": "insurance", "for": ["self"], "fee": "free",
             "time": {"promised": 20}, "result": "service",
             "bundle": [{"service": "elder_allowance", "when": null, "paths": {}},
                        {"service": "hall", "when": ["answer", "which.hall"], "paths": {}}]},
 "form": null,
 "words": {"service.card_again.title": "一件事", "service.card_again.summary": "几件一起办",
           "service.card_again.result": "各有各的结果", "service.card_again.member.elder_allowance.title": "高龄津贴",
           "service.card_again.member.hall.title": "场地借用"}
})json"));
    CHECK(p.has(Role::heading, "看您的情况，一起办这几件"));
    CHECK(p.find(Role::link, "高龄津贴").href == "#/services/elder_allowance");
    CHECK(p.find(Role::link, "场地借用").href == "#/services/hall");
    CHECK(p.faults().empty());
}

TEST_CASE("The search of the whole portal finds services too", "[views][services][unit]") {
    Program p({.url = "#/search?q=lrbt"});
    come_nobody(p);
    CHECK(leads_to(p, "高龄津贴"));
    p.go("#/");
    p.go("#/search?q=居住证");
    CHECK(leads_to(p, "居住证"));
}
