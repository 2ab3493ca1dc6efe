#pragma once
/// What the DOM bridge does, as a model in the test: reads patches byte by byte and keeps the elements. Everything that
/// would be a fault in the browser (an unknown parent, a wrong neighbour, bytes left over) is collected in `faults`.

#include "src/a11y/diff.hpp"

#include <cstdint>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ow::test {

using a11y::Node;
using a11y::NodeId;
using a11y::PatchOp;
using a11y::Role;
using a11y::Tree;

/// One element. `born` is the number of the patch that created it.
struct Element {
    Node node;
    std::vector<NodeId> children;
    int born = 0;
};

class Mirror {
  public:
    std::map<NodeId, Element> elements;
    std::vector<std::string> faults;
    std::set<NodeId> created, updated, moved, removed;  ///< by the last patch

    void apply(const a11y::Patch& patch) {
        ++m_patches;
        created.clear(), updated.clear(), moved.clear(), removed.clear();
        m_bytes = &patch.bytes;
        m_at = 0;
        while (m_at < patch.bytes.size() && faults.size() < 20)
            step();
        if (static_cast<int>(created.size()) != patch.created || static_cast<int>(moved.size()) != patch.moved ||
            static_cast<int>(updated.size()) != patch.updated)
            fault("the patch counts its operations wrongly", 0);
    }

    /// Everything that differs from a tree, "" when nothing does.
    [[nodiscard]] std::string difference(const Tree& tree) const {
        if (elements.size() != tree.nodes().size())
            return std::to_string(elements.size()) + " elements for " + std::to_string(tree.nodes().size()) + " nodes";
        std::map<NodeId, std::vector<NodeId>> children;
        for (const Node& node : tree.nodes())
            if (node.parent != 0) children[node.parent].push_back(node.id);
        for (const Node& node : tree.nodes()) {
            const auto found = elements.find(node.id);
            const std::string id = "node " + std::to_string(node.id) + ": ";
            if (found == elements.end()) return id + "missing";
            if (found->second.node.role != node.role) return id + "another role";
            if (found->second.node.parent != node.parent) return id + "another parent";
            if (found->second.children != children[node.id]) return id + "other children or another order";
            if (const std::uint32_t mask = a11y::changed_fields(found->second.node, node); mask != 0)
                return id + "fields differ, mask " + std::to_string(mask);
        }
        return {};
    }

    [[nodiscard]] int born(NodeId id) const { return elements.at(id).born; }

  private:
    const std::vector<std::uint8_t>* m_bytes = nullptr;
    std::size_t m_at = 0;
    int m_patches = 0;

    void fault(const std::string& what, NodeId id) { faults.push_back(what + " (" + std::to_string(id) + ")"); }

    std::uint8_t u8() {
        if (m_at >= m_bytes->size()) return fault("cut off", 0), std::uint8_t{0};
        return (*m_bytes)[m_at++];
    }
    std::uint32_t u32() {
        std::uint32_t value = 0;
        for (int shift = 0; shift < 32; shift += 8)
            value |= static_cast<std::uint32_t>(u8()) << shift;
        return value;
    }
    float f32() {
        const std::uint32_t bits = u32();
        float value = 0;
        std::memcpy(&value, &bits, sizeof value);
        return value;
    }
    std::string text() {
        const std::uint32_t size = u32();
        if (m_at + size > m_bytes->size()) return fault("text beyond the end", 0), std::string();
        std::string value(reinterpret_cast<const char*>(m_bytes->data()) + m_at, size);
        m_at += size;
        return value;
    }

