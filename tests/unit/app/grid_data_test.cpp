/// The grid worker's copy of the grid: read by what changed, looked up, told how old it is, and gone when it must be.

#include "src/app/grid_data/grid_data.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/app/driver.hpp"

#include <random>

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::Failure;

namespace {

world::TreeAnswered says(std::string_view json) { return {ow::wire::parse_value(json).value()}; }
world::TreeAnswered failed(ApiErrorKind kind) { return {Failure{ow::domain::make_error(kind)}}; }

constexpr std::string_view first_page =
    R"({"grid_id": "liuxiang-3", "anew": true, "more": true, "cursor": "liuxiang-3:2",
        "server_time": "2026-11-21T10:00:00+08:00", "expires_at": "2026-11-28T10:00:00+08:00", "items": [
        {"kind": "person", "id": "p-1", "gone": false, "person": {"id": "p-1", "name": "示例老人丙", "sex": "female",
          "birth_date": "1945-11-22", "id_number_masked": "9901**********0188", "grid_id": "liuxiang-3",
          "state": "living", "homes": [{"place_id": "r-502", "text": "3 号楼 502", "relation": ""}],
          "fields": [{"name": "name", "source": "网格员上门登记"}]},
         "facts": {"person.name": "示例老人丙", "person.id_number": "99010119451122018X", "account.phone": "13800000077"}},
        {"kind": "place", "id": "b-3", "gone": false, "place": {"id": "b-3", "kind": "building", "parent_id": null,
          "name": "3 号楼", "grid_id": "liuxiang-3", "lon": 120.61, "lat": 31.31}}]})";
constexpr std::string_view second_page =
    R"({"grid_id": "liuxiang-3", "anew": false, "more": false, "cursor": "liuxiang-3:4",
        "server_time": "2026-11-21T10:00:00+08:00", "expires_at": "2026-11-28T10:00:00+08:00", "items": [
        {"kind": "place", "id": "r-502", "gone": false, "place": {"id": "r-502", "kind": "room", "parent_id": "b-3",
          "name": "502", "grid_id": "liuxiang-3"}},
        {"kind": "visit", "id": "v-1", "gone": false, "visit": {"id": "v-1", "kind": "help_wish", "reason": "高龄津贴没领过",
          "person": {"id": "p-1"}, "name": "示例老人丙", "place": {"text": "3 号楼 502"},
          "from": "2026-11-21T09:30:00+08:00", "to": "2026-11-21T10:00:00+08:00", "state": "open", "tries": []}},
        {"kind": "visit", "id": "v-2", "gone": false, "visit": {"id": "v-2", "reason": "明天的",
          "place": {"text": "柳巷路口", "lon": 120.6, "lat": 31.3}, "from": "2026-11-22T09:30:00+08:00"}}]})";

ow::domain::Account worker() {
    ow::domain::Account account = resident();
    account.id = "grid-1";
    account.role = ow::domain::Role::grid_worker;
    account.staff_no = "3012";
    return account;
}

/// The token of the newest effect of a type, 0 where there is none.
template <class E>
ow::app::RequestId token_of(const Driver& app) {
    for (auto effect = app.log.rbegin(); effect != app.log.rend(); ++effect) {
        if (effect->get<E>() != nullptr) {
            return effect->from.token;
        }
    }
    return 0;
}

const world::LockTold no_pin{};
const world::LockTold own_pin{world::Lock::open, "grid-1"};

/// A worker signed in; the server has been asked and has not answered.
Driver asked(ow::domain::Account account = worker(), world::LockTold lock = no_pin) {
    world::Started started;
    started.whole = true;
    Driver app("#/workbench", started);
    app.signed_in(std::move(account));
    if (const auto token = token_of<AskLock>(app); token != 0) {
        app.reply(token, std::move(lock));
    }
    return app;
}
std::vector<std::string> asked_for(const Driver& app) {
    std::vector<std::string> paths;
    for (const Effect& effect : app.log) {
        if (const auto* call = effect.get<CallTree>(); call != nullptr && call->path.starts_with("/me/grid")) {
            paths.push_back(call->path);
        }
    }
    return paths;
}
ow::app::RequestId token_of_last(const Driver& app) {
    for (auto effect = app.log.rbegin(); effect != app.log.rend(); ++effect) {
        if (const auto* call = effect->get<CallTree>(); call != nullptr && call->path.starts_with("/me/grid")) {
            return effect->from.token;
        }
    }
    FAIL("never asked");
    return 0;
}
void answer(Driver& app, world::TreeAnswered what) { app.reply(token_of_last(app), std::move(what)); }

