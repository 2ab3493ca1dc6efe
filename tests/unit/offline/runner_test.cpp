#include <catch2/catch_test_macros.hpp>

#include "src/domain/draft.hpp"
#include "tests/unit/offline/submissions.hpp"
#include "tests/unit/offline/world_tab.hpp"

// The runner in one tab, step by step. What becomes of whole histories is in world.cpp.
namespace {

using namespace ow;
using namespace ow::test;

/// A server that takes everything, and the reports of the one tab.
class Bench : public Surroundings {
  public:
    Bench() {
        tab.runner.feed(offline::LockChanged{true});
        tab.runner.feed(offline::AccountChanged{"owner"});
    }

    void tell_others(const Tab&, const offline::Transaction&) override {}
    void ask_for_lock(Tab&) override { ++asked_for_lock; }
    std::string serve_upload(const std::string& key) override { return "A-" + key; }
    domain::Result<wire::UploadStep, domain::ApiError> serve_part(const std::string& key,
                                                                  const wire::UploadPlace& place) override {
        places.push_back(place);
        const std::int64_t sent = place.upload.empty() ? 0 : place.sent + 1;
        return wire::UploadStep{sent == 3 ? serve_upload(key) : std::string(), {"U-" + key, sent, 3}};
    }
    domain::Result<wire::CommandAnswer, domain::ApiError> serve_post(const wire::StoredRequest& request,
                                                                     const std::string& key) override {
        posts.emplace_back(key, request.body);
        wire::CommandAnswer answer;
        answer.essentials.number = "N-" + key;
        answer.essentials.epoch = server.epoch;
        return answer;
    }
    void told(Tab&, const offline::Report& what) override { reports.push_back(what); }

    void start() {
        tab.runner.start([this] { tab.runner.begin_reporting(); });
        settle();
    }
    /// Everything that is on its way gets through; timers do not fire.
    void settle() {
        while (!tab.storage.empty() || !tab.network.empty()) {
            if (!tab.storage.empty()) {
                const auto next = std::move(tab.storage.front());
                tab.storage.pop_front();
                next()();
            } else {
                const auto next = std::move(tab.network.front());
                tab.network.pop_front();
                next.serve()();
            }
        }
    }
    void pass(std::int64_t ms) {
        now.ms += ms;
        for (auto& timer : tab.timers) {
            if (timer && timer->at <= now) {
                const auto done = std::move(timer->done);
                timer.reset();
                done();
            }
        }
        settle();
    }
    /// What a tab before this one left in the store.
    void leave(const offline::Submitted& made) {
        wire::StoredCommand stored;
        stored.command = made.command;
        stored.request = wire::command_request(made.call);
        stored.sequence = 1;
        for (const auto& local_id : made.command.blobs) {
            stored.photos.push_back({local_id, {}, {}, 0});
            device.photos[local_id] = 0;
        }
        device.stores["outbox"][made.command.id] = wire::encode_command(stored);
    }

    std::vector<wire::UploadPlace> places;
    int asked_for_lock = 0;
    std::vector<std::pair<std::string, std::string>> posts;
    std::vector<offline::Report> reports;
    Tab tab{*this};
};

}  // namespace

