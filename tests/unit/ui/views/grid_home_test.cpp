/// The grid worker's day and one visit, as they are seen and heard.

#include "src/app/grid_home/grid_home.hpp"
#include "src/app/assist/assist.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/sun/sun.hpp"
#include "src/app/visits/visits.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/ui/program.hpp"

#include <memory>

using namespace ow;
using namespace ow::test;
namespace world = app::world;

namespace {

domain::Account worker() {
    domain::Account account;
    account.id = "grid-1";
    account.role = domain::Role::grid_worker;
    account.staff_no = "3012";
    account.grid_id = "liuxiang-3";
    return account;
}

/// The grid as the server tells it at `now`: three visits of that day, one of them at a person's home.
/// `second`: kind of the second visit.
domain::Value changes(domain::Instant now, std::string_view second) {
    domain::Value answer = wire::parse_value(R"({"anew": true, "more": false, "cursor": "liuxiang-3:2", "items": [
        {"kind": "person", "id": "p-1", "gone": false, "person": {"id": "p-1", "name": "示例老人丙",
          "birth_date": "1945-01-01"}, "facts": {"person.name": "示例老人丙"}},
        {"kind": "visit", "id": "v-1", "gone": false, "visit": {"id": "v-1", "kind": "proactive",
          "name": "示例老人丙", "person": {"id": "p-1"}, "reason": "高龄津贴没领过，上门帮办",
          "service": "elder_allowance", "phone": "13800000077", "place": {"text": "3 号楼 502", "lon": 120.61, "lat": 31.31}, "tries": [
            {"id": "t-1", "result": "nobody", "note": "", "at": "2026-07-01T09:00:00+08:00"}]}},
        {"kind": "visit", "id": "v-2", "gone": false, "visit": {"id": "v-2", "name": "示例老人丁",
          "reason": "两天没接电话，先敲门看看", "place": {"text": "5 号楼 102", "lon": 120.612, "lat": 31.311}}},
        {"kind": "visit", "id": "v-3", "gone": false, "visit": {"id": "v-3", "name": "示例家庭戊",
          "reason": "孩子明年上学，去告诉一声", "place": {"text": "7 号楼 604"}, "covers": "网格员 工号 3013"}}]})")
                               .value();
    answer.set("items.2.visit.kind", std::string(second));
    answer.set("items.2.visit.number", std::string("320505S20261123000096"));
    answer.set("server_time", domain::format_iso8601(now, 480));
    answer.set("expires_at", domain::format_iso8601(now + domain::days(7), 480));
    return answer;
}

/// A worker's device with the grid on it.
void come(Program& p, const world::LockTold& lock = {}, std::string_view second = "proactive") {
    p.answer<api::GetSession>({worker()});
    p.tell(world::ProgramWhole{});
    for (const app::Effect& effect : app::Effects(p.effects())) {
        if (effect.what.holds<app::AskLock>()) p.reply(effect.from, lock);
    }
    if (lock.is == world::Lock::open) p.tell(world::DraftFetched{"grid/grid-1", {}});
    p.answer_tree("/me/grid/changes", changes(p.now(), second));
}

constexpr const char* home = "#/grid";

}  // namespace

TEST_CASE("A worker sees the day's round, the help to start, what to verify and what waits", "[views][grid][unit]") {
    Program p({.surface = {.width = 1024, .height = 768}, .url = home});
    come(p);
    p.answer<api::GetQueues>({{{domain::Queue::to_verify, 3}}});
    CHECK(p.has(Role::heading, "今天走 3 处"));
    CHECK(p.find(Role::link, "开始帮办").href == "#/assisted");
    CHECK(p.find(Role::link, "待核查 3 件 替街道去看一眼，拍张照").href == "#/workbench?queue=to_verify");
    CHECK(p.has(Role::heading, "待送出"));
    CHECK(p.says("3 件"));
    CHECK(p.says("都送出去了"));
    CHECK(p.says("一圈"));
    CHECK(p.says("下一处"));
    CHECK(p.says("替网格员 工号 3013去"));
    CHECK(p.has(Role::button, "设开机密码"));
    CHECK_FALSE(p.has(Role::button, "锁屏"));
    CHECK(p.faults().empty());
    for (const auto& key : p.catalogue().missing())
        UNSCOPED_INFO(key);
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Without a network the day is there, with its age, and what is not known is said", "[views][grid][unit]") {
    Program p({.surface = {.width = 1024, .height = 768}, .url = home});
    come(p, {world::Lock::open, "grid-1"});
    p.tell(world::OnlineChanged{false});
    CHECK(p.says("没有网络，照样能办"));
    CHECK(p.has(Role::heading, "今天走 3 处"));
    CHECK(p.says("连上网才知道有几件"));
    p.press(Role::button, "锁屏");
    CHECK(p.wants<app::LockDevice>());
}

