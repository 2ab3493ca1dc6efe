#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Finding a service by what somebody types: words, the beginning of one, pinyin, initials, with a slip of the finger.
/// server/rules/service_search.py finds the same (tests/contract/service_search.json).
namespace ow::domain {

/// One way to call a service. The texts are normalised when the index is made.
struct SearchTerm {
    std::string text;      ///< half width, ASCII in lower case
    std::string pinyin;    ///< letters and digits without spaces; "" = none
    std::string initials;  ///< likewise
    int weight = 1;        ///< how much a match counts
    bool operator==(const SearchTerm&) const = default;
};

/// What can be found; `often`: how often people ask for it, 0 to 9.
struct Searchable {
    std::string_view code;
    int often = 0;
    std::span<const SearchTerm> terms;
};

/// No more are found.
inline constexpr std::size_t found_max = 50;

/// The places in `index` of what is meant, the likeliest first. Only where nothing is found is one slip of the finger
/// looked for, and what a term has in common with the query.
[[nodiscard]] std::vector<std::size_t> search_services(std::span<const Searchable> index, std::string_view query);

}  // namespace ow::domain
