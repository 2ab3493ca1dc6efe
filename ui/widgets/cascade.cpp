#include "ui/widgets/cascade.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/field_group.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <utility>

namespace ow::ui {

namespace {

constexpr float columns_from = 520;  ///< the steps stand side by side from that width on, CSS px
constexpr float pad = 6;

using Path = std::vector<std::string>;

struct CascadeState {
    Path open;   ///< the branch that is unfolded
    Path focus;  ///< the item Tab reaches
    bool placed = false;
};

/// What is drawn of one step.
struct Step {
    Path parent;
    std::vector<CascadeItem> items;
    Rect rect;
};

Path with(const Path& parent, std::string_view value) {
    Path path = parent;
    path.emplace_back(value);
    return path;
}

NodeId item_id(const Ui& ui, const Path& path) {
    std::string key = "item";
    for (const std::string& part : path)
        key += "/" + part;
    return ui.id(key);
}

bool begins_with(const Path& path, const Path& start) {
    return path.size() >= start.size() && std::equal(start.begin(), start.end(), path.begin());
}

float item_height(const Ui& ui, const CascadeItem& item, float width) {
    return std::max(ui.theme().size.target, ui.text_height(ui.body(), item.title, width - 2 * pad - 56) + 16);
}

/// Draws items of a tree and keeps what was done with them.
class Picker {
  public:
    Picker(Ui& ui, const CascadeSpec& spec, CascadeState& state, bool columns)
        : m_ui(ui), m_spec(spec), m_state(state), m_columns(columns) {}

    std::optional<Path> chosen;

    /// Draws `step` and, after the unfolded item, the step below it: the tree's order is the reading order, wherever
    /// the columns stand.
    void draw(const std::vector<Step>& steps, std::size_t at) {
        const Step& step = steps[at];
        float y = step.rect.y + pad;
        for (std::size_t i = 0; i < step.items.size(); ++i) {
            const CascadeItem& item = step.items[i];
            const Rect box{step.rect.x + pad, y, step.rect.w - 2 * pad, item_height(m_ui, item, step.rect.w)};
            y += box.h;
            draw_item(step, i, box);
            if (at + 1 < steps.size() && steps[at + 1].parent == with(step.parent, item.value)) draw(steps, at + 1);
        }
    }

  private:
    void draw_item(const Step& step, std::size_t index, const Rect& box) {
        const Theme& t = m_ui.theme();
        const CascadeItem& item = step.items[index];
        const Path path = with(step.parent, item.value);
        const NodeId id = item_id(m_ui, path);
        const bool open = !item.leaf && begins_with(m_state.open, path);
        const bool picked = begins_with(m_spec.chosen, path);
        const Interaction it = m_ui.interact(id, box, m_spec.disabled);
        if ((open && m_columns) || picked)
            m_ui.fill(box, t.colour.brand_soft, 8);
        else if (it.hovered)
            m_ui.fill(box, mix(t.colour.brand, t.colour.surface, 0.05f), 8);
        const Colour ink = m_spec.disabled ? t.colour.ink2 : picked ? t.colour.brand_ink : t.colour.ink;
        const TextStyle style = m_ui.style(t.type.body, ink, picked ? Face::bold : Face::regular);
        const float text_w = box.w - 56;
        const float text_h = m_ui.text_height(style, item.title, text_w);
        m_ui.text_block(box.x + 12, box.y + (box.h - text_h) * 0.5f, text_w, style, item.title);
        const float sign_x = box.x + box.w - 12 - t.size.icon * 0.5f, sign_y = box.y + box.h * 0.5f;
        if (!item.leaf)
            m_ui.icon(Icon::chevron_right, sign_x, sign_y, t.size.icon * 0.85f, t.colour.ink2);
        else if (picked)
            m_ui.icon(Icon::check, sign_x, sign_y, t.size.icon, t.colour.brand);
        if (it.ring) m_ui.focus_ring(inflated(box, -2), 8);
        emit(step, index, box, style, open, picked);
        if (const auto pressed = m_ui.take_key(id)) on_key(*pressed, step, index);
        if (it.clicked) press(item, path, MoveFocus::on_phones);
    }

    void emit(const Step& step, std::size_t index, const Rect& box, const TextStyle& style, bool open, bool picked) {
        const CascadeItem& item = step.items[index];
        const Path path = with(step.parent, item.value);
        a11y::Node& node = m_ui.emit(a11y::Role::tree_item, item_id(m_ui, path), item.title, box, style);
        node.level = static_cast<std::uint8_t>(path.size());
        node.position = static_cast<int>(index) + 1;
        node.set_size = static_cast<int>(step.items.size());
        if (!item.leaf) node.states |= a11y::state_expandable;
        if (open && m_columns) node.states |= a11y::state_expanded;
        if (picked) node.states |= a11y::state_selected;
        if (m_spec.disabled) node.states |= a11y::state_disabled;
        if (path == m_state.focus) node.states |= a11y::state_tab_stop;
    }

    enum class MoveFocus { always, on_phones };

