#include "ui/widgets/map_view.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/map_camera.hpp"
#include "ui/widgets/map_labels.hpp"
#include "ui/widgets/map_tiles.hpp"
#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ow::ui {

namespace {

using a11y::ActionKind;
using domain::MapCell;
using domain::MapPoint;

/// Marks closer than this are one, CSS px.
constexpr float mark_spacing = 56;
/// The mark of a place, with its rim, CSS px.
constexpr float mark_radius = 13;
/// From step to step of the way, CSS px, and how many of them are drawn at most between two places (zoomed in they lie
/// far outside what is seen).
constexpr float step_length = 9;
constexpr float most_steps = 400;
/// Between the numbers of a round, CSS px.
constexpr float stops_gap = 6;
/// How wide a street is drawn, metres, and from which width on the ground has names, CSS px.
constexpr float street_width = 9;
constexpr float least_named = 5;
/// Steps of the heat's legend besides "none".
constexpr int heat_steps = 4;

/// The two whole numbers of a request.
ImVec2 numbers_of(const std::string& text) {
    int x = 0, y = 0;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, x);
    if (first.ptr != end) std::from_chars(first.ptr + 1, end, y);
    return {static_cast<float>(x), static_cast<float>(y)};
}

/// One frame of a map.
class Map {
  public:
    Map(Ui& ui, std::string_view key, const MapSpec& spec)
        : m_ui(ui), m_spec(spec), m_id(ui.id(key)), m_camera(ui.keep<MapCamera>(m_id)) {
        const float suits = std::clamp(ui.surface().height * 0.5f, 300.0f, 440.0f);
        m_box = ui.place(spec.height > 0 ? spec.height : suits);
        if (!m_camera.fitted) return;
        if (spec.begins_at != nullptr && !m_camera.whole)
            begin_at(*spec.begins_at);
        else
            fit_all();
    }

    MapResult run() {
        follow_mark();
        listen();
        draw();
        emit();
        buttons();
        m_camera.settle(m_spec.map.box);
        return m_result;
    }

    /// Coloured steps with their counts.
    void legend() {
        if (m_spec.heat.empty()) return;
        const TextStyle style = m_ui.secondary();
        const float swatch = std::round(style.px), gap = 16;
        const float line = style.line_height() + 4;
        float x = m_ui.left(), y = m_ui.next_y();
        const float right = x + m_ui.width(), top = y;
        int from = 0;
        for (int step = 0; step <= heat_steps && from <= most(); ++step) {
            const int to = bound(step);
            if (to < from) continue;
            const std::string text = m_spec.words.range(from, to);
            const float wide = swatch + 6 + m_ui.text_width(style, text) + 1;
            if (x + wide > right) {
                x = m_ui.left();
                y += line;
            }
            const Rect box{x, y + (style.line_height() - swatch) / 2, swatch, swatch};
            m_ui.fill(box, step_colour(step), 4);
            m_ui.outline(box, m_ui.theme().colour.border, 4, 1);
            text_line(m_ui, "step" + std::to_string(step), text, style,
                      {x + swatch + 6, y, wide - swatch - 6, style.line_height()});
            x += wide + gap;
            from = to + 1;
        }
        m_ui.place(y + line - top);
    }

    /// Said when it changes: what the keys point at, else what the caller has to say.
    void status() {
        const auto in_sight = [&] {
            const domain::MapBox view = m_camera.view(m_box);
            return std::ranges::count_if(m_spec.map.cells,
                                         [&](const MapCell& c) { return !c.box.empty() && c.box.meets(view); });
        };
        const std::string aimed = m_camera.zoomed   ? m_spec.words.seen(static_cast<int>(in_sight()))
                                  : m_camera.aiming ? m_spec.words.aim(m_spec.map.at(m_camera.middle))
                                                    : m_spec.words.status;
        const TextStyle style = m_ui.secondary();
        const Rect box = m_ui.place(m_ui.text_height(style, aimed, m_ui.width()));
        m_ui.text_block(box.x, box.y, box.w, style, aimed);
        text_node(m_ui, "status", aimed, style, box, a11y::Role::status);
    }

