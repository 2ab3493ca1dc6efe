#pragma once
/// A visit in words.

#include "src/domain/grid_records.hpp"
#include "ui/views/view.hpp"

#include <string>

namespace ow::ui {

/// Whom it is to, with the age where the person is known: "示例老人丙 · 81 岁".
[[nodiscard]] std::string visit_name(const View& view, const domain::GridVisit& visit);
/// When it is expected: "09:30–10:00"; another day's with the day; "" where no time was agreed.
[[nodiscard]] std::string visit_time(const View& view, const domain::GridVisit& visit);
/// "11月24日 周二 09:00–12:00": both of one day.
[[nodiscard]] std::string span_words(const View& view, domain::Instant from, domain::Instant to);
/// "11月24日 周二".
[[nodiscard]] std::string day_words(const View& view, domain::Instant at);

}  // namespace ow::ui
