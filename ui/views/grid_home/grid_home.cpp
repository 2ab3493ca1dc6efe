#include "ui/views/grid_home/grid_home.hpp"

#include "src/app/assist/pages.hpp"
#include "src/app/filings/filings.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/grid_data/grid_data.hpp"
#include "src/app/grid_home/grid_home.hpp"
#include "src/app/patrol/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/street/street.hpp"
#include "src/app/sun/sun.hpp"
#include "src/app/visits/pages.hpp"
#include "src/app/visits/visits.hpp"
#include "src/app/workbench/pages.hpp"
#include "src/app/workbench/workbench.hpp"
#include "ui/views/grid_map.hpp"
#include "ui/views/map_words.hpp"
#include "ui/views/outbox_health.hpp"
#include "ui/views/page.hpp"
#include "ui/views/visit_words.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/columns.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/heading_row.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/map_view.hpp"
#include "ui/widgets/switch.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace ow::ui {

namespace {

namespace grid = app::grid;

/// Where the page is wide enough for map and list beside the choices.
constexpr float room_for_two = 640;
/// The map takes what is left of a tablet's height over the list: CSS px, and its share of the window.
constexpr float least_map = 180, most_map = 280, map_share = 0.28f;
/// The stops lie close together: how much around them is seen at least, and in all, metres.
constexpr float around_stops = 15, least_seen = 60;
/// The map's buttons stand beside what is seen first: a target and what is around it, CSS px.
float map_buttons(const Ui& ui) { return ui.theme().size.target + 20; }
/// The largest thing of the page.
constexpr float assist_height = 200;

const grid::Copy& copy_of(const View& view) { return view.model.get<grid::Copy>(); }

std::string whereabouts(const View& view) {
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const auto& account = view.model.get<app::session::Model>().account;
    if (!account) return {};
    const domain::Grid* cell = reference ? domain::find_grid(*reference, account->grid_id) : nullptr;
    const std::string where = cell == nullptr ? std::string() : cell->community + " " + cell->name;
    return dotted({where, tr("grid.staff_no", {{"number", account->staff_no}})});
}

/// How old the data are and whether there is a network, calmly; what to do where there are none.
void draw_state(const View& view) {
    const grid::Copy& copy = copy_of(view);
    const grid::Freshness fresh = grid::freshness(copy, view.model.now);
    const bool offline = !view.model.online || copy.stale;
    using Is = grid::Freshness::Is;
    if (fresh.is == Is::missing) {
        const bool none = offline && !view.model.get<app::grid_data::Model>().looking();
        banner(view.ui, "state", none ? CardStyle::soft_warn : CardStyle::soft_brand,
               none ? Icon::cloud_off : Icon::refresh, tr(none ? "grid.state.none" : "grid.state.reading"), true);
        return;
    }
    const std::string at = i18n::date_time(fresh.as_of.ms, grid::server_now(copy, view.model.now).ms);
    if (fresh.is == Is::expired) {
        banner(view.ui, "state", CardStyle::soft_bad, Icon::alert_triangle, tr("grid.state.expired", {{"at", at}}),
               true);
    } else if (offline) {
        banner(view.ui, "state", CardStyle::soft_warn, Icon::cloud_off, tr("grid.state.offline", {{"at", at}}), true);
    } else {
        paragraph(view.ui, "state", tr("grid.state.online", {{"at", at}}), Tone::secondary);
    }
    if (std::abs(fresh.clock_error.ms) >= grid::clock_matters.ms) {
        banner(view.ui, "clock", CardStyle::soft_warn, Icon::clock,
               tr("grid.state.clock", {{"off", i18n::duration(std::abs(fresh.clock_error.ms))}}), true);
    }
}

const std::optional<app::world::LockTold>& lock_of(const View& view) {
    return view.model.get<app::grid_data::Model>().lock;
}

/// That there is no PIN yet, or that it opens nothing any more. 锁屏 stands in the bar.
void draw_pin(const View& view) {
    using app::world::Lock;
    const auto& lock = lock_of(view);
    if (!lock || lock->is == Lock::open) return;
    if (lock->is == Lock::none) {
        const Card card(view.ui, "pin", CardStyle::soft_brand);
        paragraph(view.ui, "why", tr("grid.pin.why"));
        view.ui.gap(8);
        if (button(view.ui, "choose", tr("lock.choose"),
                   {.kind = ButtonKind::secondary, .icon = Icon::lock, .compact = true}))
            view.send(app::grid_data::PinWanted{});
    } else {
        banner(view.ui, "shut", CardStyle::soft_bad, Icon::lock, tr("grid.pin.shut"), true);
    }
}

/// The first of the day that nothing is noted of yet; as many as there are where all are noted.
std::size_t next_visit(const View& view, const app::grid_home::Day& day) {
    const auto& waiting = view.model.get<app::visits::Model>().waiting;
    const auto next = std::ranges::find_if(day.visits, [&](const auto* visit) { return !waiting.contains(visit->id); });
    return static_cast<std::size_t>(next - day.visits.begin());
}

/// What is seen of the map first: the stops, as near as that can be, beside its buttons. Empty without any.
domain::MapBox around_the_stops(const domain::GridMap& map, const app::grid_home::Day& day, float map_width,
                                float buttons) {
    domain::MapBox seen;
    for (const auto& place : day.way)
        seen.extend(map.projection.to_map(place.at));
    if (seen.empty()) return seen;
    const auto widen = [](float& low, float& high) {
        const float more = std::max(around_stops, (least_seen - (high - low)) * 0.5f);
        low -= more;
        high += more;
    };
    widen(seen.x0, seen.x1);
    widen(seen.y0, seen.y1);
    seen.x1 += (seen.x1 - seen.x0) * buttons / std::max(map_width - buttons, buttons);
    return seen;
}

void draw_map(const View& view, const app::grid_home::Day& day, std::size_t next) {
    const domain::GridMap* map = grid_map(view, tr("grid.map.failed"));
    if (map == nullptr) return;
    const auto& account = view.model.get<app::session::Model>().account;
    const std::string own = account ? account->grid_id : std::string();
    const domain::MapCell* cell = map->find(own);
    MapWords words = map_words(*map);
    words.name = tr("grid.map");
    words.status = cell == nullptr ? std::string() : cell_words(*cell);
    words.summary = tr("grid.map.summary", {{"count", static_cast<std::int64_t>(day.way.size())}});
    words.aim = [](const domain::MapCell* under) {
        return under == nullptr ? std::string(tr("map.aim_outside")) : tr("map.under", {{"grid", cell_words(*under)}});
    };
    std::vector<MapStop> stops;
    stops.reserve(day.way.size());
    for (const auto& place : day.way) {
        const PlaceLook look = place.visit == next ? PlaceLook::next : PlaceLook::later;
        stops.push_back({place.at, static_cast<int>(place.visit) + 1, look});
    }
    domain::MapBox begins = around_the_stops(*map, day, view.ui.width(), map_buttons(view.ui));
    if (begins.empty() && cell != nullptr) begins = cell->box;
    map_view(view.ui, "round-map",
             {.map = *map,
              .words = words,
              .chosen = own,
              .route = stops,
              .begins_at = begins.empty() ? nullptr : &begins,
              .height = std::clamp(view.ui.surface().height * map_share, least_map, most_map)});
}

std::string round_words(const app::grid_home::Day& day) {
    const std::int64_t tenths = std::lround(day.round.metres / 100);
    return tr("grid.round", {{"km", std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)},
                             {"time", i18n::duration(domain::round_time(day.round).ms)}});
}

