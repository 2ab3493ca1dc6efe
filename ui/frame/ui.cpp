#include "ui/frame/ui.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ow::ui {

void Ui::begin(const Surface& surface, const Theme& theme) {
    m_surface = surface;
    m_theme = theme;
    ++m_pass;
    m_unsettled = false;
    m_modal_before = m_modal_seen;
    m_modal_seen = m_in_modal = m_in_popup = false;
    m_covered_before = std::exchange(m_covered, {});
    m_scopes.assign(1, 0x811c9dc5u);
    m_columns.clear();
    m_marks.clear();
    m_cut.clear();
    m_tree.begin(surface.width, surface.height);

    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(ImVec2(surface.width, surface.height));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
    ImGui::Begin("onewindow", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar(3);
    push_column({0, 0, surface.width, surface.height}, 0);
}

void Ui::draw_popups() {
    // A popup may open another one, and a dialog among them draws those of its own before it closes.
    while (!m_popups.empty()) {
        const std::vector<Waiting> batch = std::exchange(m_popups, {});
        for (const Waiting& popup : batch) {
            const bool nested = std::exchange(m_in_popup, true);
            m_scopes.push_back(popup.scope);
            popup.draw();
            m_scopes.pop_back();
            m_in_popup = nested;
        }
    }
}

void Ui::end() {
    draw_popups();
    pop_column();
    ImGui::End();
    m_requests.clear();
    drop_unused();
}

void Ui::drop_unused() {
    if (m_kept.size() <= kept_most) return;
    // What this pass asked for stays, however much it is: a page that is drawn never loses its state.
    std::vector<std::uint64_t> passes;
    for (const auto& [key, kept] : m_kept)
        passes.push_back(kept.pass);
    const auto last_dropped = passes.begin() + static_cast<std::ptrdiff_t>(passes.size() - kept_most - 1);
    std::ranges::nth_element(passes, last_dropped);
    const std::uint64_t newest = std::min(*last_dropped, m_pass - 1);
    std::erase_if(m_kept, [&](const auto& entry) { return entry.second.pass <= newest; });
}

NodeId Ui::id(std::string_view key) const {
    NodeId hash = m_scopes.back();
    for (const char c : key)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    hash ^= hash >> 15;
    hash *= 0x2c1b3c6du;
    return hash < 16 ? hash + 16 : hash;
}

void Ui::push_column(const Rect& rect, float gap) { m_columns.push_back({rect, 0, gap, -1, true}); }

float Ui::pop_column() {
    const float used = m_columns.back().used;
    m_columns.pop_back();
    return used;
}

float Ui::next_y() const {
    const Column& column = m_columns.back();
    const float gap = column.next_gap >= 0 ? column.next_gap : column.empty ? 0 : column.gap;
    return column.rect.y + column.used + gap;
}

Rect Ui::place(float height) {
    const float y = next_y();
    Column& column = m_columns.back();
    column.used = y + height - column.rect.y;
    column.next_gap = -1;
    column.empty = false;
    return {column.rect.x, y, column.rect.w, height};
}

float Ui::recall(NodeId key, float fallback) const {
    const auto found = m_memory.find(key);
    return found == m_memory.end() ? fallback : found->second;
}

void Ui::remember(NodeId key, float value) {
    auto [entry, fresh] = m_memory.try_emplace(key, value);
    if (fresh || std::fabs(entry->second - value) >= 0.5f) {
        entry->second = value;
        m_unsettled = true;
    }
}

bool Ui::pointer_blocked() const {
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    const bool covered = !m_in_popup && std::ranges::any_of(m_covered_before, [&](const Rect& r) {
        return r.contains(pointer.x, pointer.y);
    });
    return covered || (m_modal_before && !m_in_modal);
}

bool Ui::pointer_over(const Rect& rect) const {
    const ImVec2 at = ImGui::GetIO().MousePos;
    return rect.contains(at.x, at.y) && !pointer_blocked();
}

namespace {

a11y::Node node_of(a11y::Role role, NodeId id, std::string_view name, const Rect& box) {
    a11y::Node node;
    node.role = role;
    node.id = id;
    node.name = name;
    node.screen = box;
    return node;
}

a11y::Node& in_style(a11y::Node& node, const TextStyle& style) {
    node.font_px = style.px;
    node.line_height = style.line_height();
    node.color = style.color;
    if (style.face == Face::bold) node.states |= a11y::state_bold;
    return node;
}

}  // namespace

a11y::Node& Ui::emit(a11y::Role role, NodeId id, std::string_view name, const Rect& box) {
    m_tree.add(node_of(role, id, name, box));
    return m_tree.last();
}

a11y::Node& Ui::emit(a11y::Role role, NodeId id, std::string_view name, const Rect& box, const TextStyle& style) {
    return in_style(emit(role, id, name, box), style);
}

a11y::Node& Ui::emit_open(a11y::Role role, NodeId id, std::string_view name, const Rect& box) {
    m_tree.open(node_of(role, id, name, box));
    return m_tree.last();
}

a11y::Node& Ui::emit_open(a11y::Role role, NodeId id, std::string_view name, const Rect& box, const TextStyle& style) {
    return in_style(emit_open(role, id, name, box), style);
}

Interaction Ui::interact(NodeId id, const Rect& rect, bool disabled) {
    Interaction result;
    result.focused = m_focus == id && id != 0;
    result.ring = result.focused && m_focus_visible;
    const bool blocked = disabled || pointer_blocked();
    const ImRect box(rect.x, rect.y, rect.x + rect.w, rect.y + rect.h);
    if (!blocked && ImGui::ItemAdd(box, id)) {
        const bool pressed = ImGui::ButtonBehavior(box, id, &result.hovered, &result.held);
        result.clicked = pressed && m_surface.pointer_activates;
    }
    if (take(id, a11y::ActionKind::click) && !disabled) result.clicked = true;
    m_unsettled = m_unsettled || result.clicked;
    return result;
}

Drag Ui::drag(NodeId id, const Rect& rect) {
    Drag result;
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 at = io.MousePos;
    // A finger that left says (-1, -1) before it is let go.
    const bool there = at.x >= 0 && at.y >= 0;
    if (m_dragged == 0 && !pointer_blocked() && there && io.MouseClicked[0] && rect.contains(at.x, at.y) &&
        ImGui::IsMouseHoveringRect(ImVec2(rect.x, rect.y), ImVec2(rect.x + rect.w, rect.y + rect.h))) {
        m_dragged = id;
        m_drag_x = at.x;
        m_drag_y = at.y;
        result.began = true;
    }
    if (m_dragged != id) return result;
    result.held = io.MouseDown[0] && there;
    result.ended = !result.held;
    if (there) {
        result.dx = at.x - std::exchange(m_drag_x, at.x);
        result.dy = at.y - std::exchange(m_drag_y, at.y);
    }
    result.x = m_drag_x;
    result.y = m_drag_y;
    result.ms = m_surface.ms;
    result.pressure = m_surface.pressure;
    if (result.ended) {
        m_dragged = 0;
        m_unsettled = true;
    }
    return result;
}

std::optional<std::string> Ui::take_value(NodeId id) {
    std::optional<std::string> value;
    std::erase_if(m_requests, [&](a11y::ActionRequest& r) {
        if (r.id != id || r.kind != a11y::ActionKind::set_value) return false;
        value = std::move(r.value);
        return true;
    });
    if (value) m_unsettled = true;
    return value;
}

std::optional<std::string> Ui::take_key(NodeId id) {
    const auto found = std::ranges::find_if(
        m_requests, [&](const a11y::ActionRequest& r) { return r.id == id && r.kind == a11y::ActionKind::key; });
    if (found == m_requests.end()) return std::nullopt;
    std::string key = std::move(found->value);
    m_requests.erase(found);
    m_unsettled = true;
    return key;
}

bool Ui::take(NodeId id, a11y::ActionKind kind) {
    const bool taken = std::erase_if(m_requests, [&](const auto& r) { return r.id == id && r.kind == kind; }) > 0;
    // Whatever it changes is drawn in the next pass, not at the next event.
    m_unsettled = m_unsettled || taken;
    return taken;
}

std::optional<a11y::ActionRequest> Ui::take_request(NodeId id, a11y::ActionKind kind) {
    const auto found = std::ranges::find_if(m_requests, [&](const auto& r) { return r.id == id && r.kind == kind; });
    if (found == m_requests.end()) return std::nullopt;
    a11y::ActionRequest request = std::move(*found);
    m_requests.erase(found);
    m_unsettled = true;
    return request;
}

void Ui::set_focus(NodeId id, bool visible) {
    m_focus = id;
    m_focus_visible = visible;
}

NodeId Ui::marked(std::string_view name) const {
    const auto found = m_marks.find(std::string(name));
    return found == m_marks.end() ? 0 : found->second;
}

NodeId Ui::take_wanted_focus() { return std::exchange(m_want_focus, 0); }

void Ui::want_scroll(NodeId area, float offset) {
    set_scroll(area, offset);
    m_scroll_wishes.push_back({area, offset});
}

std::vector<Ui::ScrollWish> Ui::take_wanted_scrolls() { return std::exchange(m_scroll_wishes, {}); }

}  // namespace ow::ui
