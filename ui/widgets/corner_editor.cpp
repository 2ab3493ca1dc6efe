#include "ui/widgets/corner_editor.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace ow::ui {

namespace {

using domain::PicturePlace;
using domain::Quad;

/// Room around the picture, so that a point in its corner can be taken hold of.
constexpr float margin = 16;
constexpr float tallest = 0.62f;
/// How far a key or a button moves a corner, of the picture's width or height.
constexpr double step = 0.01;
/// Sides while it is not known how large the picture is.
constexpr float usual_width = 4, usual_height = 3;

/// Where the finger was on the point that it took hold of, CSS px from its middle.
struct Grip {
    float x = 0, y = 0;
};

/// The picture that can be drawn now: the large one, or the small one until it is there.
std::string_view drawable(const Ui& ui, std::string_view picture, std::string_view preview) {
    return ui.picture_of(picture).state == Picture::State::loading && !preview.empty() ? preview : picture;
}

/// Takes the box of a picture with its proportions, in the middle of the column.
Rect place_picture(Ui& ui, std::string_view key, float around) {
    const Picture photo = ui.picture_of(key);
    const bool known = photo.state == Picture::State::ready && photo.width > 0 && photo.height > 0;
    const float pw = known ? photo.width : usual_width, ph = known ? photo.height : usual_height;
    const float w = ui.width() - 2 * around, scale = std::min(w / pw, ui.surface().height * tallest / ph);
    const float width = std::round(pw * scale), height = std::round(ph * scale);
    const Rect room = ui.place(height + 2 * around);
    return {std::round(room.x + (room.w - width) * 0.5f), room.y + around, width, height};
}

class Editor {
  public:
    Editor(Ui& ui, const CornerEditorSpec& spec, const Quad& now, std::size_t chosen)
        : m_ui(ui), m_spec(spec), m_now(now), m_chosen(chosen) {}

    CornerEditorResult draw(bool focus) {
        const std::string_view picture = drawable(m_ui, m_spec.picture, m_spec.preview);
        m_box = place_picture(m_ui, picture, margin);
        m_ui.picture(picture, m_box, 0);
        m_ui.emit(a11y::Role::image, m_ui.id("picture"), m_spec.name, m_box);
        if (const Picture::State state = m_ui.picture_of(picture).state; state != Picture::State::ready) {
            paragraph(m_ui, "state", state == Picture::State::failed ? m_spec.failed : m_spec.loading, Tone::secondary);
            return m_result;
        }
        draw_lines();
        for (std::size_t corner = 0; corner < 4; ++corner)
            draw_corner(corner);
        draw_moves();
        if (focus) m_ui.want_focus(id_of(m_chosen));
        m_result.focused = focus;
        return m_result;
    }

  private:
    [[nodiscard]] NodeId id_of(std::size_t corner) const { return m_ui.id("corner" + std::to_string(corner)); }

    /// Where it is on the surface, CSS px.
    struct Point {
        float x, y;
    };
    [[nodiscard]] Point at(std::size_t corner) const {
        const PicturePlace& place = m_now.corners[corner];
        return {m_box.x + static_cast<float>(place.x) * m_box.w, m_box.y + static_cast<float>(place.y) * m_box.h};
    }

    void draw_lines() const {
        for (const auto& [ink, stroke] :
             {std::pair{m_ui.theme().colour.surface, 5.0f}, std::pair{m_ui.theme().colour.brand, 2.5f}})
            for (std::size_t corner = 0; corner < 4; ++corner) {
                const Point from = at(corner), to = at((corner + 1) % 4);
                m_ui.line(from.x, from.y, to.x, to.y, ink, stroke);
            }
    }