void draw_visit_row(const View& view, const domain::GridVisit& visit, int number, PlaceLook look) {
    const std::string title = visit_name(view, visit), time = visit_time(view, visit);
    const std::string where = dotted({time, visit.place});
    const std::string href = app::format_route(app::to_page(app::pages::visit, visit.id));
    Tag tag;
    if (view.model.get<app::visits::Model>().waiting.contains(visit.id))
        tag = {std::string(tr("grid.visit.noted")), TagKind::ok, Icon::check};
    else if (look == PlaceLook::next)
        tag = {std::string(tr("grid.visit.next")), TagKind::brand};
    else if (!visit.covers.empty())
        tag = {tr("grid.visit.covers", {{"who", visit.covers}}), TagKind::neutral};
    stop_row(view.ui, "row",
             {.number = number,
              .look = look,
              .time = time,
              .place = visit.place,
              .time_and_place = where,
              .title = title,
              .subtitle = visit.reason,
              .href = href,
              .tag = tag});
}

void draw_round(const View& view) {
    Ui& ui = view.ui;
    const app::grid_home::Day day = app::grid_home::day_of(view.model);
    const Card card(ui, "round");
    const auto count = static_cast<std::int64_t>(day.visits.size());
    const Tag length{day.way.size() > 1 ? round_words(day) : std::string(), TagKind::neutral};
    const bool held = grid::freshness(copy_of(view), view.model.now).is == grid::Freshness::Is::held;
    const std::string title = held ? tr("grid.today", {{"count", count}}) : std::string(tr("grid.today.title"));
    heading_row(ui, "round-title", {.level = 2, .text = title, .tag = length});
    if (day.visits.empty()) {
        paragraph(ui, "none", tr(held ? "grid.today.none" : "grid.today.unknown"), Tone::secondary);
        return;
    }
    const std::size_t next = next_visit(view, day);
    ui.gap(12);
    draw_map(view, day, next);
    ui.gap(8);
    const Group list(ui, "visits", a11y::Role::list, tr("grid.visits"));
    for (std::size_t at = 0; at < day.visits.size(); ++at) {
        const domain::GridVisit& visit = *day.visits[at];
        const Group item(ui, visit.id, a11y::Role::list_item);
        ui.gap(0);
        if (at > 0) divider(ui);
        ui.gap(0);
        draw_visit_row(view, visit, static_cast<int>(at) + 1, at == next ? PlaceLook::next : PlaceLook::later);
    }
}

