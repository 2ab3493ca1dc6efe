#include "ui/widgets/map_tiles.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

/// Levels that the coarse tiles are above, which come first.
constexpr int coarser = 2;
/// Body text at which tiles are drawn in their own size, CSS px: with larger text they grow, and what is written on
/// them does.
constexpr float plain_text = 17;
constexpr float most_growth = 2;
constexpr float attribution_pad = 6;

}  // namespace

bool draws_tiles(const Ui& ui, const domain::GridMap& map, bool heat) {
    return map.tiles && !heat && ui.theme().choice.contrast == Contrast::normal;
}

std::vector<Rect> draw_tiles(const Ui& ui, const domain::GridMap& map, const Rect& box, const domain::MapBox& view,
                             float scale) {
    std::vector<Rect> covered;
    const domain::TileService& service = *map.tiles;
    const domain::MapPoint middle{(view.x0 + view.x1) / 2, (view.y0 + view.y1) / 2};
    const float growth = std::clamp(ui.theme().type.body / plain_text, 1.0f, most_growth);
    const auto zoom = tile_zoom(service, map.projection, middle, scale / growth);
    if (!zoom) return covered;
    const auto ask = [&](const domain::TileId& tile) { return ui.picture_of("tile:" + tile_address(service, tile)); };
    const int above = std::max(*zoom - coarser, service.zoom_min);
    for (const domain::TileId& tile : tiles_in(service, map.projection, view, above))
        static_cast<void>(ask(tile));
    const auto screen = [&](const domain::MapPoint& p) {
        return ImVec2(box.x + (p.x - view.x0) * scale, box.y + (p.y - view.y0) * scale);
    };
    for (const domain::TileId& tile : tiles_in(service, map.projection, view, *zoom)) {
        Picture picture = ask(tile);
        ImVec2 from(0, 0), to(1, 1);
        if (picture.state != Picture::State::ready) {
            const domain::TileId whole = tile_above(tile, above);
            picture = ask(whole);
            if (picture.state != Picture::State::ready) continue;
            const int side = 1 << (tile.zoom - above);
            const float part = 1.0f / static_cast<float>(side);
            from = ImVec2(static_cast<float>(tile.x - whole.x * side) * part,
                          static_cast<float>(tile.y - whole.y * side) * part);
            to = ImVec2(from.x + part, from.y + part);
        }
        const auto corners = tile_corners(service, map.projection, tile);
        const ImVec2 a = screen(corners[0]), b = screen(corners[1]), c = screen(corners[2]), d = screen(corners[3]);
        ui.draw().AddImageQuad(ImTextureRef(static_cast<ImTextureID>(picture.texture)), a, b, c, d, from,
                               ImVec2(to.x, from.y), to, ImVec2(from.x, to.y));
        covered.push_back({a.x, a.y, c.x - a.x, c.y - a.y});
    }
    return covered;
}

Rect attribution_box(const Ui& ui, std::string_view words, const Rect& map, float buttons) {
    const TextStyle style = ui.style(ui.theme().type.small, ui.theme().colour.ink);
    const float most = std::max(80.0f, map.w - buttons - 2 * attribution_pad);
    const float w = std::min(ui.text_width(style, words) + 1, most);
    const float h = ui.text_height(style, words, w);
    return {map.x, map.y + map.h - h - attribution_pad, w + 2 * attribution_pad, h + attribution_pad};
}

}  // namespace ow::ui
