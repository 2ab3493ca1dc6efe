#include <memory>

#include "src/i18n/text.hpp"
#include "src/i18n/time.hpp"
#include "src/wire/assets.hpp"
#include "tests/unit/wire/fixtures.hpp"

using namespace ow;

namespace {

constexpr i18n::UnixMs minute = 60'000;
constexpr i18n::UnixMs hour = 60 * minute;
constexpr i18n::UnixMs day = 24 * hour;
/// 2026-11-21 13:00 in official time.
constexpr i18n::UnixMs now = 1'795'237'200'000;

void use(const std::string& language) {
    auto catalogue = std::make_shared<i18n::Catalogue>(language);
    REQUIRE(wire::decode_strings(test::read_file("assets/i18n/" + language + "/time.json"), *catalogue).ok());
    i18n::set_current(catalogue);
}

}  // namespace

TEST_CASE("Times read as in the design pictures", "[i18n][wire][unit]") {
    use("zh-CN");
    CHECK(i18n::date_time(now - 2 * hour - 48 * minute, now) == "今天 10:12");
    CHECK(i18n::date_time(now - day + 8 * hour + 5 * minute, now) == "昨天 21:05");
    CHECK(i18n::date_time(now + 20 * hour, now) == "明天 09:00");
    CHECK(i18n::date_time(now - 2 * day, now) == "11月19日 13:00");
    CHECK(i18n::date(now - day, now) == "昨天");
    CHECK(i18n::date(now - 3 * day, now) == "11月18日");
    CHECK(i18n::date(now - 400 * day, now) == "2025年10月17日");
    CHECK(i18n::full_date_time(now) == "2026年11月21日 13:00");
    CHECK(i18n::before(now + 3 * hour, now) == "今天 16:00 前");
    CHECK(i18n::before(now + 5 * day, now) == "11月26日前");
    i18n::set_current(nullptr);
}

TEST_CASE("What is left of a deadline reads as in the design pictures", "[i18n][wire][unit]") {
    use("zh-CN");
    CHECK(i18n::remaining(now + 2 * day + 4 * hour + 59 * minute, now) == "还剩 2 天 4 小时");
    CHECK(i18n::remaining(now + 2 * day + 10 * minute, now) == "还剩 2 天");
    CHECK(i18n::remaining(now + 5 * hour + 30 * minute, now) == "还剩 5 小时");
    CHECK(i18n::remaining(now + 5 * minute, now) == "还剩 5 分钟");
    CHECK(i18n::remaining(now + 1, now) == "还剩 不到 1 分钟");
    CHECK(i18n::remaining_short(now + 5 * hour, now) == "剩 5 小时");
    CHECK(i18n::remaining_short(now + 4 * day + 23 * hour, now) == "剩 4 天");
    CHECK(i18n::remaining(now - 3 * hour, now) == "超期 3 小时");
    CHECK(i18n::remaining(now - day - hour, now) == "超期 1 天 1 小时");
    CHECK(i18n::remaining(now - 1, now) == "刚刚超期");
    i18n::set_current(nullptr);
}

TEST_CASE("English says days and hours with their plurals", "[i18n][wire][unit]") {
    use("en");
    CHECK(i18n::date_time(now, now) == "today 13:00");
    CHECK(i18n::date(now - 2 * day, now) == "19 Nov");
    CHECK(i18n::date(now - 400 * day, now) == "17 Oct 2025");
    CHECK(i18n::remaining(now + day + 4 * hour, now) == "1 day 4 hours left");
    CHECK(i18n::remaining(now + 2 * day + hour, now) == "2 days 1 hour left");
    CHECK(i18n::remaining(now - 3 * hour, now) == "3 hours overdue");
    CHECK(i18n::before(now + 5 * day, now) == "by 26 Nov");
    i18n::set_current(nullptr);
}

TEST_CASE("Large numbers, shares and file sizes are easy to read", "[i18n][wire][unit]") {
    use("zh-CN");
    CHECK(i18n::number(999) == "999");
    CHECK(i18n::number(1'000) == "1,000");
    CHECK(i18n::number(1'234'567) == "1,234,567");
    CHECK(i18n::number(-1'000) == "-1,000");
    CHECK(i18n::number(INT64_MIN) == "-9,223,372,036,854,775,808");
    CHECK(i18n::percent(0.954) == "95.4%");
    CHECK(i18n::percent(1) == "100%");
    CHECK(i18n::percent(-1) == "0%");
    CHECK(i18n::file_size(10 * 1024 * 1024) == "10 MB");
    CHECK(i18n::file_size(8'600'000) == "8.3 MB");
    CHECK(i18n::file_size(1) == "1 KB");
    i18n::set_current(nullptr);
}

TEST_CASE("Both languages have the same texts for times and the platform", "[i18n][wire][unit]") {
    for (const std::string area : {"time", "platform"}) {
        i18n::Catalogue chinese("zh-CN");
        i18n::Catalogue english("en");
        REQUIRE(wire::decode_strings(test::read_file("assets/i18n/zh-CN/" + area + ".json"), chinese).ok());
        REQUIRE(wire::decode_strings(test::read_file("assets/i18n/en/" + area + ".json"), english).ok());
        const auto json = *wire::parse_json(test::read_file("assets/i18n/zh-CN/" + area + ".json"));
        for (auto each = json.begin(); each != json.end(); ++each) {
            CAPTURE(each.key());
            CHECK(english.contains(each.key()));
        }
    }
}

TEST_CASE("A language file with one bad entry keeps all the others", "[i18n][wire][unit]") {
    i18n::Catalogue catalogue("en");
    const auto read = wire::decode_strings(R"({"a":"A","b":7,"c":"C"})", catalogue);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().member == "b");
    CHECK(catalogue.text("a") == "A");
    CHECK(catalogue.text("c") == "C");
    CHECK_FALSE(wire::decode_strings("[]", catalogue).ok());
    CHECK_FALSE(wire::decode_strings("", catalogue).ok());
}
