#include "offline/outbox/outbox.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "tests/unit/offline/policy_tab.hpp"

using namespace ow;
using namespace ow::test;

namespace {

using Tab = PolicyTab;

domain::ApiError error(domain::ApiErrorKind kind) {
    domain::ApiError made;
    made.kind = kind;
    return made;
}

}  // namespace

TEST_CASE("A filing is stored before it is sent", "[outbox][unit]") {
    Tab tab;
    tab.feed(submission("k1", 0));
    REQUIRE(tab.command<offline::Store>() != nullptr);
    CHECK(tab.command<offline::Store>()->how == offline::StoreHow::first);
    CHECK(tab.command<offline::Post>() == nullptr);
    tab.feed(offline::Stored{"k1"});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "k1");
}

TEST_CASE("Photos go before the filing and are named in it", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1", 2);
    REQUIRE(tab.command<offline::Upload>() != nullptr);
    CHECK(tab.command<offline::Upload>()->local_id == "k1-p0");
    tab.feed(offline::Uploaded{"k1", "k1-p0", "A"});
    CHECK(tab.command<offline::Store>() != nullptr);
    CHECK(tab.status("k1").photos_done == 1);
    tab.feed(offline::Uploaded{"k1", "k1-p1", "B"});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->request.body.find(R"("attachments":["A","B"])") != std::string::npos);
}

TEST_CASE("A filing leaves the device only with its receipt stored", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1", 1);
    tab.feed(offline::Uploaded{"k1", "k1-p0", "A"});
    tab.feed(posted("k1", "N1"));
    REQUIRE(tab.command<offline::Complete>() != nullptr);
    CHECK(tab.command<offline::Complete>()->local_ids == std::vector<std::string>{"k1-p0"});
    CHECK(tab.state.entries.size() == 1);
    tab.feed(offline::Completed{"k1"});
    REQUIRE(tab.command<offline::ReportAcknowledged>() != nullptr);
    CHECK(tab.command<offline::ReportAcknowledged>()->essentials.number == "N1");
    CHECK(offline::statuses(tab.state).empty());
}

TEST_CASE("What was answered to a feature's own call is told to it", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    offline::Posted answer = posted("k1", "N1");
    answer.tree.set("visit.id", "v-1");
    tab.feed(answer);
    tab.feed(offline::Completed{"k1"});
    REQUIRE(tab.command<offline::ReportAcknowledged>() != nullptr);
    CHECK(tab.command<offline::ReportAcknowledged>()->tree.text_at("visit.id") == "v-1");
}

TEST_CASE("A receipt that cannot be stored is shown all the same and tried again", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(posted("k1", "N1"));
    tab.feed(offline::CompleteFailed{"k1"});
    CHECK(tab.command<offline::ReportAcknowledged>() != nullptr);
    CHECK(tab.command<offline::StartTimer>() != nullptr);
    CHECK(tab.state.entries.size() == 1);
    tab.now.ms += 60'000;
    tab.feed(offline::TimerFired{});
    CHECK(tab.command<offline::Complete>() != nullptr);
    tab.feed(offline::Completed{"k1"});
    CHECK(tab.command<offline::ReportAcknowledged>() == nullptr);
    CHECK(offline::statuses(tab.state).empty());
}

TEST_CASE("Tapping submit twice files once", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(submission("k1", 0));
    CHECK(tab.command<offline::Store>() == nullptr);
    CHECK(tab.command<offline::Post>() == nullptr);
    CHECK(tab.state.entries.size() == 1);
}

TEST_CASE("A failing server is tried for ever, with longer and longer waits", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    std::int64_t last = 0;
    for (int i = 0; i < 40; ++i) {
        tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::unavailable)});
        CHECK(tab.status("k1").state == domain::CommandState::waiting);
        REQUIRE(tab.command<offline::StartTimer>() != nullptr);
        const auto delay = tab.command<offline::StartTimer>()->delay_ms;
        CHECK(delay >= last);
        CHECK(delay <= offline::longest_wait_ms * 5 / 4);
        last = delay;
        tab.now.ms += delay;
        tab.feed(offline::TimerFired{});
        REQUIRE(tab.command<offline::Post>() != nullptr);
    }
    CHECK(last >= offline::longest_wait_ms * 3 / 4);
}

