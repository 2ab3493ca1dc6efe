#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <random>

#include "offline/outbox/outbox.hpp"
#include "src/wire/commands.hpp"
#include "tests/unit/offline/submissions.hpp"
#include "tests/unit/offline/world.hpp"

using namespace ow;
using namespace ow::test;

TEST_CASE("Whatever happens, nothing that is kept is lost and nothing is carried out twice", "[outbox][world]") {
    // ./dev soak-outbox plays many more; OW_OUTBOX_SEED is the first of them.
    const char* asked = std::getenv("OW_OUTBOX_SCHEDULES");
    const char* first = std::getenv("OW_OUTBOX_SEED");
    const std::uint64_t count = asked != nullptr ? std::strtoull(asked, nullptr, 10) : 100;
    const std::uint64_t seed = first != nullptr ? std::strtoull(first, nullptr, 10) : 1;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Schedule schedule = make_schedule(seed + i);
        const std::string failure = play(schedule);
        if (!failure.empty()) {
            const Schedule least = shrink(schedule);
            FAIL("seed " << seed + i << ": " << failure << "\nleast schedule (" << play(least) << "):\n"
                         << describe(least));
        }
    }
    WARN(count << " schedules from seed " << seed << " on");
}

TEST_CASE("A thousand filings with photos go out in the order they were written", "[outbox][property]") {
    offline::State state;
    std::deque<offline::EventBody> pending{offline::LockChanged{true}, offline::AccountChanged{"owner"}};
    offline::Restored restored;
    for (int i = 0; i < 1'000; ++i) {
        const auto made = submission("key-" + std::to_string(i), 2);
        wire::StoredCommand stored;
        stored.command = made.command;
        stored.request = wire::command_request(made.call);
        stored.sequence = i + 1;
        for (const auto& local_id : made.command.blobs) {
            stored.photos.push_back({local_id, {}, {}, 0});
        }
        restored.commands.push_back(std::move(stored));
    }
    std::shuffle(restored.commands.begin(), restored.commands.end(), std::mt19937(7));
    pending.push_front(std::move(restored));

    std::vector<std::string> sent;
    while (!pending.empty()) {
        auto outcome = offline::step(std::move(state), {domain::Instant{1}, 0.5, std::move(pending.front())});
        pending.pop_front();
        state = std::move(outcome.state);
        for (const auto& instruction : outcome.instructions) {
            if (const auto* upload = std::get_if<offline::Upload>(&instruction)) {
                const bool dead = upload->local_id == "key-500-p1";
                domain::ApiError refused;
                refused.kind = domain::ApiErrorKind::unsupported_type;
                if (dead) {
                    pending.push_back(offline::UploadFailed{upload->id, upload->local_id, refused, false});
                } else {
                    pending.push_back(offline::Uploaded{upload->id, upload->local_id, "A" + upload->local_id});
                }
            } else if (const auto* post = std::get_if<offline::Post>(&instruction)) {
                sent.push_back(post->id);
                pending.push_back(posted(post->id, post->id));
            } else if (const auto* complete = std::get_if<offline::Complete>(&instruction)) {
                pending.push_back(offline::Completed{complete->command.command.id});
            }
        }
    }
    REQUIRE(sent.size() == 999);
    for (std::size_t i = 0; i < sent.size(); ++i) {
        CHECK(sent[i] == "key-" + std::to_string(i < 500 ? i : i + 1));
    }
    const auto left = offline::statuses(state);
    REQUIRE(left.size() == 1);
    CHECK(left[0].key == "key-500");
    CHECK(left[0].state == domain::CommandState::needs_attention);
}
