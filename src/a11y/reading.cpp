#include "src/a11y/reading.hpp"

namespace ow::a11y {

namespace {

bool is_within(const Tree& tree, const Node& node, Role role) {
    for (const Node* up = &node; up != nullptr && up->parent != 0; up = tree.find(up->parent)) {
        if (up->role == role) {
            return true;
        }
    }
    return false;
}

bool only_holds_others(Role role) {
    switch (role) {
        case Role::main:
        case Role::region:
        case Role::group:
        case Role::search:
        case Role::form:
        case Role::list:
        case Role::ordered_list:
        case Role::description_list:
        case Role::scroll_area:
        case Role::option: return true;
        default: return false;
    }
}

}  // namespace

std::string reading_text(const Tree& tree) {
    std::string title, content;
    for (const Node& node : tree.nodes()) {
        if (node.name.empty() || only_holds_others(node.role)) {
            continue;
        }
        if (is_within(tree, node, Role::main)) {
            content += node.name + "\n";
        } else if (node.role == Role::heading && node.level == 1) {
            title += node.name + "\n";
        }
    }
    return title + content;
}

}  // namespace ow::a11y
