#include "ui/views/words.hpp"

#include "src/domain/catalogue.hpp"
#include "src/domain/codes.hpp"
#include "src/domain/time.hpp"

#include <algorithm>
#include <variant>

namespace ow::ui {

namespace {

std::string text_of(const app::ArgValue& value, domain::Instant now, int zone_minutes) {
    if (const auto* plain = std::get_if<std::string>(&value)) return *plain;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return i18n::number(*number);
    if (const auto* key = std::get_if<app::KeyText>(&value)) return std::string(tr(key->key));
    return i18n::date_time(std::get_if<domain::Instant>(&value)->ms, now.ms, zone_minutes);
}

/// All placeholders are filled at once, for what somebody typed may look like one.
std::string fill_in(std::string_view pattern, const std::vector<std::pair<std::string, app::ArgValue>>& args,
                    domain::Instant now, int zone_minutes) {
    std::vector<std::string> texts;
    texts.reserve(args.size());
    std::vector<i18n::Arg> values;
    for (const auto& [name, value] : args)
        values.emplace_back(name, texts.emplace_back(text_of(value, now, zone_minutes)));
    return i18n::fill(pattern, std::span<const i18n::Arg>(values));
}

}  // namespace

std::string words(const app::Message& message, domain::Instant now, int zone_minutes) {
    const i18n::Catalogue& catalogue = i18n::current();
    for (const auto& [name, value] : message.args) {
        const auto* number = std::get_if<std::int64_t>(&value);
        if (name == "count" && number != nullptr && !catalogue.contains(message.key))
            return fill_in(catalogue.plural(message.key, *number), message.args, now, zone_minutes);
    }
    return fill_in(tr(message.key), message.args, now, zone_minutes);
}

std::string words(const domain::FieldError& error) {
    const std::vector<std::string> keys = app::error_keys(error);
    // The server names the field as its own form does, which is not known here: only what is said of this very field
    // comes before its sentence.
    for (const std::string& key : keys)
        if (i18n::current().contains(key) && (key == keys.front() || error.message.empty()))
            return fill_in(tr(key), app::error_args(error), {}, 0);
    return error.message;
}

std::string error_of(const std::vector<domain::FieldError>& errors, std::string_view path) {
    const domain::FieldError* found = app::find_error(errors, path);
    return found == nullptr ? std::string() : words(*found);
}

std::string words(const domain::ApiError& error) {
    if (error.kind == domain::ApiErrorKind::network) return std::string(tr("error.kind.network"));
    if (!error.message.empty()) return error.message;
    const std::string key = "error.code." + error.code;
    if (!error.code.empty() && i18n::current().contains(key)) return std::string(tr(key));
    return std::string(tr("error.kind.other"));
}

std::string_view word_of(const char* area, std::string_view code) {
    const std::string key = std::string(area) + "." + std::string(code);
    return i18n::current().contains(key) ? tr(key) : code;
}

Tag state_tag(const domain::Word<domain::State>& state) {
    const domain::StateRow* row = domain::find_state(state.text());
    const std::string text(state_word(state));
    switch (row != nullptr ? row->tone : domain::Tone::neutral) {
        case domain::Tone::ok: return {text, TagKind::ok, Icon::check};
        case domain::Tone::bad: return {text, TagKind::bad, Icon::x};
        case domain::Tone::warn: return {text, TagKind::warn};
        case domain::Tone::brand: return {text, TagKind::brand};
        case domain::Tone::neutral: break;
    }
    return {text, TagKind::neutral};
}

Tag state_tag(const domain::CaseSummary& summary) {
    Tag tag = state_tag(summary.state);
    // What was closed and is to be done again is not just accepted.
    if (summary.reopened && summary.state == domain::State::accepted)
        tag = {std::string(tr("state.reopened")), TagKind::warn, Icon::refresh};
    return tag;
}

std::string calendar_note(const std::vector<std::int64_t>& official_years, const std::optional<domain::Instant>& due,
                          int zone_minutes) {
    if (!due || official_years.empty()) return {};
    const int year = domain::to_civil(*due, zone_minutes).date.year;
    if (std::ranges::find(official_years, year) != official_years.end()) return {};
    return tr("case.due.uncertain", {{"year", std::to_string(year)}});
}

Tag clock_tag(const domain::CaseSummary& summary, domain::Instant now) {
    if (!summary.due_at || summary.clock == domain::Clock::done) return {};
    const std::string text = i18n::remaining_short(summary.due_at->ms, now.ms);
    switch (summary.clock.known_or(domain::Clock::green)) {
        case domain::Clock::red: return {text, TagKind::bad, Icon::alert_triangle};
        case domain::Clock::amber: return {text, TagKind::warn, Icon::clock};
        case domain::Clock::paused: return {std::string(tr("clock.paused")), TagKind::neutral};
        default: return {text, TagKind::brand};
    }
}

std::string joined_words(const domain::CaseSummary& summary) {
    return summary.joiners > 0 ? tr_plural("joined.people", summary.joiners + 1) : std::string();
}

std::string said_by_server(const domain::ApiError& error) {
    return error.message.empty() ? words(error) : error.message;
}

void add_to_list(std::string& list, std::string_view name) {
    constexpr std::string_view full_width_mark = "\xEF\xBC\x9F";
    for (const std::string_view mark : {full_width_mark, std::string_view("?")})
        if (name.ends_with(mark)) name.remove_suffix(mark.size());
    if (!list.empty()) list += tr("format.list");
    list += name;
}

std::string dotted(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += tr("format.dot");
        out += part;
    }
    return out;
}

}  // namespace ow::ui
