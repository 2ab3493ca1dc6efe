#include "src/wire/value.hpp"

#include <limits>

#include "tests/unit/wire/fixtures.hpp"

using namespace ow;
using domain::Value;

TEST_CASE("A value has one canonical text, the same as on the server", "[wire][contract]") {
    const auto golden = test::contract("canonical.json");
    REQUIRE(golden["cases"].size() > 10);
    for (const auto& each : golden["cases"]) {
        const auto json = each["json"].get<std::string>();
        CAPTURE(json);
        const auto value = wire::parse_value(json);
        REQUIRE(value.ok());
        CHECK(wire::canonical_text(*value) == each["text"].get<std::string>());
        const auto again = wire::parse_value(wire::canonical_text(*value));
        REQUIRE(again.ok());
        CHECK(*again == *value);
    }
}

TEST_CASE("What is no JSON number is null, what is no text is shown as such", "[wire]") {
    CHECK(wire::canonical_text(std::numeric_limits<double>::infinity()) == "null");
    CHECK(wire::canonical_text(std::numeric_limits<double>::quiet_NaN()) == "null");
    CHECK(wire::canonical_text("a\xFF"
                               "b\xC3") ==
          "\"a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD\"");
}

TEST_CASE("A text that is too deep or no JSON is refused", "[wire]") {
    CHECK(wire::parse_value(std::string(33, '[') + std::string(33, ']')).error().member == "depth");
    CHECK(wire::parse_value(std::string(32, '[') + std::string(32, ']')).ok());
    CHECK(wire::parse_value("{\"a\":}").error().member == "syntax");
    CHECK(wire::parse_value(std::string(wire::max_json_bytes + 1, ' ')).error().member == "size");
}
