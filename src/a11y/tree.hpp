#pragma once
/// The flat tree of one frame, in reading order, and the requests that come back from assistive technology.

#include "src/a11y/node.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ow::a11y {

/// Nodes of one frame. Invariants: ids are unique and not 0; a parent stands before its children; siblings stand in
/// reading order; exactly the first node is the root.
class Tree {
  public:
    /// Starts a frame with the root covering the viewport (CSS px).
    void begin(float width, float height);
    /// Adds a leaf under the open parent; `node.screen` must be set, `rect` and `parent` are computed.
    /// A duplicate id is given a fresh derived one and counted in `collisions()`.
    NodeId add(Node node);
    /// Adds a node and makes it the parent of what follows, until close().
    NodeId open(Node node);
    /// Ends the innermost open node; its final absolute rectangle replaces the one given at open (same origin).
    void close(const Rect& screen);
    /// Ends the innermost open node, keeping its rectangle.
    void close();
    /// Says by how much the innermost open node's content is scrolled (CSS px); call right after open().
    void set_scroll(float offset_y, float content_height);

    [[nodiscard]] const std::vector<Node>& nodes() const { return m_nodes; }
    [[nodiscard]] const Node* find(NodeId id) const;
    /// The node added last, for what only some nodes have; until the next one is added.
    [[nodiscard]] Node& last() { return m_nodes.back(); }
    /// For changing a node already emitted this frame (e.g. to attach an error); nullptr when absent.
    [[nodiscard]] Node* find_mutable(NodeId id);
    /// First node of the role with that accessible name, as a test or a screen reader would find it.
    [[nodiscard]] const Node* find(Role role, std::string_view name) const;
    /// How many ids were given twice this frame; tests require 0.
    [[nodiscard]] int collisions() const { return m_collisions; }

  private:
    struct Open {
        std::size_t index;
        float origin_x, origin_y;
    };
    std::vector<Node> m_nodes;
    std::vector<Open> m_open;
    std::vector<std::pair<NodeId, std::uint32_t>> m_index;  ///< open-addressed id → position, size is a power of two
    int m_collisions = 0;

    [[nodiscard]] std::size_t slot_of(NodeId id) const;
    void index_node(NodeId id, std::uint32_t position);
};

/// What assistive technology, the keyboard or a native field asks of a node.
enum class ActionKind : std::uint8_t {
    click,
    focus,
    blur,
    set_value,
    submit,
    dismiss,
    scroll,
    toggle_open,
    key,
    pan,    ///< a map was dragged
    zoom,   ///< a map was pinched, or the wheel turned on it
    press,  ///< a place on a map was pressed
};

/// One request; handled in the next frame by the same widget code as a tap.
struct ActionRequest {
    NodeId id = 0;
    ActionKind kind = ActionKind::click;
    /// set_value: the new text or the chosen option; key: the key's name as in DOM ("ArrowDown", "Shift+PageUp", "a"),
    /// or "WheelUp", "WheelDown"; pan: "dx dy"; zoom, press: "x y" from the
    /// map's corner, whole CSS px
    std::string value;
    float number = 0;  ///< scroll: new offset, CSS px; zoom: factor
};

}  // namespace ow::a11y
