#include "src/domain/ids.hpp"

#include <set>

#include "tests/unit/domain/fixture.hpp"

using namespace ow::domain;
using ow::test::read_json;

TEST_CASE("The check digit is that of ISO 7064 MOD 11,10", "[domain][unit][contract]") {
    const auto fixture = read_json("tests/contract/case_numbers.json");
    for (const auto& vector : fixture["vectors"]) {
        const std::string digits = vector["digits"];
        CAPTURE(digits);
        CHECK(std::string(1, iso7064_mod11_10(digits)) == vector["check"].get<std::string>());
    }
}

TEST_CASE("A case number may be typed in groups, in lower case and in full width", "[domain][unit][contract]") {
    const auto fixture = read_json("tests/contract/case_numbers.json");
    REQUIRE_FALSE(fixture["valid"].empty());
    for (const auto& example : fixture["valid"]) {
        const std::string input = example["input"];
        CAPTURE(input);
        const auto number = CaseNumber::parse(input);
        REQUIRE(number.ok());
        CHECK(number->text() == example["number"].get<std::string>());
    }
}

TEST_CASE("A wrong case number is refused with the reason the server gives", "[domain][unit][contract]") {
    const auto fixture = read_json("tests/contract/case_numbers.json");
    REQUIRE_FALSE(fixture["invalid"].empty());
    for (const auto& example : fixture["invalid"]) {
        const std::string input = example["input"];
        CAPTURE(input);
        const auto number = CaseNumber::parse(input);
        REQUIRE_FALSE(number.ok());
        CHECK(to_code(number.error()) == example["code"].get<std::string>());
    }
}

TEST_CASE("Every single mistyped figure of a case number is caught", "[domain][unit]") {
    const std::string right = "320505S20261121000429";
    for (std::size_t index = 0; index < right.size(); ++index) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string wrong = right;
            wrong[index] = digit;
            if (wrong != right) {
                CAPTURE(wrong);
                CHECK_FALSE(CaseNumber::parse(wrong).ok());
            }
        }
    }
}

TEST_CASE("A case number is shown in groups", "[domain][unit]") {
    CHECK(group_case_number("320505S20261121000429") == "320505 S 20261121 00042 9");
    CHECK(group_case_number("something else") == "something else");
    CHECK(CaseNumber::parse("320505s20261121000429")->grouped() == "320505 S 20261121 00042 9");
}

TEST_CASE("A query code forgives spaces and lower case and nothing else", "[domain][unit][contract]") {
    const auto codes = read_json("tests/contract/case_numbers.json")["query_codes"];
    CHECK(codes["alphabet"].get<std::string>() == query_code_alphabet);
    for (const auto& example : codes["valid"]) {
        const std::string input = example["input"];
        CAPTURE(input);
        const auto code = normalise_query_code(input);
        REQUIRE(code.ok());
        CHECK(*code == example["code"].get<std::string>());
        CHECK(group_query_code(*code) == example["display"].get<std::string>());
    }
    for (const auto& example : codes["invalid"]) {
        const std::string input = example["input"];
        CAPTURE(input);
        const auto code = normalise_query_code(input);
        REQUIRE_FALSE(code.ok());
        CHECK(to_code(code.error()) == example["code"].get<std::string>());
    }
}

TEST_CASE("Idempotency keys never repeat and look like UUIDs", "[domain][unit]") {
    const Seed seed{0x0123456789ABCDEFULL, 0xFEDCBA9876543210ULL};
    std::set<std::string> seen;
    for (std::uint64_t counter = 0; counter < 10'000; ++counter) {
        seen.insert(make_uuid(seed, counter));
    }
    CHECK(seen.size() == 10'000);
    const std::string uuid = make_uuid(seed, 1);
    CHECK(uuid == make_uuid(seed, 1));
    CHECK(uuid != make_uuid(Seed{1, 2}, 1));
    REQUIRE(uuid.size() == 36);
    CHECK(uuid[8] == '-');
    CHECK(uuid[14] == '4');
    CHECK(std::string("89ab").find(uuid[19]) != std::string::npos);
}
