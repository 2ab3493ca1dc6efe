#include "tests/unit/app/driver.hpp"

using namespace ow::app;
using namespace ow::test;
using ow::domain::ApiErrorKind;
using ow::domain::AppealStep;
using ow::domain::Category;

namespace {

api::SimilarCases two_cases() {
    api::SimilarCases found;
    for (const std::string& number : {number_one, number_two}) {
        found.items.push_back(a_case(ow::domain::State::in_progress, 1, number).summary);
    }
    return found;
}

/// A resident on the page "where" with everything up to it written.
Driver on_where() {
    Driver app("#/appeals/new/kind");
    app.signed_in(resident());
    app.send(fill<appeal::Filled>("category", "help"));
    app.send(appeal::Filled{form::NextPressed{}});
    app.send(fill<appeal::Filled>("title", "楼道灯不亮"));
    app.send(fill<appeal::Filled>("description", "从上周三晚上开始，灯都不亮。"));
    app.send(appeal::Filled{form::NextPressed{}});
    app.send(fill<appeal::Filled>("place.text", "柳巷路 8 号"));
    return app;
}

/// The same, with two cases on offer.
Driver on_offer() {
    Driver app = on_where();
    app.send(appeal::Filled{form::NextPressed{}});
    app.answer<api::FindSimilar>(two_cases());
    return app;
}

ow::domain::CaseDetail joined_detail() {
    ow::domain::CaseDetail detail = a_case(ow::domain::State::in_progress, 4);
    detail.summary.joined = true;
    detail.summary.joiners = 3;
    return detail;
}

}  // namespace

TEST_CASE("Similar cases nearby are offered after the place, and filing goes on from there", "[app][similar][unit]") {
    Driver app = on_where();
    app.send(appeal::Filled{form::NextPressed{}});
    CHECK(app.url() == "#/appeals/new/where");
    CHECK(app.model.get<appeal::Model>().similar.found.busy());
    app.send(appeal::Filled{form::NextPressed{}});
    CHECK(app.count_calls<api::FindSimilar>() == 1);
    const auto asked = app.call<api::FindSimilar>();
    CHECK(asked.category == Category::help);
    CHECK(asked.title == "楼道灯不亮");
    CHECK(asked.place.text == "柳巷路 8 号");
    app.answer<api::FindSimilar>(two_cases());
    CHECK(app.url() == "#/appeals/similar");
    CHECK(app.now<FocusHeading>() != nullptr);
    app.send(appeal::OfferDeclined{});
    CHECK(app.url() == "#/appeals/new/contact");
}

TEST_CASE("Where nothing is similar the page is skipped", "[app][similar][unit]") {
    Driver app = on_where();
    app.send(appeal::Filled{form::NextPressed{}});
    app.answer<api::FindSimilar>({});
    CHECK(app.url() == "#/appeals/new/contact");
}

TEST_CASE("No failure of the offer holds anybody up", "[app][similar][unit]") {
    for (const ApiErrorKind kind : {ApiErrorKind::network, ApiErrorKind::rate_limited, ApiErrorKind::unavailable}) {
        Driver app = on_where();
        app.send(appeal::Filled{form::NextPressed{}});
        app.refuse<api::FindSimilar>(kind);
        CHECK(app.url() == "#/appeals/new/contact");
        CHECK(app.model.toasts.empty());
    }
}

TEST_CASE("A server that does not answer in time is not waited for", "[app][similar][unit]") {
    Driver app = on_where();
    app.send(appeal::Filled{form::NextPressed{}});
    REQUIRE(app.now<StartTimer>());
    app.fire(appeal::feature, appeal::similar_timer);
    CHECK(app.url() == "#/appeals/new/contact");
    CHECK(app.last<CancelCall>() != nullptr);
    app.answer<api::FindSimilar>(two_cases());
    CHECK(app.url() == "#/appeals/new/contact");
}

