#pragma once
/// What benchmarks share: measuring, and telling a figure as ./dev bench reads it.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace ow::test {

/// Prints a row of the report; `most` is its budget, 0 = for information only.
inline void report(const std::string& what, double figure, const char* unit, double most = 0) {
    std::printf("{\"what\": \"%s\", \"figure\": %.4f, \"unit\": \"%s\"", what.c_str(), figure, unit);
    if (most > 0) std::printf(", \"most\": %g", most);
    std::printf("}\n");
    std::fflush(stdout);
}

/// Median cost of one call, milliseconds.
template <class Work>
double median_ms(int rounds, Work work) {
    std::vector<double> costs;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work(i);
        costs.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::nth_element(costs, costs.begin() + rounds / 2);
    return costs[static_cast<std::size_t>(rounds) / 2];
}

}  // namespace ow::test
