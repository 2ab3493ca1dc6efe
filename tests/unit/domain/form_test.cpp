#include "src/domain/form.hpp"

#include <set>

#include "tests/unit/domain/appeal_form.hpp"

using namespace ow::domain;
using nlohmann::json;
using ow::test::appeal_form;
using ow::test::read_json;

namespace {

FormValue to_value(const json& value) {
    if (value.is_null()) {
        return {};
    }
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_boolean()) {
        return value.get<bool>();
    }
    if (value.is_number()) {
        return value.get<double>();
    }
    if (!value.is_array()) {
        return OtherValue{};
    }
    std::vector<std::string> list;
    for (const json& entry : value) {
        if (!entry.is_string()) {
            return OtherValue{};
        }
        list.push_back(entry.get<std::string>());
    }
    return list;
}

FormValues to_values(const json& filing) {
    FormValues values;
    for (const auto& [name, value] : filing.items()) {
        if (!value.is_object()) {
            values[name] = to_value(value);
            continue;
        }
        for (const auto& [inner, nested] : value.items()) {
            values[name + "." + inner] = to_value(nested);
        }
    }
    return values;
}

Filing to_filing(const json& json) {
    Filing filing;
    filing.category = from_code<Category>(ow::test::text_of(json, "category"));
    filing.title = ow::test::text_of(json, "title");
    filing.description = ow::test::text_of(json, "description");
    const auto& place = json["place"];
    filing.place.text = ow::test::text_of(place, "text");
    filing.place.grid_id = ow::test::text_of(place, "grid_id");
    const auto& contact = json["contact"];
    filing.contact_mode = from_code<ContactMode>(ow::test::text_of(contact, "mode"));
    filing.contact_phone = ow::test::text_of(contact, "phone");
    filing.consent = json["consent"].get<bool>();
    return filing;
}

std::vector<std::string> described(const std::vector<FieldError>& errors) {
    std::vector<std::string> result;
    for (const FieldError& error : errors) {
        result.push_back(error.path + " " + std::string(to_code(error.code)));
    }
    return result;
}

/// What only a server can know: whether a picture exists, and the JSON type of a nested member.
bool is_for_client(const json& example) { return ow::test::text_of(example, "side") == "both"; }

}  // namespace

TEST_CASE("The client accepts every filing the server accepts", "[domain][unit][contract]") {
    const FormDefinition form = appeal_form();
    const auto fixture = read_json("tests/contract/filings.json");
    const KnownIds known{fixture["known_grids"].get<std::vector<std::string>>()};
    REQUIRE_FALSE(fixture["valid"].empty());
    for (const auto& example : fixture["valid"]) {
        CAPTURE(ow::test::text_of(example, "name"));
        CHECK(described(validate(form, to_values(example["filing"]), known)).empty());
    }
}

TEST_CASE("The client finds the same errors in a filing as the server", "[domain][unit][contract]") {
    const FormDefinition form = appeal_form();
    const auto fixture = read_json("tests/contract/filings.json");
    const KnownIds known{fixture["known_grids"].get<std::vector<std::string>>()};
    int checked = 0;
    for (const auto& example : fixture["invalid"]) {
        if (!is_for_client(example)) {
            continue;
        }
        ++checked;
        CAPTURE(ow::test::text_of(example, "name"));
        std::vector<std::string> expected;
        for (const auto& field : example["fields"]) {
            expected.push_back(ow::test::text_of(field, "path") + " " + ow::test::text_of(field, "code"));
        }
        CHECK(described(validate(form, to_values(example["filing"]), known)) == expected);
    }
    CHECK(checked > 20);
}

TEST_CASE("A filing is sent as the server will keep it", "[domain][unit][contract]") {
    const auto fixture = read_json("tests/contract/filings.json");
    for (const auto& example : fixture["valid"]) {
        CAPTURE(ow::test::text_of(example, "name"));
        const Filing filing = normalise(to_filing(example["filing"]));
        const auto& kept = example["normalised"];
        CHECK(filing.title == ow::test::text_of(kept, "title"));
        CHECK(filing.description == ow::test::text_of(kept, "description"));
        CHECK(filing.place.text == ow::test::text_of(kept["place"], "text"));
        CHECK(filing.contact_phone == ow::test::text_of(kept["contact"], "phone"));
    }
}

TEST_CASE("A page checks its own questions only, and says the bounds", "[domain][unit]") {
    const FormDefinition form = appeal_form();
    Filing filing;
    filing.title = "灯";
    const auto errors = validate(form, form_values(filing), {}, "what");
    CHECK(described(errors) == std::vector<std::string>{"title too_short", "description required"});
    CHECK(errors[0].min == 2);
    CHECK(errors[0].max == 60);
}

TEST_CASE("An answer of the wrong type is told as such", "[domain][unit]") {
    const FormDefinition form = appeal_form();
    FormValues values;
    values["title"] = 42.0;
    values["consent"] = std::string("true");
    values["attachments"] = std::string("abc");
    values["place.lon"] = true;
    values["category"] = OtherValue{};
    std::set<std::string> found;
    for (const std::string& error : described(validate(form, values))) {
        found.insert(error);
    }
    for (const char* path : {"title", "consent", "attachments", "place.lon", "category"}) {
        CHECK(found.count(std::string(path) + " wrong_type") == 1);
    }
}

TEST_CASE("Text that is not UTF-8 is refused", "[domain][unit]") {
    Filing filing;
    filing.title = "路灯\xFF不亮";
    const auto errors = validate(appeal_form(), form_values(filing), {}, "what");
    CHECK(described(errors).front() == "title format");
}