Driver synced() {
    Driver app = asked();
    answer(app, says(first_page));
    answer(app, says(second_page));
    return app;
}
const grid::Copy& model_of(const Driver& app) { return app.of<grid::Copy>(); }
bool is_gone(const Driver& app) {
    return model_of(app) == grid::Copy{} && app.of<grid_data::Model>().incoming == grid::Sent{};
}

/// Something that was done on this device is carried out.
world::CommandAcknowledged done_here() {
    world::CommandAcknowledged done;
    done.command.id = "key-1";
    done.command.act = "visited";
    done.command.owner = "grid-1";
    return done;
}

const std::string slot = "grid/grid-1";
/// What a device with its worker's PIN has from the day before.
ow::domain::Value kept_before() {
    Driver app = asked(worker(), own_pin);
    app.send(world::DraftFetched{slot, {}});
    answer(app, says(first_page));
    answer(app, says(second_page));
    const auto* kept = app.last<KeepDraft>();
    REQUIRE(kept != nullptr);
    REQUIRE(kept->slot == slot);
    return kept->draft;
}

}  // namespace

TEST_CASE("A worker's device reads the grid page by page, and shows it when it is whole", "[app][unit]") {
    Driver app = asked();
    CHECK(asked_for(app) == std::vector<std::string>{"/me/grid/changes"});
    answer(app, says(first_page));
    CHECK(asked_for(app).back() == "/me/grid/changes?cursor=liuxiang-3:2");
    CHECK(grid::freshness(model_of(app), app.model.now).is == grid::Freshness::Is::missing);
    CHECK(grid::find_person(model_of(app), "p-1", app.model.now) == nullptr);
    answer(app, says(second_page));
    const auto* person = grid::find_person(model_of(app), "p-1", app.model.now);
    REQUIRE(person != nullptr);
    CHECK(person->facts.text_at("person.name.value") == "示例老人丙");
    CHECK(person->facts.text_at("person.name.source") == "网格员上门登记");
    CHECK(ow::domain::age_on(*person, {2026, 11, 21}) == 80);
    CHECK(ow::domain::age_on(*person, {2026, 11, 22}) == 81);
    CHECK_FALSE(ow::domain::age_on(*person, {1945, 1, 1}));
}

TEST_CASE("Nobody but a grid worker has people on the device", "[app][unit]") {
    CHECK(asked_for(asked(resident())).empty());
    auto dispatcher = worker();
    dispatcher.role = ow::domain::Role::dispatcher;
    CHECK(asked_for(asked(dispatcher)).empty());
}

TEST_CASE("People are found by name and by the end of number or phone, never by a short end", "[app][unit]") {
    const Driver app = synced();
    const auto count = [&](std::string_view typed) { return grid::search(model_of(app), typed, app.model.now).size(); };
    CHECK(count("老人丙") == 1);
    CHECK(count("018x") == 1);
    CHECK(count("0077") == 1);
    CHECK(count("77") == 0);
    CHECK(count("1380000007") == 0);
    CHECK(count("") == 0);
    CHECK(count("  ") == 0);
    CHECK(count("别人") == 0);
}

