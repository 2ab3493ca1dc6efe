#pragma once
/// The names on a map: whole, beside each other and beside what stands on it.

#include "src/domain/grid_map.hpp"
#include "ui/frame/ui.hpp"

#include <imgui.h>

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace ow::ui {

/// Places the names of one frame. A name that finds no room is left out: zooming in makes room.
class MapLabels {
  public:
    /// On which names a plate lies: those that reach over their cell, or all (over pictures).
    enum class Plates : std::uint8_t { where_needed, all };
    MapLabels(Ui& ui, const Rect& box, Plates plates = Plates::where_needed) : m_ui(ui), m_box(box), m_plates(plates) {}
    /// No name will stand here.
    void keep_free(const Rect& rect) { m_taken.push_back(rect); }
    /// Community over name around x, y of the window; where that is too much, the name alone; `instead` of both when
    /// there is one. A name may reach a little over its cell, on a plate, but never over another one.
    /// \return how many lines there was room for.
    std::size_t draw(const domain::MapCell& cell, float x, float y, float scale, std::string_view instead, bool chosen);

    /// The name of a street beside the middle of its longest stretch that is seen.
    /// \param screen where a point of the map is in the window.
    void draw_along(const domain::MapStreet& street, const std::function<ImVec2(domain::MapPoint)>& screen);

    /// Where no further name may stand: what is kept free, and the names.
    [[nodiscard]] const std::vector<Rect>& taken() const { return m_taken; }

  private:
    bool draw_lines(std::span<const std::string_view> lines, float x, float y, float cell_w, float cell_h, bool chosen);

    Ui& m_ui;
    Rect m_box;
    Plates m_plates;
    std::vector<Rect> m_taken;
};

/// Round marks put beside each other where they would lie on each other: each stands where it is wanted or, where one
/// before it stands too near, at the free place nearest to that, within the map as far as there is room.
/// \param apart from middle to middle at least, CSS px.
[[nodiscard]] std::vector<ImVec2> set_apart(std::span<const ImVec2> wanted, float apart, const Rect& within);

/// Where the words beside a mark stand: over it, else under it, within the map. Empty for no words.
[[nodiscard]] Rect callout_box(const Ui& ui, std::string_view words, float x, float y, float radius, const Rect& map);
void draw_callout(Ui& ui, std::string_view words, const Rect& box);

}  // namespace ow::ui
