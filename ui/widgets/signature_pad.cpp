#include "ui/widgets/signature_pad.hpp"

#include "ui/widgets/button_row.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

using Stroke = std::vector<SignaturePoint>;

/// The stroke that is being drawn.
struct Live {
    Stroke stroke;
    bool drawing = false;
};

/// Nearer than this to the last point nothing new is said, pad measure.
constexpr float least_step = 1.5f;

SignaturePoint middle(const SignaturePoint& a, const SignaturePoint& b) {
    return {(a.x + b.x) * 0.5f, (a.y + b.y) * 0.5f};
}

/// Curves through the middles between the points: round, and never far from what the hand did.
void draw_stroke(Ui& ui, const Rect& pad, const Stroke& stroke) {
    const float scale = pad.w / signature_width, width = std::max(2.5f, 4 * scale);
    const std::uint32_t ink = im_colour(ui.theme().colour.ink);
    const auto at = [&](const SignaturePoint& p) { return ImVec2(pad.x + p.x * scale, pad.y + p.y * scale); };
    ImDrawList& list = ui.draw();
    list.AddCircleFilled(at(stroke.front()), width * 0.5f, ink);
    if (stroke.size() < 2) return;
    list.PathLineTo(at(stroke.front()));
    for (std::size_t i = 1; i + 1 < stroke.size(); ++i)
        list.PathBezierQuadraticCurveTo(at(stroke[i]), at(middle(stroke[i], stroke[i + 1])), 4);
    list.PathLineTo(at(stroke.back()));
    list.PathStroke(ink, 0, width);
    list.AddCircleFilled(at(stroke.back()), width * 0.5f, ink);
}

void follow_hand(Ui& ui, NodeId id, const Rect& pad, Live& live, std::optional<Signature>& changed,
                 const Signature& now) {
    const Drag drag = ui.drag(id, pad);
    if (drag.began) live = {{}, true};
    if (!live.drawing) return;
    const float scale = signature_width / pad.w;
    const SignaturePoint point{std::clamp((drag.x - pad.x) * scale, 0.0f, signature_width),
                               std::clamp((drag.y - pad.y) * scale, 0.0f, signature_height)};
    if (drag.held || drag.ended) {
        const bool moved = live.stroke.empty() ||
                           std::hypot(point.x - live.stroke.back().x, point.y - live.stroke.back().y) >= least_step;
        if (moved) live.stroke.push_back(point);
    }
    if (drag.held) return;
    live.drawing = false;
    if (live.stroke.empty()) return;
    changed = now;
    changed->strokes.push_back(std::move(live.stroke));
    live.stroke.clear();
}

void draw_pad(Ui& ui, const SignatureSpec& spec, const Signature& now, std::optional<Signature>& changed) {
    const Theme& t = ui.theme();
    const Rect box = ui.place(std::round(ui.width() * signature_height / signature_width));
    const NodeId id = ui.id("pad");
    Live& live = ui.keep<Live>(id);
    follow_hand(ui, id, box, live, changed, now);
    ui.fill(box, t.colour.surface, t.size.radius_field);
    ui.outline(box, spec.error.empty() ? t.colour.border : t.colour.bad, t.size.radius_field,
               spec.error.empty() ? t.size.stroke : 3.0f);
    const float line = std::round(box.y + box.h * 0.78f);
    ui.fill({box.x + 20, line, box.w - 40, 1}, t.colour.line);
    if (now.strokes.empty() && live.stroke.empty())
        ui.text_in({box.x + 20, box.y, box.w - 40, line - box.y}, ui.secondary(), spec.hint, Align::center);
    ui.push_clip(box);
    for (const Stroke& stroke : now.strokes)
        draw_stroke(ui, box, stroke);
    if (!live.stroke.empty()) draw_stroke(ui, box, live.stroke);
    ui.pop_clip();
    a11y::Node node;
    node.id = id;
    node.role = a11y::Role::image;
    node.name = spec.label;
    node.description = spec.state;
    node.states = a11y::state_drag;
    node.screen = box;
    ui.tree().add(std::move(node));
}

}  // namespace

std::string svg_path(const Signature& signature) {
    std::string path;
    // Tenths are finer than any hand.
    const auto tenths = [&](float value) {
        const long all = std::lround(value * 10);
        path += std::to_string(all / 10) + "." + std::to_string(all % 10);
    };
    const auto put = [&](std::string_view command, const SignaturePoint& p) {
        if (!path.empty()) path += ' ';
        path += command;
        tenths(p.x);
        path += ' ';
        tenths(p.y);
    };
    for (const Stroke& stroke : signature.strokes) {
        put("M", stroke.front());
        for (std::size_t i = 1; i + 1 < stroke.size(); ++i) {
            put("Q", stroke[i]);
            put("", middle(stroke[i], stroke[i + 1]));
        }
        // A point alone is a line of no length, which round ends make a dot.
        put("L", stroke.back());
    }
    return path;
}

std::optional<Signature> signature_pad(Ui& ui, std::string_view key, const SignatureSpec& spec, const Signature& now) {
    std::optional<Signature> changed;
    const Group group(ui, key, a11y::Role::group, spec.label);
    const ErrorBar bar(ui, !spec.error.empty() && !now.by_name);
    paragraph(ui, "label", spec.label, Tone::strong);
    ui.gap(8);
    // The field of the name tells its error itself.
    if (!spec.error.empty() && !now.by_name) {
        paragraph(ui, "error", spec.error, Tone::bad);
        ui.gap(8);
    }
    const Choice ways[] = {{"draw", spec.draw_word}, {"name", spec.name_word}};
    const ChoiceGroup choice{.label = spec.way, .hide_label = true, .layout = ChoiceLayout::segments};
    if (const auto way = radio_group(ui, "way", choice, ways, now.by_name ? "name" : "draw")) {
        changed = now;
        changed->by_name = *way == "name";
    }
    ui.mark(key, ui.marked("way"));
    ui.gap(12);
    if (now.by_name) {
        const FieldSpec field{.label = spec.name_label,
                              .value = now.name,
                              .hint = spec.name_hint,
                              .error = spec.error,
                              .autocomplete = "name"};
        if (auto typed = text_field(ui, "name", field).changed) {
            changed = now;
            changed->name = std::move(*typed);
        }
        return changed;
    }
    draw_pad(ui, spec, now, changed);
    ui.gap(8);
    const bool blank = now.strokes.empty();
    const RowButton buttons[] = {
        {"undo",
         spec.undo,
         {.kind = ButtonKind::secondary, .icon = Icon::arrow_back_up, .disabled = blank, .compact = true}},
        {"clear",
         spec.clear,
         {.kind = ButtonKind::secondary, .icon = Icon::trash, .disabled = blank, .compact = true}}};
    if (const auto pressed = button_row(ui, buttons)) {
        changed = now;
        if (*pressed == 0)
            changed->strokes.pop_back();
        else
            changed->strokes.clear();
    }
    return changed;
}

}  // namespace ow::ui