TEST_CASE("People who are found stand door by door, as one walks, then by name; last who has no home", "[app][unit]") {
    Driver app = asked();
    std::string items;
    for (const auto& [id, name, home] : {std::tuple{"p-1", "示例甲", "12 号楼 301"},
                                         {"p-2", "示例乙", "3 号楼 1102"},
                                         {"p-3", "示例丁", "3 号楼 502"},
                                         {"p-4", "示例丙", "3 号楼 502"},
                                         {"p-5", "示例戊", ""}}) {
        const std::string lives = *home == 0 ? "" : R"({"place_id": null, "text": ")" + std::string(home) + R"("})";
        items += std::string(items.empty() ? "" : ",") + R"({"kind": "person", "id": ")" + id +
                 R"(", "gone": false, "person": {"id": ")" + id + R"(", "name": ")" + name + R"(", "homes": [)" +
                 lives + R"(]}, "facts": {}})";
    }
    answer(app, says(R"({"grid_id": "liuxiang-3", "anew": true, "more": false, "cursor": "liuxiang-3:2",
        "server_time": "2026-11-21T10:00:00+08:00", "expires_at": "2026-11-28T10:00:00+08:00", "items": [)" +
                     items + "]}"));
    const auto found = grid::search(model_of(app), "示例", app.model.now);
    std::string order;
    for (const auto* person : found) {
        order += person->id + " ";
    }
    CHECK(order == "p-3 p-4 p-2 p-1 p-5 ");
    CHECK(grid::search(model_of(app), "示例", app.model.now, 2).size() == 2);
}

TEST_CASE("Places are found in their place, and a visit at a home without a point is where its building is",
          "[app][unit]") {
    const Driver app = synced();
    REQUIRE(grid::places_in(model_of(app), "", app.model.now).size() == 1);
    REQUIRE(grid::places_in(model_of(app), "b-3", app.model.now).size() == 1);
    CHECK(grid::places_in(model_of(app), "b-3", app.model.now)[0]->name == "502");
    const auto today = grid::visits_on(model_of(app), {2026, 11, 21}, 480, app.model.now);
    REQUIRE(today.size() == 1);
    CHECK(today[0]->reason == "高龄津贴没领过");
    CHECK(grid::position_of(model_of(app), *today[0]) == ow::domain::Position{120.61, 31.31});
    CHECK(grid::visits_on(model_of(app), {2026, 11, 22}, 480, app.model.now).size() == 2);
}

TEST_CASE("Only what changed comes later; what is gone goes, and a cursor that does not fit begins anew",
          "[app][unit]") {
    Driver app = synced();
    app.send(grid_data::RefreshPressed{});
    CHECK(asked_for(app).back() == "/me/grid/changes?cursor=liuxiang-3:4");
    answer(app, says(R"({"anew": false, "more": false, "cursor": "liuxiang-3:5",
        "server_time": "2026-11-21T10:00:00+08:00", "expires_at": "2026-11-28T10:00:00+08:00",
        "items": [{"kind": "visit", "id": "v-1", "gone": true}]})"));
    CHECK(grid::find_visit(model_of(app), "v-1", app.model.now) == nullptr);
    CHECK(grid::find_person(model_of(app), "p-1", app.model.now) != nullptr);
    app.send(grid_data::RefreshPressed{});
    answer(app, says(R"({"anew": true, "more": false, "cursor": "donghe-1:9",
        "server_time": "2026-11-21T10:00:00+08:00", "expires_at": "2026-11-28T10:00:00+08:00", "items": []})"));
    CHECK(model_of(app).persons.empty());
    CHECK(model_of(app).sent.cursor == "donghe-1:9");
}

TEST_CASE("An answer that says more and does not move is not asked for without end", "[app][unit]") {
    Driver app = asked();
    answer(app, says(first_page));
    const auto calls = asked_for(app).size();
    answer(app, says(R"({"anew": false, "more": true, "cursor": "liuxiang-3:2",
        "server_time": "2026-11-21T10:00:00+08:00", "expires_at": "2026-11-28T10:00:00+08:00", "items": []})"));
    CHECK(asked_for(app).size() == calls);
}

TEST_CASE("Without the network the copy stays and its age is told; when it is too old it is not shown", "[app][unit]") {
    Driver app = synced();
    app.send(grid_data::RefreshPressed{});
    answer(app, failed(ApiErrorKind::network));
    CHECK(model_of(app).stale);
    app.pass(ow::domain::days(6));
    CHECK(grid::freshness(model_of(app), app.model.now).is == grid::Freshness::Is::held);
    CHECK(grid::find_person(model_of(app), "p-1", app.model.now) != nullptr);
    app.pass(ow::domain::days(1));
    CHECK(grid::freshness(model_of(app), app.model.now).is == grid::Freshness::Is::expired);
    CHECK(grid::find_person(model_of(app), "p-1", app.model.now) == nullptr);
    CHECK(grid::search(model_of(app), "老人丙", app.model.now).empty());
    CHECK(grid::visits_on(model_of(app), {2026, 11, 28}, 480, app.model.now).empty());
}

