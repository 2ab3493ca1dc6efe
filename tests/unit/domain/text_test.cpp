#include "src/domain/text.hpp"

#include "src/domain/typed_code.hpp"

#include "tests/unit/domain/fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

using namespace ow::domain;

TEST_CASE("A character of any plane counts as one", "[domain][unit]") {
    CHECK(count_code_points("") == 0);
    CHECK(count_code_points("abc") == 3);
    CHECK(count_code_points("路灯") == 2);
    CHECK(count_code_points("𠮷🏮") == 2);
    CHECK(visible_length("路 灯") == 3);
}

TEST_CASE("Ill-formed UTF-8 is recognised and never runs over the end", "[domain][unit]") {
    CHECK(is_valid_utf8("路灯 𠮷 ok"));
    CHECK_FALSE(is_valid_utf8("\xC0\xAF"));          // overlong
    CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));      // surrogate
    CHECK_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
    CHECK_FALSE(is_valid_utf8("\xE8\xB7"));          // cut off
    CHECK_FALSE(is_valid_utf8("\x80"));
    CHECK_FALSE(is_valid_utf8("\xFF"));
    CHECK(count_code_points("\xE8\xB7") == 2);
}

TEST_CASE("White space at both ends is taken off, inside it stays", "[domain][unit]") {
    CHECK(trim("\t 　\xC2\xA0路 灯\xEF\xBB\xBF\r\n") == "路 灯");
    CHECK(trim(" 　 ").empty());
    CHECK(trim("").empty());
    CHECK(trim("a") == "a");
}

TEST_CASE("What an input method typed in full width is read as ASCII", "[domain][unit]") {
    CHECK(to_half_width("１３８ＡＢ－（）　x") == "138AB-() x");
    CHECK(compact_code(" ６ｋ４-m9p ") == "6K4M9P");
    CHECK(compact_code("查 询") == "查询");
}

TEST_CASE("A selection means the same characters in the browser and here", "[domain][unit]") {
    const std::string_view text = "a路🏮b";  // UTF-16: 1 + 1 + 2 + 1, UTF-8: 1 + 3 + 4 + 1
    CHECK(utf16_length(text) == 5);
    const std::size_t bytes[] = {0, 1, 4, 4, 8, 9};
    for (std::size_t units = 0; units <= 5; ++units) {
        CHECK(utf8_offset(text, units) == bytes[units]);
    }
    CHECK(utf8_offset(text, 99) == text.size());
    CHECK(utf16_offset(text, 4) == 2);
    CHECK(utf16_offset(text, 6) == 2);  // inside the lantern: its start
    CHECK(utf16_offset(text, 8) == 4);
    CHECK(utf16_offset(text, 99) == 5);
}

TEST_CASE("What was pasted from another program keeps its lines and loses what nobody sees", "[domain][unit]") {
    CHECK(clean_text("a\r\nb\rc\v d\u2028e\n\r\n", Lines::several) == "a\nb\nc\n d\ne");
    CHECK(clean_text("a\r\nb\tc", Lines::one) == "a b c");
    CHECK(clean_text(std::string_view("a\0b\x7F\b", 5), Lines::one) == "ab");
    CHECK(clean_text("退款\u202E款退不", Lines::one) == "退款款退不");
    CHECK(clean_text("路灯🏮", Lines::one) == "路灯🏮");
}

TEST_CASE("What looks empty is empty", "[domain][unit]") {
    for (const char* text : {"\u200B\u200B", "\u3164 \u3164", "\u2800", " \u00A0\u3000", "\u200E\u200F"}) {
        CHECK(visible_length(text) == 0);
        CHECK(clean_text(text, Lines::several).empty());
    }
    CHECK(visible_length("👨\u200D👩\u200D👧") == 3);
}

TEST_CASE("One name written in several ways is one name", "[domain][unit]") {
    for (const char* name :
         {"买买提·吐尔逊", "买买提•吐尔逊", "买买提．吐尔逊", "买买提.吐尔逊", " 买买提 ・ 吐尔逊 "}) {
        CHECK(clean_name(name) == "买买提·吐尔逊");
    }
    CHECK(clean_name("Ｊｏｈｎ  Smith Jr.") == "John Smith Jr.");
    CHECK(clean_name("王\uE863") == "王\u4DAE");
}

TEST_CASE("Searching forgives the case of Latin letters only", "[domain][unit]") {
    CHECK(contains_folded("社区 WiFi 报修", "wifi"));
    CHECK(contains_folded("路灯", ""));
    CHECK_FALSE(contains_folded("路灯", "灯路"));
    CHECK(first_code_points("路灯不亮", 2) == "路灯");
    CHECK(first_code_points("路", 5) == "路");
}

TEST_CASE("House 3 comes before house 10, as the contract says", "[domain][unit]") {
    const auto ordered =
        ow::test::read_json("tests/contract/natural_order.json")["ordered"].get<std::vector<std::string>>();
    REQUIRE(ordered.size() > 10);
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        for (std::size_t k = 0; k < ordered.size(); ++k) {
            INFO(ordered[i] << " | " << ordered[k]);
            CHECK(comes_before(ordered[i], ordered[k]) == (i < k));
        }
    }
}
