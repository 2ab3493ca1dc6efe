#pragma once
/// The forms of the catalogue, as a program has them.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "src/app/form/form.hpp"
#include "src/domain/form_definition.hpp"
#include "src/wire/value.hpp"

namespace ow::test {

/// Every definition of assets/catalogue/forms; fails the test when one cannot be read.
[[nodiscard]] inline std::vector<domain::forms::FormDefinition> catalogue_forms() {
    std::vector<domain::forms::FormDefinition> forms;
    for (const auto& entry : std::filesystem::directory_iterator(OW_SOURCE_DIR "/assets/catalogue/forms")) {
        if (!entry.is_regular_file()) {
            continue;  // the services' forms come with their services
        }
        std::ifstream file(entry.path(), std::ios::binary);
        std::ostringstream text;
        text << file.rdbuf();
        const auto value = wire::parse_value(text.str());
        REQUIRE(value.ok());
        auto form = domain::forms::read_definition(*value);
        REQUIRE(form.has_value());
        forms.push_back(*std::move(form));
    }
    return forms;
}

/// An answer, as the view of a form sends it to the feature that has the form.
template <class Filled>
[[nodiscard]] Filled fill(std::string path, domain::Value value) {
    return Filled{app::form::Edited{std::move(path), std::move(value)}};
}

}  // namespace ow::test
