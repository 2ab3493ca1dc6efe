/// What a key costs while somebody looks for a service among 5 000.

#include <catch2/catch_test_macros.hpp>

#include "src/domain/service_search.hpp"
#include "tests/bench/native/measure.hpp"

using namespace ow;
using namespace ow::test;

TEST_CASE("A key typed into the search over 5 000 services", "[bench]") {
    std::vector<std::vector<domain::SearchTerm>> terms;
    std::vector<std::string> codes;
    std::vector<domain::Searchable> index;
    terms.reserve(5'000);
    codes.reserve(5'000);
    for (int i = 0; i < 5'000; ++i) {
        const std::string n = std::to_string(i);
        terms.push_back({{"第" + n + "项居住服务办理", "di" + n + "xiangjuzhufuwubanli", "d" + n + "xjzfwbl", 3},
                         {"搬家落户" + n, "banjialuohu" + n, "bjlh" + n, 2},
                         {"孩子上学" + n, "haizishangxue" + n, "hzsx" + n, 2}});
        codes.push_back("service_" + n);
        index.push_back({codes.back(), 0, terms.back()});
    }
    double worst = 0;
    std::size_t found = 0;
    for (const char* query : {"bj", "ban", "banj", "banjialuohu4711", "搬家落互12", "居住办理"}) {
        worst = std::max(worst, median_ms(9, [&](int) { found = domain::search_services(index, query).size(); }));
        REQUIRE(found > 0);
    }
    // One frame, for the worst of the queries.
    report("native.search.key_5000", worst, "ms", 16);
}