TEST_CASE("A clock that is wrong by a year is told and shortens nothing", "[app][unit]") {
    Driver app = asked();
    app.pass(ow::domain::days(365));
    answer(app, says(first_page));
    answer(app, says(second_page));
    const auto fresh = grid::freshness(model_of(app), app.model.now);
    CHECK(fresh.is == grid::Freshness::Is::held);
    CHECK(fresh.clock_error == ow::domain::days(365));
    CHECK(grid::server_now(model_of(app), app.model.now) == fresh.as_of);
    CHECK(grid::find_person(model_of(app), "p-1", app.model.now) != nullptr);
}

TEST_CASE("An ended session, another role and signing out take the people off the device", "[app][unit]") {
    SECTION("the session has ended") {
        Driver app = synced();
        app.send(grid_data::RefreshPressed{});
        answer(app, failed(ApiErrorKind::unauthenticated));
        CHECK(is_gone(app));
    }
    SECTION("the role is another") {
        Driver app = synced();
        app.send(grid_data::RefreshPressed{});
        answer(app, failed(ApiErrorKind::forbidden));
        CHECK(is_gone(app));
    }
    SECTION("while a page of it was on its way") {
        Driver app = asked();
        answer(app, says(first_page));
        answer(app, failed(ApiErrorKind::unauthenticated));
        CHECK(is_gone(app));
    }
}

TEST_CASE("What changed is asked for when the network is back, and after something was sent", "[app][unit]") {
    Driver app = synced();
    const auto before = asked_for(app).size();
    app.send(world::OnlineChanged{false});
    app.send(world::OnlineChanged{true});
    CHECK(asked_for(app).size() == before + 1);
    app.send(grid_data::RefreshPressed{});
    CHECK(asked_for(app).size() == before + 1);  // one at a time
    answer(app, failed(ApiErrorKind::network));
    app.fire(grid_data::feature, grid_data::refresh_timer);
    CHECK(asked_for(app).size() == before + 2);
}

TEST_CASE("What was done while an answer was on its way is asked for when that is there", "[app][unit]") {
    Driver app = synced();
    app.send(grid_data::RefreshPressed{});
    const auto before = asked_for(app).size();
    app.send(done_here());
    app.send(done_here());
    CHECK(asked_for(app).size() == before);  // one at a time
    SECTION("however it ended") {
        answer(app, failed(ApiErrorKind::unavailable));
        CHECK(asked_for(app).size() == before + 1);
        // And not without end.
        answer(app, failed(ApiErrorKind::unavailable));
        CHECK(asked_for(app).size() == before + 1);
    }
    SECTION("page after page is one answer") {
        answer(app, says(first_page));
        CHECK(asked_for(app).back().ends_with("liuxiang-3:2"));
        answer(app, says(second_page));
        CHECK(asked_for(app).size() == before + 2);
        CHECK(asked_for(app).back().ends_with("liuxiang-3:4"));
    }
    SECTION("nobody is asked for who is not signed in any more") {
        answer(app, failed(ApiErrorKind::unauthenticated));
        CHECK(asked_for(app).size() == before);
        CHECK(is_gone(app));
    }
}

