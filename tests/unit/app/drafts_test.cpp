/// A form begun on one device and finished on another: nothing that was typed on either is lost.

#include "src/app/drafts/drafts.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using drafts::Stand;
using ow::domain::ApiErrorKind;
using ow::domain::Failure;
using ow::domain::Value;
using Answer = ow::domain::Result<Value, ow::domain::ApiError>;
using Method = CallTree::Method;

namespace {

constexpr std::string_view path = "/me/drafts/appeal";

Answer none() { return Failure{ow::domain::make_error(ApiErrorKind::not_found)}; }
Answer refused(ApiErrorKind kind) { return Failure{ow::domain::make_error(kind)}; }

Answer kept(std::int64_t version, std::string_view answers) {
    Value draft = Value::object();
    draft.set("code", "appeal");
    draft.set("version", static_cast<double>(version));
    draft.set("answers", ow::wire::parse_value(answers).value());
    draft.set("changed_at", "2026-11-21T09:00:00+08:00");
    return draft;
}

/// On the first page of an appeal, signed in; the device's note is read, the server not answered yet.
Driver at_form(Value note = {}) {
    world::Started started;
    started.whole = true;
    Driver app("#/appeals/new/kind", started);
    app.signed_in(resident());
    app.send(world::NoteLoaded{std::move(note)});
    return app;
}

void type(Driver& app, std::string_view field, std::string_view text) {
    app.send(fill<appeal::Filled>(std::string(field), std::string(text)));
}

/// The person stops typing; the note is as this device's tabs have left it.
void pause(Driver& app) {
    app.fire(drafts::feature, 0);
    app.send(world::NoteLoaded{app.last<KeepNote>() ? app.last<KeepNote>()->note : Value{}});
}

const drafts::Model& model_of(const Driver& app) { return app.of<drafts::Model>(); }
std::string typed(const Driver& app, std::string_view field) {
    return std::string(app.of<appeal::Model>().form.answers.text_at(field));
}
std::size_t saves(const Driver& app) {
    std::size_t count = 0;
    for (const Effect& effect : app.log) {
        const auto* call = effect.get<CallTree>();
        count += call != nullptr && call->method == Method::put ? 1 : 0;
    }
    return count;
}
const CallTree& last_save(const Driver& app) {
    for (auto effect = app.log.rbegin(); effect != app.log.rend(); ++effect) {
        if (const auto* call = effect->get<CallTree>(); call != nullptr && call->method == Method::put) {
            return *call;
        }
    }
    FAIL("nothing was saved");
    std::abort();
}

}  // namespace

TEST_CASE("A form that is open before it is known whose it is finds what another device has", "[app][drafts][unit]") {
    world::Started started;
    started.whole = true;
    Driver app("#/appeals/new/kind", started);
    app.send(world::DraftLoaded{});
    const auto notes = [&] {
        return std::ranges::count_if(app.log, [](const Effect& effect) { return effect.get<LoadNote>() != nullptr; });
    };
    const auto before = notes();
    app.signed_in(resident());
    CHECK(notes() > before);
    app.send(world::NoteLoaded{});
    CHECK(app.last<CallTree>()->path == path);
}

TEST_CASE("What is typed goes to the server after a pause, and then names the version it began from", "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, none());
    CHECK(saves(app) == 0);
    type(app, "title", "路灯");
    type(app, "title", "路灯不亮");
    CHECK(saves(app) == 0);
    pause(app);
    REQUIRE(saves(app) == 1);
    CHECK(last_save(app).path == path);
    CHECK(last_save(app).version.empty());
    CHECK(last_save(app).body.text_at("answers.title") == "路灯不亮");
    type(app, "description", "三天了");  // while it is on its way
    app.answer_tree(path, kept(5, R"({"title": "路灯不亮"})"));
    pause(app);
    REQUIRE(saves(app) == 2);
    CHECK(last_save(app).version == "5");
    CHECK(last_save(app).body.text_at("answers.description") == "三天了");
    app.answer_tree(path, kept(6, "{}"));
    pause(app);
    CHECK(saves(app) == 2);  // nothing new
}

TEST_CASE("The device's note names versions and nothing that was written", "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, none());
    type(app, "title", "路灯不亮");
    pause(app);
    app.answer_tree(path, kept(5, R"({"title": "路灯不亮"})"));
    REQUIRE(app.last<KeepNote>());
    const std::string note = ow::wire::canonical_text(app.last<KeepNote>()->note);
    CHECK(note.find("路灯") == std::string::npos);
    CHECK(app.last<KeepNote>()->note.text_at("owner") == "resident-1");
    // Read again it goes on from there.
    Driver again = at_form(app.last<KeepNote>()->note);
    CHECK(model_of(again).lines.at("appeal").version == 5);
}

TEST_CASE("An empty form goes on with what another device has written, and says so", "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, kept(7, R"({"title": "楼道灯不亮", "place": {"text": "3 号楼"}})"));
    CHECK(model_of(app).stand == Stand::taken_up);
    CHECK(typed(app, "title") == "楼道灯不亮");
    CHECK(typed(app, "place.text") == "3 号楼");
    CHECK(app.last<SaveDraft>());  // the device has it too
    app.send(drafts::NoticeClosed{});
    CHECK(model_of(app).stand == Stand::alone);
    type(app, "title", "楼道灯又不亮");
    pause(app);
    CHECK(last_save(app).version == "7");
}

