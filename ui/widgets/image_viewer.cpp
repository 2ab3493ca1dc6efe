#include "ui/widgets/image_viewer.hpp"

#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ow::ui {

namespace {

constexpr Colour night = 0x0d1319, bar_ground = 0x18212b, paper = 0xffffff, faint = 0x93a1b0;
constexpr float nearest = 6, step = 1.5f;

/// How the photo lies in the window.
struct Looks {
    std::string picture;
    float zoom = 1;      ///< 1 = the whole photo
    float x = 0, y = 0;  ///< its middle, from the middle of the window, CSS px
    int turns = 0;       ///< quarter turns clockwise
    float travelled = 0;
};

struct Size {
    float w = 0, h = 0;
};

/// The photo's size on the screen.
Size shown_size(const Looks& looks, const Picture& photo, const Rect& area) {
    Size size{photo.width, photo.height};
    if (looks.turns % 2 != 0) std::swap(size.w, size.h);
    const float fit = std::min(area.w / size.w, area.h / size.h) * looks.zoom;
    return {size.w * fit, size.h * fit};
}

/// No further than that its edge comes to the window's edge.
void keep_inside(Looks& looks, const Size& size, const Rect& area) {
    const float room_x = std::max(0.0f, (size.w - area.w) * 0.5f), room_y = std::max(0.0f, (size.h - area.h) * 0.5f);
    looks.x = std::clamp(looks.x, -room_x, room_x);
    looks.y = std::clamp(looks.y, -room_y, room_y);
}

/// Nearer or further, so that the point (from the middle of the window) stays where it is.
void zoom_to(Looks& looks, float zoom, float at_x = 0, float at_y = 0) {
    zoom = std::clamp(zoom, 1.0f, nearest);
    const float factor = zoom / looks.zoom;
    looks.x = at_x + (looks.x - at_x) * factor;
    looks.y = at_y + (looks.y - at_y) * factor;
    looks.zoom = zoom;
}

void draw_photo(Ui& ui, const Picture& photo, const Looks& looks, const Rect& area) {
    const Size size = shown_size(looks, photo, area);
    const float cx = area.x + area.w * 0.5f + looks.x, cy = area.y + area.h * 0.5f + looks.y;
    const ImVec2 corners[] = {{cx - size.w * 0.5f, cy - size.h * 0.5f},
                              {cx + size.w * 0.5f, cy - size.h * 0.5f},
                              {cx + size.w * 0.5f, cy + size.h * 0.5f},
                              {cx - size.w * 0.5f, cy + size.h * 0.5f}};
    const auto at = [&](int corner) { return corners[(corner + looks.turns) % 4]; };
    ui.draw().AddImageQuad(ImTextureRef(static_cast<ImTextureID>(photo.texture)), at(0), at(1), at(2), at(3));
}

/// A button of the bar: its sign, and its word below where there is room.
bool tool(Ui& ui, std::string_view key, std::string_view name, Icon icon, const Rect& box, bool disabled, bool worded) {
    const NodeId id = ui.id(key);
    const Interaction it = ui.interact(id, box, disabled);
    if (it.hovered || it.held) ui.fill(box, mix(paper, bar_ground, it.held ? 0.25f : 0.12f), 12);
    const Theme& t = ui.theme();
    const Colour ink = disabled ? mix(faint, bar_ground, 0.6f) : paper;
    const TextStyle style = ui.style(t.type.small, ink);
    const float word_h = worded ? style.line_height() : 0, middle = box.x + box.w * 0.5f;
    ui.icon(icon, middle, box.y + (box.h - word_h) * 0.5f, t.size.icon, ink);
    if (worded)
        ui.text_in({box.x, box.y + (box.h + t.size.icon - word_h) * 0.5f + 1, box.w, word_h}, style, name,
                   Align::center);
    if (it.ring) ui.focus_ring(inflated(box, -4), 10);
    ui.emit(a11y::Role::button, id, name, box, style).states |=
        a11y::state_centered | (disabled ? a11y::state_disabled : 0u);
    return it.clicked && !disabled;
}

class Viewer {
  public:
    Viewer(Ui& ui, const ImageViewerSpec& spec, NodeId dialog) : m_ui(ui), m_spec(spec), m_dialog(dialog) {
        m_photo = ui.picture_of(spec.picture);
        m_failed = m_photo.state == Picture::State::failed;
        if (m_photo.state == Picture::State::loading && !spec.preview.empty()) m_photo = ui.picture_of(spec.preview);
        m_ready = m_photo.state == Picture::State::ready && m_photo.width > 0 && m_photo.height > 0;
    }