    void draw_corner(std::size_t corner) {
        const Theme& t = m_ui.theme();
        const NodeId id = id_of(corner);
        const auto [x, y] = at(corner);
        const float side = t.size.target;
        const Rect box{x - side * 0.5f, y - side * 0.5f, side, side};
        const Interaction it = m_ui.interact(id, box);
        follow(corner, m_ui.drag(id, box), x, y);
        while (const auto key = m_ui.take_key(id))
            on_key(corner, *key);
        if (it.clicked) choose(corner);
        const bool chosen = corner == m_chosen;
        m_ui.circle(x, y, 15, t.colour.surface, t.colour.brand, 3);
        m_ui.circle(x, y, chosen ? 10.0f : 5.0f, t.colour.brand, 0, 0);
        if (it.ring) m_ui.focus_ring(box, side * 0.5f);
        a11y::Node& node = m_ui.emit(a11y::Role::button, id, m_spec.corners[corner], box);
        node.description = m_spec.place(m_now.corners[corner]);
        node.states |= a11y::state_drag | a11y::state_keys | (chosen ? a11y::state_selected : 0u);
    }

    void follow(std::size_t corner, const Drag& drag, float x, float y) {
        Grip& grip = m_ui.keep<Grip>(id_of(corner));
        if (drag.began) {
            grip = {drag.x - x, drag.y - y};
            choose(corner);
        }
        if (!drag.held || (drag.dx == 0 && drag.dy == 0)) return;
        move(corner, {(drag.x - grip.x - m_box.x) / m_box.w, (drag.y - grip.y - m_box.y) / m_box.h});
    }

    void on_key(std::size_t corner, std::string_view key) {
        choose(corner);
        if (key == "ArrowLeft") nudge(corner, -step, 0);
        if (key == "ArrowRight") nudge(corner, step, 0);
        if (key == "ArrowUp") nudge(corner, 0, -step);
        if (key == "ArrowDown") nudge(corner, 0, step);
    }

    void choose(std::size_t corner) {
        if (corner != m_chosen) m_result.chosen = corner;
    }

    void nudge(std::size_t corner, double dx, double dy) {
        const Quad& from = m_result.moved ? *m_result.moved : m_now;
        move(corner, {from.corners[corner].x + dx, from.corners[corner].y + dy});
    }

    void move(std::size_t corner, PicturePlace to) {
        m_result.moved = domain::with_corner(m_result.moved ? *m_result.moved : m_now, corner, to);
    }

    void draw_moves() {
        struct Move {
            std::string_view key;
            Icon icon;
            double dx, dy;
        };
        constexpr std::array moves{Move{"left", Icon::chevron_left, -step, 0}, Move{"up", Icon::chevron_up, 0, -step},
                                   Move{"down", Icon::chevron_down, 0, step},
                                   Move{"right", Icon::chevron_right, step, 0}};
        const float side = m_ui.theme().size.target, gap = 8;
        const Rect row = m_ui.place(side);
        const float left = std::max(row.x, row.x + (row.w - 4 * side - 3 * gap) * 0.5f);
        for (std::size_t i = 0; i < moves.size(); ++i) {
            const Rect box{left + static_cast<float>(i) * (side + gap), row.y, side, side};
            if (icon_button(m_ui, moves[i].key, m_spec.spoken(m_spec.moves[i]), moves[i].icon, box,
                            {.kind = ButtonKind::secondary}))
                nudge(m_chosen, moves[i].dx, moves[i].dy);
        }
    }

    Ui& m_ui;
    const CornerEditorSpec& m_spec;
    const Quad& m_now;
    std::size_t m_chosen;
    Rect m_box;
    CornerEditorResult m_result;
};

}  // namespace

CornerEditorResult corner_editor(Ui& ui, std::string_view key, const CornerEditorSpec& spec, const domain::Quad& now,
                                 std::size_t chosen, bool focus) {
    ui.push_scope(key);
    const CornerEditorResult result = Editor(ui, spec, now, chosen).draw(focus);
    ui.pop_scope();
    return result;
}

void whole_picture(Ui& ui, std::string_view key, std::string_view picture, std::string_view preview,
                   std::string_view name) {
    const std::string_view drawn = drawable(ui, picture, preview);
    const Rect box = place_picture(ui, drawn, 0);
    ui.picture(drawn, box, ui.theme().size.radius_field);
    ui.emit(a11y::Role::image, ui.id(key), name, box);
}

}  // namespace ow::ui
