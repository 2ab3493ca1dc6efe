#pragma once

#include <cstdint>
#include <string>

namespace ow::i18n {

/// Milliseconds since 1970-01-01T00:00Z, as everywhere in the client.
using UnixMs = std::int64_t;

/// Official time of the jurisdiction: UTC+8 without summer time. Deadlines mean this time,
/// whatever zone the device is set to.
inline constexpr int official_offset_minutes = 480;

/// A moment broken into calendar fields.
struct CalendarTime {
    int year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    /// Days since 1970-01-01 in that zone; the difference of two is a number of calendar days.
    std::int64_t day_number = 0;
};

/// Calendar fields of a moment in a zone with a fixed offset (proleptic Gregorian calendar).
[[nodiscard]] CalendarTime calendar_time(UnixMs moment, int offset_minutes = official_offset_minutes);

/// When something happened or will, as near words as possible: "今天 10:12", "昨天 21:05", "明天 09:00",
/// "11月20日 10:12", in other years "2025年11月20日 10:12".
[[nodiscard]] std::string date_time(UnixMs moment, UnixMs now, int offset_minutes = official_offset_minutes);

/// The day alone: "今天", "昨天", "明天", "11月20日", in other years "2025年11月20日".
[[nodiscard]] std::string date(UnixMs moment, UnixMs now, int offset_minutes = official_offset_minutes);

/// The day in full, for receipts and print: "2026年11月20日 10:12".
[[nodiscard]] std::string full_date_time(UnixMs moment, int offset_minutes = official_offset_minutes);

/// A promise: today and tomorrow with the time ("今天 16:00 前"), later ones as a day ("11月26日前").
[[nodiscard]] std::string before(UnixMs moment, UnixMs now, int offset_minutes = official_offset_minutes);

/// A length of time in its two largest units, rounded down: "2 天 4 小时", "3 小时", "5 分钟", "不到 1 分钟".
[[nodiscard]] std::string duration(std::int64_t milliseconds);

/// A length of time in its largest unit only: "2 天", "5 小时".
[[nodiscard]] std::string short_duration(std::int64_t milliseconds);

/// What is left until a due time, or how long it has passed: "还剩 2 天 4 小时", "超期 3 小时".
[[nodiscard]] std::string remaining(UnixMs due, UnixMs now);

/// The same for narrow places: "剩 5 小时", "超期 3 小时".
[[nodiscard]] std::string remaining_short(UnixMs due, UnixMs now);

/// A whole number with digits grouped by the language's separator: "12,345".
[[nodiscard]] std::string number(std::int64_t value);

/// A share as a percentage with one decimal at most: 0.954 → "95.4%".
[[nodiscard]] std::string percent(double share);

/// A file size in the unit a person would say, rounded up so that a limit is never understated: "8.2 MB".
[[nodiscard]] std::string file_size(std::int64_t bytes);

}  // namespace ow::i18n
