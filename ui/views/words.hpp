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

/// What the server itself says of it, in the language that was asked for; where it says nothing as words().
[[nodiscard]] std::string said_by_server(const domain::ApiError& error);

/// The word of a code of the API, "state.<code>" and so on; the code itself, which must outlive the answer, where there
/// is no text for it: then it is of a newer server.
[[nodiscard]] std::string_view word_of(const char* area, std::string_view code);
/// The word of a state.
template <class Code>
[[nodiscard]] std::string_view state_word(const Code& state) {
    return word_of("state", domain::to_code(state));
}
/// The word of a category.
template <class Code>
[[nodiscard]] std::string_view category_word(const Code& category) {
    return word_of("category", domain::to_code(category));
}
/// The word of the window a case came through.
template <class Code>
[[nodiscard]] std::string_view channel_word(const Code& channel) {
    return word_of("channel", domain::to_code(channel));
}
/// The word of a role.
template <class Code>
[[nodiscard]] std::string_view role_word(const Code& role) {
    return word_of("role", domain::to_code(role));
}
/// The word of a step.
template <class Code>
[[nodiscard]] std::string_view step_word(const Code& step) {
    return word_of("step", domain::to_code(step));
}
/// The word of a queue.
template <class Code>
[[nodiscard]] std::string_view queue_word(const Code& queue) {
    return word_of("queue", domain::to_code(queue));
}

/// The state as a tag in the tone the catalogue gives it, always with its word.
[[nodiscard]] Tag state_tag(const domain::Word<domain::State>& state);
/// The same for a case: what is taken up again after it was closed says so.
[[nodiscard]] Tag state_tag(const domain::CaseSummary& summary);
/// That a deadline may move, where it falls into a year whose working days nobody has announced; "" otherwise, and
/// where the server does not say which years those are.
[[nodiscard]] std::string calendar_note(const std::vector<std::int64_t>& official_years,
                                        const std::optional<domain::Instant>& due, int zone_minutes);
/// The clock as a tag: "还剩 2 天", "超期 3 小时"; empty text when no clock runs.
[[nodiscard]] Tag clock_tag(const domain::CaseSummary& summary, domain::Instant now);

/// How many have met it, the filer among them; "" where nobody joined.
[[nodiscard]] std::string joined_words(const domain::CaseSummary& summary);

/// Parts joined with the language's middle dot, empty ones left out.
[[nodiscard]] std::string dotted(std::initializer_list<std::string_view> parts);

/// Adds a name to a list in a sentence, "门牌号、电话"; of a label that is a question the mark is left out.
void add_to_list(std::string& list, std::string_view name);

/// Milliseconds of an instant, as the i18n functions take them.
[[nodiscard]] inline i18n::UnixMs ms(domain::Instant at) { return at.ms; }

}  // namespace ow::ui