  private:
    float mid_x() const { return m_box.x + m_box.w / 2; }
    float mid_y() const { return m_box.y + m_box.h / 2; }

    /// The column that the buttons stand in.
    float buttons_width() const { return m_ui.theme().size.target + 16; }

    /// All of the map, beside the buttons where there is room for both.
    void fit_all() {
        const float column = m_box.w > 4 * buttons_width() ? buttons_width() : 0;
        m_camera.fit(m_spec.map.box, {m_box.x, m_box.y, m_box.w - column, m_box.h});
        m_camera.middle.x += column / 2 / m_camera.scale;
    }

    void show_all() {
        fit_all();
        m_camera.whole = true;
        m_camera.zoomed = true;
    }

    /// With what lies around it.
    void begin_at(const domain::MapBox& box) {
        if (m_camera.scale == 0) m_camera.seen = m_spec.mark;
        const float x = (box.x1 - box.x0) * 0.5f, y = (box.y1 - box.y0) * 0.5f;
        m_camera.fit({box.x0 - x, box.y0 - y, box.x1 + x, box.y1 + y}, m_box);
    }

    /// A mark that appears out of sight is brought into it.
    void follow_mark() {
        if (m_spec.mark == m_camera.seen) return;
        m_camera.seen = m_spec.mark;
        if (!m_spec.mark) return;
        const MapPoint mark = m_spec.map.projection.to_map(*m_spec.mark);
        if (m_camera.view(m_box).contains(mark)) return;
        m_camera.middle = mark;
        m_camera.fitted = false;
    }

    void listen() {
        while (const auto pan = m_ui.take_request(m_id, ActionKind::pan)) {
            const ImVec2 by = numbers_of(pan->value);
            m_camera.pan(by.x, by.y);
            m_camera.aiming = m_camera.zoomed = false;
        }
        while (const auto zoom = m_ui.take_request(m_id, ActionKind::zoom)) {
            const ImVec2 at = numbers_of(zoom->value);
            if (zoom->number > 0) m_camera.zoom(zoom->number, m_box.x + at.x, m_box.y + at.y, m_spec.map.box, m_box);
        }
        while (const auto press = m_ui.take_request(m_id, ActionKind::press)) {
            const ImVec2 at = numbers_of(press->value);
            choose(m_camera.at(m_box.x + at.x, m_box.y + at.y, m_box));
        }
        while (const auto key = m_ui.take_key(m_id))
            on_key(*key);
        if (m_ui.take(m_id, ActionKind::click)) choose(m_camera.middle);
    }

    void on_key(std::string_view key) {
        m_camera.aiming = true;
        m_camera.zoomed = false;
        const float step = std::round(std::min(m_box.w, m_box.h) / 6);
        if (key == "ArrowLeft") m_camera.pan(step, 0);
        if (key == "ArrowRight") m_camera.pan(-step, 0);
        if (key == "ArrowUp") m_camera.pan(0, step);
        if (key == "ArrowDown") m_camera.pan(0, -step);
        if (key == "+" || key == "=") zoom_by(1.5f);
        if (key == "-") zoom_by(1 / 1.5f);
        if (key == "Home") show_all();
        m_camera.settle(m_spec.map.box);
    }

    void zoom_by(float factor) {
        m_camera.zoom(factor, mid_x(), mid_y(), m_spec.map.box, m_box);
        m_camera.zoomed = true;
    }

    void choose(MapPoint point) {
        m_result.place = m_spec.map.projection.to_earth(point);
        m_result.cell = m_spec.map.at(point);
        // It is where somebody looks already.
        m_camera.seen = m_result.place;
        m_camera.aiming = m_camera.zoomed = false;
    }

