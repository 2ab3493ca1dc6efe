/// The drawing half of Ui: rectangles, text and icons from the tokens, all snapped to the pixel grid.

#include "ui/frame/ui.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

std::uint32_t im_colour(Colour colour, float opacity) {
    return IM_COL32((colour >> 16) & 255, (colour >> 8) & 255, colour & 255, std::lround(opacity * 255.0f));
}

ImDrawList& Ui::draw() const { return *ImGui::GetWindowDrawList(); }

void Ui::fill(const Rect& r, Colour colour, float radius) const {
    draw().AddRectFilled(ImVec2(r.x, r.y), ImVec2(r.x + r.w, r.y + r.h), im_colour(colour), radius);
}

void Ui::fill_gradient(const Rect& r, Colour from, Colour to, float radius) const {
    ImDrawList& list = draw();
    const int first = list.VtxBuffer.Size;
    fill(r, from, radius);
    // Diagonal, as in the pictures (160 degrees): mostly downwards, a little to the right.
    ImGui::ShadeVertsLinearColorGradientKeepAlpha(&list, first, list.VtxBuffer.Size, ImVec2(r.x + r.w * 0.35f, r.y),
                                                  ImVec2(r.x + r.w * 0.65f, r.y + r.h), im_colour(from), im_colour(to));
}

void Ui::outline(const Rect& r, Colour colour, float radius, float stroke) const {
    const float half = stroke * 0.5f;
    draw().AddRect(ImVec2(r.x + half, r.y + half), ImVec2(r.x + r.w - half, r.y + r.h - half), im_colour(colour),
                   std::max(0.0f, radius - half), 0, stroke);
}

void Ui::shadow(const Rect& r, float radius) const {
    if (!m_theme.colour.shadows) {
        outline(r, m_theme.colour.border, radius, 2);
        return;
    }
    // Two soft layers, each a few translucent rounded rectangles; never a hard black edge.
    struct Layer {
        float dy, spread, opacity;
    };
    static constexpr Layer layers[] = {
        {1, 0.5f, 0.035f}, {1, 1.5f, 0.02f}, {2, 3, 0.012f}, {2, 5, 0.010f}, {2, 8, 0.006f}};
    // Rings: what throws the shadow covers its middle, and five large faces drawn for nothing cost more than the page.
    for (const Layer& layer : layers) {
        const Rect grown = inflated({r.x, r.y + layer.dy, r.w, r.h}, layer.spread);
        const float stroke = layer.spread + layer.dy + 2;
        const float in = stroke * 0.5f;
        draw().AddRect(ImVec2(grown.x + in, grown.y + in), ImVec2(grown.x + grown.w - in, grown.y + grown.h - in),
                       im_colour(0x1a2b40, layer.opacity), std::max(0.0f, radius + layer.spread - in), 0, stroke);
    }
}

void Ui::line(float x0, float y0, float x1, float y1, Colour colour, float stroke) const {
    if (y0 == y1)
        fill({x0, std::round(y0 - stroke * 0.5f), x1 - x0, stroke}, colour);
    else if (x0 == x1)
        fill({std::round(x0 - stroke * 0.5f), y0, stroke, y1 - y0}, colour);
    else
        draw().AddLine(ImVec2(x0, y0), ImVec2(x1, y1), im_colour(colour), stroke);
}

void Ui::circle(float cx, float cy, float radius, Colour fill_colour, Colour edge, float stroke) const {
    draw().AddCircleFilled(ImVec2(cx, cy), radius, im_colour(fill_colour));
    if (stroke > 0) draw().AddCircle(ImVec2(cx, cy), radius - stroke * 0.5f, im_colour(edge), 0, stroke);
}

void Ui::icon(Icon which, float cx, float cy, float px, Colour colour) const {
    if (which == Icon::none) return;
    char utf8[5] = {};
    ImTextCharToUtf8(utf8, static_cast<unsigned>(which));
    TextStyle s = style(px, colour, Face::icons);
    s.line_ratio = 1.0f;
    draw_text(draw(), m_fonts, s, std::round(cx - px * 0.5f), std::round(cy - px * 0.5f), utf8);
}

TextStyle Ui::style(float px, Colour colour, Face face) const {
    TextStyle s;
    s.px = px;
    s.face = face;
    s.color = colour;
    s.line_ratio = px >= m_theme.type.title ? 1.35f : 1.5f;
    return s;
}

