#pragma once

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <sstream>
#include <string>

#include "src/wire/json.hpp"

namespace ow::test {

/// A file of the repository.
inline std::string read_file(const std::string& path) {
    std::ifstream file(std::string(OW_SOURCE_DIR) + "/" + path, std::ios::binary);
    REQUIRE(file.good());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A golden file of tests/contract.
inline wire::Json contract(const std::string& name) {
    auto json = wire::parse_json(read_file("tests/contract/" + name));
    REQUIRE(json.ok());
    return std::move(json).value();
}

}  // namespace ow::test
