#pragma once

#include <map>
#include <string>
#include <string_view>

#include "src/domain/value.hpp"

/// Traditional characters in what somebody looks for: the catalogue is written with simplified ones.
/// server/rules/service_search.py does the same (tests/contract/service_search.json).
namespace ow::domain {

/// Each with the character that it stands for; only those that the catalogue's own words need.
using Traditional = std::map<char32_t, char32_t>;

/// The member "traditional" of services.<language>.json: an object of single characters; others are left out.
[[nodiscard]] Traditional read_traditional(const Value* value);
/// What was typed, with each traditional character as the one that it stands for.
[[nodiscard]] std::string simplified(std::string_view typed, const Traditional& traditional);

}  // namespace ow::domain
