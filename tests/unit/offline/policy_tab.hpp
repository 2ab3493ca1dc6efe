#pragma once

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "offline/outbox/outbox.hpp"
#include "tests/unit/offline/submissions.hpp"

namespace ow::test {

/// A tab that is online, signed in as the owner and holds the lock.
struct PolicyTab {
    offline::State state;
    std::vector<offline::Instruction> instructions;
    domain::Instant now{1'795'237'200'000};

    PolicyTab() {
        feed(offline::Restored{});
        feed(offline::LockChanged{true});
        feed(offline::AccountChanged{"owner"});
    }

    void feed(offline::EventBody what) {
        auto outcome = offline::step(std::move(state), {now, 0.5, std::move(what)});
        state = std::move(outcome.state);
        instructions = std::move(outcome.instructions);
    }

    template <class T>
    const T* command() const {
        for (const auto& each : instructions) {
            if constexpr (std::is_constructible_v<offline::Report, T>) {
                const auto* report = std::get_if<offline::Report>(&each);
                const T* found = report == nullptr ? nullptr : std::get_if<T>(report);
                if (found != nullptr) {
                    return found;
                }
            } else if (const T* found = std::get_if<T>(&each)) {
                return found;
            }
        }
        return nullptr;
    }

    void submit(const std::string& key, int photos = 0) {
        feed(submission(key, photos));
        feed(offline::Stored{key});
    }

    domain::CommandStatus status(const std::string& key) const {
        for (const auto& each : offline::statuses(state)) {
            if (each.key == key) {
                return each;
            }
        }
        FAIL("no filing " << key);
        return {};
    }
};

}  // namespace ow::test