    // -- drawing -----------------------------------------------------------------------------------------------------
    Colour cell_colour(std::size_t index, bool chosen) const {
        const Palette& c = m_ui.theme().colour;
        if (!m_spec.heat.empty()) return step_colour(step_of(m_spec.heat[index]));
        return mix(c.brand, c.surface, chosen ? 0.3f : 0.13f);
    }

    Colour step_colour(int step) const {
        const Palette& c = m_ui.theme().colour;
        return mix(c.brand, c.surface, step == 0 ? 0.06f : 0.1f + 0.12f * static_cast<float>(step));
    }

    int most() const { return m_spec.heat.empty() ? 0 : *std::ranges::max_element(m_spec.heat); }
    /// The highest count of a step.
    int bound(int step) const { return (most() * step + heat_steps - 1) / heat_steps; }
    int step_of(int count) const {
        int step = 0;
        while (step < heat_steps && count > bound(step))
            ++step;
        return step;
    }

    bool in_view(const MapCell& cell) const { return !cell.box.empty() && cell.box.meets(m_view); }

    ImVec2 screen(MapPoint p) const { return {m_camera.x_of(p, m_box), m_camera.y_of(p, m_box)}; }

    const domain::MapShape& shape_of(const MapCell& cell) const { return cell.shape_at(1 / m_camera.scale); }

    void fill_cell(const MapCell& cell, Colour colour, float opacity = 1) {
        const domain::MapShape& shape = shape_of(cell);
        if (shape.triangles.empty()) {
            // All of it is smaller than a line is wide.
            const ImVec2 a = screen({cell.box.x0, cell.box.y0}), b = screen({cell.box.x1, cell.box.y1});
            m_ui.draw().AddRectFilled(a, b, im_colour(colour, opacity));
            return;
        }
        ImDrawList& list = m_ui.draw();
        const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
        const std::uint32_t ink = im_colour(colour, opacity);
        list.PrimReserve(static_cast<int>(shape.triangles.size()), static_cast<int>(shape.corners.size()));
        const unsigned first = list._VtxCurrentIdx;
        for (const std::uint32_t index : shape.triangles)
            list.PrimWriteIdx(first + index);
        for (const MapPoint& corner : shape.corners)
            list.PrimWriteVtx(screen(corner), white, ink);
    }

    void line_cell(const MapCell& cell, Colour colour, float stroke) {
        ImDrawList& list = m_ui.draw();
        const domain::MapShape& shape = shape_of(cell);
        for (const domain::MapRing& ring : shape.rings) {
            for (std::uint32_t i = ring.begin; i < ring.end; ++i)
                list.PathLineTo(screen(shape.corners[i]));
            list.PathStroke(im_colour(colour), ImDrawFlags_Closed, stroke);
        }
    }

    /// Streets as bands and buildings as blocks: where they would be finer than a line they are left out.
    void draw_ground() {
        const Palette& c = m_ui.theme().colour;
        const float wide = street_width * m_camera.scale;
        if (wide < 1) return;
        for (const MapCell& building : m_spec.map.buildings) {
            if (!in_view(building)) continue;
            fill_cell(building, mix(c.brand, c.surface, 0.45f));
        }
        const float stroke = std::clamp(wide, 2.0f, 22.0f);
        ImDrawList& list = m_ui.draw();
        // The edge of all streets, then their middle: where they cross there is no line.
        for (const auto& [ink, more] : {std::pair{mix(c.ink2, c.surface, 0.45f), 2.0f}, std::pair{c.surface, 0.0f}}) {
            for (const domain::MapStreet& street : m_spec.map.streets) {
                if (!street.box.meets(m_view)) continue;
                for (const MapPoint& point : street.points)
                    list.PathLineTo(screen(point));
                list.PathStroke(im_colour(ink), 0, stroke + more);
            }
        }
    }

