#include "ui/views/visit_words.hpp"

#include "src/app/grid_copy.hpp"
#include "ui/views/words.hpp"

#include <array>

namespace ow::ui {

namespace {

std::string clock_words(const domain::CivilTime& time) {
    const auto two = [](int part) { return (part < 10 ? "0" : "") + std::to_string(part); };
    return two(time.hour) + ":" + two(time.minute);
}

}  // namespace

std::string visit_name(const View& view, const domain::GridVisit& visit) {
    const auto& copy = view.model.get<app::grid::Copy>();
    const domain::GridPerson* person = app::grid::find_person(copy, visit.person_id, view.model.now);
    const domain::Instant now = app::grid::server_now(copy, view.model.now);
    const auto age =
        person == nullptr ? std::nullopt : domain::age_on(*person, domain::to_civil(now, view.model.zone_minutes).date);
    return dotted({visit.name, age ? tr("visit.age", {{"years", static_cast<std::int64_t>(*age)}}) : std::string()});
}

std::string visit_time(const View& view, const domain::GridVisit& visit) {
    if (!visit.from) return {};
    const int zone = view.model.zone_minutes;
    const domain::CivilTime from = domain::to_civil(*visit.from, zone);
    const domain::Instant now = app::grid::server_now(view.model.get<app::grid::Copy>(), view.model.now);
    std::string words = clock_words(from);
    if (visit.to) words = tr("booking.time", {{"from", words}, {"to", clock_words(domain::to_civil(*visit.to, zone))}});
    const bool today = from.date == domain::to_civil(now, zone).date;
    return today ? words : dotted({i18n::date(visit.from->ms, now.ms, zone), words});
}

std::string span_words(const View& view, domain::Instant from, domain::Instant to) {
    const int zone = view.model.zone_minutes;
    return tr("booking.when", {{"day", day_words(view, from)},
                               {"time", tr("booking.time", {{"from", clock_words(domain::to_civil(from, zone))},
                                                            {"to", clock_words(domain::to_civil(to, zone))}})}});
}

std::string day_words(const View& view, domain::Instant at) {
    const domain::CivilDate date = domain::to_civil(at, view.model.zone_minutes).date;
    const int weekday = domain::weekday(date);
    // The words count from Monday.
    const std::string name = std::to_string(weekday == 0 ? 7 : weekday);
    return tr("grid.day", {{"month", static_cast<std::int64_t>(date.month)},
                           {"day", static_cast<std::int64_t>(date.day)},
                           {"weekday", tr("booking.weekday." + name)}});
}

}  // namespace ow::ui
