#pragma once
/// Links: in text, as rows of a list, as tiles and in the navigation. All are real `a href`; a click comes back as the
/// browser's own navigation, so these return nothing.

#include "ui/frame/ui.hpp"
#include "ui/widgets/badge.hpp"

#include <span>

namespace ow::ui {

/// Tag colours; each tag has a word, colour is never the only signal.
enum class TagKind { brand, ok, warn, bad, neutral };

/// A short word on a soft ground.
struct Tag {
    std::string text;
    TagKind kind = TagKind::brand;
    Icon icon = Icon::none;
};

/// Size of a drawn tag, CSS px.
[[nodiscard]] float tag_width(const Ui& ui, const Tag& tag);
[[nodiscard]] float tag_height(const Ui& ui);
/// Draws a tag with its top-left at (x, y). Emits nothing: the owner says the word.
void draw_tag(const Ui& ui, float x, float y, const Tag& tag);
/// A tag of its own in the column, with its node.
void tag(Ui& ui, std::string_view key, const Tag& tag);

/// A line of link text; `underline` for links in running text and error summaries.
void text_link(Ui& ui, std::string_view key, std::string_view text, std::string_view href, Colour colour,
               bool underline);

/// A row that leads somewhere: icon, title, second line, tag, chevron. Without an address it is only read.
struct RowLink {
    std::string_view title;
    std::string_view subtitle{};
    std::string_view href{};
    Icon icon = Icon::none;
    enum class IconLook : std::uint8_t { plain, tile } icon_look = IconLook::plain;  ///< tile: on a soft square
    enum class Voice : std::uint8_t { regular, strong } voice = Voice::regular;      ///< of the title
    Colour icon_colour = 0;
    Tag tag{};
    std::string_view trailing{};     ///< plain text before the chevron
    std::string_view spoken{};       ///< accessible name where it must say more, or less, than the drawn words
    std::string_view description{};  ///< read after the name
    bool selected = false;           ///< the one whose detail is shown beside
    int level = 3;                   ///< of the heading that a strong one without an address is
    bool padded = false;             ///< rows of a list pane, with their own padding and ground
};
/// Draws the row over the column's width.
void row_link(Ui& ui, std::string_view key, const RowLink& row);

/// A place of a round, beside a map with the same numbers: number, time, whom it is to and why, where.
struct StopRow {
    int number = 1;
    PlaceLook look = PlaceLook::later;
    std::string_view time{}, place{};   ///< in columns of their own where there is room
    std::string_view time_and_place{};  ///< what stands under the words where there is none
    std::string_view title, subtitle{}, href;
    Tag tag{};
};
/// Draws the row over the column's width.
void stop_row(Ui& ui, std::string_view key, const StopRow& row);

/// How many there are of something, large; with an address the whole of it leads there.
struct CountTile {
    std::string_view key, title, count;
    std::string_view detail{};
    std::string_view href{};
    Icon icon = Icon::none;
    enum class Voice : std::uint8_t { calm, warn } voice = Voice::calm;  ///< of the detail
};
/// Draws them side by side where the words of each fit, else one under the other.
void count_tiles(Ui& ui, std::span<const CountTile> tiles);

/// A big choice of the home page.
struct Tile {
    std::string_view title, subtitle{}, href;
    Icon icon = Icon::none;
    enum class Ground { surface, brand, teal } ground = Ground::surface;
    enum class Size : std::uint8_t { regular, large } size = Size::regular;  ///< large: the one thing of its page
};
/// Fills `rect`.
void tile(Ui& ui, std::string_view key, const Tile& tile, const Rect& rect);
/// Height a tile needs for its words at the width.
[[nodiscard]] float tile_height(const Ui& ui, const Tile& tile, float width);

/// Elder home: one wide choice, words before pictures.
void wide_tile(Ui& ui, std::string_view key, std::string_view title, std::string_view href, Icon icon, TagKind colour);

/// Icon above a word (life events).
void icon_link(Ui& ui, std::string_view key, std::string_view title, std::string_view href, Icon icon,
               const Rect& rect);

/// A square link with an icon only; `name` is its accessible name.
void icon_link_in(Ui& ui, std::string_view key, std::string_view name, std::string_view href, Icon icon,
                  const Rect& rect, Colour colour);

/// A link that looks like a button (primary or secondary); `danger` for red.
void button_link(Ui& ui, std::string_view key, std::string_view name, std::string_view href, bool primary,
                 Icon icon = Icon::none);
/// One of several such links; secondary.
struct ButtonLink {
    std::string_view key, name, href;
    Icon icon = Icon::none;
};
/// Draws them side by side where the words of each fit, else one under the other.
void button_links(Ui& ui, std::span<const ButtonLink> links);
/// The same in a given rectangle; `pill` for the round outlined shape in bars.
void button_link_in(Ui& ui, std::string_view key, std::string_view name, std::string_view href, const Rect& rect,
                    bool primary, Icon icon, bool pill);

}  // namespace ow::ui
