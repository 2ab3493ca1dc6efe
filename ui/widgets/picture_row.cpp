#include "ui/widgets/picture_row.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

void picture_row(Ui& ui, std::string_view key, std::span<const PictureItem> pictures) {
    if (pictures.empty()) return;
    constexpr float space = 10, widest = 166;
    const Scope scope(ui, key);
    const Rect at{ui.left(), ui.next_y(), ui.width(), 0};
    const float columns = std::max(2.0f, std::ceil((at.w + space) / (widest + space)));
    const float w = std::min(widest, std::floor((at.w - space * (columns - 1)) / columns)), h = std::round(w * 0.7f);
    float x = at.x, y = at.y;
    int index = 0;
    for (const PictureItem& item : pictures) {
        if (index > 0 && x + w > at.x + at.w + 1) {
            x = at.x;
            y += h + space;
        }
        const Rect box{x, y, w, h};
        ui.picture(item.picture, box, ui.theme().size.radius_field);
        a11y::Node node;
        node.id = ui.id("p" + std::to_string(index++));
        node.role = a11y::Role::image;
        node.name = item.name;
        node.screen = box;
        ui.tree().add(std::move(node));
        x += w + space;
    }
    ui.place(y + h - at.y);
}

}  // namespace ow::ui
