#pragma once
/// Where boxes stand: in a row, in lines that wrap, in a grid. All sizes in CSS px.

#include "ui/frame/ui.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace ow::ui {

/// A row cut into parts by weight with `gap` between them. Parts begin and end on whole px; the last takes what is
/// left.
[[nodiscard]] std::vector<Rect> parts_of(const Rect& row, const std::vector<float>& weights, float gap);

/// The same with equal weights.
[[nodiscard]] std::vector<Rect> equal_parts(const Rect& row, std::size_t count, float gap);

/// Boxes one after the other, as many a line as fit; what does not fit begins the next line.
class Wrap {
  public:
    /// Lines begin at the upper left corner of `at` and are as wide as it; its height is no limit.
    Wrap(const Rect& at, float gap_x, float gap_y) : m_at(at), m_gap_x(gap_x), m_gap_y(gap_y), m_x(at.x), m_y(at.y) {}
    /// The next box's place, at most as wide as what is left of its line; its height is told by grow().
    Rect next(float w);
    /// The next box's place.
    Rect next(float w, float h);
    /// The line of the last box is at least `h` high.
    void grow(float h) { m_line = std::max(m_line, h); }
    /// Height of all lines so far.
    [[nodiscard]] float height() const { return m_y + m_line - m_at.y; }

  private:
    Rect m_at;
    float m_gap_x, m_gap_y, m_x, m_y, m_line = 0;
};

/// Boxes of one size in `columns` columns, left to right and then down.
struct Cells {
    float x = 0, y = 0;
    int columns = 1;
    float w = 0, h = 0;
    float gap_x = 0, gap_y = 0;

    [[nodiscard]] Rect cell(int index) const {
        const int row = index / columns;
        return {x + static_cast<float>(index % columns) * (w + gap_x), y + static_cast<float>(row) * (h + gap_y), w, h};
    }
    /// Height of the rows that `count` boxes take.
    [[nodiscard]] float height(int count) const {
        const int rows = (count + columns - 1) / columns;
        return static_cast<float>(rows) * h + static_cast<float>(std::max(0, rows - 1)) * gap_y;
    }
};

/// Cells side by side, each a column; the row is as high as its highest cell (of the last pass).
class Row {
  public:
    /// `weights` share the column's width; `gap` between the cells.
    Row(Ui& ui, std::string_view key, const std::vector<float>& weights, float gap);
    /// Opens the next cell (closing the one before).
    void next();
    /// Rectangle of the open cell with the row's common height.
    [[nodiscard]] Rect cell() const { return m_cells[m_at - 1]; }
    ~Row();
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;

  private:
    void close_cell();
    Ui& m_ui;
    NodeId m_id;
    std::vector<Rect> m_cells;
    float m_tallest = 0;
    std::size_t m_at = 0;
    bool m_open = false;
};

}  // namespace ow::ui
