/// The grid worker's day: the round, what came of a visit, and how it waits to be sent.

#include "src/app/visits/visits.hpp"

#include "src/app/grid_home/grid_home.hpp"
#include "src/app/grid_home/pages.hpp"
#include "src/app/visits/pages.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::CommandState;

namespace {

ow::domain::Value tree(std::string_view json) { return ow::wire::parse_value(json).value(); }

constexpr std::string_view changes =
    R"({"anew": true, "more": false, "cursor": "liuxiang-3:2", "server_time": "2026-11-21T10:00:00+08:00",
        "expires_at": "2026-11-28T10:00:00+08:00", "items": [
        {"kind": "visit", "id": "v-far", "gone": false, "visit": {"id": "v-far", "name": "远的",
          "place": {"text": "远", "lon": 120.62, "lat": 31.30}, "from": "2026-11-21T09:00:00+08:00"}},
        {"kind": "visit", "id": "v-near", "gone": false, "visit": {"id": "v-near", "name": "近的",
          "place": {"text": "近", "lon": 120.6003, "lat": 31.30}, "from": "2026-11-21T14:00:00+08:00"}},
        {"kind": "visit", "id": "v-back", "gone": false, "visit": {"id": "v-back", "kind": "call_back", "name": "示例老人己",
          "place": {"text": "9 号楼"}, "from": "2026-11-25T09:00:00+08:00"}},
        {"kind": "visit", "id": "v-first", "gone": false, "visit": {"id": "v-first", "name": "示例老人丙",
          "place": {"text": "3 号楼", "lon": 120.60, "lat": 31.30}, "from": "2026-11-21T08:00:00+08:00",
          "to": "2026-11-21T08:30:00+08:00"}}]})";

ow::domain::Account worker() {
    ow::domain::Account account = resident();
    account.id = "grid-1";
    account.role = ow::domain::Role::grid_worker;
    return account;
}

template <class E>
ow::app::RequestId newest(const Driver& app) {
    for (auto effect = app.log.rbegin(); effect != app.log.rend(); ++effect) {
        if (effect->get<E>() != nullptr) return effect->from.token;
    }
    return 0;
}

/// How often the server was asked for that.
std::ptrdiff_t count_asked(const Driver& app, std::string_view path) {
    return std::ranges::count_if(app.log, [&](const Effect& effect) {
        const auto* call = effect.get<CallTree>();
        return call != nullptr && call->path.starts_with(path);
    });
}

/// The newest call of that path is answered.
void answer_tree(Driver& app, std::string_view path, const world::TreeAnswered& answer) {
    for (auto effect = app.log.rbegin(); effect != app.log.rend(); ++effect) {
        const auto* call = effect->get<CallTree>();
        if (call != nullptr && call->path == path) {
            app.reply(effect->from.token, answer);
            return;
        }
    }
    FAIL("nobody asked");
}

/// A worker's device with the day's visits, at that address.
Driver at(const std::string& url) {
    world::Started started;
    started.whole = true;
    Driver app(url, started);
    app.signed_in(worker());
    app.reply(newest<AskLock>(app), world::LockTold{});
    for (const Effect& effect : std::vector(app.log)) {
        const auto* call = effect.get<CallTree>();
        if (call != nullptr && call->path.starts_with("/me/grid")) {
            app.reply(effect.from.token, world::TreeAnswered{tree(changes)});
        }
    }
    REQUIRE(app.of<grid::Copy>().visits.size() == 4);
    return app;
}
const visits::Model& model_of(const Driver& app) { return app.of<visits::Model>(); }

const SubmitCommand& sent(const Driver& app) {
    const auto* submit = app.last<SubmitCommand>();
    REQUIRE(submit != nullptr);
    return *submit;
}
const api::PostTree& post_of(const SubmitCommand& submit) {
    const auto* post = std::get_if<api::PostTree>(&submit.call);
    REQUIRE(post != nullptr);
    return *post;
}

}  // namespace

TEST_CASE("The day's visits come in the order of a round that begins at the first appointment", "[app][unit]") {
    const Driver app = at("#/grid");
    const grid_home::Day day = grid_home::day_of(app.model);
    REQUIRE(day.visits.size() == 3);
    CHECK(day.visits[0]->id == "v-first");
    CHECK(day.visits[1]->id == "v-near");
    CHECK(day.visits[2]->id == "v-far");
    REQUIRE(day.way.size() == 3);
    CHECK(day.way[2].visit == 2);
    CHECK(day.round.metres > 3500);
    CHECK(day.round.metres < 4100);
}

