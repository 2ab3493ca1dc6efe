#include "ui/widgets/picture_row.hpp"

#include "ui/frame/layout.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

bool small_picture(Ui& ui, std::string_view key, const PictureItem& item, const Rect& box, std::string_view open) {
    const float radius = ui.theme().size.radius_field;
    const NodeId id = ui.id(key);
    const Interaction it = open.empty() ? Interaction{} : ui.interact(id, box);
    ui.picture(item.picture, box, radius);
    if (it.hovered || it.held) ui.outline(box, ui.theme().colour.brand, radius, 3);
    if (it.ring) ui.focus_ring(box, radius);
    ui.emit(open.empty() ? a11y::Role::image : a11y::Role::button, id, item.name, box).description = open;
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
    Wrap lines(at, space, space);
    for (std::size_t i = 0; i < pictures.size(); ++i)
        if (small_picture(ui, "p" + std::to_string(i), pictures[i], lines.next(w, h), open)) opened = i;
    ui.place(lines.height());
    return opened;
}

}  // namespace ow::ui
