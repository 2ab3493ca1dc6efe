#include "src/domain/value.hpp"

#include <catch2/catch_test_macros.hpp>

using ow::domain::Value;

namespace {

Value family() {
    Value answers = Value::object();
    REQUIRE(answers.set("members.0.name", "张三"));
    REQUIRE(answers.set("members.0.age", 41));
    REQUIRE(answers.set("members.1.name", "李四"));
    REQUIRE(answers.set("consent", true));
    return answers;
}

}  // namespace

TEST_CASE("An answer is found by its path again", "[domain][unit]") {
    const Value answers = family();
    CHECK(answers.text_at("members.0.name") == "张三");
    CHECK(answers.text_at("members.1.name") == "李四");
    CHECK(*answers.find("members.0.age")->as_number() == 41);
    CHECK(*answers.find("consent")->as_bool());
    CHECK(answers.find("members")->as_list()->size() == 2);
    CHECK(answers.find("") == &answers);
}

TEST_CASE("Where nothing was answered nothing is found", "[domain][unit]") {
    const Value answers = family();
    for (const char* path : {"members.2", "members.2.name", "members.00", "members.-1", "members.x",
                             "members.1000000000", "name", "consent.x", "members.0.name.x", ".", "members."}) {
        CAPTURE(path);
        // A dot at the end adds nothing to the path.
        CHECK((answers.find(path) == nullptr || std::string_view(path) == "members."));
    }
    CHECK(answers.text_at("consent").empty());
    CHECK(Value{}.find("a") == nullptr);
}

TEST_CASE("A path through a text or over a gap changes nothing", "[domain][unit]") {
    Value answers = family();
    for (const char* path :
         {"consent.x", "members.0.name.0", "members.3.name", "members.x", "new.1.name", ".a", "a..b"}) {
        CAPTURE(path);
        CHECK_FALSE(answers.set(path, 1));
        CHECK(answers == family());
    }
}

TEST_CASE("Taking away an item moves the later ones up", "[domain][unit]") {
    Value answers = family();
    CHECK(answers.erase("members.0"));
    CHECK(answers.text_at("members.0.name") == "李四");
    CHECK(answers.erase("members.0.name"));
    CHECK(answers.find("members.0")->as_object()->empty());
    CHECK(answers.erase("consent"));
    for (const char* path : {"consent", "members.4", "members.0.name.x", "", "nobody.name"}) {
        CAPTURE(path);
        CHECK_FALSE(answers.erase(path));
    }
}

TEST_CASE("Equal answers are equal in whatever order they were given", "[domain][unit]") {
    Value one = Value::object();
    Value other = Value::object();
    one.set("a", 1);
    one.set("b", "x");
    other.set("b", "x");
    other.set("a", 1);
    CHECK(one == other);
    CHECK(one == Value(Value::Object{{"b", "x"}, {"a", 7}, {"a", 1}}));
    other.set("a", Value{});
    CHECK_FALSE(one == other);
    CHECK_FALSE(Value(0) == Value(false));
    CHECK_FALSE(Value("") == Value{});
    CHECK_FALSE(Value::list() == Value::object());
}

TEST_CASE("A null on the way is filled, the tree itself can be replaced", "[domain][unit]") {
    Value answers;
    REQUIRE(answers.set("place", Value{}));
    REQUIRE(answers.set("place.lon", 120.5));
    REQUIRE(answers.set("list", Value{}));
    REQUIRE(answers.set("list.0", "a"));
    REQUIRE(answers.set("list.1", "b"));
    REQUIRE(answers.set("list.0", "c"));
    CHECK(*answers.find("place.lon")->as_number() == 120.5);
    CHECK(*answers.find("list") == Value(Value::List{"c", "b"}));
    REQUIRE(answers.set("", "whole"));
    CHECK(answers == Value("whole"));
}