    ImageViewerResult draw() {
        const Theme& t = m_ui.theme();
        const Surface& s = m_ui.surface();
        Looks& looks = m_ui.keep<Looks>(m_ui.id("looks"));
        if (looks.picture != m_spec.picture) looks = {std::string(m_spec.picture)};
        const float head_h = std::max(t.size.target, t.type.body * 3) + 16;
        const float tools_h = tools_height();
        const Rect area{0, head_h, s.width, std::max(1.0f, s.height - head_h - tools_h)};
        m_ui.fill({0, 0, s.width, s.height}, night);
        take_keys(looks);
        move(looks, area);
        if (m_ready) {
            m_ui.push_clip(area);
            draw_photo(m_ui, m_photo, looks, area);
            m_ui.pop_clip();
        }
        draw_head({0, 0, s.width, head_h});
        emit_photo(area);
        draw_tools(looks, {0, s.height - tools_h, s.width, tools_h});
        return m_result;
    }

  private:
    void take_keys(Looks& looks) {
        if (m_ui.take(m_dialog, a11y::ActionKind::dismiss)) m_result.closed = true;
        while (const auto key = m_ui.take_key(m_dialog)) {
            const ImVec2 at = ImGui::GetIO().MousePos;
            const float x = at.x - m_ui.surface().width * 0.5f, y = at.y - m_ui.surface().height * 0.5f;
            if (*key == "+" || *key == "=") zoom_to(looks, looks.zoom * step);
            if (*key == "-") zoom_to(looks, looks.zoom / step);
            if (*key == "WheelUp") zoom_to(looks, looks.zoom * 1.2f, x, y);
            if (*key == "WheelDown") zoom_to(looks, looks.zoom / 1.2f, x, y);
            if (*key == "0") zoom_to(looks, 1);
            if (*key == "r") ++looks.turns;
            const bool left = *key == "ArrowLeft", right = *key == "ArrowRight";
            // The arrows move what is near, and leaf where the whole photo is seen.
            if ((left || right) && looks.zoom <= 1.01f) leaf(left ? -1 : 1);
            if (left || right) looks.x += left ? 80.0f : -80.0f;
            if (*key == "ArrowUp" || *key == "ArrowDown") looks.y += *key == "ArrowUp" ? 80.0f : -80.0f;
        }
    }

    void leaf(int by) {
        if (by < 0 ? m_spec.has_previous : m_spec.has_next) m_result.step = by;
    }

    void move(Looks& looks, const Rect& area) {
        const Drag drag = m_ui.drag(m_ui.id("photo"), area);
        if (!m_ready) return;
        if (drag.began) looks.travelled = 0;
        if (drag.held) {
            looks.x += drag.dx;
            looks.y += drag.dy;
            looks.travelled += std::fabs(drag.dx) + std::fabs(drag.dy);
        }
        // A tap brings what was tapped to the middle, and nearer where the whole photo was seen.
        if (drag.ended && looks.travelled < 6) {
            const float x = drag.x - area.x - area.w * 0.5f, y = drag.y - area.y - area.h * 0.5f;
            if (looks.zoom <= 1.01f) zoom_to(looks, 2, x, y);
            looks.x -= x;
            looks.y -= y;
        }
        keep_inside(looks, shown_size(looks, m_photo, area), area);
    }

    void draw_head(const Rect& bar) {
        const Theme& t = m_ui.theme();
        const float target = t.size.target;
        m_ui.fill(bar, bar_ground);
        const TextStyle title = m_ui.style(t.type.body, paper, Face::bold), small = m_ui.style(t.type.small, faint);
        const float x = 16, w = bar.w - 16 - target - 12;
        const float h = title.line_height() + (m_spec.position.empty() ? 0 : small.line_height());
        const Rect line{x, bar.y + (bar.h - h) * 0.5f, w, title.line_height()};
        m_ui.text_in(line, title, m_spec.name);
        a11y::Node& heading = m_ui.emit(a11y::Role::heading, m_ui.id("title"), m_spec.name, line, title);
        heading.level = 2;
        heading.states |= a11y::state_focusable;
        if (!m_spec.position.empty())
            text_line(m_ui, "position", m_spec.position, small, {x, line.y + line.h, w, small.line_height()});
        const Rect corner{bar.w - target - 8, bar.y + (bar.h - target) * 0.5f, target, target};
        if (tool(m_ui, "close", m_spec.close, Icon::x, corner, false, false)) m_result.closed = true;
    }