TEST_CASE("The server's own wish for time is respected within reason", "[outbox][unit]") {
    CHECK(offline::wait_ms(1, 0.5, 120) == 120'000);
    CHECK(offline::wait_ms(1, 0.5, 86'400) == offline::longest_asked_wait_ms);
    CHECK(offline::wait_ms(1, 0.0, std::nullopt) == 3'750);
    CHECK(offline::wait_ms(1, 1.0, std::nullopt) == 6'250);
    CHECK(offline::wait_ms(1'000'000, 0.5, std::nullopt) == offline::longest_wait_ms);
}

TEST_CASE("When the network is back, waiting filings go at once", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::network)});
    tab.feed(offline::OnlineChanged{false});
    CHECK(tab.status("k1").state == domain::CommandState::waiting);
    CHECK(tab.command<offline::Post>() == nullptr);
    tab.feed(offline::OnlineChanged{true});
    CHECK(tab.command<offline::Post>() != nullptr);
}

TEST_CASE("One filing that the server cannot take does not hold up the others", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(submission("k2", 0));
    tab.feed(offline::Stored{"k2"});
    tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::unavailable)});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "k2");
}

TEST_CASE("A refused filing waits for a person, says why, and is kept", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    auto invalid = error(domain::ApiErrorKind::invalid);
    invalid.fields = {{"title", domain::FieldCode::too_short, {}, {}, "标题太短"}};
    tab.feed(offline::PostFailed{"k1", invalid});
    CHECK(tab.status("k1").state == domain::CommandState::needs_attention);
    CHECK(tab.status("k1").error == invalid);
    REQUIRE(tab.command<offline::Store>() != nullptr);
    CHECK(tab.command<offline::Store>()->command.refused);
    tab.now.ms += 1'000'000'000;
    tab.feed(offline::TimerFired{});
    tab.feed(offline::OnlineChanged{true});
    CHECK(tab.command<offline::Post>() == nullptr);

    tab.feed(offline::ReopenAsked{"k1", "k1-new"});
    REQUIRE(tab.command<offline::Reopen>() != nullptr);
    CHECK(tab.command<offline::Reopen>()->then.draft.text_at("key") == "k1-new");
    CHECK(tab.command<offline::Reopen>()->then.error == invalid);
    CHECK(tab.state.entries.empty());
}

TEST_CASE("A filing that may be filed already is not made a draft again", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::network)});
    tab.feed(offline::ReopenAsked{"k1", "k1-new"});
    CHECK(tab.command<offline::Reopen>() == nullptr);
    CHECK(tab.state.entries.size() == 1);
}

TEST_CASE("A dead photo is named, the other photos and other filings go on", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1", 3);
    tab.submit("k2", 0);
    tab.feed(offline::UploadFailed{"k1", "k1-p0", error(domain::ApiErrorKind::unsupported_type), false});
    REQUIRE(tab.command<offline::Upload>() != nullptr);
    CHECK(tab.command<offline::Upload>()->local_id == "k1-p1");
    tab.feed(offline::UploadFailed{"k1", "k1-p1", error(domain::ApiErrorKind::network), true});
    tab.feed(offline::Uploaded{"k1", "k1-p2", "C"});
    CHECK(tab.status("k1").state == domain::CommandState::needs_attention);
    REQUIRE(tab.status("k1").error->fields.size() == 1);
    CHECK(tab.status("k1").error->fields[0].path == "attachments.0");
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "k2");
    tab.feed(posted("k2", "N2"));
    tab.feed(offline::RetryAsked{"k1"});
    REQUIRE(tab.command<offline::Upload>() != nullptr);
    CHECK(tab.command<offline::Upload>()->local_id == "k1-p0");
}

