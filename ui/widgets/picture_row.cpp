#include "ui/widgets/picture_row.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

bool small_picture(Ui& ui, std::string_view key, const PictureItem& item, const Rect& box, std::string_view open) {
    const float radius = ui.theme().size.radius_field;
    const NodeId id = ui.id(key);
    a11y::Node node;
    node.id = id;
    node.role = open.empty() ? a11y::Role::image : a11y::Role::button;
    node.name = item.name;
    node.description = open;
    node.screen = box;
    const Interaction it = open.empty() ? Interaction{} : ui.interact(id, box);
    ui.picture(item.picture, box, radius);
    if (it.hovered || it.held) ui.outline(box, ui.theme().colour.brand, radius, 3);
    if (it.ring) ui.focus_ring(box, radius);
    ui.tree().add(std::move(node));
    return it.clicked;
}

std::optional<std::size_t> picture_row(Ui& ui, std::string_view key, std::span<const PictureItem> pictures,
                                       std::string_view open) {
    std::optional<std::size_t> opened;
    if (pictures.empty()) return opened;
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
        if (small_picture(ui, "p" + std::to_string(index), item, box, open)) opened = static_cast<std::size_t>(index);
        ++index;
        x += w + space;
    }
    ui.place(y + h - at.y);
    return opened;
}

}  // namespace ow::ui