TEST_CASE("The way to the day is in a grid worker's navigation before the workbench, and in nobody else's",
          "[app][unit]") {
    const Driver app = at("#/grid");
    CHECK(app.model.route.is(pages::grid));
    const auto shown = navigation(app.model);
    REQUIRE(shown.size() > 2);
    CHECK(shown[1] == &pages::grid);
    CHECK(shown[2] == &pages::workbench);
    Driver other("#/workbench");
    other.signed_in(staff(ow::domain::Role::dispatcher));
    for (const Address* page : navigation(other.model))
        CHECK(page != &pages::grid);
}

TEST_CASE("How much is to be verified is still told without a network, with its age", "[app][unit]") {
    Driver app = at("#/grid");
    app.answer<api::GetQueues>({{{ow::domain::Queue::to_verify, 3}}});
    CHECK(app.of<grid_home::Model>().to_verify == 3);
    CHECK_FALSE(app.of<grid_home::Model>().as_of);
    const ow::domain::Value note = app.last<KeepNote>()->note;
    Driver next = at("#/grid");
    next.reply(newest<LoadNote>(next), world::NoteLoaded{note});
    next.refuse<api::GetQueues>(ApiErrorKind::network);
    CHECK(next.of<grid_home::Model>().to_verify == 3);
    CHECK(next.of<grid_home::Model>().as_of);
}

TEST_CASE("What the grid's people needed not fill in is the sum over their applications, and is told without a network",
          "[app][unit]") {
    Driver app = at("#/grid");
    CHECK_FALSE(app.of<grid_home::Model>().spared);
    answer_tree(app, "/burden", world::TreeAnswered{tree(R"({"days": 90, "applications": 5, "items": [
                    {"service": "a", "fields": 20, "prefilled": 9, "applications": 2},
                    {"service": "b", "fields": 30, "prefilled": 12, "applications": 0},
                    {"service": "c", "fields": 8, "prefilled": 4, "applications": 3}]})")});
    using Spared = grid_home::Model::Spared;
    CHECK(app.of<grid_home::Model>().spared == Spared{90, 5, 30});
    CHECK_FALSE(app.of<grid_home::Model>().spared_as_of);
    app.answer<api::GetQueues>({{{ow::domain::Queue::to_verify, 3}}});
    const ow::domain::Value note = app.last<KeepNote>()->note;
    Driver next = at("#/grid");
    const auto later = app.model.now;
    next.reply(newest<LoadNote>(next), world::NoteLoaded{note});
    answer_tree(next, "/burden",
                world::TreeAnswered{ow::domain::Failure{ow::domain::make_error(ApiErrorKind::network)}});
    CHECK(next.of<grid_home::Model>().spared == Spared{90, 5, 30});
    CHECK(next.of<grid_home::Model>().spared_as_of == later);
    CHECK(next.of<grid_home::Model>().to_verify == 3);
}

TEST_CASE("What is known of the one count is kept when only the other is told", "[app][unit]") {
    Driver app = at("#/grid");
    app.reply(newest<LoadNote>(app),
              world::NoteLoaded{tree(R"({"to_verify": 2, "as_of": 1000, "spared": {"days": 90}})")});
    CHECK_FALSE(app.of<grid_home::Model>().spared);
    answer_tree(app, "/burden",
                world::TreeAnswered{tree(R"({"days": 90, "items": [{"prefilled": 4, "applications": 1}]})")});
    const ow::domain::Value note = app.last<KeepNote>()->note;
    CHECK(*note.find("to_verify")->as_number() == 2);
    CHECK(*note.find("as_of")->as_number() == 1000);
    CHECK(*note.find("spared.answers")->as_number() == 4);
}

TEST_CASE("Two workers at one door: the second one's answer shows what the first had done, at once and kept",
          "[app][unit]") {
    Driver app = at("#/visits/v-first");
    app.reply(newest<AskLock>(app), world::LockTold{world::Lock::open, "grid-1"});
    app.send(visits::ResultChosen{"nobody"});
    app.send(visits::NotePressed{});
    const ow::domain::Command command = sent(app).command;
    app.send(world::CommandChanged{status_of(command, CommandState::waiting)});
    app.send(world::CommandAcknowledged{command, {}, {}, tree(R"({"visit": {"id": "v-first", "name": "示例老人丙",
        "state": "open", "tries": [
            {"id": "t-1", "result": "refused", "note": "她说不用", "at": "2026-11-21T09:50:00+08:00", "by": "网格员 3013"},
            {"id": "t-2", "result": "nobody", "note": "", "at": "2026-11-21T10:00:00+08:00", "by": "网格员 3012"}]}})")});
    const auto& copy = app.of<grid::Copy>();
    REQUIRE(copy.visits.at("v-first").tries.size() == 2);
    CHECK(copy.visits.at("v-first").tries[0].note == "她说不用");
    CHECK_FALSE(model_of(app).waiting.contains("v-first"));
    CHECK(std::ranges::any_of(app.model.toasts, [](const Toast& toast) { return toast.text.key == "visit.both"; }));
}

