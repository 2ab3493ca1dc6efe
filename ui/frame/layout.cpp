#include "ui/frame/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ow::ui {

std::vector<Rect> parts_of(const Rect& row, const std::vector<float>& weights, float gap) {
    const float total = std::accumulate(weights.begin(), weights.end(), 0.0f);
    const float unit = (row.w - gap * static_cast<float>(weights.size() - 1)) / total;
    std::vector<Rect> parts;
    float x = row.x;
    for (const float weight : weights) {
        const bool last = parts.size() + 1 == weights.size();
        const float w = last ? row.x + row.w - x : std::floor(unit * weight);
        parts.push_back({x, row.y, w, row.h});
        x += w + gap;
    }
    return parts;
}

std::vector<Rect> equal_parts(const Rect& row, std::size_t count, float gap) {
    return parts_of(row, std::vector<float>(count, 1.0f), gap);
}

Rect Wrap::next(float w) {
    const float right = m_at.x + m_at.w;
    // Half a pixel too wide is rounding, not a reason for a line of its own.
    if (m_x > m_at.x && m_x + w > right + 0.5f) {
        m_x = m_at.x;
        m_y += m_line + m_gap_y;
        m_line = 0;
    }
    const Rect box{m_x, m_y, std::min(w, right - m_x), 0};
    m_x += box.w + m_gap_x;
    return box;
}

Rect Wrap::next(float w, float h) {
    Rect box = next(w);
    box.h = h;
    grow(h);
    return box;
}

Row::Row(Ui& ui, std::string_view key, const std::vector<float>& weights, float gap)
    : m_ui(ui),
      m_id(ui.id(key)),
      m_cells(parts_of({ui.left(), ui.next_y(), ui.width(), ui.recall(ui.id(key), 0)}, weights, gap)) {}

void Row::next() {
    close_cell();
    m_ui.push_column(m_cells[m_at++], m_ui.theme().size.gap);
    m_open = true;
}

void Row::close_cell() {
    if (!m_open) return;
    m_tallest = std::max(m_tallest, m_ui.pop_column());
    m_open = false;
}

Row::~Row() {
    close_cell();
    m_ui.remember(m_id, m_tallest);
    m_ui.place(m_tallest);
}

}  // namespace ow::ui
