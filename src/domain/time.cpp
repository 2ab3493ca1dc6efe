#include "src/domain/time.hpp"

#include <array>
#include <charconv>

namespace ow::domain {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    const std::int64_t quotient = value / by;
    return value % by < 0 ? quotient - 1 : quotient;
}

/// Reads pieces of a fixed grammar; `ok` turns false for good at the first thing that does not fit.
class Reader {
  public:
    explicit Reader(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool at_end() const { return m_at == m_text.size(); }
    [[nodiscard]] char peek() const { return at_end() ? '\0' : m_text[m_at]; }

    int digits(std::size_t count) {
        if (m_at + count > m_text.size()) {
            m_ok = false;
            return 0;
        }
        int value = 0;
        for (std::size_t index = 0; index < count; ++index) {
            const char character = m_text[m_at + index];
            if (character < '0' || character > '9') {
                m_ok = false;
                return 0;
            }
            value = value * 10 + (character - '0');
        }
        m_at += count;
        return value;
    }

    bool skip(std::string_view any_of) {
        if (at_end() || any_of.find(peek()) == std::string_view::npos) {
            return false;
        }
        ++m_at;
        return true;
    }

    void expect(std::string_view any_of) {
        if (!skip(any_of)) {
            m_ok = false;
        }
    }

    /// A fraction of a second of any length, cut to milliseconds.
    int fraction() {
        int value = 0;
        int scale = 100;
        bool any = false;
        while (peek() >= '0' && peek() <= '9') {
            value += (peek() - '0') * scale;
            scale /= 10;
            ++m_at;
            any = true;
        }
        m_ok = m_ok && any;
        return value;
    }

  private:
    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_ok = true;
};

void append_padded(std::string& text, int value, std::size_t width) {
    std::array<char, 12> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    const auto length = static_cast<std::size_t>(end - buffer.data());
    if (length < width) {
        text.append(width - length, '0');
    }
    text.append(buffer.data(), length);
}

}  // namespace

std::int64_t days_from_civil(CivilDate date) {
    const std::int64_t year = static_cast<std::int64_t>(date.year) - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = floor_divide(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

CivilDate civil_from_days(std::int64_t day) {
    const std::int64_t shifted = day + 719'468;
    const std::int64_t era = floor_divide(shifted, 146'097);
    const std::int64_t day_of_era = shifted - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    CivilDate date;
    date.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    date.month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    date.year = static_cast<int>(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
    return date;
}

bool is_valid_date(CivilDate date) {
    if (date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) {
        return false;
    }
    return civil_from_days(days_from_civil(date)) == date;
}

int weekday(CivilDate date) {
    const std::int64_t shifted = days_from_civil(date) + 4;
    return static_cast<int>(shifted - floor_divide(shifted, 7) * 7);
}

CivilTime to_civil(Instant at, int zone_minutes) {
    const std::int64_t local = at.ms + minutes(zone_minutes).ms;
    const std::int64_t day = floor_divide(local, day_ms);
    const std::int64_t rest = local - day * day_ms;
    CivilTime time;
    time.date = civil_from_days(day);
    time.hour = static_cast<int>(rest / 3'600'000);
    time.minute = static_cast<int>(rest / 60'000 % 60);
    time.second = static_cast<int>(rest / 1000 % 60);
    time.millisecond = static_cast<int>(rest % 1000);
    return time;
}

Instant from_civil(const CivilTime& time, int zone_minutes) {
    const std::int64_t day = days_from_civil(time.date);
    const Instant local{day * day_ms + hours(time.hour).ms + minutes(time.minute).ms + seconds(time.second).ms +
                        time.millisecond};
    return local - minutes(zone_minutes);
}

std::int64_t calendar_days_between(Instant from, Instant to, int zone_minutes) {
    const std::int64_t shift = minutes(zone_minutes).ms;
    return floor_divide(to.ms + shift, day_ms) - floor_divide(from.ms + shift, day_ms);
}

std::optional<Instant> parse_iso8601(std::string_view text) {
    Reader read(text);
    CivilTime time;
    time.date.year = read.digits(4);
    read.expect("-");
    time.date.month = read.digits(2);
    read.expect("-");
    time.date.day = read.digits(2);
    read.expect("Tt ");
    time.hour = read.digits(2);
    read.expect(":");
    time.minute = read.digits(2);
    if (read.skip(":")) {
        time.second = read.digits(2);
        if (read.skip(".,")) {
            time.millisecond = read.fraction();
        }
    }
    int zone_minutes = 0;
    if (!read.skip("Zz")) {
        const bool west = read.peek() == '-';
        read.expect("+-");
        const int zone_hours = read.digits(2);
        read.skip(":");
        const int rest = read.digits(2);
        if (zone_hours > 23 || rest > 59) {
            return std::nullopt;
        }
        zone_minutes = (zone_hours * 60 + rest) * (west ? -1 : 1);
    }
    const bool in_range = time.hour <= 23 && time.minute <= 59 && time.second <= 59 && is_valid_date(time.date);
    if (!read.ok() || !read.at_end() || !in_range) {
        return std::nullopt;
    }
    return from_civil(time, zone_minutes);
}

std::string format_iso8601(Instant at, int zone_minutes) {
    const CivilTime time = to_civil(at, zone_minutes);
    std::string text;
    append_padded(text, time.date.year, 4);
    text += '-';
    append_padded(text, time.date.month, 2);
    text += '-';
    append_padded(text, time.date.day, 2);
    text += 'T';
    append_padded(text, time.hour, 2);
    text += ':';
    append_padded(text, time.minute, 2);
    text += ':';
    append_padded(text, time.second, 2);
    if (time.millisecond != 0) {
        text += '.';
        append_padded(text, time.millisecond, 3);
    }
    if (zone_minutes == 0) {
        text += 'Z';
        return text;
    }
    const int offset = zone_minutes < 0 ? -zone_minutes : zone_minutes;
    text += zone_minutes < 0 ? '-' : '+';
    append_padded(text, offset / 60, 2);
    text += ':';
    append_padded(text, offset % 60, 2);
    return text;
}

}  // namespace ow::domain