TEST_CASE("In whatever order acts, questions and answers come, the tablet shows what is there in the end",
          "[app][property][unit]") {
    for (std::uint32_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        std::mt19937 dice(seed);
        const auto roll = [&](unsigned sides) { return dice() % sides; };
        Driver app = synced();
        int there = 4;     // what the server has: the number of the last change
        int promised = 4;  // what an answer that is on its way was made from
        const auto is_asked = [&] { return app.of<grid_data::Model>().request != 0; };
        auto asked_before = asked_for(app).size();
        const auto look = [&] {
            // The oldest that a server may answer from: the moment it was asked.
            if (asked_for(app).size() != asked_before) {
                promised = there;
            }
            asked_before = asked_for(app).size();
        };
        const auto reply = [&] {
            const std::string cursor = "liuxiang-3:" + std::to_string(promised);
            answer(app, says(R"({"anew": false, "more": false, "cursor": ")" + cursor +
                             R"(", "server_time": "2026-11-21T10:00:00+08:00",
                                "expires_at": "2026-11-28T10:00:00+08:00", "items": []})"));
            look();
        };
        bool failed_last = false;
        for (int step = 0; step < 30; ++step) {
            switch (roll(5)) {
                case 0:
                    ++there;
                    app.send(done_here());
                    break;
                case 1: app.send(grid_data::RefreshPressed{}); break;
                case 2:
                    app.send(world::OnlineChanged{false});
                    app.send(world::OnlineChanged{true});
                    break;
                default:
                    if (!is_asked()) {
                        break;
                    }
                    failed_last = roll(4) == 0;
                    if (failed_last) {
                        answer(app, failed(ApiErrorKind::network));
                    } else {
                        reply();
                    }
            }
            look();
        }
        for (int most = 10; most > 0 && is_asked(); --most) {
            reply();
            failed_last = false;
        }
        if (failed_last) {
            app.fire(grid_data::feature, grid_data::refresh_timer);
            look();
            reply();
        }
        CHECK_FALSE(is_asked());
        CHECK(model_of(app).sent.cursor == "liuxiang-3:" + std::to_string(there));
    }
}

TEST_CASE("A moment is told by the device's clock and by the street's, or that it cannot be told", "[app][unit]") {
    ow::domain::Value body = ow::domain::Value::object();
    grid::Copy copy;
    const ow::domain::Instant now = *ow::domain::parse_iso8601("2025-11-21T10:00:00+08:00");
    grid::tell_time(body, copy, now, 480);
    CHECK(body.text_at("made_at") == "2025-11-21T10:00:00+08:00");
    CHECK(body.text_at("street_at").empty());
    copy.sent.cursor = "liuxiang-3:1";
    copy.sent.device_time = now;
    copy.sent.server_time = now + ow::domain::days(365);
    grid::tell_time(body, copy, now + ow::domain::minutes(1), 480);
    CHECK(body.text_at("made_at") == "2025-11-21T10:01:00+08:00");
    CHECK(body.text_at("street_at") == "2026-11-21T10:01:00+08:00");
    // Set back since: the street's clock is not before what it was.
    CHECK_FALSE(grid::street_time(copy, now - ow::domain::days(1)));
    CHECK(grid::server_now(copy, now - ow::domain::days(1)) == copy.sent.server_time);
}

TEST_CASE("Nothing of the grid is kept on a device without a PIN, or with somebody else's", "[app][unit]") {
    CHECK(synced().count<KeepDraft>() == 0);
    Driver other = asked(worker(), {world::Lock::open, "grid-2"});
    answer(other, says(first_page));
    answer(other, says(second_page));
    CHECK(other.count<KeepDraft>() == 0);
    CHECK_FALSE(other.of<grid_data::Model>().has_pin());
}

TEST_CASE("With the worker's PIN the grid is there the next day without a network, and only what changed is asked for",
          "[app][unit]") {
    const auto kept = kept_before();
    Driver app = asked(worker(), own_pin);
    CHECK(asked_for(app).empty());
    REQUIRE(app.last<FetchDraft>() != nullptr);
    CHECK(app.last<FetchDraft>()->slot == slot);
    app.send(world::DraftFetched{slot, kept});
    CHECK(grid::find_person(model_of(app), "p-1", app.model.now) != nullptr);
    CHECK(grid::visits_on(model_of(app), {2026, 11, 21}, 480, app.model.now).size() == 1);
    CHECK(asked_for(app).back() == "/me/grid/changes?cursor=liuxiang-3:4");
    answer(app, failed(ApiErrorKind::network));
    CHECK(grid::find_person(model_of(app), "p-1", app.model.now) != nullptr);
}

TEST_CASE("What was kept too long is deleted and never shown; damaged is as if there were none", "[app][unit]") {
    const auto kept = kept_before();
    Driver app = asked(worker(), own_pin);
    app.pass(ow::domain::days(8));
    app.send(world::DraftFetched{slot, kept});
    CHECK(app.last<KeepDraft>()->draft.is_null());
    CHECK(model_of(app).persons.empty());
    CHECK(grid::freshness(model_of(app), app.model.now).is == grid::Freshness::Is::expired);
    Driver damaged = asked(worker(), own_pin);
    damaged.send(world::DraftFetched{slot, ow::domain::Value("nonsense")});
    CHECK(asked_for(damaged).back() == "/me/grid/changes");
}