TEST_CASE("Photos that the server lost are sent again, under another key", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1", 2);
    const std::string first_key = tab.command<offline::Upload>()->idempotency_key;
    tab.feed(offline::Uploaded{"k1", "k1-p0", "A"});
    tab.feed(offline::Uploaded{"k1", "k1-p1", "B"});
    auto lost = error(domain::ApiErrorKind::invalid);
    lost.fields = {{"attachments.0", domain::FieldCode::unknown, {}, {}, ""}};
    for (int i = 0; i < offline::reuploads; ++i) {
        tab.feed(offline::PostFailed{"k1", lost});
        REQUIRE(tab.command<offline::Upload>() != nullptr);
        CHECK(tab.command<offline::Upload>()->local_id == "k1-p0");
        CHECK(tab.command<offline::Upload>()->idempotency_key != first_key);
        tab.feed(offline::Uploaded{"k1", "k1-p0", "A" + std::to_string(i)});
        REQUIRE(tab.command<offline::Post>() != nullptr);
    }
    tab.feed(offline::PostFailed{"k1", lost});
    CHECK(tab.status("k1").state == domain::CommandState::needs_attention);
}

TEST_CASE("An expired session keeps the filing until its owner is back", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::unauthenticated)});
    CHECK(tab.status("k1").state == domain::CommandState::signed_out);
    tab.feed(offline::OnlineChanged{true});
    CHECK(tab.command<offline::Post>() == nullptr);
    tab.feed(offline::AccountChanged{"somebody else"});
    CHECK(tab.command<offline::Post>() == nullptr);
    CHECK(tab.status("k1").state == domain::CommandState::signed_out);
    tab.feed(offline::AccountChanged{"owner"});
    CHECK(tab.command<offline::Post>() != nullptr);
    CHECK(tab.status("k1").state == domain::CommandState::sending);
}

TEST_CASE("Nothing is filed in another person's name", "[outbox][unit]") {
    Tab tab;
    tab.feed(offline::AccountChanged{"neighbour"});
    tab.submit("k1");
    CHECK(tab.command<offline::Post>() == nullptr);
    CHECK(tab.state.entries.size() == 1);
}

TEST_CASE("Only the tab with the lock sends; the other one stores and is told", "[outbox][unit]") {
    Tab tab;
    tab.feed(offline::LockChanged{false});
    tab.submit("k1", 1);
    CHECK(tab.command<offline::Upload>() == nullptr);

    auto elsewhere = tab.state.entries[0].stored;
    elsewhere.photos[0].attachment_id = "A";
    tab.feed(offline::SeenElsewhere{elsewhere});
    REQUIRE(tab.command<offline::ReportChanged>() != nullptr);
    CHECK(tab.command<offline::ReportChanged>()->status.photos_done == 1);

    tab.feed(offline::GoneElsewhere{"k1", domain::Acknowledgement{tab.now, "", "N1", "CODE", 0}});
    REQUIRE(tab.command<offline::ReportAcknowledged>() != nullptr);
    CHECK(tab.state.entries.empty());
}

TEST_CASE("A filing stored by another tab is sent by the tab with the lock", "[outbox][unit]") {
    Tab writer;
    writer.feed(offline::LockChanged{false});
    writer.submit("k1");
    Tab sender;
    sender.feed(offline::SeenElsewhere{writer.state.entries[0].stored});
    REQUIRE(sender.command<offline::Post>() != nullptr);
    CHECK(sender.command<offline::Post>()->id == "k1");
}

TEST_CASE("A tab that does not send says that a filing waits once the tab that sends has failed", "[outbox][unit]") {
    Tab writer, sender;
    writer.feed(offline::LockChanged{false});
    for (const std::string key : {"k1", "k2"})
        writer.submit(key);
    CHECK(writer.status("k1").state == domain::CommandState::sending);
    for (const auto& entry : writer.state.entries)
        sender.feed(offline::SeenElsewhere{entry.stored});
    sender.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::network)});
    REQUIRE(sender.status("k1").state == domain::CommandState::waiting);
    writer.feed(offline::SeenElsewhere{sender.state.entries[0].stored});
    CHECK(writer.status("k1").state == domain::CommandState::waiting);
    CHECK(writer.status("k2").state == domain::CommandState::waiting);  // it goes after the first

    SECTION("what came through, the next is on its way") {
        writer.feed(offline::GoneElsewhere{"k1", domain::Acknowledgement{writer.now, "", "N1", "CODE", 0}});
        CHECK(writer.status("k2").state == domain::CommandState::sending);
    }
    SECTION("the first was refused: that stops nobody else") {
        sender.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::invalid)});
        writer.feed(offline::SeenElsewhere{sender.state.entries[0].stored});
        CHECK(writer.status("k1").state == domain::CommandState::needs_attention);
        CHECK(writer.status("k2").state == domain::CommandState::sending);
    }
    SECTION("this tab sends itself from now on") {
        writer.feed(offline::LockChanged{true});
        CHECK(writer.status("k1").state == domain::CommandState::sending);
    }
}