    void fields(Node& n, std::uint32_t mask) {
        using namespace a11y;
        if (mask & field_states) n.states = u32();
        if (mask & field_rect) n.rect.x = f32(), n.rect.y = f32(), n.rect.w = f32(), n.rect.h = f32();
        if (mask & field_name) n.name = text();
        if (mask & field_value) n.value = text();
        if (mask & field_description) n.description = text();
        if (mask & field_href) n.href = text();
        if (mask & field_autocomplete) n.autocomplete = text();
        if (mask & field_relations) {
            n.labelled_by = u32(), n.described_by = u32(), n.error_by = u32();
            n.controls = u32(), n.active = u32();
        }
        if (mask & field_font) {
            n.font_px = f32(), n.line_height = f32(), n.pad_x = f32(), n.pad_y = f32();
            n.color = u32();
        }
        if (mask & field_set)
            n.position = static_cast<std::int32_t>(u32()), n.set_size = static_cast<std::int32_t>(u32());
        if (mask & field_range) n.minimum = f32(), n.maximum = f32(), n.now = f32(), n.step = f32();
        if (mask & field_kind) {
            n.level = u8(), n.input = static_cast<InputType>(u8());
            n.popup = static_cast<Popup>(u8()), n.sort = static_cast<Sort>(u8());
        }
    }

    void step() {
        const auto op = static_cast<PatchOp>(u8());
        const NodeId id = u32();
        switch (op) {
            case PatchOp::create: return create(id);
            case PatchOp::update: return update(id);
            case PatchOp::move: return move(id);
            case PatchOp::remove: return remove(id);
        }
        fault("unknown operation", id);
    }

    void create(NodeId id) {
        const NodeId parent = u32(), previous = u32();
        const auto role = static_cast<Role>(u8());
        Node node;
        fields(node, a11y::field_all);
        if (elements.contains(id)) return fault("created though it is there", id);
        node.id = id;
        node.parent = parent;
        node.role = role;
        elements[id] = {node, {}, m_patches};
        created.insert(id);
        attach(id, parent, previous);
    }

    void update(NodeId id) {
        const std::uint32_t mask = u32();
        Node blank;
        Node& node = elements.contains(id) ? elements[id].node : blank;
        fields(node, mask);
        if (&node == &blank) fault("updated though it is not there", id);
        if (mask == 0) fault("updated for nothing", id);
        updated.insert(id);
    }

    void move(NodeId id) {
        const NodeId parent = u32(), previous = u32();
        if (!elements.contains(id)) return fault("moved though it is not there", id);
        for (NodeId up = parent; up != 0; up = elements.contains(up) ? elements[up].node.parent : 0)
            if (up == id) return fault("moved into itself", id);
        detach(id);
        elements[id].node.parent = parent;
        moved.insert(id);
        attach(id, parent, previous);
    }

    void remove(NodeId id) {
        if (!elements.contains(id)) return fault("removed though it is not there", id);
        detach(id);
        erase(id);
    }

    void erase(NodeId id) {
        for (const NodeId child : elements[id].children)
            erase(child);
        removed.insert(id);
        elements.erase(id);
    }

    void detach(NodeId id) {
        const NodeId parent = elements[id].node.parent;
        if (elements.contains(parent)) std::erase(elements[parent].children, id);
    }

    void attach(NodeId id, NodeId parent, NodeId previous) {
        if (parent == 0) {
            if (previous != 0 || elements[id].node.role != Role::root) fault("stands outside the root", id);
            return;
        }
        if (!elements.contains(parent)) return fault("under a parent that is not there", id);
        auto& siblings = elements[parent].children;
        if (previous == 0) {
            siblings.insert(siblings.begin(), id);
            return;
        }
        for (auto it = siblings.begin(); it != siblings.end(); ++it) {
            if (*it != previous) continue;
            siblings.insert(it + 1, id);
            return;
        }
        fault("after a sibling that is not there", id);
    }
};

/// A tree written down: a node with its children.
struct Sketch {
    NodeId id = 0;
    Role role = Role::group;
    std::string name{};
    std::vector<Sketch> children{};
};

inline void grow(Tree& tree, const Sketch& sketch) {
    Node node;
    node.id = sketch.id;
    node.role = sketch.role;
    node.name = sketch.name;
    node.screen = {0, 0, 100, 20};
    if (sketch.children.empty()) {
        tree.add(std::move(node));
        return;
    }
    tree.open(std::move(node));
    for (const Sketch& child : sketch.children)
        grow(tree, child);
    tree.close();
}

/// A frame that shows these nodes.
inline Tree tree_of(const std::vector<Sketch>& sketches) {
    Tree tree;
    tree.begin(390, 844);
    for (const Sketch& sketch : sketches)
        grow(tree, sketch);
    return tree;
}

}  // namespace ow::test