TEST_CASE("A tablet without room says so until it has room", "[views][grid][unit]") {
    Program p({.surface = {.width = 820, .height = 1180}, .url = home});
    come(p);
    CHECK_FALSE(p.says("存储空间不够"));
    p.tell(world::StorageLow{true});
    CHECK(p.says("这台平板的存储空间不够了"));
    p.tell(world::StorageLow{false});
    CHECK_FALSE(p.says("存储空间不够"));
    CHECK(p.faults().empty());
}

TEST_CASE("What the grid's people needed not fill in is one line, and none where it is nothing",
          "[views][grid][unit]") {
    const auto told = [](std::string_view applications) {
        auto p = std::make_unique<Program>(ProgramSetup{.surface = {.width = 820, .height = 1180}, .url = home});
        come(*p);
        p->answer_tree("/burden", wire::parse_value(R"({"days": 90, "items": [{"prefilled": 8, "applications": )" +
                                                    std::string(applications) + "}]}")
                                      .value());
        return p;
    };
    CHECK_FALSE(told("0")->says("可少填"));
    const auto shown = told("12");
    Program& p = *shown;
    CHECK(p.says("近 90 天 12 件申请，实名办可少填 96 项"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A visit that could be neither kept nor sent says so, and is still there", "[views][grid][unit]") {
    Program p({.surface = {.width = 820, .height = 1180}, .url = "#/visits/v-1"});
    come(p);
    p.press(Role::radio, "没人在家");
    p.press(Role::button, "记下");
    const auto sent = p.take_effect<app::SubmitCommand>();
    p.tell(world::SubmitFailed{sent.command.id, world::StorageFailure::full});
    CHECK(p.says("设备存储空间满了，还没有提交"));
    p.press(Role::button, "记下");
    CHECK(p.wants<app::SubmitCommand>());
    CHECK_FALSE(p.says("设备存储空间满了，还没有提交"));
}

TEST_CASE("What came of a visit is one press among large ones, and a note where it is wanted", "[views][grid][unit]") {
    Program p({.surface = {.width = 820, .height = 1180}, .url = "#/visits/v-1"});
    come(p);
    CHECK(p.has(Role::heading, "走访一处"));
    CHECK(p.says("高龄津贴没领过，上门帮办"));
    CHECK(p.has(Role::button, "开始帮办"));
    CHECK(p.says("没人在家"));
    p.press(Role::radio, "不愿意");
    p.press(Role::button, "记下");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    p.type("说明", "她说现在不用");
    p.press(Role::button, "记下");
    CHECK(p.wants<app::SubmitCommand>());
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Help begun at a visit is for who is visited and for what they are visited for, and is begun once",
          "[views][grid][assist][unit]") {
    Program p({.surface = {.width = 1024, .height = 768}, .url = "#/visits/v-1"});
    come(p, {world::Lock::open, "grid-1"});
    p.tell(world::OnlineChanged{false});
    p.press(Role::button, "开始帮办");
    const auto& model = p.model().get<app::assist::Model>();
    REQUIRE(model.errand);
    const std::string id = model.errand->id;
    CHECK(p.url() == "#/assisted/" + id + "/mandate");
    CHECK(model.errand->person.name == "示例老人丙");
    CHECK(model.errand->person.birth_date == "1945-01-01");
    CHECK(model.errand->facts.text_at("person.name.value") == "示例老人丙");
    CHECK(model.errand->kind == app::assist::Kind::application);
    CHECK(model.errand->matter == "elder_allowance");
    CHECK(model.facts_request == 0);
    p.go("#/visits/v-1");
    p.press(Role::button, "开始帮办");
    CHECK(p.url() == "#/assisted/" + id);
    CHECK(model.open.size() == 1);
    // Nobody who is known: they are looked for.
    p.go("#/visits/v-2");
    CHECK(p.find(Role::link, "开始帮办").href == "#/assisted");
}

TEST_CASE("A case to be verified is a stop of the round; what comes of it is said at the case", "[views][grid][unit]") {
    Program p({.surface = {.width = 1024, .height = 768}, .url = "#/visits/v-2"});
    come(p, {}, "verification");
    CHECK(p.says("两天没接电话，先敲门看看"));
    CHECK(p.find(Role::link, "打开办件").href == "#/workbench?queue=to_verify&case=320505S20261123000096");
    CHECK_FALSE(p.says("没人在家"));
    CHECK_FALSE(p.has(Role::link, "开始帮办"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Who is asked back at the door: the questions of a call, nothing to file and nobody else to send",
          "[views][grid][unit]") {
    Program p({.surface = {.width = 820, .height = 1180}, .url = "#/visits/v-2"});
    come(p, {}, "call_back");
    CHECK(p.says("两天没接电话，先敲门看看"));
    CHECK_FALSE(p.has(Role::link, "开始帮办"));
    CHECK_FALSE(p.has(Role::button, "交给这位同事"));
    CHECK_FALSE(p.has(Role::radio, "帮办好了"));
    CHECK_FALSE(p.says("填的内容对吗？"));
    p.press(Role::radio, "问到了本人");
    CHECK(p.says("您同意让人帮您办吗？"));
    p.press(Role::button, "记下");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    CHECK(p.says("请记下回答"));
    for (const std::string_view question : app::visits::questions)
        p.send(app::visits::AnswerChosen{std::string(question), "yes"});
    CHECK_FALSE(p.says("请记下回答"));
    p.press(Role::button, "记下");
    CHECK(p.wants<app::SubmitCommand>());
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("A visit that is not there, or is on a device whose data is gone, is said and not left blank",
          "[views][grid][unit]") {
    Program p({.url = "#/visits/v-9"});
    come(p);
    CHECK(p.says("没有这次走访"));
    CHECK(p.faults().empty());
}

TEST_CASE("In the sun one press darkens words and edges at the same sizes, and the tablet remembers it",
          "[views][grid][unit]") {
    Program p({.surface = {.width = 1024, .height = 768}, .url = home, .system = {.dark = true}});
    come(p);
    p.answer_note(app::sun::feature, {});
    const ui::Theme before = p.ui().theme();
    p.press(Role::switch_control, "阳光下");
    const ui::Theme sun = p.ui().theme();
    ui::ThemeChoice elder;
    elder.mode = ui::Mode::elder;
    const ui::Palette dark_words = ui::make_theme(elder, true).colour;
    CHECK(sun.colour.brand == dark_words.brand);
    CHECK(sun.colour.surface == 0xffffff);
    CHECK(sun.size.stroke == 2.0f);
    CHECK(sun.type.body == before.type.body);
    for (const ui::Colour words :
         {sun.colour.ink, sun.colour.ink2, sun.colour.brand, sun.colour.ok, sun.colour.warn, sun.colour.bad})
        CHECK(ui::contrast_ratio(words, sun.colour.surface) >= 7.0f);
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
    domain::Value kept;
    while (p.wants<app::KeepNote>())
        if (const auto note = p.take_effect<app::KeepNote>(); note.note.as_bool() != nullptr) kept = note.note;
    REQUIRE(kept.as_bool() != nullptr);
    // Off again: as the system and the settings have it.
    p.press(Role::switch_control, "阳光下");
    CHECK(p.ui().theme().colour.brand == before.colour.brand);
    // The next run, and whoever is signed in.
    Program again({.surface = {.width = 1024, .height = 768}, .url = home});
    come(again);
    again.answer_note(app::sun::feature, kept);
    CHECK(again.ui().theme().colour.brand == dark_words.brand);
}

TEST_CASE("The day and a visit fit every width, mode and language", "[views][grid][unit]") {
    for (const float width : {320.0f, 360.0f, 820.0f, 1024.0f, 1280.0f}) {
        for (const char* language : {"zh-CN", "en"}) {
            for (const auto mode : {domain::DisplayMode::standard, domain::DisplayMode::elder}) {
                for (const char* url : {home, "#/visits/v-1", "#/visits/v-2"}) {
                    INFO(width << " " << language << " " << static_cast<int>(mode) << " " << url);
                    domain::Settings settings;
                    settings.mode = mode;
                    Program p({.surface = {.width = width, .height = 800, .language = language},
                               .url = url,
                               .settings = settings});
                    come(p, {}, "call_back");
                    if (url == std::string_view("#/visits/v-1")) p.send(app::visits::ResultChosen{"nobody"});
                    if (url == std::string_view("#/visits/v-2")) p.send(app::visits::ResultChosen{"asked"});
                    const auto faults = p.faults();
                    for (const auto& fault : faults)
                        UNSCOPED_INFO(fault);
                    CHECK(faults.empty());
                    CHECK(p.catalogue().missing().empty());
                }
            }
        }
    }
}

TEST_CASE("Without a network somebody is found on the tablet, with what forms ask of them", "[views][assist][unit]") {
    Program p({.surface = {.width = 1024, .height = 768}, .url = "#/assisted"});
    come(p);
    p.answer_tree("/persons?limit=20&search=", wire::parse_value(R"({"items": []})").value());
    p.tell(world::OnlineChanged{false});
    CHECK(p.says("没有网络，已存在本机"));
    p.type("姓名，或身份证号后 4 位", "示例老人丁");
    CHECK(p.says("没有找到"));
    p.type("姓名，或身份证号后 4 位", "老人丙");
    p.press(Role::button, "给这一位办：示例老人丙");
    CHECK(p.has(Role::heading, "示例老人丙 · 81 岁"));
    const auto& model = p.model().get<app::assist::Model>();
    CHECK(model.facts_request == 0);
    CHECK(model.errand->facts.text_at("person.name.value") == "示例老人丙");
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("What was typed of somebody new is there after a reload, and gone when they are registered",
          "[views][assist][unit]") {
    Program p({.url = "#/assisted/new"});
    come(p);
    const std::string slot = p.take_effect<app::FetchDraft>().slot;
    CHECK(slot == "form/grid-1/assist.person");
    p.tell(world::DraftFetched{slot, {}});
    p.type("姓名", "示例老人庚");
    p.type("住在哪里", "柳巷路 9 号");
    domain::Value kept;
    while (p.wants<app::KeepDraft>())
        kept = p.take_effect<app::KeepDraft>().draft;
    Program next({.url = "#/assisted/new"});
    come(next);
    next.tell(world::DraftFetched{next.take_effect<app::FetchDraft>().slot, kept});
    CHECK(next.find(Role::text_field, "姓名").value == "示例老人庚");
    CHECK(next.find(Role::text_field, "住在哪里").value == "柳巷路 9 号");
    next.type("身份证号", "3205 0519 4305 0100 26");
    next.press(Role::button, "登记好了，下一步");
    CHECK(next.says("示例老人庚 · 83 岁"));
    bool gone = false;
    while (next.wants<app::KeepDraft>())
        if (const auto keep = next.take_effect<app::KeepDraft>(); keep.slot == slot) gone = keep.draft.is_null();
    CHECK(gone);
}

TEST_CASE("While the device is looked through nobody is told that nothing is there", "[views][grid][unit]") {
    Program p({.surface = {.width = 1024, .height = 768}, .url = home});
    p.answer<api::GetSession>({worker()});
    p.tell(world::ProgramWhole{});
    p.tell(world::OnlineChanged{false});
    CHECK(p.has(Role::heading, "今天要走的"));
    CHECK(p.says("正在读网格的资料"));
    CHECK_FALSE(p.says("这台平板上还没有网格的资料"));
    for (const app::Effect& effect : app::Effects(p.effects())) {
        if (effect.what.holds<app::AskLock>()) p.reply(effect.from, world::LockTold{});
    }
    CHECK(p.says("这台平板上还没有网格的资料"));
    CHECK_FALSE(p.says("今天走 0 处"));
}