void draw_assist(const View& view) {
    Ui& ui = view.ui;
    const std::string href = app::format_route(app::to_page(app::pages::assisted));
    const Tile spec{.title = tr("grid.assist"),
                    .subtitle = tr("grid.assist.text"),
                    .href = href,
                    .icon = Icon::heart_handshake,
                    .ground = Tile::Ground::brand,
                    .size = Tile::Size::large};
    const float height = std::max(assist_height, tile_height(ui, spec, ui.width()));
    tile(ui, "assist", spec, ui.place(height));
}

/// 随手报, with its three steps.
void draw_report(const View& view) {
    Ui& ui = view.ui;
    const std::string href = app::format_route(app::to_page(app::pages::patrol));
    const Tile spec{
        .title = tr("page.patrol.title"), .subtitle = tr("patrol.text"), .href = href, .icon = Icon::camera};
    tile(ui, "report", spec, ui.place(tile_height(ui, spec, ui.width())));
}

/// What is said under a count.
std::string verify_words(const View& view) {
    const auto& home = view.model.get<app::grid_home::Model>();
    if (!home.to_verify) return std::string(tr("grid.verify.unknown"));
    if (home.as_of) return tr("grid.as_of", {{"at", i18n::date_time(home.as_of->ms, view.model.now.ms)}});
    return std::string(tr("grid.verify.text"));
}

void draw_counts(const View& view) {
    const auto& home = view.model.get<app::grid_home::Model>();
    const auto& waiting = view.model.get<app::filings::Model>().mine;
    const std::string verify = home.to_verify ? tr("grid.count", {{"count", *home.to_verify}}) : std::string("–");
    const std::string verify_sub = verify_words(view);
    const std::string queue = app::format_route(app::workbench::to_workbench(domain::Queue::to_verify));
    const std::string sent = tr("grid.count", {{"count", static_cast<std::int64_t>(waiting.size())}});
    std::string oldest(tr("grid.waiting.none"));
    if (!waiting.empty())
        oldest =
            tr("grid.waiting.oldest",
               {{"age", i18n::duration(std::max<std::int64_t>(0, (view.model.now - waiting.front().queued_at).ms))}});
    count_tiles(view.ui,
                std::array{CountTile{.key = "verify",
                                     .title = tr("grid.verify"),
                                     .count = verify,
                                     .detail = verify_sub,
                                     .href = queue,
                                     .icon = Icon::shield_check},
                           CountTile{.key = "waiting",
                                     .title = tr("grid.waiting"),
                                     .count = sent,
                                     .detail = oldest,
                                     .icon = Icon::send,
                                     .voice = waiting.empty() ? CountTile::Voice::calm : CountTile::Voice::warn}});
}

/// 减负账 in one line; nothing where nobody was spared anything.
void draw_spared(const View& view) {
    const auto& home = view.model.get<app::grid_home::Model>();
    if (!home.spared || home.spared->answers == 0) return;
    const std::string what =
        tr("grid.spared",
           {{"days", home.spared->days}, {"applications", home.spared->applications}, {"count", home.spared->answers}});
    const std::string age = home.spared_as_of
                                ? tr("grid.as_of", {{"at", i18n::date_time(home.spared_as_of->ms, view.model.now.ms)}})
                                : std::string();
    view.ui.gap(12);
    paragraph(view.ui, "spared", dotted({what, age}), Tone::secondary);
}

/// 阳光下, one press; what this device keeps.
void draw_sun(const View& view) {
    const bool on = view.model.get<app::sun::Model>().on;
    const Card card(view.ui, "sun");
    if (switch_control(view.ui, "sun", tr("grid.sun"), on, {.detail = tr("grid.sun.text")}))
        view.send(app::sun::Toggled{});
}

void draw_side(const View& view) {
    draw_assist(view);
    view.ui.gap(16);
    draw_report(view);
    view.ui.gap(16);
    draw_counts(view);
    draw_spared(view);
    view.ui.gap(16);
    draw_sun(view);
    view.ui.gap(16);
    draw_pin(view);
}

}  // namespace

void draw_grid_home(const View& view) {
    const domain::Instant now = grid::server_now(copy_of(view), view.model.now);
    const std::string title = tr("grid.title", {{"day", day_words(view, now)}});
    const std::string where = whereabouts(view);
    PageSpec spec{.title = title, .subtitle = where, .back = false, .max_width = 1240};
    if (const auto& lock = lock_of(view); lock && lock->is == app::world::Lock::open)
        spec.bar_button = {tr("grid.lock"), Icon::lock, [&] { view.send(app::grid_data::LockPressed{}); }};
    page(view, spec, [&] {
        draw_state(view);
        if (view.model.storage_low)
            banner(view.ui, "full", CardStyle::soft_warn, Icon::alert_triangle, tr("grid.storage_low"), true);
        draw_outbox_health(view);
        const bool narrow = view.ui.width() < room_for_two;
        // On a phone the largest thing comes first.
        if (narrow) {
            draw_side(view);
            view.ui.gap(16);
            draw_round(view);
        } else {
            beside(view.ui, 0.62f, room_for_two, [&] { draw_round(view); }, [&] { draw_side(view); });
        }
        draw_waiting_list(view);
    });
}

}  // namespace ow::ui