TEST_CASE("With a full device a filing is still sent when that works at once", "[outbox][unit]") {
    Tab tab;
    tab.feed(submission("k1", 0));
    tab.feed(offline::StoreFailed{"k1", offline::StoreFailure::full});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    tab.feed(posted("k1", "N1"));
    tab.feed(offline::CompleteFailed{"k1"});
    CHECK(tab.command<offline::ReportAcknowledged>() != nullptr);
    CHECK(tab.state.entries.empty());
}

TEST_CASE("With a device that stores nothing a second tab sends by itself: nobody else can", "[outbox][unit]") {
    Tab tab;
    tab.feed(offline::LockChanged{false});
    tab.feed(step_of("s1", "N1"));
    tab.feed(offline::StoreFailed{"s1", offline::StoreFailure::unavailable});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "s1");
}

TEST_CASE("With a full device and no network the person is told, and keeps the draft", "[outbox][unit]") {
    SECTION("offline before it was tried") {
        Tab tab;
        tab.feed(offline::OnlineChanged{false});
        tab.feed(submission("k1", 0));
        CHECK(tab.command<offline::ReportChanged>() == nullptr);
        tab.feed(offline::StoreFailed{"k1", offline::StoreFailure::full});
        REQUIRE(tab.command<offline::ReportSubmitFailed>() != nullptr);
        CHECK(tab.command<offline::ReportSubmitFailed>()->reason == offline::StoreFailure::full);
        CHECK(tab.state.entries.empty());
    }
    SECTION("the connection broke while it was tried") {
        Tab tab;
        tab.feed(submission("k1", 0));
        tab.feed(offline::StoreFailed{"k1", offline::StoreFailure::unavailable});
        tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::network)});
        CHECK(tab.command<offline::ReportSubmitFailed>() != nullptr);
        CHECK(tab.state.entries.empty());
    }
}

TEST_CASE("A discarded filing that had got through all the same brings its receipt", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(offline::DiscardAsked{"k1"});
    CHECK(tab.command<offline::Remove>() != nullptr);
    CHECK(tab.command<offline::ReportDiscarded>() != nullptr);
    tab.feed(posted("k1", "N1"));
    REQUIRE(tab.command<offline::Complete>() != nullptr);
    tab.feed(offline::Completed{"k1"});
    CHECK(tab.command<offline::ReportAcknowledged>() != nullptr);
}

TEST_CASE("A filing that is thrown away while its photo is sent does not hold up the next one", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1", 1);
    tab.submit("k2");
    REQUIRE_FALSE(tab.state.in_flight.empty());
    tab.feed(offline::DiscardAsked{"k1"});
    CHECK(tab.command<offline::Remove>() != nullptr);
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "k2");
}

TEST_CASE("A filing that is thrown away while it is sent does not come back when that fails", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(offline::DiscardAsked{"k1"});
    tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::network)});
    CHECK(tab.state.entries.empty());
    CHECK(tab.command<offline::Store>() == nullptr);
}

TEST_CASE("Steps of one case keep their order, those of another case go on", "[outbox][unit]") {
    Tab tab;
    for (const auto& [id, number] : {std::pair{"s1", "N1"}, {"s2", "N1"}, {"s3", "N2"}}) {
        tab.feed(step_of(id, number));
        tab.feed(offline::Stored{id});
    }
    CHECK(tab.command<offline::Post>()->id == "s3");
    tab.feed(offline::PostFailed{"s1", error(domain::ApiErrorKind::unavailable)});
    CHECK(tab.command<offline::Post>() == nullptr);
    tab.feed(posted("s3", "N2"));
    CHECK(tab.command<offline::Post>() == nullptr);
    tab.now.ms += 60'000;
    tab.feed(offline::TimerFired{});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "s1");
    tab.feed(posted("s1", "N1"));
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "s2");
}

