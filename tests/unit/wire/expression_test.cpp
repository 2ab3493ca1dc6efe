#include "src/domain/expression.hpp"

#include "src/wire/value.hpp"
#include "tests/unit/wire/fixtures.hpp"

using namespace ow;
using domain::Value;

TEST_CASE("An expression comes to what the contract says", "[wire][contract]") {
    const auto golden = wire::parse_value(test::read_file("tests/contract/expressions.json"));
    REQUIRE(golden.ok());
    const Value::List& cases = *golden->find("cases")->as_list();
    REQUIRE(cases.size() > 50);
    for (const Value& each : cases) {
        Value given = *golden->find("scope");
        if (const Value* own = each.find("scope")) {
            for (const Value::Member& member : *own->as_object()) {
                given.set(member.name, member.value);
            }
        }
        domain::Scope scope{*given.find("answers"), *given.find("facts"), std::string(given.text_at("today"))};
        scope.item = given.find("item");
        if (const Value* siblings = given.find("siblings")) {
            for (const Value& name : *siblings->as_list()) {
                scope.siblings.push_back(*name.as_text());
            }
        }
        CAPTURE(wire::canonical_text(each));
        const domain::Outcome outcome = domain::evaluate(*each.find("expression"), scope);
        if (const Value* value = each.find("outcome.value")) {
            CHECK(outcome.value == *value);
        } else {
            CHECK(outcome.value.is_null());
            CHECK(Value(Value::List(outcome.missing.begin(), outcome.missing.end())) == *each.find("outcome.missing"));
        }
    }
}

TEST_CASE("What is too deep is unknown and no danger", "[wire]") {
    Value deep = "x";
    for (int depth = 0; depth <= domain::max_expression_depth; ++depth) {
        deep = Value::List{"if", true, deep, 0};
    }
    const Value nothing = Value::object();
    const domain::Scope scope{nothing, nothing, ""};
    CHECK(domain::evaluate(deep, scope) == domain::Outcome{});
    CHECK(domain::evaluate((*deep.as_list())[2], scope).value == Value("x"));
}
