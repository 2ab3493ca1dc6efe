#include "src/wire/http.hpp"
#include "tests/unit/wire/fixtures.hpp"

using namespace ow;

namespace {

domain::ApiResult answer(const std::string& body) {
    return wire::from_http(domain::api::GetGridMap{}, {200, {}, body});
}

/// One feature with that geometry.
std::string with(const std::string& type, const std::string& coordinates) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{"name":"n","community":"c"},)"
           R"("geometry":{"type":")" +
           type + R"(","coordinates":)" + coordinates + "}}]}";
}

const std::string square = "[[120,31],[121,31],[121,32],[120,32],[120,31]]";

}  // namespace

TEST_CASE("The street's grids arrive as areas that know their names", "[wire][map]") {
    const auto result = answer(test::read_file("assets/grids/demo.geojson"));
    REQUIRE(result.ok());
    const auto& map = **std::get_if<domain::GridMapPtr>(&*result);
    CHECK(map.cells.size() == 12);
    const domain::MapCell* cell = map.at(map.projection.to_map({120.575, 31.308537}));
    REQUIRE(cell != nullptr);
    CHECK(cell->id == "liuxiang-3");
    CHECK(cell->community == "柳巷");
    for (const domain::MapCell& each : map.cells)
        CHECK(each.shapes.front().triangles.size() == (each.shapes.front().corners.size() - 2) * 3);
}

TEST_CASE("Grids of several parts, with holes and heights are read", "[wire][map]") {
    const auto parts = answer(with("MultiPolygon", "[[" + square + "],[[[1,1,5],[2,1,5],[2,2,5],[1,1,5]]]]"));
    REQUIRE(parts.ok());
    CHECK((*std::get_if<domain::GridMapPtr>(&*parts))->cells[0].rings.size() == 2);
    CHECK(answer(with("Polygon", "[" + square + ",[[120.2,31.2],[120.4,31.2],[120.4,31.4],[120.2,31.2]]]")).ok());
}

TEST_CASE("Outlines that are none are refused, and it is said where", "[wire][map]") {
    const std::string coordinates = "unreadable:features.0.geometry.coordinates";
    const auto refused = [](const std::string& body, const std::string& code) {
        const auto result = answer(body);
        CAPTURE(body.substr(0, 200));
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().code == code);
    };
    refused(with("Polygon", "[[[120,31],[121,31],[121,32],[120,32]]]"), coordinates);  // not closed
    refused(with("Polygon", "[[[120,31],[121,31],[120,31]]]"), coordinates);           // too few
    refused(with("Polygon", "[[[120,91],[121,31],[121,32],[120,91]]]"), coordinates);  // no latitude
    refused(with("Polygon", "[[[200,31],[121,31],[121,32],[200,31]]]"), coordinates);  // no longitude
    refused(with("Polygon", "[[[\"120\",31],[121,31],[121,32],[120,31]]]"), coordinates);
    refused(with("Polygon", "[[[120],[121,31],[121,32],[120]]]"), coordinates);
    refused(with("Polygon", "[]"), coordinates);
    refused(with("Polygon", "{}"), coordinates);
    refused(with("MultiPolygon", "[" + square + "]"), coordinates);
    refused(with("Point", "[120,31]"), coordinates);
    refused(with("Polygon", "null"), coordinates);
    refused(R"({"type":"FeatureCollection"})", "unreadable:features");
    refused("[]", "unreadable:syntax");
    refused(R"({"features":[{"id":"a","properties":{"name":"n"}}]})", "unreadable:features.0.properties.community");
    std::string many = "[";
    for (int i = 0; i < 2'000; ++i)
        many += "[120,31],";
    refused(with("Polygon", "[" + many + "[120,31]]]"), coordinates);
}

TEST_CASE("Under the grids lie the street's roads and buildings, as the demo has them", "[wire][map]") {
    const std::string grids = test::read_file("assets/grids/demo.geojson");
    const std::string ground = test::read_file("assets/ground/demo.geojson");
    const auto result = answer(grids.substr(0, grids.rfind('}')) + R"(,"ground":)" + ground + "}");
    REQUIRE(result.ok());
    const auto& map = **std::get_if<domain::GridMapPtr>(&*result);
    CHECK(map.cells.size() == 12);
    CHECK(map.streets.size() == 24);
    CHECK(map.streets.front().name == "柳巷路");
    CHECK(map.buildings.size() > 400);
    for (const domain::MapCell& building : map.buildings)
        CHECK_FALSE(building.shapes.front().triangles.empty());
    // The whole map is that of the grids: a road that leads out of the street does not move it.
    CHECK(map.box.x1 < map.streets.front().box.x1);
}

TEST_CASE("Ground that is none is refused, and it is said where", "[wire][map]") {
    const auto under = [](const std::string& type, const std::string& coordinates) {
        std::string body = with("Polygon", "[" + square + "]");
        body.pop_back();
        return body +
               R"(,"ground":{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":")" +
               type + R"(","coordinates":)" + coordinates + "}}]}}";
    };
    CHECK(answer(under("LineString", "[[120,31],[121,31]]")).ok());
    CHECK(answer(under("Polygon", "[" + square + "]")).ok());
    for (const auto& [type, coordinates] :
         std::vector<std::pair<std::string, std::string>>{{"LineString", "[[120,31]]"},
                                                          {"LineString", "[[120,31],[190,31]]"},
                                                          {"LineString", "{}"},
                                                          {"Polygon", "[[[120,31],[121,31],[120,31]]]"},
                                                          {"Point", "[120,31]"}}) {
        const auto refused = answer(under(type, coordinates));
        CAPTURE(type, coordinates);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == "unreadable:ground.features.0.geometry.coordinates");
    }
}

TEST_CASE("The service of the map's tiles comes with the grids", "[wire][map][tiles]") {
    const auto given = [](const std::string& tiles) {
        std::string body = with("Polygon", "[" + square + "]");
        body.pop_back();
        return answer(body + R"(,"tiles":)" + tiles + "}");
    };
    const std::string rest = R"("hosts":["a","b"],"size":512,"zoom_min":3,"attribution":"© 测绘院")";
    const auto result =
        given(R"({"address":"https://{s}.example/{z}/{x}/{y}","system":"gcj02","zoom_max":18,)" + rest + "}");
    REQUIRE(result.ok());
    const auto& tiles = (*std::get_if<domain::GridMapPtr>(&*result))->tiles;
    REQUIRE(tiles);
    CHECK(tiles->address == "https://{s}.example/{z}/{x}/{y}");
    CHECK(tiles->hosts == std::vector<std::string>{"a", "b"});
    CHECK(tiles->system == domain::TileService::System::gcj02);
    CHECK(tiles->size == 512);
    CHECK(tiles->zoom_min == 3);
    CHECK(tiles->zoom_max == 18);
    CHECK(tiles->attribution == "© 测绘院");
    const auto none = given("null");
    REQUIRE(none.ok());
    CHECK_FALSE((*std::get_if<domain::GridMapPtr>(&*none))->tiles);
    for (const auto& [system, most, member] :
         {std::tuple{"bd09", 18, "system"}, std::tuple{"wgs84", 2, "zoom_max"}, std::tuple{"wgs84", 40, "zoom_max"}}) {
        const auto refused = given(R"({"address":"x","system":")" + std::string(system) + R"(","zoom_max":)" +
                                   std::to_string(most) + "," + rest + "}");
        CAPTURE(system, most);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == std::string("unreadable:tiles.") + member);
    }
}
