#include "src/domain/service.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow::domain;

namespace {

/// ["op", ["fact", name], value]
Value about(const char* op, const char* fact, Value value) {
    return Value::List{Value(op), Value::List{Value("fact"), Value(fact)}, std::move(value)};
}

const std::vector<ServiceCondition> conditions{
    {"age", Value::List{Value("ge"),
                        Value::List{Value("years"), Value::List{Value("fact"), Value("person.birth_date")},
                                    Value::List{Value("today")}},
                        Value(80)}},
    {"local", about("eq", "person.local", true)}};

constexpr CivilDate today{2026, 11, 26};

Value facts(const char* born, Value local) {
    Value known = Value::object();
    if (*born != '\0') known.set("person.birth_date", born);
    if (!local.is_null()) known.set("person.local", std::move(local));
    return known;
}

}  // namespace

TEST_CASE("Somebody of whom all conditions hold fits, and each reason names the facts it looked at",
          "[domain][service][unit]") {
    const Verdict verdict = judge(conditions, facts("1943-05-01", true), today);
    CHECK(verdict.is == Verdict::Is::fits);
    REQUIRE(verdict.reasons.size() == 2);
    CHECK(verdict.reasons[0].facts == std::vector<std::string>{"person.birth_date"});
    CHECK(verdict.reasons[0].is == Reason::Is::met);
}

TEST_CASE("One condition that fails decides, whatever is not known of the others", "[domain][service][unit]") {
    const Verdict verdict = judge(conditions, facts("1990-05-01", {}), today);
    CHECK(verdict.is == Verdict::Is::does_not);
    CHECK(verdict.reasons[0].is == Reason::Is::failed);
    CHECK(verdict.reasons[1].is == Reason::Is::open);
}

TEST_CASE("What is not known is asked for, each fact once", "[domain][service][unit]") {
    std::vector<ServiceCondition> twice = conditions;
    twice.push_back({"local_again", about("ne", "person.local", false)});
    const Verdict verdict = judge(twice, facts("1943-05-01", {}), today);
    CHECK(verdict.is == Verdict::Is::needs_facts);
    CHECK(missing_facts(verdict) == std::vector<std::string>{"person.local"});
}

TEST_CASE("The day somebody turns 80 counts, the day before does not", "[domain][service][unit]") {
    CHECK(judge(conditions, facts("1946-11-26", true), today).is == Verdict::Is::fits);
    CHECK(judge(conditions, facts("1946-11-27", true), today).is == Verdict::Is::does_not);
}

TEST_CASE("A service without conditions is everybody's", "[domain][service][unit]") {
    CHECK(judge({}, Value::object(), today).is == Verdict::Is::fits);
}

TEST_CASE("A season includes its first and its last day", "[domain][service][unit]") {
    const ServiceSeason season{"2026-09-01", "2026-11-26"};
    CHECK(opening_of(season, {2026, 8, 31}) == Opening::not_yet);
    CHECK(opening_of(season, {2026, 9, 1}) == Opening::open);
    CHECK(opening_of(season, {2026, 11, 26}) == Opening::open);
    CHECK(opening_of(season, {2026, 11, 27}) == Opening::over);
    CHECK(opening_of({}, today) == Opening::open);
}

TEST_CASE("A file that is no service gives none, and rubbish in a list is left out", "[domain][service][unit]") {
    CHECK_FALSE(read_service(Value()));
    CHECK_FALSE(read_service(Value::object()));
    Value file = Value::object();
    Value entry = Value::object();
    entry.set("code", "a");
    file.set("services", Value::List{Value(3), Value::object(), entry});
    CHECK(read_services(file).empty());  // without a title nobody could read it
    entry.set("title", "甲");
    file.set("services", Value::List{Value(3), entry});
    REQUIRE(read_services(file).size() == 1);
    CHECK(read_services(file)[0].often == 0);
}
