#include "src/wire/geojson.hpp"

namespace ow::wire {

namespace {

constexpr std::size_t features_max = 5'000, polygon_max = 2'000, positions_max = 200'000;
constexpr int finest_zoom = 22, largest_tile = 1'024;

using Ring = std::vector<domain::Position>;
using Polygon = std::vector<Ring>;

bool read_degrees(const Json& json, double most, double& value) {
    if (!json.is_number()) return false;
    value = json.get<double>();
    return value >= -most && value <= most;
}

/// Further numbers of a position (the height) are allowed and left out.
bool read_position(const Json& json, domain::Position& position) {
    return json.is_array() && json.size() >= 2 && read_degrees(json[0], 180, position.lon) &&
           read_degrees(json[1], 90, position.lat);
}

bool read_ring(const Json& json, Ring& ring) {
    if (!json.is_array() || json.size() < 4 || json.size() > polygon_max) return false;
    ring.resize(json.size());
    for (std::size_t i = 0; i < ring.size(); ++i)
        if (!read_position(json[i], ring[i])) return false;
    return ring.front() == ring.back();
}

bool read_polygon(const Json& json, Polygon& polygon, std::size_t& total) {
    if (!json.is_array() || json.empty() || json.size() > polygon_max) return false;
    std::size_t here = 0;
    for (const Json& ring : json) {
        if (!read_ring(ring, polygon.emplace_back())) return false;
        here += polygon.back().size();
    }
    total += here;
    return here <= polygon_max && total <= positions_max;
}

bool read_polygons(const std::string& type, const Json& json, std::vector<Polygon>& polygons, std::size_t& total) {
    if (type == "Polygon") return read_polygon(json, polygons.emplace_back(), total);
    if (type != "MultiPolygon" || !json.is_array()) return false;
    for (const Json& polygon : json)
        if (!read_polygon(polygon, polygons.emplace_back(), total)) return false;
    return true;
}

bool read_line(const Json& json, std::vector<domain::Position>& positions, std::size_t& total) {
    if (!json.is_array() || json.size() < 2 || json.size() > polygon_max) return false;
    positions.resize(json.size());
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (!read_position(json[i], positions[i])) return false;
    total += positions.size();
    return total <= positions_max;
}

/// One street or building: which of them, its kind of geometry says.
void read_ground_feature(Reader& feature, domain::MapGround& ground, std::size_t& total) {
    std::string name;
    feature.object("properties", [&](Reader& properties) { properties.optional_text("name", name); });
    feature.object("geometry", [&](Reader& geometry) {
        std::string type;
        geometry.text("type", type);
        const Json* coordinates = geometry.any("coordinates");
        if (coordinates == nullptr) return;
        const bool is_street = type == "LineString";
        const bool fine = is_street
                              ? read_line(*coordinates, ground.streets.emplace_back().positions, total)
                              : read_polygons(type, *coordinates, ground.buildings.emplace_back().polygons, total);
        if (!fine) return geometry.fail(geometry.member("coordinates"));
        (is_street ? ground.streets.back().name : ground.buildings.back().name) = std::move(name);
    });
}

void read_tiles(Reader& reader, domain::TileService& service) {
    std::string system;
    int side = 0;
    reader.text("address", service.address);
    reader.texts("hosts", service.hosts);
    reader.text("system", system);
    reader.integer("size", side, 1, largest_tile);
    reader.integer("zoom_min", service.zoom_min, 0, finest_zoom);
    reader.integer("zoom_max", service.zoom_max, service.zoom_min, finest_zoom);
    reader.text("attribution", service.attribution);
    service.size = static_cast<float>(side);
    if (system != "wgs84" && system != "gcj02") reader.fail(reader.member("system"));
    if (system == "gcj02") service.system = domain::TileService::System::gcj02;
}

}  // namespace

void grid_map_members(Reader& reader, domain::GridMapPtr& map) {
    std::vector<domain::GridOutline> outlines;
    std::size_t total = 0;
    reader.list("features", outlines, [&](Reader& feature, domain::GridOutline& outline) {
        if (outlines.size() > features_max) return feature.fail("features");
        feature.text("id", outline.id);
        feature.object("properties", [&](Reader& properties) {
            properties.text("name", outline.name);
            properties.text("community", outline.community);
        });
        feature.object("geometry", [&](Reader& geometry) {
            std::string type;
            geometry.text("type", type);
            const Json* coordinates = geometry.any("coordinates");
            if (coordinates != nullptr && !read_polygons(type, *coordinates, outline.polygons, total))
                geometry.fail(geometry.member("coordinates"));
        });
    });
    std::optional<domain::MapGround> ground;
    reader.optional_object("ground", ground, [&](Reader& members, domain::MapGround& under) {
        std::vector<bool> features;
        total = 0;
        members.list("features", features, [&](Reader& feature, auto&&) {
            if (features.size() > features_max) return feature.fail("features");
            read_ground_feature(feature, under, total);
        });
    });
    std::optional<domain::TileService> tiles;
    reader.optional_object("tiles", tiles, read_tiles);
    if (!reader.failed()) map = domain::make_grid_map(outlines, ground.value_or(domain::MapGround{}), std::move(tiles));
}

}  // namespace ow::wire
