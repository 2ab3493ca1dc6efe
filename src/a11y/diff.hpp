#pragma once
/// The difference of two trees as a patch for the DOM mirror. Pure: the same two trees give the same patch.

#include "src/a11y/tree.hpp"

#include <cstdint>
#include <vector>

namespace ow::a11y {

/// Operations of a patch; each is one byte followed by its operands (little endian; strings are u32 length + UTF-8).
enum class PatchOp : std::uint8_t {
    create = 1,  ///< u32 id, u32 parent, u32 previous sibling (0 = first), u8 role, then all fields
    update = 2,  ///< u32 id, u32 field mask, then the fields named
    move = 3,    ///< u32 id, u32 parent, u32 previous sibling
    remove = 4,  ///< u32 id (its subtree goes too; children that live on were moved before)
};

/// Fields of a node in the order in which they are written; bit n of the mask is the n-th.
enum PatchField : std::uint32_t {
    field_states = 1u << 0,
    field_rect = 1u << 1,
    field_name = 1u << 2,
    field_value = 1u << 3,
    field_description = 1u << 4,
    field_href = 1u << 5,
    field_autocomplete = 1u << 6,
    field_relations = 1u << 7,
    field_font = 1u << 8,
    field_set = 1u << 9,
    field_range = 1u << 10,
    field_kind = 1u << 11,
    field_all = (1u << 12) - 1,
};

/// A patch and how many operations of each kind it holds.
struct Patch {
    std::vector<std::uint8_t> bytes;
    int created = 0, updated = 0, moved = 0, removed = 0;
    int reshaped = 0;  ///< updates that change more than words (names, values, and how far a text reaches)
    [[nodiscard]] bool empty() const { return bytes.empty(); }
    /// Other words stand there, but nothing came, went, moved or changed its state.
    [[nodiscard]] bool only_words() const { return created + moved + removed + reshaped == 0; }
};

/// Which fields differ between two nodes of one id (bits of PatchField).
[[nodiscard]] std::uint32_t changed_fields(const Node& before, const Node& after);

/// The patch that turns a mirror of `before` into a mirror of `after`. A node whose role changed is made anew.
/// Siblings that keep their order are never moved (so the focused element keeps its place and focus).
[[nodiscard]] Patch diff(const Tree& before, const Tree& after);

}  // namespace ow::a11y
