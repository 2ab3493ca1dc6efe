/// The order of a day's visits.

#include "src/domain/round.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include <catch2/catch_test_macros.hpp>

using namespace ow::domain;

namespace {

/// A place so many metres east and north of the street's service centre.
Position at(double east, double north) { return {120.6 + east / 95'000, 31.3 + north / 111'195}; }
Instant hour(int h) { return from_civil({{2026, 11, 27}, h, 0, 0, 0}, 480); }

}  // namespace

TEST_CASE("Nothing to visit is a round of nothing", "[domain][unit]") {
    CHECK(plan_round({}, at(0, 0)).order.empty());
    CHECK(plan_round({}, std::nullopt).metres == 0);
}

TEST_CASE("Doors in a row are walked to in a row and not to and fro", "[domain][unit]") {
    const std::vector<RoundStop> stops{{at(300, 0), {}, {}}, {at(100, 0), {}, {}}, {at(200, 0), {}, {}}};
    const Round round = plan_round(stops, at(0, 0));
    CHECK(round.order == std::vector<std::size_t>{1, 2, 0});
    CHECK(round.metres > 590);
    CHECK(round.metres < 610);
    CHECK(round_time(round) == minutes(69));
}

TEST_CASE("Crossing ways are uncrossed", "[domain][unit]") {
    // The nearest next leads across the square and back.
    const std::vector<RoundStop> stops{
        {at(0, 100), {}, {}}, {at(100, 100), {}, {}}, {at(100, 0), {}, {}}, {at(-60, 40), {}, {}}};
    const Round round = plan_round(stops, at(0, 0));
    std::vector<std::size_t> any{0, 1, 2, 3};
    double best = 1e9;
    do {
        double sum = 0;
        Position last = at(0, 0);
        const auto way = [](Position a, Position b) {
            return std::hypot((a.lon - b.lon) * 95'000, (a.lat - b.lat) * 111'195);
        };
        for (const auto stop : any) {
            sum += way(last, *stops[stop].at);
            last = *stops[stop].at;
        }
        best = std::min(best, sum + way(last, at(0, 0)));
    } while (std::ranges::next_permutation(any).found);
    CHECK(round.metres < best * 1.01);
}

TEST_CASE("Who is only there early comes first, however far", "[domain][unit]") {
    const std::vector<RoundStop> stops{{at(10, 0), hour(14), hour(16)}, {at(900, 0), hour(9), hour(10)}};
    CHECK(plan_round(stops, at(0, 0)).order == std::vector<std::size_t>{1, 0});
    CHECK(plan_round(stops, std::nullopt).order.front() == 1);
}

TEST_CASE("A visit whose place is not known is still made", "[domain][unit]") {
    const std::vector<RoundStop> stops{{{}, hour(9), {}}, {at(100, 0), hour(10), {}}};
    CHECK(plan_round(stops, std::nullopt).order.size() == 2);
    const std::vector<RoundStop> nowhere{{{}, {}, {}}, {{}, {}, {}}};
    CHECK(plan_round(nowhere, std::nullopt).metres == 0);
}

TEST_CASE("Every round visits each door once and keeps every appointment", "[domain][unit]") {
    std::minstd_rand random(7);
    for (int run = 0; run < 200; ++run) {
        std::vector<RoundStop> stops(random() % 14);
        for (RoundStop& stop : stops) {
            stop.at = at(static_cast<double>(random() % 1000), static_cast<double>(random() % 1000));
            const int from = 8 + static_cast<int>(random() % 8);
            if (random() % 2 == 0) {
                stop.from = hour(from);
                stop.to = hour(from + 1 + static_cast<int>(random() % 3));
            }
        }
        const Round round = plan_round(stops, random() % 2 == 0 ? std::optional(at(0, 0)) : std::nullopt);
        std::vector<std::size_t> all(stops.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        REQUIRE(std::ranges::is_permutation(round.order, all));
        for (std::size_t late = 1; late < round.order.size(); ++late) {
            for (std::size_t early = 0; early < late; ++early) {
                const RoundStop& first = stops[round.order[early]];
                const RoundStop& then = stops[round.order[late]];
                const bool missed = then.to && first.from && *then.to <= *first.from;
                REQUIRE_FALSE(missed);
            }
        }
    }
}
