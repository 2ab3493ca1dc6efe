/// 这页有用吗？ in the core: asked once, kept until the server has it, nothing said of who it was.

#include "src/domain/value.hpp"
#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::Failure;
using ow::domain::Value;
namespace forms = ow::app::form;

namespace {

/// The program on a page, whole, with what the device kept.
Driver on(const std::string& url, Value note = {}, bool online = true) {
    world::Started started;
    started.whole = true;
    started.version = "v1";
    started.online = online;
    Driver app(url, started);
    app.nobody();
    app.send(world::NoteLoaded{std::move(note)});
    return app;
}

world::TreeAnswered done() { return {Value::object()}; }
world::TreeAnswered failed(ApiErrorKind kind) { return {Failure{ow::domain::make_error(kind)}}; }

Value kept(const Driver& app) {
    for (auto effect = app.log.rbegin(); effect != app.log.rend(); ++effect) {
        if (const auto* keep = effect->get<KeepNote>(); keep && effect->from.feature == &feedback::feature) {
            return keep->note;
        }
    }
    return {};
}

std::size_t waiting(const Driver& app) { return app.of<feedback::Model>().waiting.size(); }

void write_words(Driver& app, const char* words) {
    app.send(feedback::Unhelpful{});
    app.send(feedback::Filled{forms::Edited{"words", Value(words)}});
}

}  // namespace

TEST_CASE("Nothing is asked, and nothing looked up, before the whole program is there", "[app][unit]") {
    Driver app("#/help");
    app.nobody();
    CHECK(app.count<LoadNote>() == 0);
    CHECK_FALSE(feedback::is_asked(app.model));
    app.send(world::ProgramWhole{});
    CHECK(app.count<LoadNote>() == 1);
    CHECK_FALSE(feedback::is_asked(app.model));
    app.send(world::NoteLoaded{});
    CHECK(feedback::is_asked(app.model));
}

TEST_CASE("有用 is sent at once, thanked for, and the page does not ask again", "[app][unit]") {
    Driver app = on("#/help");
    app.send(feedback::Helpful{});
    const auto* call = app.now<CallTree>();
    REQUIRE(call);
    CHECK(call->method == CallTree::Method::post);
    CHECK(call->path == "/feedback");
    CHECK_FALSE(call->key.empty());
    CHECK(call->body.text_at("page") == "help");
    CHECK(call->body.text_at("language") == "zh-CN");
    CHECK(call->body.text_at("version") == "v1");
    CHECK(*call->body.find("helpful") == Value(true));
    CHECK(call->body.as_object()->size() == 4);
    CHECK(feedback::is_thanked(app.model));
    app.send(feedback::Helpful{});
    CHECK(app.count<CallTree>() == 1);
    app.send(done());
    CHECK(waiting(app) == 0);
    app.send(world::UrlChanged{"#/about"});
    CHECK(feedback::is_asked(app.model));
    app.send(world::UrlChanged{"#/help"});
    CHECK_FALSE(feedback::is_asked(app.model));
}

TEST_CASE("没用 opens one line that is sent with it, and may stay empty", "[app][unit]") {
    Driver app = on("#/help");
    write_words(app, "  字太小 ");
    CHECK(app.count<CallTree>() == 0);
    app.send(feedback::Filled{forms::SubmitPressed{}});
    REQUIRE(app.last<CallTree>());
    CHECK(*app.last<CallTree>()->body.find("helpful") == Value(false));
    CHECK(app.last<CallTree>()->body.text_at("words") == "字太小");
    app.send(done());
    app.send(world::UrlChanged{"#/about"});
    app.send(feedback::Unhelpful{});
    app.send(feedback::Filled{forms::SubmitPressed{}});
    CHECK(app.last<CallTree>()->body.text_at("page") == "about");
    CHECK(app.last<CallTree>()->body.find("words") == nullptr);
}

