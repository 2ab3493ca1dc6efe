#include <catch2/catch_test_macros.hpp>

#include "src/domain/api.hpp"
#include "src/wire/http.hpp"
#include "tests/unit/wire/fixtures.hpp"

using namespace ow;

namespace {

/// The bytes of a case of tests/contract/json_texts.json.
std::string bytes_of(const wire::Json& each) {
    std::string bytes;
    if (each.contains("text")) {
        return each["text"].get<std::string>();
    }
    if (each.contains("hex")) {
        const auto hex = each["hex"].get<std::string>();
        for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
            bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
        }
        return bytes;
    }
    for (const auto& piece : each["repeat"]) {
        for (int count = piece[1].get<int>(); count > 0; --count) {
            bytes += piece[0].get<std::string>();
        }
    }
    return bytes;
}

}  // namespace

TEST_CASE("Every JSON text that all must take is taken, every one that all must refuse is refused",
          "[wire][contract]") {
    const auto golden = test::contract("json_texts.json");
    REQUIRE(golden["cases"].size() >= 100);
    for (const auto& each : golden["cases"]) {
        CAPTURE(each["name"].get<std::string>());
        const auto bytes = bytes_of(each);
        const bool taken = wire::parse_json(bytes).ok();
        const auto expect = each["expect"].get<std::string>();
        if (expect != "i") {
            CHECK(taken == (expect == "y"));
        }
    }
}

TEST_CASE("An answer that is no agreed JSON is an error and never a crash", "[wire][contract]") {
    const auto golden = test::contract("json_texts.json");
    for (const auto& each : golden["cases"]) {
        CAPTURE(each["name"].get<std::string>());
        const auto result = wire::from_http(domain::api::GetCase{"x"}, {200, {}, bytes_of(each)});
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().kind == domain::ApiErrorKind::unexpected);
    }
}
