/// A grid worker helps somebody at the door: from the person to what is sent.

#include "tests/unit/services_fixture.hpp"
#include "tests/unit/ui/program.hpp"

#include "src/app/assist/assist.hpp"
#include "src/app/services/services.hpp"
#include "src/domain/sha256.hpp"

#include <imgui.h>

#include <algorithm>

using namespace ow;
using namespace ow::test;
using domain::Value;
namespace assist = app::assist;
namespace world = app::world;

namespace {

domain::Account worker_account() {
    domain::Account account;
    account.id = "worker-1";
    account.role = domain::Role::grid_worker;
    account.staff_no = "3012";
    account.grid_id = "g1";
    return account;
}

ProgramSetup tablet(std::string url = "#/assisted") {
    ProgramSetup setup;
    setup.surface.width = 1024;
    setup.surface.height = 768;
    setup.url = std::move(url);
    return setup;
}

/// Signed in, with the list of services and the device's note of what is not finished.
void come(Program& p, Value note = {}) {
    p.answer<api::GetSession>(api::SessionState{worker_account()});
    p.tell(world::ProgramWhole{});
    p.answer_note(assist::feature, std::move(note));
    p.answer_tree("/catalogue", catalogue_index());
    p.answer_tree("/h1/services.zh-CN.json", services_list());
}

Value persons() {
    return tree(R"({"items": [{"id": "person-1", "name": "示例老人甲", "sex": "female", "birth_date": "1943-05-01",
        "id_number_masked": "3****************8", "phone_masked": "138****0005", "state": "living",
        "homes": [{"text": "柳巷路 8 号 301 室"}]},
        {"id": "person-2", "name": "示例老人乙", "sex": "male", "birth_date": "1950-01-02",
         "id_number_masked": "3****************1", "phone_masked": "", "state": "dead", "homes": []}],
        "total": 2})");
}

Value facts(const char* name = "示例老人甲") {
    Value::Object members;
    for (const auto& [fact, value] : std::initializer_list<std::pair<const char*, const char*>>{
             {"person.name", name}, {"person.id_number", "320505194305010028"}, {"person.birth_date", "1943-05-01"}}) {
        Value one = Value::object();
        one.set("value", value);
        one.set("source", "2025 年上门登记");
        members.push_back({fact, std::move(one)});
    }
    Value out = Value::object();
    out.set("facts", Value(std::move(members)));
    return out;
}

/// The person is picked, with what is known of her.
void pick(Program& p) {
    p.answer_tree("/persons?limit=20&search=", persons());
    p.press(Role::button, "给这一位办：示例老人甲");
    p.answer_tree("/persons/person-1/facts", facts());
}

/// To the mandate for the allowance.
void to_mandate(Program& p) {
    pick(p);
    p.press(Role::button, "其他能办的事");
    p.press(Role::button, "办这件：高龄津贴");
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
}

void draw_stroke(Program& p) {
    ImGuiIO& io = ImGui::GetIO();
    const a11y::Rect box = p.find(Role::image, "老人签名").screen;
    io.AddMousePosEvent(box.x + 30, box.y + 30);
    p.frame();
    io.AddMouseButtonEvent(0, true);
    p.frame();
    for (int i = 1; i <= 5; ++i) {
        io.AddMousePosEvent(box.x + 30 + 30.0f * static_cast<float>(i), box.y + 30 + 8.0f * static_cast<float>(i));
        p.frame();
    }
    io.AddMouseButtonEvent(0, false);
    p.frame();
    io.AddMousePosEvent(-1, -1);
    p.frame();
}

/// Signed, and on the first page that still asks something.
void sign(Program& p) {
    draw_stroke(p);
    draw_stroke(p);
    p.press(Role::button, "下一步：给老人看一遍");
}

void fill_in(Program& p) {
    p.press(Role::radio, "是");
    p.press(Role::button, "下一步");
    p.type("开户银行", "示例银行");
    p.press(Role::button, "下一步");
    {
        const char* id = "photo-1";
        p.send(assist::Filled{app::form::PhotosWanted{"materials.household", app::PhotoSource::files, {}}});
        p.tell(world::PhotoPicked{id, "首页.jpg"});
        domain::LocalPhoto photo;
        photo.local_id = id;
        photo.name = "首页.jpg";
        photo.width = photo.height = 600;
        photo.bytes = 40'000;
        p.tell(world::PhotoReady{photo, {}});
    }
    p.press(Role::button, "下一步");
}

