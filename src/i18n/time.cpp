#include "src/i18n/time.hpp"

#include "src/i18n/text.hpp"

#include <array>
#include <cmath>
#include <string_view>

namespace ow::i18n {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;

std::int64_t floor_div(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

std::string two_digits(int value) {
    return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

std::string month_name(int month) {
    std::string key = "time.month.";
    key += two_digits(month);
    return std::string(tr(key));
}

std::string pattern(std::string_view key, const CalendarTime& time) {
    return tr(key, {{"year", time.year},
                    {"month_name", month_name(time.month)},
                    {"day", time.day},
                    {"clock", two_digits(time.hour) + ":" + two_digits(time.minute)}});
}

enum class Nearness { yesterday, today, tomorrow, same_year, other_year };

Nearness nearness(const CalendarTime& time, const CalendarTime& now) {
    switch (time.day_number - now.day_number) {
        case -1: return Nearness::yesterday;
        case 0: return Nearness::today;
        case 1: return Nearness::tomorrow;
        default: return time.year == now.year ? Nearness::same_year : Nearness::other_year;
    }
}

constexpr std::array<std::string_view, 5> date_keys{"time.date.yesterday", "time.date.today", "time.date.tomorrow",
                                                    "time.date.same_year", "time.date.other_year"};
constexpr std::array<std::string_view, 5> date_time_keys{"time.date_time.yesterday", "time.date_time.today",
                                                         "time.date_time.tomorrow", "time.date_time.same_year",
                                                         "time.date_time.other_year"};

struct Unit {
    std::int64_t length;
    std::string_view key;
};

constexpr std::array<Unit, 3> units{Unit{day_ms, "time.unit.day"}, Unit{hour_ms, "time.unit.hour"},
                                    Unit{minute_ms, "time.unit.minute"}};

enum class Detail { one_unit, two_units };

std::string in_words(std::int64_t milliseconds, Detail detail) {
    const std::int64_t length = milliseconds < 0 ? -milliseconds : milliseconds;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (length < units[i].length) continue;
        std::string first = tr_plural(units[i].key, length / units[i].length);
        // Minutes beside hours are noise in a deadline; days are given with their hours only.
        const bool wants_second = detail == Detail::two_units && i == 0;
        const std::int64_t rest = length % units[i].length / units[i + 1 < units.size() ? i + 1 : i].length;
        if (!wants_second || rest == 0) return first;
        return tr("time.two_units", {{"first", first}, {"second", tr_plural(units[i + 1].key, rest)}});
    }
    return std::string(tr("time.unit.under_a_minute"));
}

std::string remaining_in_words(UnixMs due, UnixMs now, Detail detail) {
    const std::int64_t left = due - now;
    if (left < 0)
        return -left < minute_ms ? std::string(tr("time.overdue_now"))
                                 : tr("time.overdue", {{"duration", in_words(left, detail)}});
    return tr(detail == Detail::one_unit ? "time.remaining_short" : "time.remaining",
              {{"duration", in_words(left, detail)}});
}

}  // namespace

CalendarTime calendar_time(UnixMs moment, int offset_minutes) {
    const std::int64_t local = moment + offset_minutes * minute_ms;
    const std::int64_t days = floor_div(local, day_ms);
    const std::int64_t in_day = local - days * day_ms;

    // Days to a civil date: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    const std::int64_t shifted = days + 719'468;
    const std::int64_t era = floor_div(shifted, 146'097);
    const std::int64_t day_of_era = shifted - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_index = (5 * day_of_year + 2) / 153;

    CalendarTime time;
    time.day = static_cast<int>(day_of_year - (153 * month_index + 2) / 5 + 1);
    time.month = static_cast<int>(month_index < 10 ? month_index + 3 : month_index - 9);
    time.year = static_cast<int>(year_of_era + era * 400 + (time.month <= 2 ? 1 : 0));
    time.hour = static_cast<int>(in_day / hour_ms);
    time.minute = static_cast<int>(in_day % hour_ms / minute_ms);
    time.day_number = days;
    return time;
}

std::string date_time(UnixMs moment, UnixMs now, int offset_minutes) {
    const CalendarTime time = calendar_time(moment, offset_minutes);
    const auto which = nearness(time, calendar_time(now, offset_minutes));
    return pattern(date_time_keys[static_cast<std::size_t>(which)], time);
}

std::string date(UnixMs moment, UnixMs now, int offset_minutes) {
    const CalendarTime time = calendar_time(moment, offset_minutes);
    const auto which = nearness(time, calendar_time(now, offset_minutes));
    return pattern(date_keys[static_cast<std::size_t>(which)], time);
}

std::string full_date_time(UnixMs moment, int offset_minutes) {
    return pattern("time.date_time.other_year", calendar_time(moment, offset_minutes));
}

std::string before(UnixMs moment, UnixMs now, int offset_minutes) {
    const CalendarTime time = calendar_time(moment, offset_minutes);
    const auto which = nearness(time, calendar_time(now, offset_minutes));
    if (which == Nearness::today || which == Nearness::tomorrow || which == Nearness::yesterday)
        return tr("time.before_time", {{"when", date_time(moment, now, offset_minutes)}});
    return tr("time.before_date", {{"when", date(moment, now, offset_minutes)}});
}

std::string duration(std::int64_t milliseconds) { return in_words(milliseconds, Detail::two_units); }

std::string short_duration(std::int64_t milliseconds) { return in_words(milliseconds, Detail::one_unit); }

std::string remaining(UnixMs due, UnixMs now) { return remaining_in_words(due, now, Detail::two_units); }

std::string remaining_short(UnixMs due, UnixMs now) { return remaining_in_words(due, now, Detail::one_unit); }

std::string number(std::int64_t value) {
    std::string digits = std::to_string(value);
    const std::size_t first = digits.front() == '-' ? 1 : 0;
    const std::string_view separator = tr("number.group_separator");
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, separator);
    }
    return digits;
}

namespace {

/// Tenths as "12.3", or "12" when the tenth is zero.
std::string with_one_decimal(std::int64_t tenths) {
    std::string text = number(tenths / 10);
    if (tenths % 10 != 0) {
        text += tr("number.decimal_separator");
        text += static_cast<char>('0' + tenths % 10);
    }
    return text;
}

}  // namespace

std::string percent(double share) {
    const double tenths = std::isfinite(share) ? std::round(share * 1000.0) : 0.0;
    const double bounded = tenths < 0.0 ? 0.0 : (tenths > 1e12 ? 1e12 : tenths);
    return tr("number.percent", {{"value", with_one_decimal(static_cast<std::int64_t>(bounded))}});
}

std::string file_size(std::int64_t bytes) {
    constexpr std::int64_t kibi = 1024;
    constexpr std::int64_t mebi = kibi * kibi;
    if (bytes < mebi) return tr("number.kilobytes", {{"value", number((bytes + kibi - 1) / kibi)}});
    return tr("number.megabytes", {{"value", with_one_decimal((bytes * 10 + mebi - 1) / mebi)}});
}

}  // namespace ow::i18n
