#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "src/domain/form_definition.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/wire/fixtures.hpp"

using namespace ow;
using namespace ow::domain::forms;
using domain::FieldCode;
using domain::Value;

namespace {

FormDefinition form_of(std::string_view json) {
    const auto value = wire::parse_value(json);
    REQUIRE(value.ok());
    auto form = read_definition(*value);
    REQUIRE(form.has_value());
    return *std::move(form);
}

FormDefinition file(const std::string& code) {
    return form_of(test::read_file("assets/catalogue/forms/" + code + ".json"));
}

Value answers(std::string_view json) {
    auto value = wire::parse_value(json);
    REQUIRE(value.ok());
    return *std::move(value);
}

FormContext today() { return {.today = {2026, 11, 21}, .grids = {{"liuxiang-1"}}, .departments = {}, .facts = {}}; }

/// "path code" of every error.
std::vector<std::string> wrong(const FormDefinition& form, std::string_view json, FormContext context = today()) {
    std::vector<std::string> out;
    for (const domain::FieldError& error : validate(form, answers(json), context)) {
        out.push_back(error.path + " " + std::string(domain::to_code(error.code)));
    }
    return out;
}

std::string kept(const FormDefinition& form, std::string_view json) {
    return wire::canonical_text(normalise(form, answers(json), today()));
}

using Errors = std::vector<std::string>;

constexpr std::string_view one_of_each = R"({"code": "sample", "version": 1, "words": "w",
  "sections": [{"id": "all"}], "fields": [
  {"path": "born", "section": "all", "type": "date"},
  {"path": "people", "section": "all", "type": "integer", "min": 1, "max": 9},
  {"path": "rent", "section": "all", "type": "money"},
  {"path": "card", "section": "all", "type": "bank_card"},
  {"path": "some", "section": "all", "type": "multi_choice", "options": ["a", "b"]},
  {"path": "alone", "section": "all", "type": "yes_no"},
  {"path": "who", "section": "all", "type": "text", "required": true, "show_if": ["eq", ["answer", "alone"], false]},
  {"path": "contact", "section": "all", "type": "person", "parts": ["name", "phone"]},
  {"path": "children", "section": "all", "type": "group", "max": 2,
   "fields": [{"path": "name", "type": "text", "required": true}]}]})";

}  // namespace

TEST_CASE("Every form of the catalogue can be read", "[form][wire][unit]") {
    int forms = 0;
    for (const auto& entry : std::filesystem::directory_iterator(OW_SOURCE_DIR "/assets/catalogue/forms")) {
        if (!entry.is_regular_file()) {  // forms of services lie in a folder below
            continue;
        }
        if (!entry.is_regular_file()) continue;  // services' forms are whole only as the server gives them
        const FormDefinition form = file(entry.path().stem());
        INFO(form.code);
        CHECK(form.code == entry.path().stem());
        CHECK_FALSE(form.fields.empty());
        for (const FormField& field : form.fields) {
            CHECK(std::any_of(form.sections.begin(), form.sections.end(),
                              [&](const FormSection& section) { return section.id == field.section; }));
        }
        ++forms;
    }
    CHECK(forms >= 12);
}

TEST_CASE("What is no definition is none", "[form][wire][unit]") {
    CHECK_FALSE(read_definition(answers(R"({"code": "x"})")));
    CHECK_FALSE(
        read_definition(answers(R"({"code": "x", "sections": [], "fields": [{"path": "a", "type": "nothing"}]})")));
    CHECK_FALSE(read_definition(answers(R"({"code": "x", "sections": [], "fields": 3})")));
}

TEST_CASE("An appeal that lacks everything is told each thing once, in order", "[form][wire][unit]") {
    CHECK(wrong(file("appeal"), "{}") == Errors{"category required", "title required", "description required",
                                                "place.text required", "contact.mode required", "consent required"});
}