    /// A branch is unfolded, a leaf chosen. On phones the focus goes along: the list it was in is replaced.
    void press(const CascadeItem& item, const Path& path, MoveFocus move) {
        m_state.focus = path;
        if (item.leaf) {
            chosen = path;
            return;
        }
        m_state.open = path;
        const auto below = m_spec.children(path);
        if (!below.empty() && (move == MoveFocus::always || !m_columns)) focus(with(path, below.front().value));
        m_ui.unsettle();
    }

    void focus(const Path& path) {
        m_state.focus = path;
        m_ui.want_focus(item_id(m_ui, path));
        m_ui.unsettle();
    }

    void on_key(const std::string& key, const Step& step, std::size_t index) {
        const std::size_t count = step.items.size();
        const CascadeItem& item = step.items[index];
        if (key == "ArrowRight" && !item.leaf) return press(item, with(step.parent, item.value), MoveFocus::always);
        if (key == "ArrowLeft" && !step.parent.empty()) {
            m_state.open = Path(step.parent.begin(), step.parent.end() - 1);
            return focus(step.parent);
        }
        std::size_t to = index;
        if (key == "ArrowDown") to = std::min(index + 1, count - 1);
        if (key == "ArrowUp") to = index == 0 ? 0 : index - 1;
        if (key == "Home" || key == "PageUp") to = 0;
        if (key == "End" || key == "PageDown") to = count - 1;
        for (std::size_t hop = 1; hop <= count && key.find("Arrow") == std::string::npos && to == index; ++hop)
            if (step.items[(index + hop) % count].title.starts_with(key)) to = (index + hop) % count;
        focus(with(step.parent, step.items[to].value));
    }

    Ui& m_ui;
    const CascadeSpec& m_spec;
    CascadeState& m_state;
    bool m_columns;
};

/// All steps from the first to the one below the unfolded branch.
std::vector<Step> steps_of(const CascadeSpec& spec, const Path& open) {
    std::vector<Step> steps{{{}, spec.children({}), {}}};
    Path path;
    for (const std::string& value : open) {
        path.push_back(value);
        std::vector<CascadeItem> items = spec.children(path);
        if (items.empty()) break;
        steps.push_back({path, std::move(items), {}});
    }
    return steps;
}

float step_height(const Ui& ui, const Step& step, float width) {
    float height = 2 * pad;
    for (const CascadeItem& item : step.items)
        height += item_height(ui, item, width);
    return height;
}

/// Title of the last value of a path.
std::string title_of(const CascadeSpec& spec, const Path& path) {
    for (const CascadeItem& item : spec.children(Path(path.begin(), path.end() - 1)))
        if (item.value == path.back()) return std::string(item.title);
    return path.back();
}

/// The Tab stop must be an item that is drawn.
void settle_focus(CascadeState& state, const std::vector<Step>& steps) {
    for (const Step& step : steps)
        for (const CascadeItem& item : step.items)
            if (with(step.parent, item.value) == state.focus) return;
    const Step& last = steps.back();
    if (!last.items.empty()) state.focus = with(last.parent, last.items.front().value);
}

}  // namespace

std::optional<Path> cascade(Ui& ui, std::string_view key, const CascadeSpec& spec) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    CascadeState& state = ui.keep<CascadeState>(ui.id("state"));
    if (!state.placed) {
        state.placed = true;
        state.focus = spec.chosen;
        if (!spec.chosen.empty()) state.open = Path(spec.chosen.begin(), spec.chosen.end() - 1);
    }
    const FieldGroup group(ui, {.label = spec.label, .hint = spec.hint, .error = spec.error});
    const bool columns = ui.width() >= columns_from;
    std::vector<Step> steps = steps_of(spec, state.open);
    const bool deeper = steps.size() > 1;
    if (!columns) {
        const Path parent = steps.back().parent;
        steps.erase(steps.begin(), steps.end() - 1);
        if (deeper) {
            const std::string name = std::string(spec.back) + " " + title_of(spec, parent);
            if (button(ui, "back", name, {.kind = ButtonKind::quiet, .icon = Icon::chevron_left})) {
                state.open.pop_back();
                state.focus = parent;
                ui.want_focus(item_id(ui, parent));
                ui.unsettle();
            }
            ui.gap(4);
        }
    }
    settle_focus(state, steps);
    // While nothing is unfolded the first list has the whole width, and its arrows stand at the field's edge.
    const std::size_t shares = steps.size();
    const float width = ui.width() / static_cast<float>(shares);
    float height = 0;
    for (const Step& step : steps)
        height = std::max(height, step_height(ui, step, width));
    const Rect box = ui.place(height);
    ui.fill(box, t.colour.surface, t.size.radius_field);
    const Colour edge = spec.error.empty() ? t.colour.border : t.colour.bad;
    ui.outline(box, edge, t.size.radius_field, spec.error.empty() ? t.size.stroke : 3.0f);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        steps[i].rect = {box.x + width * static_cast<float>(i), box.y, width, height};
        if (i > 0) ui.line(steps[i].rect.x, box.y + pad, steps[i].rect.x, box.y + box.h - pad, t.colour.line, 1);
    }
    ui.emit_open(a11y::Role::tree, ui.id("tree"), spec.label, box);
    Picker picker(ui, spec, state, columns);
    picker.draw(steps, 0);
    ui.tree().close();
    ui.mark(key, item_id(ui, state.focus));
    return std::move(picker.chosen);
}

}  // namespace ow::ui