TEST_CASE("A store that cannot be read at the start is not an empty one: the filing goes out once it can", "[runner]") {
    Bench bench;
    bench.leave(submission("k1", 1));
    bench.reads_fail = true;
    bench.start();
    CHECK(bench.tab.runner.health().unread);
    CHECK(bench.posts.empty());
    bench.pass(1'000);
    bench.pass(2'000);
    CHECK(bench.tab.runner.health().unread);
    CHECK(bench.device.photos.count("k1-p0") == 1);

    bench.reads_fail = false;
    bench.pass(60'000);
    CHECK_FALSE(bench.tab.runner.health().unread);
    REQUIRE(bench.posts.size() == 1);
    CHECK(bench.posts[0].first == "k1");
}

TEST_CASE("A store that stays unreadable is looked at once a minute, not oftener", "[runner]") {
    Bench bench;
    bench.reads_fail = true;
    bench.start();
    int reads = 0;
    for (std::int64_t waited = 0; waited < 3'600'000;) {
        const auto& timer = bench.tab.timers[static_cast<std::size_t>(offline::Alarm::read)];
        REQUIRE(timer.has_value());
        const std::int64_t delay = (timer->at - bench.now).ms;
        waited += delay;
        ++reads;
        bench.pass(delay);
    }
    CHECK(reads <= 67);
}

TEST_CASE("No photo is swept before everything that may refer to it was read", "[runner]") {
    Bench bench;
    bench.leave(submission("k1", 1));
    bench.device.photos["draft-p0"] = 0;
    bench.device.photos["orphan"] = 0;
    bench.device.stores["drafts"]["owner"] = R"({"v":1,"photos":[{"local_id":"draft-p0","name":"a.jpg"}]})";
    bench.tab.runner.feed(offline::OnlineChanged{false});

    SECTION("an entry of a newer program may refer to any") {
        bench.device.stores["outbox"]["newer"] = R"({"v":99})";
        bench.start();
        CHECK(bench.device.photos.size() == 3);
        CHECK(bench.tab.runner.health().unreadable == 1);
    }
    SECTION("so may a draft that cannot be read") {
        bench.device.stores["drafts"]["other"] = "{";
        bench.start();
        CHECK(bench.device.photos.size() == 3);
    }
    SECTION("all read: what nothing refers to goes") {
        bench.start();
        CHECK(bench.device.photos.count("k1-p0") == 1);
        CHECK(bench.device.photos.count("draft-p0") == 1);
        CHECK(bench.device.photos.count("orphan") == 0);
    }
}

TEST_CASE("An entry that this program cannot read is kept, counted and never sent", "[runner]") {
    Bench bench;
    const std::string newer = R"({"v":99,"what":"a newer program's"})";
    bench.device.stores["outbox"]["newer"] = newer;
    bench.start();
    bench.pass(120'000);
    CHECK(bench.tab.runner.health().unreadable == 1);
    CHECK(bench.tab.runner.unreadable() == std::vector<offline::Record>{{"newer", newer}});
    CHECK(bench.device.stores["outbox"]["newer"] == newer);
    CHECK(bench.posts.empty());
}

TEST_CASE("What is thrown away while its photo is on its way does not hold up the next filing", "[runner]") {
    Bench bench;
    bench.start();
    bench.tab.runner.feed(submission("k1", 1));
    bench.device.photos["k1-p0"] = bench.now.ms;
    bench.tab.runner.feed(submission("k2", 0));
    while (!bench.tab.storage.empty()) {
        const auto next = std::move(bench.tab.storage.front());
        bench.tab.storage.pop_front();
        next()();
    }
    REQUIRE(bench.tab.network.size() == 1);
    bench.tab.runner.feed(offline::DiscardAsked{"k1"});
    bench.settle();
    REQUIRE(bench.posts.size() == 1);
    CHECK(bench.posts[0].first == "k2");
    CHECK(bench.device.stores["outbox"].count("k1") == 0);
    CHECK(bench.device.photos.count("k1-p0") == 0);
}

TEST_CASE("What the device refused to throw away is thrown away later, and not sent meanwhile", "[runner]") {
    Bench bench;
    bench.start();
    bench.tab.runner.feed(offline::OnlineChanged{false});
    bench.tab.runner.feed(submission("k1", 0));
    bench.settle();
    bench.writes_fail = true;
    bench.tab.runner.feed(offline::DiscardAsked{"k1"});
    bench.settle();
    CHECK(bench.device.stores["outbox"].count("k1") == 1);
    bench.tab.runner.refresh();
    bench.tab.runner.feed(offline::OnlineChanged{true});
    bench.settle();
    CHECK(bench.posts.empty());
    bench.writes_fail = false;
    bench.pass(60'000);
    CHECK(bench.device.stores["outbox"].count("k1") == 0);
    CHECK(bench.posts.empty());
}

TEST_CASE("What could not be thrown away yet does not come back by what another tab wrote of it", "[runner]") {
    Bench bench;
    bench.leave(submission("k1", 1));
    bench.leave(submission("k2", 1));
    bench.tab.runner.feed(offline::OnlineChanged{false});
    bench.start();
    bench.writes_fail = true;
    bench.tab.runner.feed(offline::DiscardAsked{"k1"});
    bench.settle();

    SECTION("it is not sent, and deleting it at last does not hold up the others") {
        bench.tab.runner.put_elsewhere("k1");
        bench.tab.runner.feed(offline::OnlineChanged{true});
        bench.settle();
        bench.writes_fail = false;
        bench.pass(60'000);
        bench.pass(60'000);
        REQUIRE(bench.posts.size() == 1);
        CHECK(bench.posts[0].first == "k2");
        CHECK(bench.device.stores["outbox"].count("k1") == 0);
        CHECK(bench.tab.runner.state().in_flight.empty());
    }
    SECTION("but what another tab has brought to its end is not deleted") {
        auto stored = wire::decode_command(bench.device.stores["outbox"]["k1"]).value();
        domain::Acknowledgement answer;
        answer.number = "N-k1";
        answer.at = bench.now;
        bench.device.stores["outbox"]["k1"] = wire::encode_command(wire::acknowledged_form(stored, answer));
        bench.tab.runner.put_elsewhere("k1");
        bench.settle();
        bench.writes_fail = false;
        bench.pass(60'000);
        CHECK(bench.device.stores["outbox"].count("k1") == 1);
        CHECK(bench.device.photos.count("k1-p0") == 1);
    }
}

TEST_CASE("A draft goes when its filing is stored, and comes back when the filing is to be mended", "[runner]") {
    Bench bench;
    bench.start();
    bench.device.stores["drafts"]["owner"] = "the draft";
    bench.tab.runner.feed(offline::OnlineChanged{false});
    bench.tab.runner.feed(submission("k1", 0));
    bench.settle();
    CHECK(bench.device.stores["drafts"].count("owner") == 0);
    bench.tab.runner.feed(offline::PostFailed{"k1", domain::make_error(domain::ApiErrorKind::invalid)});
    bench.tab.runner.feed(offline::ReopenAsked{"k1", "k1-new"});
    bench.settle();
    CHECK(bench.device.stores["drafts"]["owner"] == R"({"key":"k1-new","owner":"owner"})");
    CHECK(bench.device.stores["outbox"].empty());
}
