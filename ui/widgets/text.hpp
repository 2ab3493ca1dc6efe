#pragma once
/// Headings, paragraphs and labels: text that is both drawn and read.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// Voice of a text.
enum class Tone { normal, secondary, small, strong, ok, warn, bad, brand, on_brand };

/// The style of a tone in the current theme.
[[nodiscard]] TextStyle tone_style(const Ui& ui, Tone tone);

/// A heading of level 1–3 over the column's width. Level 1 is the page's or the question's and can take focus.
/// Returns the node's id.
NodeId heading(Ui& ui, std::string_view key, int level, std::string_view text);

/// A wrapped paragraph over the column's width.
NodeId paragraph(Ui& ui, std::string_view key, std::string_view text, Tone tone = Tone::normal,
                 Align align = Align::left);

/// Emits the semantic node of text that is drawn elsewhere (no drawing). Role text, label or heading.
NodeId text_node(Ui& ui, std::string_view key, std::string_view text, const TextStyle& style, const Rect& rect,
                 a11y::Role role = a11y::Role::text, std::uint32_t states = 0);

/// Draws one line in a box and emits its node.
NodeId text_line(Ui& ui, std::string_view key, std::string_view text, const TextStyle& style, const Rect& box,
                 Align align = Align::left);

/// An icon, then wrapped text beside it (hints, status lines). The icon carries no meaning of its own.
NodeId icon_text(Ui& ui, std::string_view key, Icon icon, std::string_view text, const TextStyle& style,
                 Colour icon_colour);

/// The style in which a number stands in one line of the column: smaller where it has to be, but never under
/// `least_px`. Anything but digits, spaces and what joins them keeps its style: words may break.
[[nodiscard]] TextStyle in_one_line(const Ui& ui, const TextStyle& style, std::string_view text, float least_px);

}  // namespace ow::ui