TEST_CASE("A refused step does not hold up what does not depend on it", "[outbox][unit]") {
    Tab tab;
    tab.feed(step_of("s1", "N1"));
    tab.feed(offline::Stored{"s1"});
    tab.feed(offline::PostFailed{"s1", error(domain::ApiErrorKind::conflict)});
    auto dependent = step_of("s2", "N1");
    dependent.command.depends_on = {"s1"};
    tab.feed(dependent);
    tab.feed(offline::Stored{"s2"});
    CHECK(tab.command<offline::Post>() == nullptr);
    tab.feed(step_of("s3", "N1"));
    tab.feed(offline::Stored{"s3"});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "s3");
    tab.feed(posted("s3", "N1"));

    SECTION("thrown away: a person has to look at what depended on it") {
        tab.feed(offline::DiscardAsked{"s1"});
        REQUIRE(tab.command<offline::Remove>() != nullptr);
        REQUIRE(tab.command<offline::Remove>()->dependents.size() == 1);
        CHECK(tab.command<offline::Remove>()->dependents[0].refused);
        CHECK(tab.status("s2").state == domain::CommandState::needs_attention);
    }
    SECTION("tried again and taken: what depended on it follows") {
        tab.feed(offline::RetryAsked{"s1"});
        tab.feed(posted("s1", "N1"));
        REQUIRE(tab.command<offline::Post>() != nullptr);
        CHECK(tab.command<offline::Post>()->id == "s2");
    }
}

TEST_CASE("What depends on a filing that is mended waits for the mended one", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    auto dependent = submission("k2", 0);
    dependent.command.depends_on = {"k1"};
    tab.feed(dependent);
    tab.feed(offline::Stored{"k2"});
    tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::invalid)});
    tab.feed(offline::ReopenAsked{"k1", "k1-new"});
    REQUIRE(tab.command<offline::Reopen>() != nullptr);
    REQUIRE(tab.command<offline::Reopen>()->dependents.size() == 1);
    tab.feed(offline::TimerFired{});
    CHECK(tab.command<offline::Post>() == nullptr);
    tab.submit("k1-new");
    tab.feed(posted("k1-new", "N1"));
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "k2");
}

TEST_CASE("A server restored from a backup is offered what it had acknowledged, under the same key", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1", 1);
    tab.feed(offline::Uploaded{"k1", "k1-p0", "A"});
    tab.feed(posted("k1", "N1", "first"));
    tab.feed(offline::Completed{"k1"});
    tab.feed(offline::EpochSeen{"first"});
    CHECK(tab.command<offline::Post>() == nullptr);

    tab.feed(offline::EpochSeen{"second"});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "k1");
    CHECK(tab.command<offline::Post>()->request.body.find(R"("attachments":["A"])") != std::string::npos);
    CHECK(tab.status("k1").again);

    SECTION("it has the filing: nothing is filed twice and the entry is done") {
        tab.feed(posted("k1", "N1", "second"));
        tab.feed(offline::Completed{"k1"});
        REQUIRE(tab.command<offline::ReportAcknowledged>() != nullptr);
        CHECK(tab.command<offline::ReportAcknowledged>()->again);
        CHECK(offline::statuses(tab.state).empty());
    }
    SECTION("it lost filing and photo, which the device has let go of: the words are filed, the loss is told") {
        auto lost = error(domain::ApiErrorKind::invalid);
        lost.fields = {{"attachments.0", domain::FieldCode::unknown, {}, {}, ""}};
        tab.feed(offline::PostFailed{"k1", lost});
        REQUIRE(tab.command<offline::Post>() != nullptr);
        CHECK(tab.command<offline::Post>()->request.body.find(R"("attachments":[])") != std::string::npos);
        tab.feed(posted("k1", "N7", "second"));
        tab.feed(offline::Completed{"k1"});
        REQUIRE(tab.command<offline::ReportAcknowledged>() != nullptr);
        CHECK(tab.command<offline::ReportAcknowledged>()->essentials.number == "N7");
        CHECK(tab.command<offline::ReportAcknowledged>()->essentials.pictures_lost == 1);
    }
}

