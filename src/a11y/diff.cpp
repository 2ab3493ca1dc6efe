#include "src/a11y/diff.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

namespace ow::a11y {

namespace {

class Writer {
  public:
    explicit Writer(std::vector<std::uint8_t>& out) : m_out(out) {}
    void u8(std::uint8_t v) { m_out.push_back(v); }
    void u32(std::uint32_t v) {
        for (int shift = 0; shift < 32; shift += 8)
            m_out.push_back(static_cast<std::uint8_t>(v >> shift));
    }
    void f32(float v) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &v, sizeof bits);
        u32(bits);
    }
    void text(const std::string& s) {
        u32(static_cast<std::uint32_t>(s.size()));
        m_out.insert(m_out.end(), s.begin(), s.end());
    }
    void fields(const Node& n, std::uint32_t mask) {
        if (mask & field_states) u32(n.states);
        if (mask & field_rect) f32(n.rect.x), f32(n.rect.y), f32(n.rect.w), f32(n.rect.h);
        if (mask & field_name) text(n.name);
        if (mask & field_value) text(n.value);
        if (mask & field_description) text(n.description);
        if (mask & field_href) text(n.href);
        if (mask & field_autocomplete) text(n.autocomplete);
        if (mask & field_relations) {
            u32(n.labelled_by), u32(n.described_by), u32(n.error_by), u32(n.controls), u32(n.active);
        }
        if (mask & field_font) f32(n.font_px), f32(n.line_height), f32(n.pad_x), f32(n.pad_y), u32(n.color);
        if (mask & field_set) u32(static_cast<std::uint32_t>(n.position)), u32(static_cast<std::uint32_t>(n.set_size));
        if (mask & field_range) f32(n.minimum), f32(n.maximum), f32(n.now), f32(n.step);
        if (mask & field_kind) {
            u8(n.level), u8(static_cast<std::uint8_t>(n.input));
            u8(static_cast<std::uint8_t>(n.popup)), u8(static_cast<std::uint8_t>(n.sort));
        }
    }

  private:
    std::vector<std::uint8_t>& m_out;
};

/// Marks the members of a longest increasing subsequence of `order`.
std::vector<bool> longest_increasing(const std::vector<int>& order) {
    std::vector<int> tails, previous(order.size(), -1);
    for (int i = 0; i < static_cast<int>(order.size()); ++i) {
        const auto less = [&](int a, int b) { return order[static_cast<std::size_t>(a)] < b; };
        auto it = std::lower_bound(tails.begin(), tails.end(), order[static_cast<std::size_t>(i)], less);
        if (it != tails.begin()) previous[static_cast<std::size_t>(i)] = *(it - 1);
        if (it == tails.end())
            tails.push_back(i);
        else
            *it = i;
    }
    std::vector<bool> keep(order.size(), false);
    for (int at = tails.empty() ? -1 : tails.back(); at >= 0; at = previous[static_cast<std::size_t>(at)])
        keep[static_cast<std::size_t>(at)] = true;
    return keep;
}

/// Nodes whose element cannot live on: their role changed, or the element they stood in went for that reason.
std::unordered_set<NodeId> dropped_nodes(const Tree& before, const Tree& after) {
    std::unordered_set<NodeId> dropped;
    for (const Node& node : before.nodes()) {
        const Node* now = after.find(node.id);
        if ((now != nullptr && now->role != node.role) || dropped.contains(node.parent)) dropped.insert(node.id);
    }
    return dropped;
}

/// Nodes that live on but whose place among their surviving siblings changed.
std::unordered_set<NodeId> moved_nodes(const Tree& before, const Tree& after,
                                       const std::unordered_set<NodeId>& dropped) {
    std::unordered_map<NodeId, int> old_order;
    int at = 0;
    for (const Node& node : before.nodes())
        old_order[node.id] = at++;
    std::unordered_map<NodeId, std::vector<NodeId>> siblings;
    std::unordered_set<NodeId> moved;
    for (const Node& node : after.nodes()) {
        const Node* old = before.find(node.id);
        if (old == nullptr || dropped.contains(node.id) || node.role == Role::root) continue;
        if (old->parent != node.parent)
            moved.insert(node.id);
        else
            siblings[node.parent].push_back(node.id);
    }
    for (const auto& [parent, ids] : siblings) {
        std::vector<int> order;
        order.reserve(ids.size());
        for (NodeId id : ids)
            order.push_back(old_order[id]);
        if (std::is_sorted(order.begin(), order.end())) continue;
        const auto keep = longest_increasing(order);
        for (std::size_t i = 0; i < ids.size(); ++i)
            if (!keep[i]) moved.insert(ids[i]);
    }
    return moved;
}

}  // namespace

