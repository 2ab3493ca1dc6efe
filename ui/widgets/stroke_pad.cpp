#include "ui/widgets/stroke_pad.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ow::ui {

namespace {

using domain::Stroke;
using domain::StrokePoint;

/// The stroke that is being drawn.
struct Live {
    Stroke stroke;
    bool drawing = false;
    double began = 0;  ///< when, on the clock of the surface
    double ended = 0;  ///< when the one before ended there; 0 = not in this run
};

constexpr float tallest = 340;
/// Nearer than this to the last point nothing new is said, CSS px.
constexpr float least_step = 1.5f;

/// Between strokes that a reload parted lies at least this.
constexpr double least_pause_ms = 1;

ImVec2 middle(const ImVec2& a, const ImVec2& b) { return {(a.x + b.x) * 0.5f, (a.y + b.y) * 0.5f}; }

/// Curves through the middles between the points: round, never far from what the hand did, and wider where it pressed.
void draw_stroke(Ui& ui, const Rect& pad, const Stroke& stroke) {
    const float base = std::clamp(pad.w * 0.0065f, 2.5f, 5.0f);
    const std::uint32_t ink = im_colour(ui.theme().colour.ink);
    const auto at = [&](const StrokePoint& p) {
        return ImVec2(pad.x + static_cast<float>(p.x) * pad.w, pad.y + static_cast<float>(p.y) * pad.h);
    };
    const auto width = [&](const StrokePoint& p) {
        return base * (0.5f + static_cast<float>(std::clamp(p.pressure, 0.0, 1.0)));
    };
    ImDrawList& list = ui.draw();
    list.AddCircleFilled(at(stroke.front()), width(stroke.front()) * 0.5f, ink);
    ImVec2 from = at(stroke.front());
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        const ImVec2 here = at(stroke[i]);
        const bool last = i + 1 == stroke.size();
        const ImVec2 to = last ? here : middle(here, at(stroke[i + 1]));
        list.PathLineTo(from);
        list.PathBezierQuadraticCurveTo(here, to, 4);
        list.PathStroke(ink, 0, width(stroke[i]));
        // Pieces of different width meet without a notch.
        list.AddCircleFilled(to, width(stroke[i]) * 0.5f, ink);
        from = to;
    }
}

std::optional<domain::Strokes> follow_hand(Ui& ui, NodeId id, const Rect& pad, Live& live, const domain::Strokes& now) {
    const Drag drag = ui.drag(id, pad);
    if (drag.began) live = {{}, true, drag.ms, live.ended};
    if (!live.drawing) return std::nullopt;
    if (drag.held || drag.ended) {
        const double before = now.empty() ? 0 : now.back().back().ms;
        const double pause = now.empty()      ? 0
                             : live.ended > 0 ? std::max(least_pause_ms, live.began - live.ended)
                                              : least_pause_ms;
        const StrokePoint point{std::clamp((drag.x - pad.x) / pad.w, 0.0f, 1.0f),
                                std::clamp((drag.y - pad.y) / pad.h, 0.0f, 1.0f),
                                before + pause + (drag.ms - live.began), drag.pressure};
        const auto far = [&](const StrokePoint& last) {
            return std::hypot((point.x - last.x) * pad.w, (point.y - last.y) * pad.h) >= least_step;
        };
        if (live.stroke.empty() || far(live.stroke.back())) live.stroke.push_back(point);
    }
    if (drag.held) return std::nullopt;
    live.drawing = false;
    live.ended = drag.ms;
    if (live.stroke.empty()) return std::nullopt;
    domain::Strokes all = now;
    all.push_back(std::exchange(live.stroke, {}));
    return all;
}

}  // namespace

std::optional<domain::Strokes> stroke_pad(Ui& ui, std::string_view key, const StrokePadSpec& spec,
                                          const domain::Strokes& now) {
    const Theme& t = ui.theme();
    const Rect box = ui.place(std::round(std::min(tallest, ui.width() / spec.ratio)));
    const NodeId id = ui.id(key);
    Live& live = ui.keep<Live>(id);
    const std::optional<domain::Strokes> changed = follow_hand(ui, id, box, live, now);
    ui.fill(box, t.colour.surface, t.size.radius_field);
    ui.outline(box, spec.wrong ? t.colour.bad : t.colour.border, t.size.radius_field,
               spec.wrong ? 3.0f : t.size.stroke);
    const float line = std::round(box.y + box.h * 0.78f);
    ui.fill({box.x + 20, line, box.w - 40, 1}, t.colour.line);
    if (now.empty() && live.stroke.empty())
        ui.text_in({box.x + 20, box.y, box.w - 40, line - box.y}, ui.secondary(), spec.hint, Align::center);
    ui.push_clip(box);
    for (const Stroke& stroke : now)
        draw_stroke(ui, box, stroke);
    if (!live.stroke.empty()) draw_stroke(ui, box, live.stroke);
    ui.pop_clip();
    a11y::Node& node = ui.emit(a11y::Role::image, id, spec.label, box);
    node.description = spec.state;
    node.states |= a11y::state_drag;
    return changed;
}

}  // namespace ow::ui