    void emit_photo(const Rect& area) {
        a11y::Node& node = m_ui.emit(a11y::Role::image, m_ui.id("photo"), m_spec.name, area);
        node.states |= a11y::state_drag;
        if (m_ready) {
            return;
        }
        const std::string_view words = m_failed ? m_spec.failed : m_spec.loading;
        const TextStyle style = m_ui.style(m_ui.theme().type.body, paper);
        const float y = area.y + area.h * 0.5f;
        m_ui.icon(m_failed ? Icon::alert_triangle : Icon::photo, area.w * 0.5f, y - 28, 40, faint);
        const float h = m_ui.text_block(24, y + 8, area.w - 48, style, words, Align::center);
        text_node(m_ui, "state", words, style, {24, y + 8, area.w - 48, h}, a11y::Role::status, a11y::state_centered);
    }

    struct Tool {
        std::string_view key, name;
        Icon icon;
        bool disabled = false;
    };

    [[nodiscard]] bool alone() const { return m_spec.position.empty(); }

    [[nodiscard]] float tool_width() const {
        const float count = alone() ? 3 : 5;
        return std::floor(std::min(m_ui.surface().width / count, 120.0f));
    }

    /// Words only where every one of them fits.
    [[nodiscard]] bool worded() const {
        const TextStyle style = m_ui.style(m_ui.theme().type.small, paper);
        return std::ranges::all_of(
            std::initializer_list<std::string_view>{m_spec.zoom_in, m_spec.zoom_out, m_spec.rotate, m_spec.previous,
                                                    m_spec.next},
            [&](std::string_view word) { return m_ui.text_width(style, word) + 4 <= tool_width(); });
    }

    [[nodiscard]] float tools_height() const {
        const Theme& t = m_ui.theme();
        return std::max(t.size.target, t.size.icon + (worded() ? t.type.small * 1.5f : 0) + 16) + 12;
    }

    void draw_tools(Looks& looks, const Rect& bar) {
        m_ui.fill(bar, bar_ground);
        const int percent = static_cast<int>(std::lround(looks.zoom * 100));
        m_ui.emit(a11y::Role::status, m_ui.id("magnified"),
                  m_spec.magnified ? m_spec.magnified(percent) : std::string(), {bar.x, bar.y, 1, 1});
        const Tool tools[] = {{"previous", m_spec.previous, Icon::chevron_left, !m_spec.has_previous},
                              {"zoom-out", m_spec.zoom_out, Icon::zoom_out, looks.zoom <= 1.01f},
                              {"zoom-in", m_spec.zoom_in, Icon::zoom_in, looks.zoom >= nearest - 0.01f},
                              {"rotate", m_spec.rotate, Icon::rotate_clockwise},
                              {"next", m_spec.next, Icon::chevron_right, !m_spec.has_next}};
        const float w = tool_width(), count = alone() ? 3 : 5;
        float x = (bar.w - w * count) * 0.5f;
        const bool words = worded();
        for (const Tool& one : tools) {
            const bool leafs = one.icon == Icon::chevron_left || one.icon == Icon::chevron_right;
            if (leafs && alone()) continue;
            const bool pressed =
                tool(m_ui, one.key, one.name, one.icon, {x, bar.y + 4, w, bar.h - 8}, one.disabled, words);
            x += w;
            if (!pressed) continue;
            if (leafs) leaf(one.icon == Icon::chevron_left ? -1 : 1);
            if (one.icon == Icon::zoom_in) zoom_to(looks, looks.zoom * step);
            if (one.icon == Icon::zoom_out) zoom_to(looks, looks.zoom / step);
            if (one.icon == Icon::rotate_clockwise) ++looks.turns;
        }
    }

    Ui& m_ui;
    const ImageViewerSpec& m_spec;
    NodeId m_dialog;
    Picture m_photo;
    bool m_ready = false, m_failed = false;
    ImageViewerResult m_result;
};

}  // namespace

ImageViewerResult image_viewer(Ui& ui, std::string_view key, const ImageViewerSpec& spec) {
    const NodeId id = ui.id(key);
    ui.begin_modal_layer();
    ui.emit_open(a11y::Role::dialog, id, spec.name, {0, 0, ui.surface().width, ui.surface().height}).states |=
        a11y::state_modal | a11y::state_keys | a11y::state_dismissible;
    ui.push_scope(key);
    const ImageViewerResult result = Viewer(ui, spec, id).draw();
    ui.pop_scope();
    ui.tree().close();
    ui.end_modal_layer();
    return result;
}

}  // namespace ow::ui