    /// Tiles where they came, with the grids' colours over them.
    void draw_under() {
        if (!draws_tiles(m_ui, m_spec.map, !m_spec.heat.empty())) return;
        const std::vector<Rect> covered = draw_tiles(m_ui, m_spec.map, m_box, m_view, m_camera.scale);
        if (covered.empty()) return;
        m_attribution = m_spec.words.tiles(m_spec.map.tiles->attribution);
        for (const Rect& part : covered) {
            const MapPoint a = m_camera.at(part.x, part.y, m_box);
            const MapPoint b = m_camera.at(part.x + part.w, part.y + part.h, m_box);
            const domain::MapBox seen{a.x, a.y, b.x, b.y};
            m_ui.push_clip(part);
            for (const MapCell& cell : m_spec.map.cells) {
                const bool chosen = cell.id == m_spec.chosen;
                if (!cell.box.empty() && cell.box.meets(seen))
                    fill_cell(cell, m_ui.theme().colour.brand, chosen ? 0.28f : 0.08f);
            }
            m_ui.pop_clip();
        }
    }

    /// Whose tiles they are, at the left below.
    void draw_attribution() {
        if (m_attribution.empty()) return;
        const Theme& t = m_ui.theme();
        const TextStyle style = m_ui.style(t.type.small, t.colour.ink);
        m_ui.fill(m_attribution_box, t.colour.surface);
        const Rect words = {m_attribution_box.x + 6, m_attribution_box.y + 3, m_attribution_box.w - 12,
                            m_attribution_box.h - 6};
        m_ui.text_block(words.x, words.y, words.w, style, m_attribution);
    }

    /// The names of streets and buildings stand where the grids and the round have left room.
    void name_ground() {
        if (street_width * m_camera.scale < least_named) return;
        for (const domain::MapStreet& street : m_spec.map.streets)
            m_labels->draw_along(street, [&](MapPoint p) { return screen(p); });
        for (const MapCell& building : m_spec.map.buildings) {
            if (building.name.empty() || !in_view(building)) continue;
            const ImVec2 at = screen(building.label);
            m_labels->draw(building, at.x, at.y, m_camera.scale, {}, false);
        }
    }

