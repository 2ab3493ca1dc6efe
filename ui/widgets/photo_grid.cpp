#include "ui/widgets/photo_grid.hpp"

#include "ui/frame/layout.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace ow::ui {

namespace {

/// Where on the outline of a rounded rectangle one stands after `at` CSS px, clockwise from the top left corner's end.
ImVec2 point_on_outline(const Rect& r, float radius, float at) {
    constexpr float right_angle = std::numbers::pi_v<float> * 0.5f;
    const float left = r.x + radius, right = r.x + r.w - radius, top = r.y + radius, bottom = r.y + r.h - radius;
    const std::array corners{ImVec2(right, top), ImVec2(right, bottom), ImVec2(left, bottom), ImVec2(left, top)};
    // Each corner comes after the side that leads to it.
    for (std::size_t i = 0;; ++i) {
        const ImVec2 middle = corners[i];
        const float side = i % 2 == 0 ? right - left : bottom - top;
        const float outwards = right_angle * (static_cast<float>(i) - 1);
        const float x = std::cos(outwards), y = std::sin(outwards);
        if (at < side) return {middle.x + radius * x + (side - at) * y, middle.y + radius * y - (side - at) * x};
        at -= side;
        if (i + 1 == corners.size() || at < radius * right_angle) {
            const float angle = outwards + at / radius;
            return {middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)};
        }
        at -= radius * right_angle;
    }
}

void dashed_outline(Ui& ui, const Rect& rect, Colour colour, float radius) {
    const Rect r = inflated(rect, -1);
    const float length = 2 * (r.w + r.h - 4 * radius) + 2 * std::numbers::pi_v<float> * radius;
    // Dashes and spaces that fit the outline a whole number of times.
    const int dashes = std::max(1, static_cast<int>(std::round(length / 14)));
    const float step = length / static_cast<float>(dashes);
    const int points = static_cast<int>(std::ceil(step * 0.57f / 2));
    ImDrawList& list = ui.draw();
    for (int dash = 0; dash < dashes; ++dash) {
        const float at = static_cast<float>(dash) * step;
        for (int i = 0; i < points; ++i)
            list.PathLineTo(point_on_outline(r, radius, std::fmod(at + static_cast<float>(2 * i), length)));
        list.PathStroke(im_colour(colour), 0, 2);
    }
}

/// The photo's meaning over `target`: a picture, or a button where it can be opened. True when it was pressed.
bool emit_photo(Ui& ui, std::string_view key, const PhotoView& photo, const Rect& target, const Rect& box,
                float radius) {
    const bool opens = !photo.open.empty() && !photo.picture.empty();
    const NodeId id = ui.id(key);
    const Interaction it = opens ? ui.interact(id, target) : Interaction{};
    if (it.hovered || it.held) ui.outline(box, ui.theme().colour.brand, radius, 3);
    if (it.ring) ui.focus_ring(box, radius);
    a11y::Node& node = ui.emit(opens ? a11y::Role::button : a11y::Role::image, id, photo.name, opens ? target : box);
    node.description = photo.status;
    if (opens) node.description += (photo.status.empty() ? "" : " ") + photo.open;
    return it.clicked;
}

void draw_picture(Ui& ui, const PhotoView& photo, const Rect& box, float radius) {
    if (!photo.picture.empty()) return ui.picture(photo.picture, box, radius);
    ui.fill(box, ui.theme().colour.track, radius);
    ui.icon(Icon::photo, box.x + box.w * 0.5f, box.y + box.h * 0.5f, 32, ui.theme().colour.ink2);
}

/// The remove button in a photo's upper right corner.
bool remove_corner(Ui& ui, const PhotoView& photo, const Rect& box) {
    const Theme& t = ui.theme();
    const float target = t.size.target;
    const Rect corner{box.x + box.w - target, box.y, target, target};
    ui.circle(corner.x + target * 0.5f, corner.y + target * 0.5f, 15, t.colour.surface, t.colour.border, 1.5f);
    return icon_button(ui, "remove", photo.remove_name, Icon::x, corner, {.kind = ButtonKind::quiet});
}

/// A photo that stands, with its remove button.
void photo_cell(Ui& ui, const PhotoView& photo, const Rect& box, PhotoGridResult& result) {
    const Theme& t = ui.theme();
    const float target = t.size.target;
    draw_picture(ui, photo, box, t.size.radius_card);
    // Below the remove button, so that nobody removes what he meant to look at.
    const Rect below{box.x, box.y + target, box.w, box.h - target};
    if (emit_photo(ui, "image", photo, below, box, t.size.radius_card)) result.opened = photo.key;
    if (photo.progress >= 0) {
        const Rect bar{box.x + 10, box.y + box.h - 16, box.w - 20, 8};
        ui.fill(bar, t.colour.surface, 4);
        ui.fill({bar.x, bar.y, std::max(8.0f, bar.w * photo.progress), bar.h}, t.colour.brand, 4);
    }
    if (remove_corner(ui, photo, box)) result.removed = photo.key;
}

