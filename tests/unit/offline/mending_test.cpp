#include <catch2/catch_test_macros.hpp>

#include "src/wire/stored.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/offline/policy_tab.hpp"

// What the server refused: what a person sees of it, and the mended one in its place.
using namespace ow;
using namespace ow::test;
using domain::make_error;

TEST_CASE("A refused step says what was typed, and the mended one takes its place", "[outbox][unit]") {
    PolicyTab tab;
    auto made = step_of("s1", "N1");
    made.command.draft = domain::Value::object();
    made.command.draft.set("note", "typed");
    made.command.blobs = {"p0", "p1"};
    tab.feed(made);
    tab.feed(offline::Stored{"s1"});
    CHECK(tab.status("s1").draft.is_null());
    tab.feed(offline::UploadFailed{"s1", "p0", make_error(domain::ApiErrorKind::too_large), false});
    tab.feed(offline::Uploaded{"s1", "p1", "A1"});
    CHECK(tab.status("s1").state == domain::CommandState::needs_attention);
    CHECK(tab.status("s1").draft.text_at("note") == "typed");

    auto mended = step_of("s2", "N1");
    mended.command.blobs = {"p1"};
    mended.replaces = "s1";
    tab.feed(mended);
    REQUIRE(tab.command<offline::Store>() != nullptr);
    REQUIRE(tab.command<offline::Store>()->replaced.has_value());
    CHECK(tab.command<offline::Store>()->replaced->id == "s1");
    CHECK(tab.command<offline::Store>()->replaced->local_ids == std::vector<std::string>{"p0"});

    SECTION("as soon as it is kept") {
        tab.feed(offline::Stored{"s2"});
        REQUIRE(tab.command<offline::ReportDiscarded>() != nullptr);
        CHECK(tab.command<offline::ReportDiscarded>()->id == "s1");
        CHECK(offline::statuses(tab.state).size() == 1);
    }
    SECTION("not before: what cannot be kept leaves the refused one as it was") {
        tab.feed(offline::OnlineChanged{false});
        tab.feed(offline::StoreFailed{"s2", offline::StoreFailure::full});
        CHECK(tab.command<offline::ReportSubmitFailed>() != nullptr);
        CHECK(tab.status("s1").draft.text_at("note") == "typed");
    }
    SECTION("or as soon as the server has it, where the device keeps nothing") {
        tab.feed(offline::StoreFailed{"s2", offline::StoreFailure::full});
        tab.feed(offline::Uploaded{"s2", "p1", "A1"});
        tab.feed(posted("s2", "N1"));
        tab.feed(offline::CompleteFailed{"s2"});
        REQUIRE(tab.command<offline::Remove>() != nullptr);
        CHECK(tab.command<offline::Remove>()->id == "s1");
        CHECK(tab.state.entries.empty());
    }
    SECTION("meanwhile the refused one can be neither tried again nor thrown away nor mended twice") {
        tab.feed(offline::RetryAsked{"s1"});
        tab.feed(offline::DiscardAsked{"s1"});
        CHECK(tab.status("s1").state == domain::CommandState::needs_attention);
        auto second = step_of("s3", "N1");
        second.replaces = "s1";
        tab.feed(second);
        CHECK(tab.command<offline::Store>() == nullptr);
        CHECK(tab.command<offline::ReportDiscarded>()->id == "s3");
    }
}

TEST_CASE("A paper's picture is named by its paper, and sent again where the server lost it", "[outbox][unit]") {
    PolicyTab tab;
    auto made = step_of("s1", "N1");
    domain::Value answers = domain::Value::object();
    answers.set("materials.book", domain::Value::List{domain::Value("p0"), domain::Value("p1")});
    std::get<domain::api::TakeStep>(made.call).answers = answers;
    made.command.blobs = {"p0", "p1"};
    tab.feed(made);
    tab.feed(offline::Stored{"s1"});
    tab.feed(offline::Uploaded{"s1", "p0", "A0"});

    SECTION("refused as it is uploaded") {
        tab.feed(offline::UploadFailed{"s1", "p1", make_error(domain::ApiErrorKind::too_large), false});
        REQUIRE(tab.status("s1").error->fields.size() == 1);
        CHECK(tab.status("s1").error->fields[0].path == "materials.book.1");
        CHECK(tab.status("s1").error->fields[0].code == domain::FieldCode::too_large);
    }
    SECTION("lost by the server") {
        tab.feed(offline::Uploaded{"s1", "p1", "A1"});
        auto lost = make_error(domain::ApiErrorKind::invalid);
        lost.fields = {{"materials.book.1", domain::FieldCode::unknown, {}, {}, ""}};
        tab.feed(offline::PostFailed{"s1", lost});
        REQUIRE(tab.command<offline::Upload>() != nullptr);
        CHECK(tab.command<offline::Upload>()->local_id == "p1");
    }
    SECTION("what is no picture is for a person to look at") {
        tab.feed(offline::Uploaded{"s1", "p1", "A1"});
        auto wrong = make_error(domain::ApiErrorKind::invalid);
        wrong.fields = {{"note", domain::FieldCode::unknown, {}, {}, ""}};
        tab.feed(offline::PostFailed{"s1", wrong});
        CHECK(tab.status("s1").state == domain::CommandState::needs_attention);
    }
}

