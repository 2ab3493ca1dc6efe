#include "ui/widgets/row_heights.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace ow::ui {

void RowHeights::reset(std::size_t count, float estimate, float width) {
    const bool same = estimate == m_estimate && std::fabs(width - m_width) < 0.5f;
    if (same && count == m_heights.size()) return;
    std::vector<float> known = same ? std::move(m_heights) : std::vector<float>();
    m_heights.assign(count, estimate);
    m_sums.assign(count + 1, 0);
    m_estimate = estimate;
    m_width = width;
    for (std::size_t row = 0; row < std::min(known.size(), count); ++row)
        if (known[row] != estimate) measured(row, known[row]);
}

double RowHeights::difference(std::size_t row) const {
    double sum = 0;
    for (std::size_t at = row; at > 0; at &= at - 1)
        sum += m_sums[at];
    return sum;
}

double RowHeights::top(std::size_t row) const {
    return static_cast<double>(m_estimate) * static_cast<double>(row) + difference(row);
}

std::size_t RowHeights::row_at(double y) const {
    if (m_heights.empty()) return 0;
    std::size_t row = 0;
    for (std::size_t step = std::bit_floor(m_heights.size()); step > 0; step >>= 1) {
        const std::size_t next = row + step;
        if (next >= m_sums.size()) continue;
        const double span = static_cast<double>(m_estimate) * static_cast<double>(step) + m_sums[next];
        if (span > y) continue;
        row = next;
        y -= span;
    }
    return std::min(row, m_heights.size() - 1);
}

bool RowHeights::measured(std::size_t row, float height) {
    const double change = static_cast<double>(height) - static_cast<double>(m_heights[row]);
    if (std::fabs(change) < 0.5) return false;
    m_heights[row] = height;
    for (std::size_t at = row + 1; at < m_sums.size(); at += at & (~at + 1))
        m_sums[at] += change;
    return true;
}

}  // namespace ow::ui