/// What could not be taken: why, a way to choose another, and a way to do without.
void refused_cell(Ui& ui, const PhotoView& photo, const Rect& box, PhotoGridResult& result) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id("replace");
    const float target = t.size.target;
    const Rect below{box.x, box.y + target, box.w, box.h - target};
    const Interaction it = ui.interact(id, below);
    const float r = t.size.radius_card;
    ui.fill(box, t.colour.bad_soft, r);
    ui.outline(box, t.colour.bad, r, 3);
    const TextStyle style = ui.style(t.type.secondary, t.colour.bad, Face::bold);
    const float w = box.w - 16;
    const float first = ui.text_height(style, photo.refused, w), second = ui.text_height(style, photo.refused_hint, w);
    // What pressing it does is said by a sign where there is no room for its words.
    const bool fits = first + second <= below.h - 4;
    const float top = below.y + std::max(0.0f, (below.h - first - (fits ? second : 0)) * 0.5f);
    ui.icon(Icon::refresh, box.x + target * 0.5f, box.y + target * 0.5f, t.size.icon, t.colour.bad);
    ui.text_block(box.x + 8, top, w, style, photo.refused, Align::center);
    if (fits) ui.text_block(box.x + 8, top + first, w, style, photo.refused_hint, Align::center);
    if (it.ring) ui.focus_ring(box, r);
    ui.emit(a11y::Role::button, id, photo.name + " " + photo.refused + " " + photo.refused_hint, below, style).states |=
        a11y::state_centered;
    if (it.clicked) result.replaced = photo.key;
    if (remove_corner(ui, photo, box)) result.removed = photo.key;
}

bool add_cell(Ui& ui, std::string_view name, const Rect& box) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id("add");
    const Interaction it = ui.interact(id, box);
    const float r = t.size.radius_card;
    if (it.hovered || it.held) ui.fill(box, t.colour.brand_soft, r);
    dashed_outline(ui, box, t.colour.border, r);
    const TextStyle style = ui.style(t.type.body, t.colour.brand, Face::bold);
    const float icon = 36, words = std::min(ui.text_height(style, name, box.w - 8), box.h - icon - 14);
    const float top = box.y + (box.h - icon - 6 - words) * 0.5f;
    ui.icon(Icon::camera, box.x + box.w * 0.5f, top + icon * 0.5f, icon, t.colour.brand);
    ui.text_in({box.x + 4, top + icon + 6, box.w - 8, words}, style, name, Align::center);
    if (it.ring) ui.focus_ring(box, r);
    ui.emit(a11y::Role::button, id, name, box, style).states |= a11y::state_centered;
    return it.clicked;
}

/// Squares in as many columns as are wide enough, at least two, each at most 180 px.
Cells squares(const Ui& ui, float smallest) {
    const int columns = std::max(2, static_cast<int>((ui.width() + 10) / (smallest + 10)));
    const float side =
        std::min(std::floor((ui.width() - 10 * static_cast<float>(columns - 1)) / static_cast<float>(columns)), 180.0f);
    return {.x = ui.left(), .y = ui.next_y(), .columns = columns, .w = side, .h = side, .gap_x = 10, .gap_y = 10};
}

}  // namespace

PhotoGridResult photo_grid(Ui& ui, std::string_view key, std::string_view name, std::span<const PhotoView> photos,
                           std::string_view add_name) {
    PhotoGridResult result;
    const Group group(ui, key, a11y::Role::group, name);
    if (!add_name.empty()) ui.mark(key, ui.id("add"));
    const Cells cells = squares(ui, ui.theme().elder() ? 140.0f : 100.0f);
    int taken = 0;
    int index = 0;
    for (const PhotoView& photo : photos) {
        const Rect box = cells.cell(taken++);
        const Scope scope(ui, photo.key);
        // An error summary leads to one photo by its place: "<key>.<index>".
        ui.mark(std::string(key) + "." + std::to_string(index++), ui.id(photo.refused.empty() ? "remove" : "replace"));
        if (!photo.refused.empty()) {
            refused_cell(ui, photo, box, result);
        } else {
            photo_cell(ui, photo, box, result);
        }
    }
    if (!add_name.empty()) result.add = add_cell(ui, add_name, cells.cell(taken++));
    if (taken > 0) ui.place(cells.height(taken));
    return result;
}

std::optional<std::string> photo_strip(Ui& ui, std::string_view key, std::string_view name,
                                       std::span<const PhotoView> photos) {
    std::optional<std::string> opened;
    const Group group(ui, key, a11y::Role::group, name);
    const Cells cells = squares(ui, 120);
    int taken = 0;
    for (const PhotoView& photo : photos) {
        const Rect box = cells.cell(taken++);
        const Scope scope(ui, photo.key);
        const float radius = ui.theme().size.radius_field;
        draw_picture(ui, photo, box, radius);
        if (emit_photo(ui, "image", photo, box, box, radius)) opened = photo.key;
    }
    if (taken > 0) ui.place(cells.height(taken));
    return opened;
}

}  // namespace ow::ui
