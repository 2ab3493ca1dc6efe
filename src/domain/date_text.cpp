#include "src/domain/date_text.hpp"

#include "src/domain/typed_code.hpp"

namespace ow::domain {

namespace {

/// The number of at most `most` digits, -1 where it is none.
int number_of(const std::string& typed, std::size_t most) {
    const std::string text = compact_code(typed);
    if (text.empty() || text.size() > most) {
        return -1;
    }
    int value = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') {
            return -1;
        }
        value = value * 10 + (digit - '0');
    }
    return value;
}

}  // namespace

DateReading read_date(const DateText& text, const DateBounds& bounds) {
    const bool year = !compact_code(text.year).empty();
    const bool month = !compact_code(text.month).empty();
    const bool day = !compact_code(text.day).empty();
    if (!year && !month && !day) {
        return {{}, DateFault::missing};
    }
    if (!year || !month || !day) {
        return {{}, !year ? DateFault::missing_year : !month ? DateFault::missing_month : DateFault::missing_day};
    }
    const CivilDate date{number_of(text.year, 4), number_of(text.month, 2), number_of(text.day, 2)};
    if (date.year < 1000 || date.month < 1 || date.day < 1 || !is_valid_date(date)) {
        return {{}, DateFault::impossible};
    }
    if (bounds.first && date < *bounds.first) {
        return {{}, DateFault::too_early};
    }
    if (bounds.last && date > *bounds.last) {
        return {{}, DateFault::too_late};
    }
    return {date, DateFault::none};
}

DateText date_text(CivilDate date) {
    return {std::to_string(date.year), std::to_string(date.month), std::to_string(date.day)};
}

}  // namespace ow::domain
