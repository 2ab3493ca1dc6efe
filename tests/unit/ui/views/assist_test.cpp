/// A grid worker helps somebody at the door: from the person to what is sent.

#include "tests/unit/ui/views/assist_fixture.hpp"

#include "src/domain/sha256.hpp"

using namespace ow;
using namespace ow::test;
using namespace ow::test::door;

TEST_CASE("The grid's people are found, and nothing is done for the dead", "[views][assist][unit]") {
    Program p(tablet());
    come(p);
    p.answer_tree("/persons?limit=20&search=", persons());
    CHECK(p.has(Role::heading, "帮办代办"));
    CHECK(p.says("第 1 步，共 4 步"));
    CHECK(p.has(Role::heading, "示例老人甲 · 83 岁"));
    CHECK(p.says("柳巷路 8 号 301 室"));
    CHECK(p.says("登记上，示例老人乙已经去世"));
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
    // Old enough; whether the household is here is not known yet, and decides it.
    CHECK(p.has(Role::heading, "问一两句，就知道能不能办"));
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
