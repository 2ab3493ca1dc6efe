#pragma once
/// A map of grid cells: moved and zoomed by drag, pinch, wheel, keys and buttons; a press says where. It never is the
/// only way to say something: whoever uses it offers the same choice as a list or in words.

#include "src/domain/grid_map.hpp"
#include "src/domain/map_clusters.hpp"
#include "ui/frame/ui.hpp"
#include "ui/widgets/badge.hpp"

#include <optional>
#include <span>

namespace ow::ui {

/// What the map says, in words.
struct MapWords {
    std::string_view name;  ///< accessible name
    std::string summary;    ///< one sentence of what it shows and which keys move it
    std::string_view zoom_in, zoom_out, fit;
    std::string_view locate;                           ///< "" = no such button
    std::string status;                                ///< under the map, while no key moves it
    std::string (*aim)(const domain::MapCell*);        ///< what is under the cross hairs; nullptr = no cell
    std::string (*seen)(int cells);                    ///< how much of it is in sight, said when it was zoomed
    std::string (*heat)(int count) = nullptr;          ///< count of a cell, where there is heat
    std::string (*range)(int from, int to) = nullptr;  ///< a step of the legend
    std::string (*tiles)(std::string_view by);         ///< whose map lies under it
};

/// A place of a round on the map. Its number is the one it has in the list beside the map, where some may have no
/// place.
struct MapStop {
    domain::Position at;
    int number = 1;
    PlaceLook look = PlaceLook::later;
};

/// What it shows.
struct MapSpec {
    const domain::GridMap& map;
    MapWords words;
    std::string_view chosen{};                   ///< id of the chosen cell
    std::optional<domain::Position> mark{};      ///< the chosen place, or where the device is
    std::string_view callout{};                  ///< said beside the mark, and in the status; "" = nothing
    const domain::MapClusters* cases = nullptr;  ///< marks with counts
    std::span<const MapStop> route{};            ///< places in the order in which they are gone to
    std::span<const int> heat{};                 ///< a count for each cell: colours, figures and a legend
    const domain::MapBox* begins_at = nullptr;   ///< what is seen first, metres; nullptr = the whole map
    bool locating = false;                       ///< the device is being asked
    float height = 0;                            ///< CSS px; 0 = what suits the window
};

/// What a person did.
struct MapResult {
    std::optional<domain::Position> place;  ///< pressed, or chosen under the cross hairs
    const domain::MapCell* cell = nullptr;  ///< the cell there, nullptr outside all
    bool locate = false;
};

/// Draws the map, its buttons, its status line and legend over the column's width.
MapResult map_view(Ui& ui, std::string_view key, const MapSpec& spec);

}  // namespace ow::ui