TEST_CASE("One's own visit that is done is off the day at once, and nobody else is said to have been there",
          "[app][unit]") {
    Driver app = at("#/visits/v-first");
    app.send(visits::ResultChosen{"helped"});
    app.send(visits::NotePressed{});
    const ow::domain::Command command = sent(app).command;
    app.send(world::CommandChanged{status_of(command, CommandState::waiting)});
    app.send(world::CommandAcknowledged{command, {}, {}, tree(R"({"visit": {"id": "v-first", "state": "done", "tries": [
        {"id": "t-2", "result": "helped", "note": "", "at": "2026-11-21T10:00:00+08:00", "by": "网格员 3012"}]}})")});
    CHECK(grid_home::day_of(app.model).visits.size() == 2);
    CHECK_FALSE(
        std::ranges::any_of(app.model.toasts, [](const Toast& toast) { return toast.text.key == "visit.both"; }));
}

TEST_CASE("What came of a visit goes into the outbox as it was said, and the worker walks on", "[app][unit]") {
    Driver app = at("#/visits/v-first");
    app.send(visits::ResultChosen{"nobody"});
    app.send(visits::NoteEdited{" 邻居说她去女儿家了 "});
    app.send(visits::AgainChosen{visits::Again::tomorrow_morning});
    app.send(visits::NotePressed{});
    const SubmitCommand& submit = sent(app);
    CHECK(submit.command.act == visits::try_act);
    CHECK(submit.command.subject == "v-first");
    CHECK(submit.command.title == "示例老人丙");
    const api::PostTree& post = post_of(submit);
    CHECK(post.path == "/visits/v-first/tries");
    CHECK(post.body.text_at("result") == "nobody");
    CHECK(post.body.text_at("note") == "邻居说她去女儿家了");
    CHECK(post.body.text_at("next.from") == "2026-11-22T09:00:00+08:00");
    CHECK(post.body.text_at("next.to") == "2026-11-22T12:00:00+08:00");
    CHECK(post.body.text_at("made_at") == "2026-11-21T10:00:00+08:00");
    CHECK_FALSE(post.body.text_at("id").empty());
    app.send(visits::NotePressed{});
    CHECK(app.count<SubmitCommand>() == 1);
    app.send(world::CommandChanged{status_of(submit.command, CommandState::waiting)});
    CHECK(app.url() == "#/grid");
    CHECK(model_of(app).waiting.contains("v-first"));
}

TEST_CASE("A result that needs words is not noted without them; an unknown one is not taken", "[app][unit]") {
    Driver app = at("#/visits/v-first");
    app.send(visits::NotePressed{});
    REQUIRE(model_of(app).errors.size() == 1);
    CHECK(model_of(app).errors[0].path == "result");
    app.send(visits::ResultChosen{"vanished"});
    CHECK(model_of(app).result.empty());
    app.send(visits::ResultChosen{"refused"});
    app.send(visits::NotePressed{});
    REQUIRE(model_of(app).errors.size() == 1);
    CHECK(model_of(app).errors[0].path == "note");
    app.send(visits::NoteEdited{std::string(201, 'x')});
    app.send(visits::NotePressed{});
    CHECK(model_of(app).errors[0].code == ow::domain::FieldCode::too_long);
    app.send(visits::NoteEdited{"她说现在不用"});
    app.send(visits::NotePressed{});
    CHECK(app.count<SubmitCommand>() == 1);
    CHECK(post_of(sent(app)).body.find("next") == nullptr);
}

