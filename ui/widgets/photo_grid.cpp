#include "ui/widgets/photo_grid.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

void dashed_outline(Ui& ui, const Rect& r, Colour colour, float radius) {
    const float dash = 8, space = 6;
    const auto side = [&](float x0, float y0, float x1, float y1) {
        const float length = std::hypot(x1 - x0, y1 - y0);
        const float dx = (x1 - x0) / length, dy = (y1 - y0) / length;
        for (float at = 0; at < length; at += dash + space) {
            const float end = std::min(length, at + dash);
            ui.draw().AddLine(ImVec2(x0 + dx * at, y0 + dy * at), ImVec2(x0 + dx * end, y0 + dy * end), im_colour(colour), 2);
        }
    };
    const float c = radius * 0.7f;
    side(r.x + c, r.y + 1, r.x + r.w - c, r.y + 1);
    side(r.x + r.w - 1, r.y + c, r.x + r.w - 1, r.y + r.h - c);
    side(r.x + r.w - c, r.y + r.h - 1, r.x + c, r.y + r.h - 1);
    side(r.x + 1, r.y + r.h - c, r.x + 1, r.y + c);
}

void emit_image(Ui& ui, std::string_view key, const PhotoView& photo, const Rect& box) {
    a11y::Node node;
    node.id = ui.id(key);
    node.role = a11y::Role::image;
    node.name = photo.name;
    node.description = photo.status;
    node.screen = box;
    ui.tree().add(std::move(node));
}

/// A photo that stands; returns true when its remove button was pressed.
bool photo_cell(Ui& ui, const PhotoView& photo, const Rect& box) {
    const Theme& t = ui.theme();
    ui.picture(photo.picture, box, t.size.radius_card);
    emit_image(ui, "image", photo, box);
    if (photo.progress >= 0) {
        const Rect bar{box.x + 10, box.y + box.h - 16, box.w - 20, 8};
        ui.fill(bar, t.colour.surface, 4);
        ui.fill({bar.x, bar.y, std::max(8.0f, bar.w * photo.progress), bar.h}, t.colour.brand, 4);
    }
    const float target = t.size.target;
    const Rect corner{box.x + box.w - target, box.y, target, target};
    ui.circle(corner.x + target * 0.5f, corner.y + target * 0.5f, 15, t.colour.surface, t.colour.border, 1.5f);
    return icon_button(ui, "remove", photo.remove_name, Icon::x, corner, {.kind = ButtonKind::quiet});
}

bool refused_cell(Ui& ui, const PhotoView& photo, const Rect& box) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id("replace");
    const Interaction it = ui.interact(id, box);
    const float r = t.size.radius_card;
    ui.fill(box, t.colour.bad_soft, r);
    ui.outline(box, t.colour.bad, r, 3);
    const TextStyle style = ui.style(t.type.secondary, t.colour.bad, Face::bold);
    const float w = box.w - 16;
    const float first = ui.text_height(style, photo.refused, w), second = ui.text_height(style, photo.refused_hint, w);
    const float top = box.y + std::max(8.0f, (box.h - first - second) * 0.5f);
    ui.text_block(box.x + 8, top, w, style, photo.refused, Align::center);
    ui.text_block(box.x + 8, top + first, w, style, photo.refused_hint, Align::center);
    if (it.ring) ui.focus_ring(box, r);
    a11y::Node node;
    node.id = id;
    node.role = a11y::Role::button;
    node.name = photo.name + " " + photo.refused + " " + photo.refused_hint;
    node.screen = box;
    node.states = a11y::state_centered;
    describe_font(node, style);
    ui.tree().add(std::move(node));
    return it.clicked;
}

bool add_cell(Ui& ui, std::string_view name, const Rect& box) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id("add");
    const Interaction it = ui.interact(id, box);
    const float r = t.size.radius_card;
    if (it.hovered || it.held) ui.fill(box, t.colour.brand_soft, r);
    dashed_outline(ui, box, t.colour.border, r);
    const TextStyle style = ui.style(t.type.body, t.colour.brand, Face::bold);
    const float icon = 36, total = icon + 6 + style.line_height();
    const float top = box.y + (box.h - total) * 0.5f;
    ui.icon(Icon::camera, box.x + box.w * 0.5f, top + icon * 0.5f, icon, t.colour.brand);
    ui.text_in({box.x + 4, top + icon + 6, box.w - 8, style.line_height()}, style, name, Align::center);
    if (it.ring) ui.focus_ring(box, r);
    a11y::Node node;
    node.id = id;
    node.role = a11y::Role::button;
    node.name = name;
    node.screen = box;
    node.states = a11y::state_centered;
    describe_font(node, style);
    ui.tree().add(std::move(node));
    return it.clicked;
}

/// Cells of the grid, left to right and then down.
class Cells {
  public:
    Cells(Ui& ui, float smallest) : m_ui(ui), m_x(ui.left()), m_y(ui.next_y()) {
        m_columns = std::max(2, static_cast<int>((ui.width() + 10) / (smallest + 10)));
        m_side = std::min(std::floor((ui.width() - 10 * static_cast<float>(m_columns - 1)) / static_cast<float>(m_columns)), 180.0f);
    }
    Rect next() {
        const auto column = static_cast<float>(m_count % m_columns), row = static_cast<float>(m_count / m_columns);
        ++m_count;
        return {m_x + column * (m_side + 10), m_y + row * (m_side + 10), m_side, m_side};
    }
    void finish() {
        if (m_count == 0) return;
        const auto rows = static_cast<float>((m_count + m_columns - 1) / m_columns);
        m_ui.place(rows * m_side + (rows - 1) * 10);
    }

  private:
    Ui& m_ui;
    float m_x, m_y, m_side;
    int m_columns, m_count = 0;
};

} // namespace

PhotoGridResult photo_grid(Ui& ui, std::string_view key, std::string_view name, std::span<const PhotoView> photos,
                           std::string_view add_name) {
    PhotoGridResult result;
    const Group group(ui, key, a11y::Role::group, name);
    if (!add_name.empty()) ui.mark(key, ui.id("add"));
    Cells cells(ui, ui.theme().elder() ? 140.0f : 100.0f);
    int index = 0;
    for (const PhotoView& photo : photos) {
        const Rect box = cells.next();
        const Scope scope(ui, photo.key);
        // An error summary leads to one photo by its place: "<key>.<index>".
        ui.mark(std::string(key) + "." + std::to_string(index++), ui.id(photo.refused.empty() ? "remove" : "replace"));
        if (!photo.refused.empty()) {
            if (refused_cell(ui, photo, box)) result.replaced = photo.key;
        } else if (photo_cell(ui, photo, box)) {
            result.removed = photo.key;
        }
    }
    if (!add_name.empty()) result.add = add_cell(ui, add_name, cells.next());
    cells.finish();
    return result;
}

void photo_strip(Ui& ui, std::string_view key, std::string_view name, std::span<const PhotoView> photos) {
    const Group group(ui, key, a11y::Role::group, name);
    Cells cells(ui, 120);
    for (const PhotoView& photo : photos) {
        const Rect box = cells.next();
        const Scope scope(ui, photo.key);
        ui.picture(photo.picture, box, ui.theme().size.radius_field);
        emit_image(ui, "image", photo, box);
    }
    cells.finish();
}

} // namespace ow::ui