/// All lines are said to be right.
void say_right(Program& p) {
    for (int most = 20; most > 0; --most) {
        const Node* next = nullptr;
        for (const Node* node : p.all(Role::button))
            if (p.name_of(*node).starts_with("对，") && !node->has(a11y::state_selected) && next == nullptr)
                next = node;
        if (next == nullptr) return;
        p.press(Role::button, p.name_of(*next));
    }
}

struct Sent {
    std::vector<app::SubmitCommand> commands;
    const app::SubmitCommand& of(std::string_view act) const {
        const auto found = std::ranges::find(commands, act, [](const auto& one) { return one.command.act; });
        REQUIRE(found != commands.end());
        return *found;
    }
};

Sent confirm(Program& p) {
    p.press(Role::button, "确认并提交");
    Sent sent;
    while (p.wants<app::SubmitCommand>())
        sent.commands.push_back(p.take_effect<app::SubmitCommand>());
    return sent;
}

const Value& body_of(const app::SubmitCommand& sent) {
    if (const auto* form = std::get_if<api::FileForm>(&sent.call)) return form->body;
    return std::get<api::PostTree>(sent.call).body;
}

domain::CommandStatus status_of(const app::SubmitCommand& sent, domain::CommandState state) {
    domain::CommandStatus status;
    status.key = sent.command.id;
    status.feature = sent.command.feature;
    status.owner = sent.command.owner;
    status.act = sent.command.act;
    status.title = sent.command.title;
    status.state = state;
    if (state == domain::CommandState::needs_attention) status.draft = sent.command.draft;
    return status;
}

/// The outbox has taken all of it.
void take(Program& p, const Sent& sent) {
    for (const app::SubmitCommand& one : sent.commands)
        p.tell(world::CommandChanged{status_of(one, domain::CommandState::waiting)});
}

/// The whole way for the allowance.
Sent whole(Program& p) {
    come(p);
    to_mandate(p);
    sign(p);
    fill_in(p);
    say_right(p);
    return confirm(p);
}

std::string errand_id(const Program& p) { return p.model().get<assist::Model>().errand->id; }

}  // namespace

TEST_CASE("The grid's people are found, and nothing is done for the dead", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    p.answer_tree("/persons?limit=20&search=", persons());
    CHECK(p.has(Role::heading, "帮办代办"));
    CHECK(p.says("第 1 步，共 4 步"));
    CHECK(p.has(Role::heading, "示例老人甲 · 83 岁"));
    CHECK(p.says("柳巷路 8 号 301 室"));
    CHECK(p.says("登记上已经去世"));
    CHECK_FALSE(p.has(Role::button, "给这一位办：示例老人乙"));
    CHECK(p.faults().empty());
    // In the first pause of the typing it is searched for.
    p.type("姓名，或身份证号后 4 位", "老人");
    p.fire(assist::feature, 1);
    CHECK(p.answer_tree("search=%E8%80%81%E4%BA%BA", tree(R"({"items": []})")).path ==
          "/persons?limit=20&search=%E8%80%81%E4%BA%BA");
    CHECK(p.says("没有找到"));
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Only who walks a grid helps in this way", "[views][assist][unit]") {
    Program p(tablet());
    domain::Account desk = worker_account();
    desk.role = domain::Role::dispatcher;
    p.answer<api::GetSession>(api::SessionState{desk});
    CHECK_FALSE(p.has(Role::heading, "帮办代办"));
}