TEST_CASE("A line that is too long is told, and not sent", "[app][unit]") {
    Driver app = on("#/help");
    write_words(app, std::string(201, 'x').c_str());
    app.send(feedback::Filled{forms::SubmitPressed{}});
    CHECK(app.count<CallTree>() == 0);
    CHECK(described(app.of<feedback::Model>().form.errors) == std::vector<std::string>{"words too_long"});
}

TEST_CASE("Who said 没用 and goes on without a word has said it all the same", "[app][unit]") {
    Driver app = on("#/help");
    write_words(app, "half a sen");
    app.send(world::UrlChanged{"#/about"});
    REQUIRE(app.count<CallTree>() == 1);
    CHECK(app.last<CallTree>()->body.text_at("page") == "help");
    CHECK(app.last<CallTree>()->body.find("words") == nullptr);
}

TEST_CASE("不再问 is for all pages and is kept", "[app][unit]") {
    Driver app = on("#/help");
    app.send(feedback::Stopped{});
    CHECK(feedback::thanks_of(app.model) == "feedback.stopped");
    CHECK(app.count<CallTree>() == 0);
    app.send(world::UrlChanged{"#/about"});
    CHECK_FALSE(feedback::is_asked(app.model));
    const Driver later = on("#/about", kept(app));
    CHECK_FALSE(feedback::is_asked(later.model));
}

TEST_CASE("Without a network the answer waits on the device and is sent once when the network is back", "[app][unit]") {
    Driver app = on("#/help", {}, false);
    app.send(feedback::Helpful{});
    CHECK(app.count<CallTree>() == 0);
    CHECK(feedback::thanks_of(app.model) == "feedback.waiting");
    const Value note = kept(app);

    // The program is loaded anew meanwhile.
    Driver again = on("#/about", note, false);
    REQUIRE(waiting(again) == 1);
    again.send(world::OnlineChanged{true});
    REQUIRE(again.count<CallTree>() == 1);
    CHECK(again.last<CallTree>()->key == app.of<feedback::Model>().waiting.front().key);
    again.send(world::OnlineChanged{false});
    again.send(world::OnlineChanged{true});
    CHECK(again.count<CallTree>() == 1);
    again.send(done());
    CHECK(waiting(again) == 0);
    const Driver at_last = on("#/help", kept(again));
    CHECK(at_last.count<CallTree>() == 0);
    CHECK_FALSE(feedback::is_asked(at_last.model));
}

