#pragma once
/// How high the rows of a long list are: an estimate for each, the truth for those that were drawn. Every question is
/// answered in the logarithm of the number of rows (P. Fenwick, "A new data structure for cumulative frequency
/// tables", 1994), so that a list of 100 000 rows scrolls like one of 100.

#include <cstddef>
#include <vector>

namespace ow::ui {

/// Heights of `count()` rows in CSS px, stacked without gaps.
class RowHeights {
  public:
    /// Forgets what was measured when the estimate or the width changed; keeps it when rows were only added or taken
    /// away at the end.
    void reset(std::size_t count, float estimate, float width);

    [[nodiscard]] std::size_t count() const { return m_heights.size(); }
    [[nodiscard]] float height(std::size_t row) const { return m_heights[row]; }
    /// Where the row starts; top(count()) is the height of all.
    [[nodiscard]] double top(std::size_t row) const;
    /// The row at that distance from the top, clamped to the first and last row; 0 when there are none.
    [[nodiscard]] std::size_t row_at(double y) const;
    /// Puts the measured height of a row in place of what was believed. Returns true when that changed by half a
    /// pixel or more.
    bool measured(std::size_t row, float height);

  private:
    std::vector<float> m_heights;
    std::vector<double> m_sums;  ///< Fenwick tree of the differences from the estimate, 1-based
    float m_estimate = 0, m_width = 0;

    [[nodiscard]] double difference(std::size_t row) const;
};

}  // namespace ow::ui
