#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "src/domain/api.hpp"

namespace ow::domain {

/// How far a filing in the outbox has come.
enum class FilingState : std::uint8_t {
    sending,          ///< pictures or the filing are on their way
    waiting,          ///< no network, or the server asked for time; it goes on by itself
    signed_out,       ///< 401: goes on after the next sign-in of its owner
    needs_attention,  ///< the server refused it (4xx); `error` says what to mend
};
template <>
struct Codes<FilingState> {
    static constexpr std::array<std::string_view, 4> words{"sending", "waiting", "signed_out", "needs_attention"};
};

/// A filing that is not acknowledged yet, as the outbox tells it. It never expires (quality.md, "Reliability").
struct FilingStatus {
    std::string key;    ///< idempotency key
    std::string owner;  ///< account id
    std::string title;  ///< of the appeal, for lists
    Instant queued_at;
    FilingState state = FilingState::sending;
    int photos_done = 0;
    int photos_total = 0;
    std::optional<Instant> next_try_at;  ///< while waiting, when known
    std::optional<ApiError> error;       ///< the last one
    bool operator==(const FilingStatus&) const = default;
};

}  // namespace ow::domain
