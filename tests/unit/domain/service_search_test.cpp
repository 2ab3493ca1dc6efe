#include "src/domain/service_search.hpp"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace ow::domain;

namespace {

struct Sample {
    std::string code;
    int often;
    std::vector<SearchTerm> terms;
};

const std::vector<Sample> samples{
    {"elder_allowance", 2, {{"高龄津贴", "gaolingjintie", "gljt", 3}, {"老人补贴", "laorenbutie", "lrbt", 2}}},
    {"home_care",
     0,
     {{"居家养老服务补贴", "jujiayanglaofuwubutie", "jjylfwbt", 3}, {"老人补贴", "laorenbutie", "lrbt", 1}}},
    {"residence_permit", 1, {{"居住证办理", "juzhuzhengbanli", "jzzbl", 3}, {"residence permit", "", "", 2}}},
    {"job_loss", 0, {{"失业登记", "shiyedengji", "sydj", 3}}}};

std::vector<std::string> found(const char* query) {
    std::vector<Searchable> index;
    for (const Sample& sample : samples)
        index.push_back({sample.code, sample.often, sample.terms});
    std::vector<std::string> codes;
    for (const std::size_t at : search_services(index, query))
        codes.push_back(samples[at].code);
    return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("Nothing is found for nothing, and no text is too strange to look for", "[domain][service][unit]") {
    CHECK(found("").empty());
    CHECK(found(" \t　").empty());
    CHECK(found("\xff\xfe").empty());
    CHECK(found(std::string(10'000, 'g').c_str()).empty());
    CHECK(found("ｊｚｚ") == Codes{"residence_permit"});
}