    void draw_cells() {
        const Palette& c = m_ui.theme().colour;
        const auto& cells = m_spec.map.cells;
        const MapCell* chosen = nullptr;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!in_view(cells[i])) continue;
            const bool is_chosen = cells[i].id == m_spec.chosen;
            if (is_chosen) chosen = &cells[i];
            fill_cell(cells[i], cell_colour(i, is_chosen));
        }
        draw_ground();
        draw_under();
        const bool on_tiles = !m_attribution.empty();
        const Colour line = on_tiles ? c.brand : c.shadows ? c.surface : c.border;
        const float stroke = c.shadows && !on_tiles ? 3.0f : 2.0f;
        for (const MapCell& cell : cells) {
            // Where cells are hardly wider than their lines, lines would be all that is seen.
            const float side = std::min(cell.box.x1 - cell.box.x0, cell.box.y1 - cell.box.y0) * m_camera.scale;
            if (in_view(cell) && side > 2 * stroke) line_cell(cell, line, stroke);
        }
        if (chosen != nullptr) line_cell(*chosen, c.brand, 4);
        m_labels.emplace(m_ui, m_box, on_tiles ? MapLabels::Plates::all : MapLabels::Plates::where_needed);
        keep_free();
        const auto label = [&](const MapCell& cell) {
            const std::size_t index = static_cast<std::size_t>(&cell - cells.data());
            const std::string heat = m_spec.heat.empty() ? std::string() : m_spec.words.heat(m_spec.heat[index]);
            const ImVec2 at = screen(cell.label);
            m_labels->draw(cell, at.x, at.y, m_camera.scale, heat, &cell == chosen);
        };
        if (chosen != nullptr) label(*chosen);
        for (const MapCell& cell : cells)
            if (&cell != chosen && in_view(cell)) label(cell);
        name_ground();
    }

    /// Where no name may stand: under the buttons, and where the mark and its words are.
    void keep_free() {
        m_labels->keep_free({m_box.x + m_box.w - buttons_width(), m_box.y, buttons_width(), m_box.h});
        if (!m_attribution.empty()) {
            m_attribution_box = attribution_box(m_ui, m_attribution, m_box, buttons_width());
            m_labels->keep_free(m_attribution_box);
        }
        place_stops();
        if (!m_spec.mark) return;
        const ImVec2 at = screen(m_spec.map.projection.to_map(*m_spec.mark));
        m_labels->keep_free({at.x - mark_radius, at.y - mark_radius, 2 * mark_radius, 2 * mark_radius});
        m_callout = callout_box(m_ui, m_spec.callout, at.x, at.y, mark_radius, m_box);
        if (m_callout.w > 0) m_labels->keep_free(m_callout);
    }

    void draw_cases() {
        if (m_spec.cases == nullptr) return;
        const Theme& t = m_ui.theme();
        const TextStyle style = m_ui.style(t.type.small, t.colour.on_brand, Face::bold);
        m_spec.cases->collect(m_view, mark_spacing / m_camera.scale, m_camera.marks);
        for (const domain::MapCluster& mark : m_camera.marks) {
            const ImVec2 at = screen(mark.middle);
            if (mark.count == 1) {
                m_ui.circle(at.x, at.y, 8, t.colour.surface, 0, 0);
                m_ui.circle(at.x, at.y, 6, t.colour.brand, 0, 0);
                continue;
            }
            const std::string count = std::to_string(mark.count);
            const float radius = std::max(14.0f, m_ui.text_width(style, count) / 2 + 7);
            m_ui.circle(at.x, at.y, radius + 2, t.colour.surface, 0, 0);
            m_ui.circle(at.x, at.y, radius, t.colour.brand, 0, 0);
            m_ui.text_in({at.x - radius, at.y - radius, 2 * radius, 2 * radius}, style, count, Align::center);
        }
    }

    /// Where the numbers of the round stand: two doors of a house are beside each other. No name stands there.
    void place_stops() {
        float radius = 0;
        m_stops.clear();
        for (const MapStop& stop : m_spec.route) {
            m_stops.push_back(place(stop.at));
            radius = std::max(radius, place_number_radius(m_ui, stop.number));
        }
        m_stops = set_apart(m_stops, 2 * radius + stops_gap, m_box);
        for (const ImVec2& at : m_stops)
            m_labels->keep_free({at.x - radius, at.y - radius, 2 * radius, 2 * radius});
    }

    /// The way from place to place, dotted as one walks, and their numbers over it.
    void draw_route() {
        const Palette& c = m_ui.theme().colour;
        for (const auto& [ink, radius] : {std::pair{c.surface, 4.0f}, std::pair{c.brand, 2.5f}}) {
            for (std::size_t at = 1; at < m_stops.size(); ++at)
                draw_steps(m_stops[at - 1], m_stops[at], ink, radius);
        }
        for (std::size_t at = 0; at < m_stops.size(); ++at)
            draw_place_number(m_ui, m_stops[at].x, m_stops[at].y, m_spec.route[at].number, m_spec.route[at].look);
    }

    void draw_steps(const ImVec2& from, const ImVec2& to, Colour ink, float radius) const {
        const float dx = to.x - from.x, dy = to.y - from.y;
        const auto count = static_cast<int>(std::clamp(std::round(std::hypot(dx, dy) / step_length), 1.0f, most_steps));
        for (int step = 0; step <= count; ++step) {
            const float part = static_cast<float>(step) / static_cast<float>(count);
            m_ui.circle(from.x + dx * part, from.y + dy * part, radius, ink, 0, 0);
        }
    }

    [[nodiscard]] ImVec2 place(const domain::Position& position) const {
        return screen(m_spec.map.projection.to_map(position));
    }

    void draw_mark() {
        if (!m_spec.mark) return;
        const Palette& c = m_ui.theme().colour;
        const ImVec2 at = screen(m_spec.map.projection.to_map(*m_spec.mark));
        m_ui.circle(at.x, at.y, mark_radius, c.surface, 0, 0);
        m_ui.circle(at.x, at.y, mark_radius - 4, c.bad, 0, 0);
        if (m_callout.w > 0) draw_callout(m_ui, m_spec.callout, m_callout);
    }

    void draw_cross_hairs() {
        const Palette& c = m_ui.theme().colour;
        for (const auto& [ink, stroke, reach] : {std::tuple{c.surface, 6.0f, 18.0f}, std::tuple{c.ink, 2.0f, 16.0f}}) {
            m_ui.line(mid_x() - reach, mid_y(), mid_x() + reach, mid_y(), ink, stroke);
            m_ui.line(mid_x(), mid_y() - reach, mid_x(), mid_y() + reach, ink, stroke);
        }
    }

    void draw() {
        const Theme& t = m_ui.theme();
        // Only focus and ring: what a press does comes with its place (listen).
        const Interaction it = m_ui.interact(m_id, m_box, true);
        if (it.ring && !m_camera.ring) m_camera.aiming = true;
        if (!it.focused) m_camera.aiming = false;
        m_camera.ring = it.ring;
        m_view = m_camera.view(m_box);
        m_ui.push_clip(m_box);
        m_ui.fill(m_box, t.colour.ground);
        draw_cells();
        draw_cases();
        draw_route();
        draw_mark();
        draw_attribution();
        if (it.ring || m_camera.aiming) draw_cross_hairs();
        m_ui.pop_clip();
        m_ui.outline(m_box, it.focused ? t.colour.brand : t.colour.line, 2, t.size.stroke);
        if (it.ring) m_ui.focus_ring(m_box, 2);
    }

    void emit() {
        m_ui.emit(a11y::Role::map, m_id, m_spec.words.name, m_box).description = m_spec.words.summary;
        if (m_attribution.empty()) return;
        const TextStyle style = m_ui.style(m_ui.theme().type.small, m_ui.theme().colour.ink);
        text_node(m_ui, "attribution", m_attribution, style, m_attribution_box);
    }

    void buttons() {
        const float side = m_ui.theme().size.target;
        Rect at{m_box.x + m_box.w - side - 8, m_box.y + 8, side, side};
        const auto one = [&](std::string_view key, std::string_view name, Icon icon, bool busy = false) {
            m_ui.shadow(at, 12);
            const bool pressed = icon_button(m_ui, key, name, icon, at, {.kind = ButtonKind::pill, .busy = busy});
            at.y += side + 8;
            return pressed;
        };
        const MapWords& words = m_spec.words;
        if (one("in", words.zoom_in, Icon::plus)) zoom_by(1.5f);
        if (one("out", words.zoom_out, Icon::minus)) zoom_by(1 / 1.5f);
        if (one("fit", words.fit, Icon::maximize)) show_all();
        if (!words.locate.empty())
            m_result.locate = one("locate", words.locate, Icon::current_location, m_spec.locating);
    }

    Ui& m_ui;
    const MapSpec& m_spec;
    NodeId m_id;
    MapCamera& m_camera;
    Rect m_box;
    domain::MapBox m_view;
    std::optional<MapLabels> m_labels;
    std::vector<ImVec2> m_stops;  ///< the numbers of the round, in order
    Rect m_callout;
    std::string m_attribution;  ///< whose tiles are seen; "" where none are
    Rect m_attribution_box;
    MapResult m_result;
};

}  // namespace

MapResult map_view(Ui& ui, std::string_view key, const MapSpec& spec) {
    const Scope scope(ui, key);
    Map map(ui, "map", spec);
    const MapResult result = map.run();
    ui.gap(8);
    map.legend();
    ui.gap(8);
    map.status();
    return result;
}

}  // namespace ow::ui
