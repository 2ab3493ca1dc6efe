#include <catch2/catch_test_macros.hpp>

#include "tests/unit/offline/policy_tab.hpp"

// Files that go in parts: one request after the other, from where the server is.
using namespace ow;
using namespace ow::test;

namespace {

using domain::ApiErrorKind;

constexpr std::int64_t total = 3'000'000;

struct Tab : PolicyTab {
    Tab() { submit("k1", 2); }
    void reaches(std::int64_t sent, const std::string& upload = "U") {
        feed(offline::PartUploaded{"k1", "k1-p0", {upload, sent, total}});
    }
    void fails(ApiErrorKind kind) { feed(offline::UploadFailed{"k1", "k1-p0", domain::make_error(kind), false}); }
    const offline::Upload& next() const {
        REQUIRE(command<offline::Upload>() != nullptr);
        return *command<offline::Upload>();
    }
};

}  // namespace

TEST_CASE("A large file goes part by part, each from where the server is, and the next file after it", "[outbox]") {
    Tab tab;
    CHECK(tab.next().place == wire::UploadPlace{});
    const std::string key = tab.next().idempotency_key;
    for (const std::int64_t sent : {0, 1'000'000, 2'000'000}) {
        tab.reaches(sent);
        CHECK(tab.next().local_id == "k1-p0");
        CHECK(tab.next().place == wire::UploadPlace{"U", sent, total});
        CHECK(tab.next().idempotency_key == key);
    }
    CHECK(tab.status("k1").percent == 66);
    CHECK(tab.status("k1").photos_done == 0);
    tab.feed(offline::Uploaded{"k1", "k1-p0", "A"});
    CHECK(tab.next().local_id == "k1-p1");
    CHECK(tab.next().place == wire::UploadPlace{});
    CHECK(tab.status("k1").photos_done == 1);
    CHECK_FALSE(tab.status("k1").percent);
}

TEST_CASE("A lost network pauses a file; it goes on where it was", "[outbox]") {
    Tab tab;
    tab.reaches(1'000'000);
    tab.feed(offline::OnlineChanged{false});
    tab.fails(ApiErrorKind::network);
    CHECK(tab.command<offline::Upload>() == nullptr);
    CHECK(tab.status("k1").state == domain::CommandState::waiting);
    CHECK(tab.status("k1").percent == 33);
    tab.feed(offline::OnlineChanged{true});
    CHECK(tab.next().place == wire::UploadPlace{"U", 1'000'000, total});
}

TEST_CASE("Where the server has less than was thought the file goes on from there, after a while", "[outbox]") {
    Tab tab;
    tab.reaches(2'000'000);
    tab.reaches(500'000);  // it was restored, or lost what it had
    CHECK(tab.command<offline::Upload>() == nullptr);
    REQUIRE(tab.status("k1").next_try_at.has_value());
    tab.now = *tab.status("k1").next_try_at;
    tab.feed(offline::TimerFired{});
    CHECK(tab.next().place == wire::UploadPlace{"U", 500'000, total});
}

TEST_CASE("A server that never takes a part is not asked again at once for ever", "[outbox]") {
    Tab tab;
    tab.reaches(0);
    std::int64_t waited = 0;
    for (int i = 0; i < 5; ++i) {
        tab.reaches(0);
        CHECK(tab.command<offline::Upload>() == nullptr);
        const domain::Instant at = *tab.status("k1").next_try_at;
        CHECK((at - tab.now).ms >= waited);
        waited = (at - tab.now).ms;
        tab.now = at;
        tab.feed(offline::TimerFired{});
        CHECK(tab.next().place.sent == 0);
    }
    CHECK(waited >= 8 * offline::first_wait_ms);
}

TEST_CASE("A file whose upload is over is begun again, under the same key", "[outbox]") {
    Tab tab;
    const std::string key = tab.next().idempotency_key;
    tab.reaches(1'000'000);
    tab.fails(ApiErrorKind::not_found);
    CHECK_FALSE(tab.status("k1").percent);
    tab.now = *tab.status("k1").next_try_at;
    tab.feed(offline::TimerFired{});
    CHECK(tab.next().place == wire::UploadPlace{});
    CHECK(tab.next().idempotency_key == key);
}

TEST_CASE("A file that the server refuses when it is whole is named, and the others go on", "[outbox]") {
    Tab tab;
    tab.reaches(2'000'000);
    tab.fails(ApiErrorKind::unsupported_type);
    CHECK(tab.next().local_id == "k1-p1");
    tab.feed(offline::Uploaded{"k1", "k1-p1", "B"});
    CHECK(tab.status("k1").state == domain::CommandState::needs_attention);
    CHECK(tab.status("k1").error->fields.at(0).path == "attachments.0");
}

TEST_CASE("What was thrown away while a part was on its way is gone with it", "[outbox]") {
    Tab tab;
    tab.feed(offline::DiscardAsked{"k1"});
    tab.reaches(1'000'000);
    CHECK(tab.command<offline::Upload>() == nullptr);
    CHECK(offline::statuses(tab.state).empty());
}
