#pragma once
/// A page of panes, for windows with room: what there is to choose from, a list, and what was chosen from it. Two panes
/// on a tablet, three on a desktop; on a phone the page shows one at a time by page().

#include "ui/views/view.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace ow::ui {

/// How many panes stand side by side: 3 from 1100 CSS px, 2 from 820, else 1; larger text needs more room for each.
[[nodiscard]] int pane_count(const Ui& ui);

/// A semantic container at a place of its own: panes do not stack.
class Area {
  public:
    Area(Ui& ui, std::string_view key, a11y::Role role, std::string_view name, const Rect& rect,
         std::uint32_t states = 0);
    ~Area();
    [[nodiscard]] NodeId id() const { return m_id; }
    Area(const Area&) = delete;
    Area& operator=(const Area&) = delete;

  private:
    Ui& m_ui;
    NodeId m_id;
};

/// The pane in the middle: a head that stays, and rows that scroll under it.
struct ListPane {
    std::string_view name;         ///< of the region
    std::function<void()> head{};  ///< in a column
    std::function<void()> rows{};  ///< in a column
    std::string rows_key{};        ///< another key is another list, which begins at its top
};

/// The widest pane: content that scrolls over actions that stay.
struct DetailPane {
    std::string_view name;            ///< of the region
    std::string key{};                ///< what is shown; another key begins at its top
    std::function<void()> content{};  ///< in a column
    std::function<void()> actions{};  ///< in a column; none = no bar
};

/// What stands in the panes and over them.
struct PanesSpec {
    /// Draws the bar over all panes; gets the widths of the side pane (0 where there is none) and the list, returns its
    /// height.
    std::function<float(float side, float list)> bar;
    std::function<void(const Rect&)> side;  ///< the left one of three
    ListPane list;
    DetailPane detail;
    /// Letters that are pressed within list or detail, and that nothing there wants; none = they are the browser's.
    std::function<void(std::string_view)> key{};
};

/// Draws `count` panes (2 or 3) over the whole window. List and detail are the main landmark.
void panes(const View& view, int count, const PanesSpec& spec);

}  // namespace ow::ui
