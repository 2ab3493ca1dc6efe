#include "src/app/apply/filling_time.hpp"

#include <algorithm>

namespace ow::app::apply {

namespace {

constexpr std::int64_t longest_pause_ms = 5 * 60 * 1000;
constexpr std::int64_t most_seconds = 7200;
constexpr std::string_view member = "filled_ms";

}  // namespace

void FillingTime::touched(domain::Instant now) {
    const std::int64_t since = m_last ? now.ms - m_last->ms : 0;
    if (since > 0 && since <= longest_pause_ms) {
        m_ms += since;
    }
    m_last = now;
}

void FillingTime::keep(domain::Value& draft) const {
    if (m_known) {
        draft.set(member, m_ms);
    }
}

void FillingTime::take(const domain::Value& draft) {
    const domain::Value* kept = draft.find(member);
    const double* ms = kept == nullptr ? nullptr : kept->as_number();
    if (ms == nullptr || *ms < 0) {
        lose();
        return;
    }
    m_ms = static_cast<std::int64_t>(std::min(*ms, static_cast<double>(most_seconds * 1000)));
}

std::optional<int> FillingTime::seconds() const {
    const std::int64_t seconds = std::min(m_ms / 1000, most_seconds);
    return m_known && seconds > 0 ? std::optional(static_cast<int>(seconds)) : std::nullopt;
}

}  // namespace ow::app::apply