TEST_CASE("What is known of the person says what they can get, and why", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    pick(p);
    CHECK(p.url() == "#/assisted/" + errand_id(p));
    CHECK(p.has(Role::heading, "示例老人甲 · 83 岁"));
    CHECK(p.has(Role::heading, "现在能办的"));
    p.press(Role::button, "其他能办的事");
    // Old enough; whether the household is here is not known yet.
    CHECK(p.says("还要知道：户口在本街道"));
    CHECK(p.has(Role::button, "办这件：高龄津贴"));
    CHECK(p.has(Role::button, "投诉"));
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("The mandate says in plain words what is agreed to, and is signed by hand", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    to_mandate(p);
    CHECK(p.url() == "#/assisted/" + errand_id(p) + "/mandate");
    CHECK(p.has(Role::heading, "委托授权"));
    CHECK(p.says("我委托网格员（工号 3012）帮我办：高龄津贴。"));
    CHECK(p.says("一共 90 天"));
    CHECK(p.says("还没有签名"));
    CHECK(p.faults().empty());
    // Without a signature the way on is to ask for it.
    CHECK_FALSE(p.has(Role::button, "下一步：给老人看一遍"));
    p.press(Role::button, "请老人签名");
    draw_stroke(p);
    draw_stroke(p);
    CHECK(p.says("已签，2 笔"));
    p.press(Role::button, "撤销一笔");
    CHECK(p.says("已签，1 笔"));
    p.press(Role::button, "重签");
    CHECK(p.says("还没有签名"));
    CHECK(p.has(Role::button, "请老人签名"));
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("The text is read aloud, and stopped by another press", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    to_mandate(p);
    p.press(Role::button, "读给老人听");
    CHECK(p.take_effect<app::Speak>().text.starts_with("我委托网格员（工号 3012）"));
    p.press(Role::button, "停止朗读");
    CHECK(p.wants<app::StopSpeaking>());
}

TEST_CASE("Person, mandate and case go to the outbox, each waiting for the one before", "[views][assist][unit]") {
    Program p(tablet());
    const Sent sent = whole(p);
    REQUIRE(sent.commands.size() == 2);
    const app::SubmitCommand& mandate = sent.of("assist.mandate");
    const app::SubmitCommand& filing = sent.of("filing");
    CHECK(std::get<api::PostTree>(mandate.call).path == "/mandates");
    const Value& agreed = body_of(mandate);
    CHECK(agreed.text_at("person") == "person-1");
    CHECK(agreed.text_at("matters.services.0") == "elder_allowance");
    CHECK(agreed.text_at("scopes.0") == "file");
    CHECK(*agreed.find("days")->as_number() == 90);
    CHECK(agreed.text_at("helper.kind") == "grid_worker");
    CHECK(agreed.text_at("evidence.kind") == "signature");
    CHECK(agreed.list_at("evidence.strokes").size() == 2);
    CHECK(agreed.text_at("text.words").starts_with("我委托网格员（工号 3012）帮我办：高龄津贴。"));
    CHECK(agreed.text_at("text.hash") == domain::sha256_hex(agreed.text_at("text.words")));
    CHECK(agreed.text_at("text.version") == "1");
    const Value& asked = body_of(filing);
    CHECK(asked.text_at("on_behalf_of") == "person-1");
    CHECK(asked.text_at("mandate") == agreed.text_at("id"));
    CHECK(asked.text_at("service") == "elder_allowance");
    CHECK(asked.text_at("for") == "self");
    CHECK(asked.text_at("applicant.name") == "示例老人甲");
    CHECK(asked.text_at("materials.household.0") == "photo-1");
    CHECK(*asked.find("truth")->as_bool());
    CHECK(filing.command.depends_on == std::vector{mandate.command.id});
    CHECK(filing.command.on_behalf_of == "person-1");
    CHECK(filing.command.blobs == std::vector<std::string>{"photo-1"});
    CHECK(filing.command.draft.text_at("key") == filing.command.id);
    // The outbox has it: what follows says so, and nothing is left to finish.
    take(p, sent);
    CHECK(p.url() == "#/assisted/sent/" + filing.command.id);
    CHECK(p.says("已存好，联网自动送出"));
    CHECK(p.says("帮办人：网格员，工号 3012"));
    CHECK(p.model().get<assist::Model>().open.empty());
    CHECK(p.faults().empty());
    CHECK(p.catalogue().missing().empty());
}

TEST_CASE("Somebody new is registered with a checked number, sent first, and again where that was thrown away",
          "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    p.go("#/assisted/new");
    p.type("姓名", "示例老人丙");
    p.type("身份证号", "320505194305010020");
    p.press(Role::button, "登记好了，下一步");
    CHECK(p.has(Role::heading, "请检查以下问题"));
    p.type("身份证号", "3205 0519 4305 0100 26");
    p.type("住在哪里", "柳巷路 9 号");
    p.press(Role::button, "登记好了，下一步");
    CHECK(p.says("示例老人丙 · 83 岁"));
    CHECK(p.says("这次登记的"));
    p.press(Role::button, "其他能办的事");
    p.press(Role::button, "办这件：高龄津贴");
    p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    sign(p);
    fill_in(p);
    say_right(p);
    const Sent sent = confirm(p);
    REQUIRE(sent.commands.size() == 3);
    const app::SubmitCommand& person = sent.of("assist.person");
    CHECK(body_of(person).text_at("id_number") == "320505194305010026");
    CHECK(body_of(person).text_at("home") == "柳巷路 9 号");
    CHECK(sent.of("assist.mandate").command.depends_on == std::vector{person.command.id});
    CHECK(sent.of("filing").command.depends_on == std::vector{person.command.id, sent.of("assist.mandate").command.id});
    CHECK(body_of(sent.of("filing")).text_at("on_behalf_of") == body_of(person).text_at("id"));
    for (const char* act : {"assist.mandate", "filing"}) {
        domain::CommandStatus lost = status_of(sent.of(act), domain::CommandState::needs_attention);
        lost.error = domain::make_error(domain::ApiErrorKind::conflict);
        lost.error->code = "dependency_discarded";
        p.tell(world::CommandChanged{lost});
    }
    p.go("#/assisted/sent/" + sent.of("assist.mandate").command.id);
    p.press(Role::button, "去修改");
    p.go("#/assisted/" + errand_id(p) + "/check");
    CHECK(body_of(confirm(p).of("assist.person")) == body_of(person));
}

TEST_CASE("Who cannot write has a witness, who wants neither says why", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    to_mandate(p);
    SECTION("a witness") {
        p.press(Role::button, "不会写字，找见证人");
        p.press(Role::button, "下一步：给老人看一遍");
        CHECK(p.has(Role::heading, "请检查以下问题"));
        p.type("见证人姓名", "示例邻居");
        p.type("为什么没有签名", "不识字");
    }
    SECTION("neither") {
        p.press(Role::button, "不想签，也不按手印");
        p.type("为什么没有签名", "手抖，又没有旁人");
    }
    CHECK(p.faults().empty());
    p.press(Role::button, "下一步：给老人看一遍");
    fill_in(p);
    say_right(p);
    const Sent sent = confirm(p);
    const Value& body = body_of(sent.of("assist.mandate"));
    CHECK(body.text_at("evidence.kind") != "signature");
    CHECK_FALSE(body.text_at("evidence.reason").empty());
    CHECK(body.find("evidence.strokes") == nullptr);
}

TEST_CASE("The person's own page asks line by line, and a wrong one is mended and asked again",
          "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    to_mandate(p);
    sign(p);
    fill_in(p);
    CHECK(p.url() == "#/assisted/" + errand_id(p) + "/check");
    CHECK(p.has(Role::heading, "请您看一遍，对不对？"));
    CHECK_FALSE(p.has(Role::button, "返回"));
    const std::size_t lines = p.all(Role::list_item).size();
    CHECK(p.says("还有 " + std::to_string(lines) + " 行没看"));
    p.press(Role::button, "对，您要办的事");
    CHECK(p.says("还有 " + std::to_string(lines - 1) + " 行没看"));
    // Not before all is seen.
    p.press(Role::button, "确认并提交");
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    say_right(p);
    CHECK(p.says("都看过了"));
    p.press(Role::button, "不对，开户银行");
    CHECK(p.url() == "#/assisted/" + errand_id(p) + "/fill/pay");
    p.type("开户银行", "另一家示例银行");
    p.press(Role::button, "下一步");
    p.go("#/assisted/" + errand_id(p) + "/check");
    CHECK(p.says("还有 1 行没看"));
    p.press(Role::button, "对，开户银行");
    CHECK(body_of(confirm(p).of("filing")).text_at("bank.name") == "另一家示例银行");
}

TEST_CASE("Line after line is read, and the one that is read is lit", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    to_mandate(p);
    sign(p);
    fill_in(p);
    p.press(Role::button, "朗读");
    const auto spoken =
        std::ranges::find_if(p.effects(), [](const auto& one) { return one.what.template holds<app::Speak>(); });
    REQUIRE(spoken != p.effects().end());
    const app::Ticket reading = spoken->from;
    CHECK(p.take_effect<app::Speak>().text == "您要办的事 · 高龄津贴");
    CHECK(p.says("您要办的事 · 正在读"));
    p.reply(reading, world::SpeechEnded{});
    CHECK(p.take_effect<app::Speak>().text.starts_with("姓名"));
    CHECK(p.says("姓名 · 正在读"));
}

TEST_CASE("A signature, and all else, is found again after the battery died", "[views][assist][unit]") {
    Program first(tablet());
    come(first);
    to_mandate(first);
    draw_stroke(first);
    const std::string id = errand_id(first);
    Value kept, note;
    while (first.wants<app::KeepDraft>()) {
        const auto draft = first.take_effect<app::KeepDraft>();
        CHECK(draft.slot == "form/worker-1/assist/" + id);
        kept = draft.draft;
    }
    while (first.wants<app::KeepNote>())
        note = first.take_effect<app::KeepNote>().note;
    CHECK(note.list_at("worker-1") == Value::List{Value(id)});
    Program again(tablet("#/assisted"));
    come(again, note);
    again.tell(world::DraftFetched{"form/worker-1/assist/" + id, kept});
    CHECK(again.has(Role::heading, "没办完的"));
    again.go("#/assisted/" + id);
    again.tell(world::DraftFetched{"form/worker-1/assist/" + id, kept});
    again.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
    again.go("#/assisted/" + id + "/mandate");
    CHECK(again.says("已签，1 笔"));
    CHECK(again.says("我委托网格员（工号 3012）帮我办：高龄津贴。"));
}

TEST_CASE("What is begun before the device has said what is not finished loses nothing of it",
          "[views][assist][unit]") {
    Program p(tablet("#/workbench"));
    p.answer<api::GetSession>(api::SessionState{worker_account()});
    p.tell(world::ProgramWhole{});
    assist::Person person;
    person.id = "person-1";
    person.name = "示例老人甲";
    p.send(assist::PersonChosen{person});
    CHECK_FALSE(p.wants<app::KeepNote>());
    p.answer_note(assist::feature, tree(R"({"worker-1": ["errand-0"], "worker-2": ["errand-9"]})"));
    const Value note = p.take_effect<app::KeepNote>().note;
    CHECK(note.list_at("worker-1") == Value::List{Value(errand_id(p)), Value("errand-0")});
    CHECK(note.list_at("worker-2").size() == 1);
}

TEST_CASE("The wrong person is changed, what was typed stays, what was signed does not", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    to_mandate(p);
    sign(p);
    p.press(Role::radio, "是");
    const std::string id = errand_id(p);
    p.go("#/assisted/" + id);
    p.press(Role::button, "选错人了");
    CHECK(p.says("请选对的人"));
    Value others = persons();
    others.set("items.0.id", "person-3");
    others.set("items.0.name", "示例老人丁");
    p.answer_tree("/persons?limit=20&search=", others);
    p.press(Role::button, "给这一位办：示例老人丁");
    p.answer_tree("/persons/person-3/facts", facts("示例老人丁"));
    CHECK(errand_id(p) == id);
    const assist::Errand& errand = *p.model().get<assist::Model>().errand;
    CHECK(errand.person.name == "示例老人丁");
    CHECK_FALSE(errand.agreed());
    CHECK(errand.strokes().empty());
    CHECK(errand.form.answers.text_at("applicant.name") == "示例老人丁");
    CHECK(*errand.form.answers.find("local")->as_bool());
}

TEST_CASE("A mandate that the server refuses is signed anew, and the case that waited for it goes on",
          "[views][assist][unit]") {
    Program p(tablet());
    const Sent sent = whole(p);
    take(p, sent);
    domain::CommandStatus refused = status_of(sent.of("assist.mandate"), domain::CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::invalid);
    refused.error->fields.push_back({"evidence.strokes", domain::FieldCode::required, {}, {}, {}});
    p.tell(world::CommandChanged{refused});
    p.go("#/assisted/sent/" + refused.key);
    CHECK(p.says("没有收下，要改一下"));
    p.press(Role::button, "去修改");
    CHECK(p.url() == "#/assisted/" + errand_id(p) + "/mandate");
    CHECK(p.says("还没有签名"));
    sign(p);
    const auto again = p.take_effect<app::SubmitCommand>();
    CHECK(again.command.act == "assist.mandate");
    CHECK(again.replaces == refused.key);
    CHECK(body_of(again).text_at("id") == body_of(sent.of("assist.mandate")).text_at("id"));
    // The case is where it was: it waits for the new one by itself.
    CHECK_FALSE(p.wants<app::SubmitCommand>());
    p.tell(world::CommandChanged{status_of(again, domain::CommandState::waiting)});
    CHECK(p.url() == "#/assisted/sent/" + sent.of("filing").command.id);
}

TEST_CASE("A case whose mandate was taken back meanwhile wants another mandate", "[views][assist][unit]") {
    Program p(tablet());
    const Sent sent = whole(p);
    take(p, sent);
    world::CommandAcknowledged done;
    done.command = sent.of("assist.mandate").command;
    p.tell(done);
    domain::CommandStatus refused = status_of(sent.of("filing"), domain::CommandState::needs_attention);
    refused.error = domain::make_error(domain::ApiErrorKind::invalid);
    refused.error->fields.push_back({"mandate", domain::FieldCode::format, {}, {}, "老人已经收回这份委托"});
    p.tell(world::CommandChanged{refused});
    p.go("#/assisted/sent/" + refused.key);
    p.press(Role::button, "去修改");
    sign(p);
    p.go("#/assisted/" + errand_id(p) + "/check");
    const Sent again = confirm(p);
    REQUIRE(again.commands.size() == 2);
    CHECK(body_of(again.of("assist.mandate")).text_at("id") != body_of(sent.of("assist.mandate")).text_at("id"));
    CHECK(body_of(again.of("filing")).text_at("mandate") == body_of(again.of("assist.mandate")).text_at("id"));
    CHECK(again.of("filing").replaces == refused.key);
    CHECK(again.of("filing").command.depends_on == std::vector{again.of("assist.mandate").command.id});
}

TEST_CASE("A device without room says so and keeps all of it on the page", "[views][assist][unit]") {
    Program p(tablet());
    const Sent sent = whole(p);
    p.tell(world::SubmitFailed{sent.of("filing").command.id, world::StorageFailure::full});
    CHECK(p.announced().back() == "appeal.not_submitted.full");
    CHECK(p.has(Role::button, "确认并提交"));
    CHECK(confirm(p).of("filing").command.id != sent.of("filing").command.id);
}

TEST_CASE("An appeal is made for somebody in the same way", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    pick(p);
    p.press(Role::button, "求助");
    CHECK(p.says("帮我向街道反映一件事（求助）"));
    sign(p);
    p.type("标题", "楼道灯不亮");
    p.type("详细描述", "三楼的灯坏了一个星期，晚上看不见台阶");
    p.press(Role::button, "下一步");
    // Where she lives and how she is reached is known.
    p.go("#/assisted/" + errand_id(p) + "/check");
    say_right(p);
    const Sent sent = confirm(p);
    const Value& body = body_of(sent.of("filing"));
    CHECK(body.text_at("kind") == "appeal");
    CHECK(body.text_at("category") == "help");
    CHECK(body.text_at("place.text") == "柳巷路 8 号 301 室");
    CHECK(body_of(sent.of("assist.mandate")).text_at("matters.appeals.0") == "help");
}

TEST_CASE("All pages fit a phone, the largest text and English", "[views][assist][unit]") {
    for (const bool elder_mode : {false, true})
        for (const float width : {360.0f, 1024.0f})
            for (const char* language : {"zh-CN", "en"}) {
                CAPTURE(elder_mode, width, language);
                ProgramSetup setup = tablet();
                setup.surface.width = width;
                if (elder_mode) setup.settings = {.mode = domain::DisplayMode::elder, .elder_text_px = 30};
                Program p(setup);
                come(p);
                p.answer_tree("/persons?limit=20&search=", persons());
                CHECK(p.faults().empty());
                assist::Person person;
                person.id = "person-1";
                person.name = "示例老人甲";
                person.birth_date = "1943-05-01";
                p.send(assist::PersonChosen{person});
                p.answer_tree("/persons/person-1/facts", facts());
                CHECK(p.faults().empty());
                p.send(assist::ServiceChosen{"elder_allowance", "高龄津贴"});
                p.answer_tree("/h1/service.elder_allowance.zh-CN.json", elder_allowance());
                CHECK(p.faults().empty());
                p.go("#/assisted/" + errand_id(p) + "/check");
                CHECK(p.faults().empty());
                p.go("#/assisted/new");
                CHECK(p.faults().empty());
            }
}