TEST_CASE("Where both were written in nothing is changed before the person has chosen line by line", "[app][unit]") {
    Driver app = at_form();
    type(app, "title", "路灯不亮");
    type(app, "contact.phone", "0512-65000000");
    app.answer_tree(
        path, kept(7, R"({"title": "楼道灯不亮", "description": "三天了", "contact": {"phone": "0512-65000000"}})"));
    CHECK(model_of(app).stand == Stand::differs);
    CHECK(typed(app, "title") == "路灯不亮");
    CHECK(drafts::differences(model_of(app).form, model_of(app).mine, model_of(app).other.answers) ==
          std::vector<std::string>{"title", "description"});
    // What only one side has is kept without asking; what both have stays as it is here.
    CHECK(drafts::takes_theirs(model_of(app), "description"));
    CHECK_FALSE(drafts::takes_theirs(model_of(app), "title"));
    pause(app);
    CHECK(saves(app) == 0);
    SECTION("this device's") {
        app.send(drafts::MergePressed{});
        CHECK(typed(app, "title") == "路灯不亮");
    }
    SECTION("the other's") {
        app.send(drafts::Chosen{"title", drafts::Chosen::Side::there});
        app.send(drafts::MergePressed{});
        CHECK(typed(app, "title") == "楼道灯不亮");
    }
    CHECK(typed(app, "description") == "三天了");
    CHECK(typed(app, "contact.phone") == "0512-65000000");
    CHECK(model_of(app).stand == Stand::alone);
    REQUIRE(saves(app) == 1);
    CHECK(last_save(app).version == "7");
    CHECK(last_save(app).body.text_at("answers.title") == typed(app, "title"));
}

TEST_CASE("A save onto a newer version asks what is there, and shows both", "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, kept(7, R"({"title": "楼道灯不亮"})"));
    type(app, "title", "二楼灯不亮");
    pause(app);
    app.answer_tree(path, refused(ApiErrorKind::conflict));
    CHECK(app.last<CallTree>()->method == Method::get);
    app.answer_tree(path, kept(9, R"({"title": "三楼灯不亮"})"));
    CHECK(model_of(app).stand == Stand::differs);
    CHECK(typed(app, "title") == "二楼灯不亮");
}

TEST_CASE("What was filed or thrown away elsewhere is said; what is here stays, and can be gone on with",
          "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, kept(7, R"({"title": "楼道灯不亮"})"));
    type(app, "title", "二楼灯不亮");
    pause(app);
    app.answer_tree(path, refused(ApiErrorKind::conflict));
    app.answer_tree(path, none());
    CHECK(model_of(app).stand == Stand::gone);
    CHECK(typed(app, "title") == "二楼灯不亮");
    const auto before = saves(app);
    pause(app);
    CHECK(saves(app) == before);
    app.send(drafts::KeepPressed{});
    CHECK(saves(app) == before + 1);
    CHECK(last_save(app).version.empty());
}

TEST_CASE("Without the network it stays on the device, and goes when the network is back", "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, refused(ApiErrorKind::network));
    type(app, "title", "路灯不亮");
    pause(app);
    app.answer_tree(path, refused(ApiErrorKind::network));
    CHECK(typed(app, "title") == "路灯不亮");
    CHECK(model_of(app).lines.at("appeal").unsent);
    app.send(world::OnlineChanged{false});
    app.send(world::OnlineChanged{true});
    app.answer_tree(path, none());
    CHECK(saves(app) == 2);
}

TEST_CASE("Thrown away here it goes from the server, and is not taken up again", "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, kept(7, R"({"title": "楼道灯不亮"})"));
    app.send(appeal::DiscardPressed{});
    app.send(shell::DialogConfirmed{});
    CHECK(app.last<CallTree>()->method == Method::del);
    CHECK(app.last<CallTree>()->path == path);
    app.send(world::UrlChanged{"#/help"});
    app.send(world::UrlChanged{"#/appeals/new/kind"});
    app.answer_tree(path, kept(7, R"({"title": "楼道灯不亮"})"));  // the deletion was lost on its way
    CHECK(typed(app, "title").empty());
    CHECK(model_of(app).stand == Stand::alone);
}

TEST_CASE("Leaving the form sends what was typed at once", "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, none());
    type(app, "title", "路灯不亮");
    app.send(world::UrlChanged{"#/help"});
    CHECK(saves(app) == 1);
    CHECK(model_of(app).shown.empty());
}

TEST_CASE("Whoever is not signed in has no draft on the server", "[app][unit]") {
    world::Started started;
    started.whole = true;
    Driver app("#/apply/turned_away", started);
    app.nobody();
    for (const Effect& effect : app.log) {
        const auto* call = effect.get<CallTree>();
        CHECK((call == nullptr || !call->path.starts_with("/me/drafts")));
    }
}

TEST_CASE("Another tab of the device that has saved meanwhile is no other device", "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, none());
    type(app, "title", "路灯不亮");
    pause(app);
    app.answer_tree(path, kept(5, R"({"title": "路灯不亮"})"));
    Value note = app.last<KeepNote>()->note;
    note.set("lines.appeal.version", 8.0);
    type(app, "description", "三天了");
    app.fire(drafts::feature, 0);
    app.send(world::NoteLoaded{note});
    CHECK(last_save(app).version == "8");
}

TEST_CASE("What another tab writes or files is known here", "[app][unit]") {
    Driver app = at_form();
    app.answer_tree(path, none());
    type(app, "title", "路灯不亮");
    app.send(world::DraftSaved{app.of<appeal::Model>().revision});
    ow::domain::AppealDraft draft = draft_of(app);
    draft.title = "三号楼的灯";
    app.send(world::DraftChangedElsewhere{"resident-1", draft});
    CHECK(model_of(app).mine.text_at("title") == "三号楼的灯");
    app.send(world::DraftChangedElsewhere{"resident-1", std::nullopt});
    CHECK(model_of(app).lines.at("appeal").ended);
    CHECK(model_of(app).mine == Value::object());
}
