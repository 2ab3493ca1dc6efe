#pragma once
/// Containers: landmarks and groups, cards, lists and scroll areas. All are scopes: what is drawn while the object
/// lives is inside.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// A semantic container without looks: a landmark, group, list or list item. Opens an id scope.
class Group {
  public:
    /// `name` is the accessible name ("" for a list item or the only landmark of its kind).
    Group(Ui& ui, std::string_view key, a11y::Role role, std::string_view name = {}, std::uint32_t states = 0);
    ~Group();
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    /// Says where the item stands in a longer set (virtual lists): 1-based place and size.
    void position(int place, int size);
    [[nodiscard]] NodeId id() const { return m_node; }

  private:
    Ui& m_ui;
    float m_x, m_y, m_w;
    float m_bleed;  ///< how far quiet buttons reach over the column's sides
    NodeId m_node;
};

/// How a card looks.
enum class CardStyle { plain, soft_brand, soft_warn, soft_bad, soft_ok, outlined_bad, accent_warn, bare };

/// A rounded surface around a column of widgets, and an id scope. Only looks; use Group for meaning.
class Card {
  public:
    Card(Ui& ui, std::string_view key, CardStyle style = CardStyle::plain);
    ~Card();
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;
    /// The card's rectangle with the height of the last pass.
    [[nodiscard]] const Rect& rect() const { return m_rect; }

  private:
    Ui& m_ui;
    NodeId m_id;
    Rect m_rect;
    float m_pad;
};

/// A vertical scroll area filling `rect`. Scrolling itself is the browser's (the mirror's element scrolls and tells
/// us).
class ScrollArea {
  public:
    /// `pad_x`, `pad_top`, `pad_bottom`: space around the content, CSS px; `max_width` centres the column in wide areas
    /// (0 = no limit).
    ScrollArea(Ui& ui, std::string_view key, const Rect& rect, float pad_x, float pad_top, float pad_bottom,
               float max_width = 0);
    ~ScrollArea();
    ScrollArea(const ScrollArea&) = delete;
    ScrollArea& operator=(const ScrollArea&) = delete;
    [[nodiscard]] NodeId id() const { return m_id; }
    [[nodiscard]] float offset() const { return m_offset; }

  private:
    Ui& m_ui;
    NodeId m_id;
    Rect m_rect;
    float m_offset, m_pad_top, m_pad_bottom;
};

/// A thin line between rows.
void divider(Ui& ui);

}  // namespace ow::ui
