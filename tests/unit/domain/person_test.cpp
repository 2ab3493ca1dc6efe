#include "src/domain/id_number.hpp"
#include "src/domain/phone.hpp"

#include "tests/unit/domain/fixture.hpp"

using namespace ow::domain;
using ow::test::read_json;

TEST_CASE("A phone number may be typed with spaces, dashes, brackets and +86", "[domain][unit][contract]") {
    const auto fixture = read_json("tests/contract/phones.json");
    REQUIRE_FALSE(fixture["valid"].empty());
    for (const auto& example : fixture["valid"]) {
        const std::string input = example["input"];
        CAPTURE(input);
        const auto phone = normalise_phone(input);
        REQUIRE(phone.ok());
        CHECK(*phone == example["phone"].get<std::string>());
        CHECK(mask_phone(*phone) == example["masked"].get<std::string>());
        CHECK(group_phone(*phone) == example["display"].get<std::string>());
    }
}

TEST_CASE("What is no mobile number is refused as the server refuses it", "[domain][unit][contract]") {
    const auto fixture = read_json("tests/contract/phones.json");
    for (const auto& example : fixture["invalid"]) {
        const std::string input = example["input"];
        CAPTURE(input);
        const auto phone = normalise_phone(input);
        REQUIRE_FALSE(phone.ok());
        CHECK(to_code(phone.error()) == example["code"].get<std::string>());
    }
    CHECK(mask_phone("12345") == "*****");
}

TEST_CASE("An identity number forgives spaces and a small x", "[domain][unit][contract]") {
    const auto fixture = read_json("tests/contract/id_numbers.json");
    for (const auto& example : fixture["valid"]) {
        const std::string input = example["input"];
        CAPTURE(input);
        const auto number = parse_id_number(input, {2026, 11, 21});
        REQUIRE(number.ok());
        CHECK(number->text == example["id_number"].get<std::string>());
        CHECK(mask_id_number(number->text) == example["masked"].get<std::string>());
        const std::string birth = example["birth_date"];
        CHECK(number->birth.year == std::stoi(birth.substr(0, 4)));
        CHECK(number->birth.month == std::stoi(birth.substr(5, 2)));
        CHECK(number->birth.day == std::stoi(birth.substr(8, 2)));
    }
}

TEST_CASE("A wrong identity number says whether form, date or check character is wrong", "[domain][unit][contract]") {
    const auto fixture = read_json("tests/contract/id_numbers.json");
    for (const auto& example : fixture["invalid"]) {
        const std::string input = example["input"];
        CAPTURE(input);
        const auto number = parse_id_number(input, {2026, 11, 21});
        REQUIRE_FALSE(number.ok());
        CHECK(to_code(number.error()) == example["code"].get<std::string>());
    }
}

TEST_CASE("A number that can be called back is taken and masked as the server does it", "[domain][unit][contract]") {
    const auto fixture = ow::test::read_json("tests/contract/phones.json");
    REQUIRE_FALSE(fixture["callable"].empty());
    for (const auto& example : fixture["callable"]) {
        const auto input = ow::test::text_of(example, "input");
        CAPTURE(input);
        const auto phone = normalise_callable(input);
        REQUIRE(phone.ok());
        CHECK(*phone == ow::test::text_of(example, "phone"));
        CHECK(mask_phone(*phone) == ow::test::text_of(example, "masked"));
    }
    for (const auto& example : fixture["not_callable"]) {
        CAPTURE(ow::test::text_of(example, "input"));
        const auto phone = normalise_callable(ow::test::text_of(example, "input"));
        REQUIRE_FALSE(phone.ok());
        CHECK(to_code(phone.error()) == ow::test::text_of(example, "code"));
    }
}