TEST_CASE("An appeal is right, and kept as the server keeps it", "[form][wire][unit]") {
    const auto form = file("appeal");
    constexpr std::string_view right =
        R"({"category": "help", "title": "  楼道灯 ", "description": "二楼的灯\r\n不亮了",
        "place": {"text": "柳巷 3 号", "grid_id": "liuxiang-1", "lon": 120.5, "lat": 31.25}, "attachments": ["p1"],
        "contact": {"mode": "named", "phone": "139 0000 0002"}, "consent": true, "gone": 1})";
    CHECK(wrong(form, right).empty());
    CHECK(
        kept(form, right) ==
        R"({"attachments":["p1"],"category":"help","consent":true,"contact":{"mode":"named","phone":"13900000002"},)"
        R"("description":"二楼的灯\n不亮了","place":{"grid_id":"liuxiang-1","lat":31.25,"lon":120.5,"text":"柳巷 3 号"},)"
        R"("title":"楼道灯"})");
}

TEST_CASE("Each part of an appeal is judged at its own path", "[form][wire][unit]") {
    CHECK(wrong(file("appeal"), R"({"category": "war", "title": "a", "description": "ab",
        "place": {"text": "x", "grid_id": "nowhere", "lon": 181, "lat": "abc"}, "attachments": ["1","2","3","4","5","6","7"],
        "contact": {"mode": "named", "phone": "12"}, "consent": false})") ==
          Errors{"category unknown", "title too_short", "description too_short", "place.text too_short",
                 "place.grid_id unknown", "place.lon out_of_range", "place.lat format", "attachments too_many",
                 "contact.phone format", "consent required"});
    CHECK(wrong(file("appeal"), R"({"category": 3, "place": "home"})").front() == "category wrong_type");
}

TEST_CASE("A reply to a complaint needs a photo, one to praise does not", "[form][wire][unit]") {
    FormContext context = today();
    context.facts.set("case.category", "praise");
    CHECK(wrong(file("resolve"), R"({"note": "已经修好了"})", context).empty());
    context.facts.set("case.category", "complaint");
    CHECK(wrong(file("resolve"), R"({"note": "已经修好了"})", context) == Errors{"attachments required"});
}

TEST_CASE("Numbers, dates, money and cards are taken as they are typed", "[form][wire][unit]") {
    const auto form = form_of(one_of_each);
    CHECK(kept(form, R"({"born": "1957-3-8", "people": " ３ ", "rent": "1,200.5", "card": "6222 0212 3456 7894"})") ==
          R"({"born":"1957-03-08","card":"6222021234567894","people":3,"rent":120050})");
    CHECK(wrong(form, R"({"born": "1957-2-30", "people": "2.5", "rent": "many", "card": "6222 0212 3456 7890"})") ==
          Errors{"born date", "people format", "rent format", "card checksum"});
    CHECK(wrong(form, R"({"people": "12", "card": "12"})") == Errors{"people out_of_range", "card format"});
}

TEST_CASE("What nobody is asked is neither checked nor sent", "[form][wire][unit]") {
    const auto form = form_of(one_of_each);
    CHECK(wrong(form, R"({"alone": true})").empty());
    CHECK(wrong(form, R"({"alone": false})") == Errors{"who required"});
    CHECK(kept(form, R"({"alone": true, "who": "李四"})") == R"({"alone":true})");
    // Not said yet is not the same as no.
    CHECK(wrong(form, "{}").empty());
}

TEST_CASE("Persons and groups are judged item by item", "[form][wire][unit]") {
    const auto form = form_of(one_of_each);
    CHECK(wrong(form, R"({"contact": {"phone": "1"}, "children": [{"name": "小明"}, {}]})") ==
          Errors{"contact.phone format", "children.1.name required"});
    CHECK(wrong(form, R"({"children": [{"name": "a"}, {"name": "b"}, {"name": "c"}]})") == Errors{"children too_many"});
    CHECK(kept(form, R"({"children": [{"name": " 小明 ", "age": 3}]})") == R"({"children":[{"name":"小明"}]})");
}

TEST_CASE("Several are chosen of those that exist", "[form][wire][unit]") {
    const auto form = form_of(one_of_each);
    CHECK(wrong(form, R"({"some": ["a", "b"]})").empty());
    CHECK(wrong(form, R"({"some": ["a", "x"]})") == Errors{"some.1 unknown"});
}
