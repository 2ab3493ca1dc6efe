#include "ui/widgets/signature_pad.hpp"

#include "ui/widgets/button_row.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/stroke_pad.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <cmath>

namespace ow::ui {

namespace {

using domain::Stroke;
using domain::StrokePoint;

/// The view box of the path.
constexpr double path_width = 600, path_height = 200;

StrokePoint middle(const StrokePoint& a, const StrokePoint& b) {
    return {(a.x + b.x) * 0.5, (a.y + b.y) * 0.5, a.ms, a.pressure};
}

}  // namespace

std::string svg_path(const Signature& signature) {
    std::string path;
    // Tenths are finer than any hand.
    const auto tenths = [&](double value) {
        const long all = std::lround(value * 10);
        path += std::to_string(all / 10) + "." + std::to_string(all % 10);
    };
    const auto put = [&](std::string_view command, const StrokePoint& p) {
        if (!path.empty()) path += ' ';
        path += command;
        tenths(p.x * path_width);
        path += ' ';
        tenths(p.y * path_height);
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
    const StrokePadSpec pad{.label = spec.label, .hint = spec.hint, .state = spec.state, .wrong = !spec.error.empty()};
    if (auto drawn = stroke_pad(ui, "pad", pad, now.strokes)) {
        changed = now;
        changed->strokes = *std::move(drawn);
    }
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