TEST_CASE(
    "At the next contact after the session was ended elsewhere the device lets go of the grid, and keeps what waits",
    "[app][unit]") {
    const auto kept = kept_before();
    Driver app = asked(worker(), own_pin);
    app.send(world::DraftFetched{slot, kept});
    answer(app, failed(ApiErrorKind::unauthenticated));
    REQUIRE(app.last<KeepDraft>() != nullptr);
    CHECK(app.last<KeepDraft>()->slot == slot);
    CHECK(app.last<KeepDraft>()->draft.is_null());
    CHECK(app.count<DiscardCommand>() == 0);
    CHECK(is_gone(app));
}

TEST_CASE("A device whose session was ended before it was switched on lets go of the grid of its PIN's worker",
          "[app][unit]") {
    for (const bool whole : {true, false}) {
        world::Started started;
        started.whole = whole;
        Driver app("#/grid", started);
        app.nobody();
        if (!whole) {
            app.send(world::ProgramWhole{});
        }
        const auto token = token_of<AskLock>(app);
        REQUIRE(token != 0);
        CHECK(app.count<KeepDraft>() == 0);
        app.reply(token, own_pin);
        REQUIRE(app.last<KeepDraft>() != nullptr);
        CHECK(app.last<KeepDraft>()->slot == slot);
        CHECK(app.last<KeepDraft>()->draft.is_null());
    }
}

TEST_CASE("Without a network nothing of the grid goes: nobody has said that the session ended", "[app][unit]") {
    world::Started started;
    started.whole = true;
    Driver app("#/grid", started);
    app.refuse<api::GetSession>(ApiErrorKind::network);
    app.send(world::ProgramWhole{});
    CHECK(app.count<KeepDraft>() == 0);
}

TEST_CASE("A PIN is chosen by a worker, once, and what is there is kept from then on", "[app][unit]") {
    Driver app = synced();
    app.send(grid_data::LockPressed{});
    CHECK(app.count<LockDevice>() == 0);
    app.send(grid_data::PinWanted{});
    REQUIRE(app.last<ChoosePin>() != nullptr);
    CHECK(app.last<ChoosePin>()->owner == "grid-1");
    app.reply(token_of<ChoosePin>(app), own_pin);
    CHECK(app.last<KeepDraft>()->slot == slot);
    CHECK(app.of<grid_data::Model>().has_pin());
    app.send(grid_data::PinWanted{});
    CHECK(app.count<ChoosePin>() == 1);
    app.send(grid_data::LockPressed{});
    CHECK(app.count<LockDevice>() == 1);
}

TEST_CASE(
    "After too many wrong PINs the session from before is ended, and only a new sign-in lets the PIN be tried again",
    "[app][unit]") {
    Driver app = asked(worker(), {world::Lock::shut, "grid-1"});
    const CallTree* end = nullptr;
    ow::app::RequestId token_of_end = 0;
    for (const Effect& effect : app.log) {
        const auto* call = effect.get<CallTree>();
        if (call != nullptr && call->path == "/session") {
            end = call;
            token_of_end = effect.from.token;
        }
    }
    REQUIRE(end != nullptr);
    CHECK(end->method == CallTree::Method::del);
    CHECK(app.count<AllowPin>() == 0);
    app.reply(token_of_end, says("null"));
    CHECK(app.model.get<session::Model>().status == session::Status::signed_out);
    CHECK(app.count<AllowPin>() == 0);
    app.send(shell::Go{to_page(pages::staff_login)});
    app.send(fill<session::StaffLoginFilled>("account", "3012"));
    app.send(fill<session::StaffLoginFilled>("password", "secret"));
    app.send(session::StaffLoginFilled{form::SubmitPressed{}});
    CHECK(app.count<AllowPin>() == 0);
    app.answer<api::SignInStaff>({worker()});
    CHECK(app.count<AllowPin>() == 1);
}
