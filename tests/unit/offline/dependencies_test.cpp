#include <catch2/catch_test_macros.hpp>

#include "src/wire/commands.hpp"
#include "tests/unit/offline/policy_tab.hpp"

// A person who is registered, their mandate, their case: each waits for the one before, and never for what will not be.
using namespace ow;
using namespace ow::test;
using domain::make_error;

namespace {

offline::Submitted dependent(const std::string& id, const std::string& on) {
    auto made = submission(id, 0);
    made.command.depends_on = {on};
    return made;
}

/// As a tab before this one left it on the device.
wire::StoredCommand left(const offline::Submitted& made) {
    wire::StoredCommand stored;
    stored.command = made.command;
    stored.request = wire::command_request(made.call);
    stored.sequence = 1;
    return stored;
}

/// What the device is told to write of an entry that it has, or nullptr.
const offline::Store* update_of(const PolicyTab& tab, const std::string& id) {
    for (const auto& each : tab.instructions) {
        const auto* store = std::get_if<offline::Store>(&each);
        if (store != nullptr && store->command.command.id == id && store->how == offline::StoreHow::update) {
            return store;
        }
    }
    return nullptr;
}

void check_shown(const PolicyTab& tab, const std::string& id) {
    const domain::CommandStatus status = tab.status(id);
    CHECK(status.state == domain::CommandState::needs_attention);
    REQUIRE(status.error.has_value());
    CHECK(status.error->code == "dependency_discarded");
    CHECK_FALSE(status.draft.is_null());
}

}  // namespace

TEST_CASE("What waits for something that the device never had is shown to a person", "[outbox][unit]") {
    PolicyTab tab;
    tab.feed(offline::Restored{{left(dependent("case", "mandate"))}, {}});
    check_shown(tab, "case");
    REQUIRE(update_of(tab, "case") != nullptr);
    CHECK(update_of(tab, "case")->command.refused);
    CHECK(update_of(tab, "case")->command.command.depends_on.empty());
}

TEST_CASE("What waits for an entry that cannot be read waits on", "[outbox][unit]") {
    PolicyTab tab;
    tab.feed(offline::Restored{{left(dependent("case", "mandate"))}, {"mandate"}});
    CHECK(tab.status("case").state != domain::CommandState::needs_attention);
    CHECK(update_of(tab, "case") == nullptr);
}

TEST_CASE("Thrown away before the device had what depends on it: that is written as soon as it has", "[outbox][unit]") {
    PolicyTab tab;
    tab.feed(submission("person", 0));
    tab.feed(dependent("mandate", "person"));
    tab.feed(offline::DiscardAsked{"person"});
    CHECK(update_of(tab, "mandate") == nullptr);
    tab.feed(offline::Stored{"mandate"});
    check_shown(tab, "mandate");
    REQUIRE(update_of(tab, "mandate") != nullptr);
    CHECK(update_of(tab, "mandate")->command.refused);
}

TEST_CASE("Neither kept nor sent: a person has to look at what depends on it", "[outbox][unit]") {
    PolicyTab tab;
    tab.feed(offline::OnlineChanged{false});
    tab.feed(submission("person", 0));
    tab.feed(dependent("mandate", "person"));
    SECTION("where that is on the device") {
        tab.feed(offline::Stored{"mandate"});
        tab.feed(offline::StoreFailed{"person", offline::StoreFailure::full});
        REQUIRE(tab.command<offline::ReportSubmitFailed>() != nullptr);
        check_shown(tab, "mandate");
        CHECK(update_of(tab, "mandate") != nullptr);
    }
    SECTION("or is told of both where the device has neither") {
        tab.feed(offline::StoreFailed{"person", offline::StoreFailure::full});
        tab.feed(offline::StoreFailed{"mandate", offline::StoreFailure::full});
        REQUIRE(tab.command<offline::ReportSubmitFailed>() != nullptr);
        CHECK(tab.command<offline::ReportSubmitFailed>()->id == "mandate");
        CHECK(tab.state.entries.empty());
    }
}

TEST_CASE("Sent, but not kept: what depends on it goes on", "[outbox][unit]") {
    PolicyTab tab;
    tab.feed(submission("person", 0));
    tab.feed(dependent("mandate", "person"));
    tab.feed(offline::Stored{"mandate"});
    tab.feed(offline::StoreFailed{"person", offline::StoreFailure::full});
    tab.feed(posted("person", "N1"));
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "mandate");
    tab.feed(offline::CompleteFailed{"person"});
    REQUIRE(update_of(tab, "mandate") != nullptr);
    CHECK(update_of(tab, "mandate")->command.command.depends_on.empty());
}

TEST_CASE("A restored server that lacks what a command depends on is offered that first", "[outbox][unit]") {
    PolicyTab tab;
    tab.submit("person");
    tab.feed(dependent("mandate", "person"));
    tab.feed(offline::Stored{"mandate"});
    tab.feed(offline::EpochSeen{"first"});
    tab.feed(posted("person", "N1", "first"));
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "mandate");
    tab.feed(offline::EpochSeen{"second"});
    SECTION("though the device had written already that the person was there") {
        tab.feed(offline::Completed{"person"});
        tab.feed(offline::PostFailed{"mandate", make_error(domain::ApiErrorKind::invalid)});
    }
    SECTION("though it had not yet") {
        tab.feed(offline::PostFailed{"mandate", make_error(domain::ApiErrorKind::invalid)});
        CHECK(tab.command<offline::Post>() == nullptr);
        tab.feed(offline::Completed{"person"});
    }
    CHECK(tab.status("mandate").state != domain::CommandState::needs_attention);
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "person");
    tab.feed(posted("person", "N1", "second"));
    REQUIRE(tab.command<offline::Post>() != nullptr);
    CHECK(tab.command<offline::Post>()->id == "mandate");
}

TEST_CASE("What depends on another never says that it is on its way while that one is not", "[outbox][unit]") {
    PolicyTab tab;
    tab.submit("person");
    tab.feed(dependent("mandate", "person"));
    tab.feed(offline::Stored{"mandate"});
    tab.feed(dependent("case", "mandate"));
    tab.feed(offline::Stored{"case"});
    CHECK(tab.status("case").state == domain::CommandState::sending);
    SECTION("no answer came for the first: all wait") {
        tab.feed(offline::PostFailed{"person", make_error(domain::ApiErrorKind::network)});
        CHECK(tab.status("mandate").state == domain::CommandState::waiting);
        CHECK(tab.status("case").state == domain::CommandState::waiting);
    }
    SECTION("the first was refused: the others are held until it is mended or thrown away") {
        tab.feed(offline::PostFailed{"person", make_error(domain::ApiErrorKind::invalid)});
        CHECK(tab.status("person").state == domain::CommandState::needs_attention);
        CHECK(tab.status("mandate").state == domain::CommandState::held);
        CHECK(tab.status("case").state == domain::CommandState::held);
        tab.feed(offline::DiscardAsked{"person"});
        check_shown(tab, "mandate");
        CHECK(tab.status("case").state == domain::CommandState::held);
    }
}
