#include "ui/widgets/photo_compare.hpp"

#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

namespace ow::ui {

namespace {

void photo(Ui& ui, std::string_view node_key, std::string_view picture, std::string_view name, const Rect& box,
           const Rect& seen) {
    ui.push_clip(seen);
    ui.picture(picture, box, 0);
    ui.pop_clip();
    ui.emit(a11y::Role::image, ui.id(node_key), name, seen);
}

/// A word on the photo, on a ground of its own. Only drawn: the photo's name says it.
void caption(const Ui& ui, std::string_view word, const Rect& seen, Align side) {
    const Theme& t = ui.theme();
    const TextStyle style = ui.style(t.type.small, 0xffffff, Face::bold);
    const float w = ui.text_width(style, word) + 16, h = style.line_height() + 6;
    if (w + 16 > seen.w) return;
    const Rect box{side == Align::left ? seen.x + 8 : seen.x + seen.w - w - 8, seen.y + 8, w, h};
    ui.fill(box, 0x16202c, 8);
    ui.text_in(box, style, word, Align::center);
}

}  // namespace

float photo_compare(Ui& ui, std::string_view key, const PhotoCompareSpec& spec, float share) {
    const Theme& t = ui.theme();
    const Group group(ui, key, a11y::Role::group, spec.slider_name);
    const NodeId id = ui.id("slider");
    int percent = 0;
    if (const auto value = ui.take_value(id))
        if (std::from_chars(value->data(), value->data() + value->size(), percent).ec == std::errc())
            share = static_cast<float>(percent) / 100;
    share = std::clamp(share, 0.0f, 1.0f);
    const Rect box = ui.place(std::round(ui.width() * 0.66f));
    const float edge = std::round(box.x + box.w * share);
    const Rect left{box.x, box.y, edge - box.x, box.h}, right{edge, box.y, box.x + box.w - edge, box.h};
    photo(ui, "before", spec.before, spec.before_name, box, left);
    photo(ui, "after", spec.after, spec.after_name, box, right);
    caption(ui, spec.before_word, left, Align::left);
    caption(ui, spec.after_word, right, Align::right);
    ui.fill({edge - 1.5f, box.y, 3, box.h}, 0xffffff);

    // The slider stands under the photos, so that a hand does not cover them.
    ui.gap(4);
    const Rect bar = ui.place(t.size.target);
    const float middle = bar.y + bar.h * 0.5f, knob = std::round(t.size.target * 0.5f) - 4;
    const Interaction it = ui.interact(id, bar);
    ui.fill({bar.x, middle - 3, bar.w, 6}, t.colour.track, 3);
    ui.fill({bar.x, middle - 3, edge - bar.x, 6}, t.colour.brand, 3);
    // The browser's own range has its knob inside its ends.
    const float knob_x = bar.x + knob + (bar.w - 2 * knob) * share;
    ui.circle(knob_x, middle, knob, t.colour.surface, t.colour.brand, 3);
    ui.icon(Icon::arrows_left_right, knob_x, middle, knob, t.colour.brand);
    if (it.ring) ui.focus_ring({knob_x - knob, middle - knob, 2 * knob, 2 * knob}, knob);
    a11y::Node& node = ui.emit(a11y::Role::slider, id, spec.slider_name, bar);
    node.value = std::to_string(std::lround(share * 100));
    node.description = spec.spoken;
    node.maximum = 100;
    node.now = std::round(share * 100);
    node.step = 5;
    return share;
}

}  // namespace ow::ui
