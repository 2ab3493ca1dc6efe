#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

namespace ow::test {

/// A golden file shared with the server: tests/contract/<name> or another path from the root of the tree.
inline nlohmann::json read_json(const std::string& path) {
    std::ifstream file(std::string(OW_SOURCE_DIR) + "/" + path, std::ios::binary);
    REQUIRE(file.is_open());
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
    REQUIRE_FALSE(value.is_discarded());
    return value;
}

/// A member as text; "" when it is missing or null.
inline std::string text_of(const nlohmann::json& object, const char* member) {
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace ow::test
