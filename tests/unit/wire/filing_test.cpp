/// What a filing may hold: the form "appeal" of the catalogue, against the examples that the server is held to.

#include "src/domain/filing.hpp"

#include <algorithm>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/forms.hpp"
#include "tests/unit/wire/fixtures.hpp"

using namespace ow;
using domain::FieldError;
using domain::Value;
using wire::Json;

namespace {

domain::forms::FormDefinition appeal_form() {
    for (domain::forms::FormDefinition& form : test::catalogue_forms()) {
        if (form.code == "appeal") {
            return std::move(form);
        }
    }
    FAIL("the catalogue has no form \"appeal\"");
    return {};
}

Value to_value(const Json& json) { return wire::parse_value(json.dump()).value(); }

std::vector<std::string> described(const std::vector<FieldError>& errors) {
    std::vector<std::string> result;
    for (const FieldError& error : errors) {
        result.push_back(error.path + " " + std::string(domain::to_code(error.code)));
    }
    return result;
}

domain::forms::FormContext known(const Json& fixture) {
    domain::forms::FormContext context;
    context.grids = fixture["known_grids"].get<std::vector<std::string>>();
    return context;
}

}  // namespace

TEST_CASE("The client accepts every filing the server accepts", "[wire][unit][contract]") {
    const auto form = appeal_form();
    const Json fixture = test::contract("filings.json");
    REQUIRE_FALSE(fixture["valid"].empty());
    for (const auto& example : fixture["valid"]) {
        CAPTURE(example["name"].dump());
        CHECK(described(domain::forms::validate(form, to_value(example["filing"]), known(fixture))).empty());
    }
}

TEST_CASE("The client finds the same errors in a filing as the server", "[wire][unit][contract]") {
    const auto form = appeal_form();
    const Json fixture = test::contract("filings.json");
    int checked = 0;
    for (const auto& example : fixture["invalid"]) {
        // What only a server can know: whether a picture exists, and the JSON type of a nested member.
        if (example.value("side", "") != "both") {
            continue;
        }
        ++checked;
        CAPTURE(example["name"].dump());
        std::vector<std::string> expected;
        for (const auto& field : example["fields"]) {
            expected.push_back(field["path"].get<std::string>() + " " + field["code"].get<std::string>());
        }
        CHECK(described(domain::forms::validate(form, to_value(example["filing"]), known(fixture))) == expected);
    }
    CHECK(checked > 20);
}

TEST_CASE("A filing is sent as the server will keep it", "[wire][unit][contract]") {
    const Json fixture = test::contract("filings.json");
    for (const auto& example : fixture["valid"]) {
        CAPTURE(example["name"].dump());
        const Json& sent = example["filing"];
        domain::Filing filing;
        filing.title = sent.value("title", "");
        filing.description = sent.value("description", "");
        filing.place.text = sent["place"].value("text", "");
        if (sent["contact"].contains("phone") && sent["contact"]["phone"].is_string()) {
            filing.contact_phone = sent["contact"]["phone"].get<std::string>();
        }
        filing = domain::normalise(filing);
        const Json& kept = example["normalised"];
        CHECK(filing.title == kept.value("title", ""));
        CHECK(filing.description == kept.value("description", ""));
        CHECK(filing.place.text == kept["place"].value("text", ""));
        const Json phone = kept["contact"].value("phone", Json());
        CHECK(filing.contact_phone == (phone.is_string() ? phone.get<std::string>() : std::string()));
    }
}

TEST_CASE("An answer of the wrong type is told as such", "[wire][unit]") {
    const Value answers = to_value(
        Json{{"title", 42}, {"consent", 1}, {"attachments", "abc"}, {"place", {{"lon", true}}}, {"category", 5}});
    const auto found = described(domain::forms::validate(appeal_form(), answers, {}));
    CAPTURE(found);
    for (const char* path : {"title", "consent", "attachments", "place.lon", "category"}) {
        CAPTURE(path);
        CHECK(std::count(found.begin(), found.end(), std::string(path) + " wrong_type") == 1);
    }
}

TEST_CASE("A field that is wrong says its bounds", "[wire][unit]") {
    const auto errors = domain::forms::validate(appeal_form(), to_value(Json{{"title", "灯"}}), {});
    const auto title = std::find_if(errors.begin(), errors.end(), [](const auto& e) { return e.path == "title"; });
    REQUIRE(title != errors.end());
    CHECK(title->code == domain::FieldCode::too_short);
    CHECK(title->min == 2);
    CHECK(title->max == 60);
}
