#pragma once

#include <cstdint>
#include <optional>

#include "src/domain/time.hpp"
#include "src/domain/value.hpp"

namespace ow::app::apply {

/// How long a form was in front of somebody, by what they did to it: what a form costs is counted by it, without who
/// (docs/adr/0072). A pause of more than five minutes is none of it. Kept with the draft on the device; of a form that
/// was filled in elsewhere too it is not known.
class FillingTime {
  public:
    /// The form is there: what lies before is none of it.
    void shown(domain::Instant now) { m_last = now; }
    /// Something was done to it.
    void touched(domain::Instant now);
    /// Some of it was filled in where nobody measured.
    void lose() { m_known = false; }

    /// As it is kept with the draft.
    void keep(domain::Value& draft) const;
    /// As it was kept; lost where the draft says nothing of it.
    void take(const domain::Value& draft);

    /// Whole seconds, from 1 to two hours, which is also said of all that took longer; none where it is not known.
    [[nodiscard]] std::optional<int> seconds() const;

    bool operator==(const FillingTime&) const = default;

  private:
    std::int64_t m_ms = 0;
    bool m_known = true;
    std::optional<domain::Instant> m_last;
};

}  // namespace ow::app::apply