TEST_CASE("What was acknowledged is forgotten after thirty days, or when the device is cleared", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(posted("k1", "N1"));
    tab.feed(offline::Completed{"k1"});
    const auto kept = tab.state.entries[0].stored;
    SECTION("kept until then") {
        tab.now.ms += domain::days(offline::kept_days).ms - 1;
        tab.feed(offline::Restored{{kept}, {}});
        CHECK(tab.state.entries.size() == 1);
        tab.now.ms += 1;
        tab.feed(offline::Restored{{kept}, {}});
        CHECK(tab.command<offline::Remove>() != nullptr);
        CHECK(tab.state.entries.empty());
    }
    SECTION("cleared") {
        tab.feed(offline::ForgetAsked{});
        CHECK(tab.command<offline::Remove>() != nullptr);
        CHECK(tab.state.entries.empty());
    }
}

TEST_CASE("A tab that holds the lock but sleeps is asked for it, not oftener than once a minute", "[outbox][unit]") {
    Tab tab;
    tab.feed(offline::LockChanged{false});
    CHECK(tab.command<offline::AskForLock>() == nullptr);
    tab.submit("k1");
    CHECK(tab.command<offline::AskForLock>() != nullptr);
    tab.feed(offline::TimerFired{});
    CHECK(tab.command<offline::AskForLock>() == nullptr);
    tab.now.ms += offline::lock_patience_ms;
    tab.feed(offline::TimerFired{});
    CHECK(tab.command<offline::AskForLock>() != nullptr);
    tab.feed(offline::LockChanged{true});
    CHECK(tab.command<offline::Post>() != nullptr);
}

TEST_CASE("A rating by query code needs nobody to be signed in", "[outbox][unit]") {
    Tab tab;
    tab.feed(offline::AccountChanged{""});
    offline::Submitted rating;
    rating.command.id = "r1";
    rating.call = domain::api::RateTracked{"N1", "7K3MPQ"};
    tab.feed(rating);
    tab.feed(offline::Stored{"r1"});
    CHECK(tab.command<offline::Post>() != nullptr);
}

TEST_CASE("A clock that was set back does not put a filing off", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::unavailable)});
    tab.now.ms -= 86'400'000LL * 365;
    tab.feed(offline::TimerFired{});
    CHECK(tab.command<offline::Post>() != nullptr);
}

TEST_CASE("What is done to a case does not wait for the photos of another, nor for a filing", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1", 2);
    CHECK(tab.command<offline::Upload>()->id == "k1");
    tab.submit("k2");
    CHECK(tab.command<offline::Post>() == nullptr);  // filings go one after the other
    tab.feed(step_of("s1", "N1"));
    tab.feed(offline::Stored{"s1"});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "s1");
    tab.feed(step_of("s2", "N1"));
    tab.feed(offline::Stored{"s2"});
    CHECK(tab.command<offline::Post>() == nullptr);
    tab.feed(step_of("s3", "N2"));
    tab.feed(offline::Stored{"s3"});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    tab.feed(step_of("s4", "N3"));
    tab.feed(offline::Stored{"s4"});
    CHECK(tab.command<offline::Post>() == nullptr);  // not more than three at once
    tab.feed(posted("s3", "N2"));
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "s4");
}

TEST_CASE("What a person does now is tried at once, whatever failed before", "[outbox][unit]") {
    Tab tab;
    tab.submit("k1");
    tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::unavailable)});
    tab.now.ms += offline::first_wait_ms * 2;
    tab.feed(offline::TimerFired{});
    tab.feed(offline::PostFailed{"k1", error(domain::ApiErrorKind::unavailable)});
    REQUIRE(tab.state.paused_until.has_value());
    tab.feed(step_of("s1", "N1"));
    tab.feed(offline::Stored{"s1"});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "s1");
}

TEST_CASE("A dead network is asked now and then, not once for every filing", "[outbox][unit]") {
    Tab tab;
    for (int i = 0; i < 100; ++i) {
        tab.submit("k" + std::to_string(i));
    }
    int tries = 0;
    for (std::int64_t waited = 0; waited < 60 * 60'000;) {
        if (tab.state.in_flight.empty()) {
            REQUIRE(tab.state.timer_at.has_value());
            const auto delay = (*tab.state.timer_at - tab.now).ms;
            waited += delay;
            tab.now.ms += delay;
            tab.feed(offline::TimerFired{});
            continue;
        }
        ++tries;
        tab.feed(offline::PostFailed{tab.state.in_flight.front().id, error(domain::ApiErrorKind::network)});
    }
    CHECK(tries < 30);
    CHECK(tab.state.entries.size() == 100);
}