TEST_CASE("Who asks back at the door notes every answer, finds them after a reload, and files nothing", "[app][unit]") {
    Driver app = at("#/visits/v-back");
    app.send(visits::ResultChosen{"helped"});
    CHECK(model_of(app).result.empty());
    app.send(visits::ResultChosen{"asked"});
    app.send(visits::AnswerChosen{"asked_for", "yes"});
    app.send(visits::AnswerChosen{"explained", "maybe"});
    app.send(visits::AnswerChosen{"who_helped", "yes"});
    app.send(visits::NotePressed{});
    REQUIRE(model_of(app).errors.size() == 3);
    CHECK(model_of(app).errors[0].path == "answers.explained");
    CHECK(app.last<FocusNode>()->key == "field:answers.explained");
    app.send(visits::AnswerChosen{"explained", "no"});
    CHECK(model_of(app).errors.size() == 2);
    app.send(visits::AnswerChosen{"agreed", "unsure"});
    app.send(visits::AnswerChosen{"right", "yes"});
    const KeepDraft kept = *app.last<KeepDraft>();
    Driver next = at("#/visits/v-back");
    next.reply(newest<FetchDraft>(next), world::DraftFetched{kept.slot, kept.draft});
    next.send(visits::NotePressed{});
    const api::PostTree& post = post_of(sent(next));
    CHECK(post.body.text_at("result") == "asked");
    CHECK(post.body.text_at("answers.asked_for") == "yes");
    CHECK(post.body.text_at("answers.explained") == "no");
    CHECK(post.body.text_at("answers.agreed") == "unsure");
    CHECK(post.body.text_at("answers.right") == "yes");
    CHECK(post.body.find("answers.who_helped") == nullptr);
}

TEST_CASE("Answers go with nothing but a person who was asked, and to a call-back only", "[app][unit]") {
    Driver app = at("#/visits/v-back");
    app.send(visits::AnswerChosen{"right", "no"});
    app.send(visits::ResultChosen{"nobody"});
    app.send(visits::NotePressed{});
    CHECK(post_of(sent(app)).body.find("answers") == nullptr);
    Driver other = at("#/visits/v-first");
    other.send(visits::ResultChosen{"asked"});
    CHECK(model_of(other).result.empty());
}

TEST_CASE("A picture goes with the visit, and one that is still made small is waited for", "[app][unit]") {
    Driver app = at("#/visits/v-first");
    app.send(visits::ResultChosen{"helped"});
    app.send(visits::PhotoWanted{});
    REQUIRE(app.last<PickPhotos>() != nullptr);
    app.send(world::PhotoPicked{"photo-1", "门口.jpg"});
    app.send(visits::NotePressed{});
    CHECK(app.count<SubmitCommand>() == 0);
    ow::domain::LocalPhoto photo;
    photo.local_id = "photo-1";
    app.send(world::PhotoReady{photo, {}});
    CHECK(sent(app).command.blobs == std::vector<std::string>{"photo-1"});
    CHECK(post_of(sent(app)).body.text_at("attachments.0") == "photo-1");
}

TEST_CASE("A visit that the server refused comes back with its words, also after a reload", "[app][unit]") {
    Driver app = at("#/visits/v-first");
    app.send(visits::ResultChosen{"other"});
    app.send(visits::NoteEdited{"门锁着"});
    app.send(visits::NotePressed{});
    auto refused = status_of(sent(app).command, CommandState::needs_attention);
    refused.error = ow::domain::make_error(ApiErrorKind::not_found);
    Driver next = at("#/visits/v-first");
    next.send(world::CommandChanged{refused});
    next.send(shell::Go{to_page(pages::grid)});
    next.send(shell::Go{to_page(pages::visit, "v-first")});
    CHECK(model_of(next).submission.refused());
    CHECK(model_of(next).result == "other");
    CHECK(model_of(next).note == "门锁着");
    next.send(visits::GivenUp{});
    CHECK(next.last<DiscardCommand>() != nullptr);
}

TEST_CASE("A visit is handed to a colleague once, and the day is read anew", "[app][unit]") {
    Driver app = at("#/visits/v-first");
    app.send(visits::HandOverPressed{});
    const auto before = app.count<CallTree>();
    app.send(visits::SuccessorEdited{" grid-donghe-1 "});
    app.send(visits::HandOverPressed{});
    app.send(visits::HandOverPressed{});
    REQUIRE(app.count<CallTree>() == before + 1);
    CHECK(app.last<CallTree>()->path == "/visits/v-first/hand-over");
    CHECK(app.last<CallTree>()->body.text_at("to") == "grid-donghe-1");
    const auto asked = count_asked(app, "/me/grid/changes");
    app.send(world::TreeAnswered{tree("{}")});
    CHECK(app.url() == "#/grid");
    CHECK(count_asked(app, "/me/grid/changes") == asked + 1);
}