std::uint32_t changed_fields(const Node& a, const Node& b) {
    std::uint32_t mask = 0;
    if (a.states != b.states) mask |= field_states;
    if (a.rect != b.rect) mask |= field_rect;
    if (a.name != b.name) mask |= field_name;
    if (a.value != b.value) mask |= field_value;
    if (a.description != b.description) mask |= field_description;
    if (a.href != b.href) mask |= field_href;
    if (a.autocomplete != b.autocomplete) mask |= field_autocomplete;
    if (a.labelled_by != b.labelled_by || a.described_by != b.described_by || a.error_by != b.error_by ||
        a.controls != b.controls || a.active != b.active)
        mask |= field_relations;
    if (a.font_px != b.font_px || a.line_height != b.line_height || a.pad_x != b.pad_x || a.pad_y != b.pad_y ||
        a.color != b.color)
        mask |= field_font;
    if (a.position != b.position || a.set_size != b.set_size) mask |= field_set;
    if (a.minimum != b.minimum || a.maximum != b.maximum || a.now != b.now || a.step != b.step) mask |= field_range;
    if (a.level != b.level || a.input != b.input || a.popup != b.popup || a.sort != b.sort) mask |= field_kind;
    return mask;
}

Patch diff(const Tree& before, const Tree& after) {
    Patch patch;
    Writer out(patch.bytes);
    const auto dropped = dropped_nodes(before, after);
    const auto moved = moved_nodes(before, after, dropped);
    const auto old_node = [&](const Node& node) { return dropped.contains(node.id) ? nullptr : before.find(node.id); };

    // A role that changed means another HTML element: the old one goes first, so that ids stay unique.
    for (const Node& node : before.nodes()) {
        if (dropped.contains(node.id) && !dropped.contains(node.parent)) {
            out.u8(static_cast<std::uint8_t>(PatchOp::remove));
            out.u32(node.id);
            ++patch.removed;
        }
    }

    std::unordered_map<NodeId, NodeId> last_child;
    for (const Node& node : after.nodes()) {
        NodeId& previous = last_child[node.parent];
        const Node* old = old_node(node);
        if (old == nullptr) {
            out.u8(static_cast<std::uint8_t>(PatchOp::create));
            out.u32(node.id);
            out.u32(node.parent);
            out.u32(previous);
            out.u8(static_cast<std::uint8_t>(node.role));
            out.fields(node, field_all);
            ++patch.created;
        } else {
            if (moved.contains(node.id)) {
                out.u8(static_cast<std::uint8_t>(PatchOp::move));
                out.u32(node.id);
                out.u32(node.parent);
                out.u32(previous);
                ++patch.moved;
            }
            if (const std::uint32_t mask = changed_fields(*old, node); mask != 0) {
                out.u8(static_cast<std::uint8_t>(PatchOp::update));
                out.u32(node.id);
                out.u32(mask);
                out.fields(node, mask);
                ++patch.updated;
                const std::uint32_t words = field_name | field_value | (node.role == Role::text ? field_rect : 0u);
                if ((mask & ~words) != 0) ++patch.reshaped;
            }
        }
        previous = node.id;
    }

    for (const Node& node : before.nodes()) {
        const bool gone_with_parent = node.parent != 0 && after.find(node.parent) == nullptr;
        if (after.find(node.id) != nullptr || dropped.contains(node.parent) || gone_with_parent) continue;
        out.u8(static_cast<std::uint8_t>(PatchOp::remove));
        out.u32(node.id);
        ++patch.removed;
    }
    return patch;
}

}  // namespace ow::a11y
