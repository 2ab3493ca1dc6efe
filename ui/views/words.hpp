#pragma once
/// From values of the model to words of the current language (assets/i18n). Views hold no text of their own.

#include "src/app/field_errors.hpp"
#include "src/app/message.hpp"
#include "src/domain/api.hpp"
#include "src/domain/case.hpp"
#include "src/i18n/text.hpp"
#include "src/i18n/time.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ow::ui {

using i18n::tr;
using i18n::tr_plural;

/// A message of the core in words.
[[nodiscard]] std::string words(const app::Message& message, domain::Instant now, int zone_minutes);
/// A field error in words: the most specific text there is, else the server's own.
[[nodiscard]] std::string words(const domain::FieldError& error);
/// The error of a field in words, "" when there is none.
[[nodiscard]] std::string error_of(const std::vector<domain::FieldError>& errors, std::string_view path);
/// What went wrong with a call, in words a person can act on.
[[nodiscard]] std::string words(const domain::ApiError& error);

/// "state.<code>", "category.<code>", "step.<code>", "queue.<code>", "stage.<0-5>".
[[nodiscard]] std::string_view state_word(domain::State state);
[[nodiscard]] std::string_view category_word(domain::Category category);
[[nodiscard]] std::string_view step_word(domain::StepCode step);
[[nodiscard]] std::string_view queue_word(domain::Queue queue);

/// The state as a tag; closed green, refused red and so on, always with its word.
[[nodiscard]] Tag state_tag(domain::State state);
/// The clock as a tag: "还剩 2 天", "超期 3 小时"; empty text when no clock runs.
[[nodiscard]] Tag clock_tag(const domain::CaseSummary& summary, domain::Instant now);

/// How many have met it, the filer among them; "" where nobody joined.
[[nodiscard]] std::string joined_words(const domain::CaseSummary& summary);

/// Parts joined with the language's middle dot, empty ones left out.
[[nodiscard]] std::string dotted(std::initializer_list<std::string_view> parts);

/// Milliseconds of an instant, as the i18n functions take them.
[[nodiscard]] inline i18n::UnixMs ms(domain::Instant at) { return at.ms; }

}  // namespace ow::ui