TEST_CASE("What is used again is sent under the server's own name, beside what is uploaded, also after a restart",
          "[outbox][reuse][unit]") {
    PolicyTab tab;
    auto made = step_of("s1", "N1");
    domain::Value answers = domain::Value::object();
    answers.set("materials.book", domain::Value::List{domain::Value("A7"), domain::Value("p0")});
    answers.set("reused", domain::Value::List{domain::Value("materials.book")});
    made.command.act = "step.correct";
    std::get<domain::api::TakeStep>(made.call).answers = answers;
    made.command.blobs = {"p0"};
    tab.feed(made);
    REQUIRE(tab.command<offline::Store>() != nullptr);
    const auto stored = wire::decode_command(wire::encode_command(tab.command<offline::Store>()->command));
    REQUIRE(stored.ok());
    CHECK(stored.value() == tab.command<offline::Store>()->command);
    tab.feed(offline::Stored{"s1"});
    tab.feed(offline::Uploaded{"s1", "p0", "A0"});
    REQUIRE(tab.command<offline::Post>() != nullptr);
    const auto body = wire::parse_value(tab.command<offline::Post>()->request.body).value();
    CHECK(body.text_at("materials.book.0") == "A7");
    CHECK(body.text_at("materials.book.1") == "A0");
    CHECK(body.text_at("reused.0") == "materials.book");

    // Gone meanwhile: nothing here could be sent again, so a person looks.
    auto error = make_error(domain::ApiErrorKind::invalid);
    error.fields = {{"materials.book.0", domain::FieldCode::unknown, {}, {}, {}}};
    tab.feed(offline::PostFailed{"s1", error});
    CHECK(tab.status("s1").state == domain::CommandState::needs_attention);
    REQUIRE(tab.status("s1").error.has_value());
    CHECK(tab.status("s1").error->fields == error.fields);
}

TEST_CASE("A refused step that was tried again is not sent a second time as a mended one", "[outbox][unit]") {
    PolicyTab tab;
    tab.feed(step_of("s1", "N1"));
    tab.feed(offline::Stored{"s1"});
    tab.feed(offline::PostFailed{"s1", make_error(domain::ApiErrorKind::conflict)});
    tab.feed(offline::RetryAsked{"s1"});
    auto mended = step_of("s2", "N1");
    mended.replaces = "s1";
    tab.feed(mended);
    CHECK(tab.command<offline::Store>() == nullptr);
    REQUIRE(tab.command<offline::ReportDiscarded>() != nullptr);
    CHECK(tab.command<offline::ReportDiscarded>()->id == "s2");
}

TEST_CASE("A step thrown away in another tab is not sent by mending it: its pictures are gone", "[outbox][unit]") {
    PolicyTab tab;
    auto made = step_of("s1", "N1");
    made.command.blobs = {"p0"};
    tab.feed(made);
    tab.feed(offline::Stored{"s1"});
    tab.feed(offline::UploadFailed{"s1", "p0", make_error(domain::ApiErrorKind::too_large), false});
    auto mended = step_of("s2", "N1");
    mended.command.blobs = {"p0"};
    mended.replaces = "s1";

    SECTION("while this tab has not heard of it yet") {
        tab.feed(mended);
        REQUIRE(tab.command<offline::Store>() != nullptr);
        CHECK(tab.command<offline::Store>()->wants_replaced);
        tab.feed(offline::StoreFailed{"s2", offline::StoreFailure::gone});
        REQUIRE(tab.command<offline::ReportDiscarded>() != nullptr);
        CHECK(tab.command<offline::ReportDiscarded>()->id == "s2");
        CHECK(tab.state.entries.empty());
    }
    SECTION("after it has") {
        tab.feed(offline::GoneElsewhere{"s1", {}});
        tab.feed(mended);
        CHECK(tab.command<offline::Store>() == nullptr);
        REQUIRE(tab.command<offline::ReportDiscarded>() != nullptr);
        CHECK(tab.command<offline::ReportDiscarded>()->id == "s2");
        CHECK(tab.state.entries.empty());
    }
}

TEST_CASE("What was never on the device is mended as well", "[outbox][unit]") {
    PolicyTab tab;
    tab.feed(step_of("s1", "N1"));
    tab.feed(offline::StoreFailed{"s1", offline::StoreFailure::full});
    tab.feed(offline::PostFailed{"s1", make_error(domain::ApiErrorKind::conflict)});
    auto mended = step_of("s2", "N1");
    mended.replaces = "s1";
    tab.feed(mended);
    REQUIRE(tab.command<offline::Store>() != nullptr);
    CHECK_FALSE(tab.command<offline::Store>()->wants_replaced);
}

TEST_CASE("What somebody may not do to a case is refused; it does not wait for a sign-in", "[outbox][unit]") {
    PolicyTab tab;
    tab.feed(step_of("s1", "N1"));
    tab.feed(offline::Stored{"s1"});
    tab.feed(offline::PostFailed{"s1", make_error(domain::ApiErrorKind::forbidden)});
    CHECK(tab.status("s1").state == domain::CommandState::needs_attention);
    tab.submit("k1");
    tab.feed(offline::PostFailed{"k1", make_error(domain::ApiErrorKind::forbidden)});
    CHECK(tab.status("k1").state == domain::CommandState::signed_out);
}