TEST_CASE("An afternoon that is over is not offered for going again", "[app][unit]") {
    const auto at_hour = [](int hour) { return ow::domain::from_civil({{2026, 12, 31}, hour, 0, 0, 0}, 480); };
    CHECK(visits::window_of(visits::Again::this_afternoon, at_hour(9), 480) ==
          visits::Window{at_hour(14), at_hour(17)});
    CHECK(visits::window_of(visits::Again::this_afternoon, at_hour(15), 480)->from == at_hour(15));
    CHECK_FALSE(visits::window_of(visits::Again::this_afternoon, at_hour(17), 480));
    const auto morning = visits::window_of(visits::Again::tomorrow_morning, at_hour(9), 480);
    CHECK(ow::domain::to_civil(morning->from, 480).date == ow::domain::CivilDate{2027, 1, 1});
    CHECK_FALSE(visits::window_of(visits::Again::none, at_hour(9), 480));
}

TEST_CASE("What was written of a visit is there after a reload, with its picture; noted, it is kept by the outbox only",
          "[app][unit]") {
    Driver app = at("#/visits/v-first");
    app.send(visits::ResultChosen{"nobody"});
    app.send(visits::NoteEdited{"邻居说她去女儿家了"});
    app.send(visits::AgainChosen{visits::Again::tomorrow_morning});
    app.send(visits::PhotoWanted{});
    app.send(world::PhotoPicked{"photo-1", "门口.jpg"});
    ow::domain::LocalPhoto photo;
    photo.local_id = "photo-1";
    photo.name = "门口.jpg";
    photo.width = photo.height = 600;
    photo.bytes = 40'000;
    app.send(world::PhotoReady{photo, {}});
    const KeepDraft kept = *app.last<KeepDraft>();
    CHECK(kept.slot == "form/grid-1/visit/v-first");
    Driver next = at("#/visits/v-first");
    REQUIRE(next.last<FetchDraft>() != nullptr);
    CHECK(next.last<FetchDraft>()->slot == kept.slot);
    next.reply(newest<FetchDraft>(next), world::DraftFetched{kept.slot, kept.draft});
    CHECK(model_of(next).result == "nobody");
    CHECK(model_of(next).note == "邻居说她去女儿家了");
    CHECK(model_of(next).again == visits::Again::tomorrow_morning);
    CHECK(model_of(next).photos.kept() == std::vector{photo});
    next.send(visits::NotePressed{});
    CHECK(sent(next).command.draft_slot == kept.slot);
    ow::domain::Value written = sent(next).command.draft;
    written.erase("key");
    CHECK(written == kept.draft);
}

TEST_CASE("What is being written of a visit is not overwritten by what is read late, and another visit has its own",
          "[app][unit]") {
    Driver app = at("#/visits/v-first");
    const RequestId asked = newest<FetchDraft>(app);
    app.send(visits::NoteEdited{"新写的"});
    app.reply(asked, world::DraftFetched{"form/grid-1/visit/v-first", tree(R"({"result": "moved", "note": "旧的"})")});
    CHECK(model_of(app).note == "新写的");
    CHECK(model_of(app).result.empty());
    app.send(shell::Go{to_page(pages::visit, "v-near")});
    CHECK(model_of(app).note.empty());
    CHECK(app.last<FetchDraft>()->slot == "form/grid-1/visit/v-near");
    app.send(shell::Go{to_page(pages::visit, "v-first")});
    app.reply(newest<FetchDraft>(app), world::DraftFetched{"form/grid-1/visit/v-first", tree(R"({"note": "新写的"})")});
    CHECK(model_of(app).note == "新写的");
}

TEST_CASE("That the device cannot keep what is written of a visit is said once, and no more when it can again",
          "[app][unit]") {
    Driver app = at("#/visits/v-first");
    app.send(visits::NoteEdited{"门锁着"});
    app.reply(newest<KeepDraft>(app), world::DraftSaveFailed{0, world::StorageFailure::full});
    CHECK(model_of(app).save_failure == world::StorageFailure::full);
    const auto said = app.count<Announce>();
    app.send(visits::NoteEdited{"门锁着，"});
    app.reply(newest<KeepDraft>(app), world::DraftSaveFailed{0, world::StorageFailure::full});
    CHECK(app.count<Announce>() == said);
    app.send(visits::NoteEdited{"门锁着，没人"});
    app.reply(newest<KeepDraft>(app), world::DraftSaved{});
    CHECK_FALSE(model_of(app).save_failure);
}