void Ui::text_in(const Rect& box, const TextStyle& s, std::string_view text, Align align) const {
    const float width = text_width(s, text);
    const float y = box.y + (box.h - s.line_height()) * 0.5f;
    if (width > box.w + 0.5f) return text_squeezed(box, s, text, align);
    const float free = box.w - width;
    const float x = box.x + (align == Align::left ? 0 : align == Align::center ? free * 0.5f : free);
    draw_text(draw(), m_fonts, s, x, y, text);
}

void Ui::text_squeezed(const Rect& box, const TextStyle& s, std::string_view text, Align align) const {
    TextStyle smaller = s;
    const float least = std::max(12.0f, s.px * 0.5f);
    while (smaller.px > least && text_height(smaller, text, box.w) > box.h + 0.5f)
        smaller.px = std::max(least, smaller.px - 1);
    const float height = text_height(smaller, text, box.w);
    if (height > box.h + 0.5f) {
        m_cut.emplace_back(text);
        return text_elided(box, smaller, text);
    }
    text_block(box.x, box.y + (box.h - height) * 0.5f, box.w, smaller, text, align);
}

void Ui::text_elided(const Rect& box, const TextStyle& s, std::string_view text) const {
    draw_text(draw(), m_fonts, s, box.x, box.y + (box.h - s.line_height()) * 0.5f, elide(m_fonts, s, text, box.w));
}

float Ui::text_block(float x, float y, float width, const TextStyle& s, std::string_view text, Align align) const {
    float used = 0;
    for (const TextLine& l : break_lines(m_fonts, s, text, width)) {
        const float free = width - l.width;
        const float dx = align == Align::left ? 0 : align == Align::center ? free * 0.5f : free;
        draw_text(draw(), m_fonts, s, x + dx, y + used, text.substr(l.begin, l.end - l.begin));
        used += s.line_height();
    }
    return used;
}

void Ui::underline(float x, float y, float width, const TextStyle& s, std::string_view text) const {
    float bottom = y;
    for (const TextLine& l : break_lines(m_fonts, s, text, width)) {
        bottom += s.line_height();
        fill({x, std::round(bottom - s.px * 0.2f), l.width, std::max(1.0f, std::round(s.px / 14))}, s.color);
    }
}

float Ui::text_height(const TextStyle& s, std::string_view text, float width) const {
    return static_cast<float>(break_lines(m_fonts, s, text, width).size()) * s.line_height();
}

float Ui::text_width(const TextStyle& s, std::string_view text) const { return ui::text_width(m_fonts, s, text); }

void Ui::focus_ring(const Rect& r, float radius) const {
    const float w = m_theme.size.focus_width;
    outline(inflated(r, w), m_theme.colour.focus, radius + w, w);
    outline(r, m_theme.colour.focus_edge, radius, 2);
}

Picture Ui::picture_of(std::string_view key) const {
    return m_pictures == nullptr ? Picture{} : m_pictures->picture(key);
}

void Ui::picture(std::string_view key, const Rect& box, float radius) const {
    const Picture found = picture_of(key);
    if (found.state != Picture::State::ready || found.width <= 0 || found.height <= 0) {
        fill(box, m_theme.colour.track, radius);
        const Icon sign = found.state == Picture::State::failed ? Icon::alert_triangle : Icon::photo;
        icon(sign, box.x + box.w * 0.5f, box.y + box.h * 0.5f, std::min(32.0f, box.h * 0.4f), m_theme.colour.ink2);
        return;
    }
    // Cover the box, cropping what stands over.
    const float scale = std::max(box.w / found.width, box.h / found.height);
    const float u = box.w / (found.width * scale) * 0.5f, v = box.h / (found.height * scale) * 0.5f;
    draw().AddImageRounded(ImTextureRef(static_cast<ImTextureID>(found.texture)), ImVec2(box.x, box.y),
                           ImVec2(box.x + box.w, box.y + box.h), ImVec2(0.5f - u, 0.5f - v), ImVec2(0.5f + u, 0.5f + v),
                           IM_COL32_WHITE, radius);
}

void Ui::push_clip(const Rect& r) { ImGui::PushClipRect(ImVec2(r.x, r.y), ImVec2(r.x + r.w, r.y + r.h), true); }

void Ui::pop_clip() { ImGui::PopClipRect(); }

}  // namespace ow::ui