TEST_CASE("What failed for now is tried again under the same key, what is refused is not", "[app][unit]") {
    Driver app = on("#/help");
    app.send(feedback::Helpful{});
    const std::string key = app.last<CallTree>()->key;
    app.send(failed(ApiErrorKind::unavailable));
    CHECK(app.count<CallTree>() == 1);
    REQUIRE(app.now<StartTimer>());
    app.fire(feedback::feature, 0);
    CHECK(app.count<CallTree>() == 2);
    CHECK(app.last<CallTree>()->key == key);
    auto full = failed(ApiErrorKind::rate_limited);
    full.result.error().retry_after_seconds = 90;
    app.send(full);
    CHECK(app.now<StartTimer>()->delay_ms == 90'000);
    app.fire(feedback::feature, 0);
    app.send(failed(ApiErrorKind::invalid));
    CHECK(waiting(app) == 0);
    CHECK(app.count<CallTree>() == 3);
}

TEST_CASE("Answers are sent one after the other, and no more than twenty wait", "[app][unit]") {
    Value note = Value::object();
    Value::List list;
    for (int number = 0; number < 20; ++number) {
        Value entry = Value::object();
        entry.set("key", "key-" + std::to_string(number));
        entry.set("body", Value::object());
        list.push_back(entry);
    }
    note.set("waiting", list);
    Driver app = on("#/help", note, false);
    app.send(feedback::Helpful{});
    REQUIRE(waiting(app) == 20);
    CHECK(app.of<feedback::Model>().waiting.front().key == "key-1");
    app.send(world::OnlineChanged{true});
    CHECK(app.count<CallTree>() == 1);
    app.send(done());
    CHECK(app.count<CallTree>() == 2);
    CHECK(app.last<CallTree>()->key == "key-2");
}

TEST_CASE("Another version of the program asks again", "[app][unit]") {
    Value note = Value::object();
    note.set("version", "v0");
    note.set("said", Value::List{"help"});
    CHECK(feedback::is_asked(on("#/help", note).model));
    note.set("version", "v1");
    CHECK_FALSE(feedback::is_asked(on("#/help", note).model));
}

TEST_CASE("A note that makes no sense is none", "[app][unit]") {
    for (const Value& note : {Value("x"), Value(Value::List{1}), Value(Value::Object{{"said", 3}, {"waiting", "y"}}),
                              Value(Value::Object{{"waiting", Value::List{Value(1), Value::object()}}})}) {
        const Driver app = on("#/help", note);
        CHECK(feedback::is_asked(app.model));
        CHECK(waiting(app) == 0);
    }
}

TEST_CASE("Where something is printed, where staff work and on the way in nobody is asked", "[app][unit]") {
    for (const char* url : {"#/login", "#/nowhere", "#/mine"}) {  // 我的 leads to the sign-in
        INFO(url);
        CHECK_FALSE(feedback::is_asked(on(url).model));
    }
    Driver app = on("#/login/staff");
    CHECK_FALSE(feedback::is_asked(app.model));
    CHECK(feedback::is_asked(on("#/").model));
}

TEST_CASE("Clearing the device forgets what was said here, and what waits is still sent", "[app][unit]") {
    Driver app = on("#/help", {}, false);
    app.send(feedback::Helpful{});
    app.dispatch({{}, Box(DeviceCleared{})});
    CHECK(kept(app).find("said")->as_list()->empty());
    CHECK(waiting(app) == 1);
    CHECK(feedback::is_asked(app.model));
}

TEST_CASE("Staff read what was said of each page; words open one page at a time", "[app][unit]") {
    world::Started started;
    started.whole = true;
    Driver app("#/workbench/feedback", started);
    app.signed_in(staff(ow::domain::Role::supervisor));
    const auto& pages = [&]() -> const auto& { return app.of<feedback_list::Model>().pages; };
    CHECK(pages().state() == RemoteState::loading);
    Value words = Value::object();
    words.set("text", "字太小");
    words.set("language", "zh-CN");
    words.set("version", "v1");
    words.set("made_at", "2026-11-23T10:00:00.000+08:00");
    Value page = Value::object();
    page.set("page", "help");
    page.set("helpful", 1);
    page.set("unhelpful", 2);
    page.set("words", Value::List{words});
    Value answer = Value::object();
    answer.set("items", Value::List{page});
    app.send(world::TreeAnswered{answer});
    REQUIRE(pages().value);
    REQUIRE(pages().value->size() == 1);
    const auto& row = pages().value->front();
    CHECK(row.page == "help");
    CHECK(row.helpful == 1);
    CHECK(row.unhelpful == 2);
    REQUIRE(row.words.size() == 1);
    CHECK(row.words.front().text == "字太小");
    CHECK(row.words.front().made_at.ms == 1'795'399'200'000);
    app.send(feedback_list::RowPressed{"help"});
    CHECK(app.of<feedback_list::Model>().open == "help");
    app.send(feedback_list::RowPressed{"help"});
    CHECK(app.of<feedback_list::Model>().open.empty());
}

TEST_CASE("Staff who may not read it are told so, and a session that is over is noticed", "[app][unit]") {
    world::Started started;
    started.whole = true;
    Driver app("#/workbench/feedback", started);
    app.signed_in(staff(ow::domain::Role::handler));
    app.send(failed(ApiErrorKind::forbidden));
    REQUIRE(page_error(app.model));
    CHECK(page_error(app.model)->kind == ApiErrorKind::forbidden);
    app.send(shell::ReloadPressed{});
    app.send(failed(ApiErrorKind::unauthenticated));
    CHECK(app.url().starts_with("#/login"));
}