TEST_CASE("Without network nothing is asked", "[app][similar][unit]") {
    Driver app = on_where();
    app.send(world::OnlineChanged{false});
    app.send(appeal::Filled{form::NextPressed{}});
    CHECK(app.url() == "#/appeals/new/contact");
    CHECK(app.count_calls<api::FindSimilar>() == 0);
}

TEST_CASE("Who leaves the page or writes on while it is looked is not taken elsewhere", "[app][similar][unit]") {
    Driver left = on_where();
    left.send(appeal::Filled{form::NextPressed{}});
    left.send(shell::Go{to_page(pages::help)});
    left.answer<api::FindSimilar>(two_cases());
    CHECK(left.url() == "#/help");

    Driver writing = on_where();
    writing.send(appeal::Filled{form::NextPressed{}});
    writing.send(fill<appeal::Filled>("place.text", "东河路 1 号"));
    CHECK_FALSE(writing.model.get<appeal::Model>().similar.found.busy());
    writing.answer<api::FindSimilar>(two_cases());
    CHECK(writing.url() == "#/appeals/new/where");
    writing.send(appeal::Filled{form::NextPressed{}});
    CHECK(writing.call<api::FindSimilar>().place.text == "东河路 1 号");
}

TEST_CASE("What was declined is not offered again until the words or the place change", "[app][similar][unit]") {
    Driver app = on_offer();
    app.send(appeal::OfferDeclined{});
    app.send(appeal::Filled{form::PreviousPressed{}});
    CHECK(app.url() == "#/appeals/new/where");
    app.send(appeal::Filled{form::NextPressed{}});
    CHECK(app.url() == "#/appeals/new/contact");
    app.send(appeal::Filled{form::PageWanted{"where"}});
    app.send(fill<appeal::Filled>("place.grid_id", "donghe-1"));
    app.send(appeal::Filled{form::NextPressed{}});
    app.answer<api::FindSimilar>(two_cases());
    CHECK(app.url() == "#/appeals/similar");
}

TEST_CASE("Back from the offer leads to the place, and a reload of it too", "[app][similar][unit]") {
    Driver app = on_offer();
    CHECK(to_appeal_step(AppealStep::where) == parent_of(app.model));
    app.send(appeal::Filled{form::PageWanted{"where"}});
    CHECK(app.url() == "#/appeals/new/where");
    app.send(world::UrlChanged{"#/appeals/similar"});
    CHECK(app.url() == "#/appeals/similar");

    Driver reloaded("#/appeals/similar");
    reloaded.answer<api::GetSession>({resident()});
    CHECK(reloaded.url() == "#/appeals/new/where");
    ow::domain::AppealDraft draft;
    draft.owner = "resident-1";
    draft.title = "路灯";
    reloaded.send(world::DraftLoaded{"resident-1", draft});
    CHECK(reloaded.url() == "#/appeals/new/where");
    CHECK(draft_of(reloaded).title == "路灯");
}

TEST_CASE("When another tab filed or threw away what was written, the offer goes with it", "[app][similar][unit]") {
    Driver app = on_offer();
    app.send(world::DraftSaved{app.model.get<appeal::Model>().revision});
    app.send(world::DraftChangedElsewhere{"resident-1", std::nullopt});
    CHECK(app.url() == "#/appeals/new/kind");
}

TEST_CASE("Joining is confirmed, and the draft stays until its writer throws it away", "[app][similar][unit]") {
    Driver app = on_offer();
    app.send(appeal::CaseJoined{number_one});
    app.send(appeal::CaseJoined{number_two});
    CHECK(app.count_calls<api::JoinCase>() == 1);
    CHECK_FALSE(app.find_call<api::JoinCase>()->key.empty());
    app.answer<api::JoinCase>(joined_detail());
    REQUIRE(appeal::joined_case(app.model.get<appeal::Model>().similar));
    CHECK(appeal::joined_case(app.model.get<appeal::Model>().similar)->number == number_one);
    CHECK(appeal::joined_case(app.model.get<appeal::Model>().similar)->joiners == 3);
    CHECK(app.url() == "#/appeals/similar");
    CHECK(app.now<FocusHeading>() != nullptr);
    CHECK(app.now<Announce>()->text.key == "appeal.joined");
    CHECK(draft_of(app).title == "楼道灯不亮");
    CHECK(app.count<DeleteDraft>() == 0);

    app.send(appeal::DiscardPressed{});
    REQUIRE(app.model.dialog);
    app.send(shell::DialogConfirmed{});
    CHECK(app.count<DeleteDraft>() == 1);
    CHECK(app.url() == "#/mine");
}

