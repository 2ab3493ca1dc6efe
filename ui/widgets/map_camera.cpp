#include "ui/widgets/map_camera.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

/// Closer than this the map has nothing more to show, CSS px a metre.
constexpr float closest = 4;

float fit_scale(const domain::MapBox& map, const Rect& box) {
    const float w = std::max(map.x1 - map.x0, 1.0f), h = std::max(map.y1 - map.y0, 1.0f);
    return std::min((box.w - 24) / w, (box.h - 24) / h);
}

}  // namespace

void MapCamera::fit(const domain::MapBox& map, const Rect& box) {
    middle = {(map.x0 + map.x1) / 2, (map.y0 + map.y1) / 2};
    scale = fit_scale(map, box);
    fitted = true;
}

void MapCamera::pan(float dx, float dy) {
    middle.x -= dx / scale;
    middle.y -= dy / scale;
    fitted = false;
}

void MapCamera::zoom(float factor, float x, float y, const domain::MapBox& map, const Rect& box) {
    const domain::MapPoint held = at(x, y, box);
    const float least = fit_scale(map, box) * 0.7f;
    scale = std::clamp(scale * factor, least, std::max(least, closest));
    const domain::MapPoint now = at(x, y, box);
    middle.x += held.x - now.x;
    middle.y += held.y - now.y;
    fitted = false;
}

void MapCamera::settle(const domain::MapBox& map) {
    if (map.empty()) return;
    middle.x = std::clamp(middle.x, map.x0, map.x1);
    middle.y = std::clamp(middle.y, map.y0, map.y1);
}

domain::MapPoint MapCamera::at(float x, float y, const Rect& box) const {
    return {middle.x + (x - box.x - box.w / 2) / scale, middle.y + (y - box.y - box.h / 2) / scale};
}

domain::MapBox MapCamera::view(const Rect& box) const {
    const float w = box.w / 2 / scale, h = box.h / 2 / scale;
    return {middle.x - w, middle.y - h, middle.x + w, middle.y + h};
}

}  // namespace ow::ui
