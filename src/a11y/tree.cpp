#include "src/a11y/tree.hpp"

namespace ow::a11y {

namespace {
constexpr std::uint32_t free_slot = 0xffffffffu;
}  // namespace

void Tree::begin(float width, float height) {
    m_nodes.clear();
    m_open.clear();
    m_collisions = 0;
    m_index.assign(m_index.empty() ? 1024 : m_index.size(), {0, free_slot});
    Node root;
    root.id = 1;
    root.role = Role::root;
    root.screen = root.rect = Rect{0, 0, width, height};
    m_nodes.push_back(std::move(root));
    index_node(1, 0);
    m_open.push_back({0, 0, 0});
}

std::size_t Tree::slot_of(NodeId id) const {
    const std::size_t mask = m_index.size() - 1;
    std::size_t slot = (id * 2654435761u) & mask;
    while (m_index[slot].second != free_slot && m_index[slot].first != id)
        slot = (slot + 1) & mask;
    return slot;
}

void Tree::index_node(NodeId id, std::uint32_t position) {
    if ((m_nodes.size() + 1) * 2 > m_index.size()) {
        auto old = std::move(m_index);
        m_index.assign(old.size() * 2, {0, free_slot});
        for (const auto& [key, at] : old)
            if (at != free_slot) m_index[slot_of(key)] = {key, at};
    }
    m_index[slot_of(id)] = {id, position};
}

NodeId Tree::add(Node node) {
    const Open& parent = m_open.back();
    while (node.id == 0 || m_index[slot_of(node.id)].second != free_slot) {
        if (node.id != 0) ++m_collisions;
        node.id = (node.id + 0x9e3779b9u) | 2u;
    }
    node.parent = m_nodes[parent.index].id;
    node.rect = {node.screen.x - parent.origin_x, node.screen.y - parent.origin_y, node.screen.w, node.screen.h};
    const NodeId id = node.id;
    m_nodes.push_back(std::move(node));
    index_node(id, static_cast<std::uint32_t>(m_nodes.size() - 1));
    return id;
}

NodeId Tree::open(Node node) {
    const float x = node.screen.x, y = node.screen.y;
    const NodeId id = add(std::move(node));
    m_open.push_back({m_nodes.size() - 1, x, y});
    return id;
}

void Tree::set_scroll(float offset_y, float content_height) {
    Open& top = m_open.back();
    Node& node = m_nodes[top.index];
    node.now = offset_y;
    node.maximum = content_height;
    top.origin_y = node.screen.y - offset_y;
}

void Tree::close(const Rect& screen) {
    Node& node = m_nodes[m_open.back().index];
    node.rect.w = node.screen.w = screen.w;
    node.rect.h = node.screen.h = screen.h;
    close();
}

void Tree::close() {
    if (m_open.size() > 1) m_open.pop_back();
}

const Node* Tree::find(NodeId id) const {
    if (m_index.empty()) return nullptr;
    const auto& entry = m_index[slot_of(id)];
    return entry.second == free_slot ? nullptr : &m_nodes[entry.second];
}

Node* Tree::find_mutable(NodeId id) { return const_cast<Node*>(static_cast<const Tree*>(this)->find(id)); }

const Node* Tree::find(Role role, std::string_view name) const {
    for (const Node& node : m_nodes) {
        if (node.role != role) continue;
        if (node.name == name) return &node;
        if (node.name.empty() && node.labelled_by != 0)
            if (const Node* label = find(node.labelled_by); label && label->name == name) return &node;
    }
    return nullptr;
}

}  // namespace ow::a11y