TEST_CASE("Who joined can still file what is different about theirs", "[app][similar][unit]") {
    Driver app = on_offer();
    app.send(appeal::CaseJoined{number_one});
    app.answer<api::JoinCase>(joined_detail());
    app.send(appeal::OfferDeclined{});
    CHECK(app.url() == "#/appeals/new/contact");
    CHECK(draft_of(app).title == "楼道灯不亮");
}

TEST_CASE("A join that waits for the network counts as done; one that was refused says so", "[app][similar][unit]") {
    Driver app = on_offer();
    app.send(appeal::CaseJoined{number_one});
    SECTION("waiting, then carried out") {
        app.refuse<api::JoinCase>(ApiErrorKind::network);
        REQUIRE(appeal::joined_case(app.model.get<appeal::Model>().similar));
        CHECK(app.model.get<appeal::Model>().similar.join.waits());
        app.answer<api::JoinCase>(joined_detail());
        CHECK_FALSE(app.model.get<appeal::Model>().similar.join.busy());
        CHECK(appeal::joined_case(app.model.get<appeal::Model>().similar)->joiners == 3);
    }
    SECTION("refused: nothing in it can be mended, so it goes from the outbox") {
        const std::string key = app.find_call<api::JoinCase>()->key;
        app.refuse<api::JoinCase>(ApiErrorKind::conflict);
        CHECK(app.model.get<appeal::Model>().similar.refusal->kind == ApiErrorKind::conflict);
        CHECK(appeal::joined_case(app.model.get<appeal::Model>().similar) == nullptr);
        REQUIRE(app.now<DiscardCommand>());
        CHECK(app.now<DiscardCommand>()->key == key);
        app.send(world::CommandDiscarded{key});
        app.send(appeal::CaseJoined{number_two});
        CHECK(app.call<api::JoinCase>().number == number_two);
        CHECK(app.find_call<api::JoinCase>()->key != key);
    }
    CHECK(draft_of(app).title == "楼道灯不亮");
}

TEST_CASE("A session that ends while joining asks to sign in and comes back to the offer", "[app][similar][unit]") {
    Driver app = on_offer();
    app.send(appeal::CaseJoined{number_one});
    app.refuse<api::JoinCase>(ApiErrorKind::unauthenticated);
    CHECK(app.model.route.page == &pages::login);
    CHECK(app.model.route.value("next") == "#/appeals/similar");
    app.send(fill<session::LoginFilled>("phone", "13800000001"));
    app.send(fill<session::LoginFilled>("code", "123456"));
    app.send(session::LoginFilled{form::SubmitPressed{}});
    app.answer<api::SignIn>({resident()});
    CHECK(app.url() == "#/appeals/similar");
    CHECK(draft_of(app).title == "楼道灯不亮");
}

TEST_CASE("A joined case stands in the list and follows every step", "[app][similar][unit]") {
    Driver app("#/mine");
    app.signed_in(resident());
    app.answer<api::ListMine>(a_page({joined_detail()}));
    REQUIRE(app.model.get<mine::Model>().list.items.size() == 1);
    CHECK(app.model.get<mine::Model>().list.items[0].joined);
    app.send(world::CaseChanged{number_one, 5, ow::domain::State::resolved});
    auto moved = joined_detail();
    moved.summary.version = 5;
    moved.summary.state = ow::domain::State::resolved;
    app.answer<api::GetCase>(moved);
    CHECK(app.model.get<mine::Model>().list.items[0].state == ow::domain::State::resolved);
    CHECK(app.model.get<mine::Model>().list.items[0].joined);
}
