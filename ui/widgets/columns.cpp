#include "ui/widgets/columns.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

void beside(Ui& ui, float share, float least, const std::function<void()>& left, const std::function<void()>& right) {
    const float width = ui.width(), gap = ui.theme().size.gap;
    if (width < least * std::max(1.0f, ui.theme().type.body / 16)) {
        left();
        right();
        return;
    }
    const float x = ui.left(), top = ui.next_y(), first = std::round((width - gap) * share);
    ui.push_column({x, top, first, 0}, gap);
    left();
    float used = ui.pop_column();
    ui.push_column({x + first + gap, top, width - first - gap, 0}, gap);
    right();
    used = std::max(used, ui.pop_column());
    ui.place(used);
}

}  // namespace ow::ui
