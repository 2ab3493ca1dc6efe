#include "src/domain/text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow::domain;

TEST_CASE("A character of any plane counts as one", "[domain][unit]") {
    CHECK(count_code_points("") == 0);
    CHECK(count_code_points("abc") == 3);
    CHECK(count_code_points("路灯") == 2);
    CHECK(count_code_points("𠮷🏮") == 2);
    CHECK(trimmed_length("　 路灯 \n") == 2);
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

TEST_CASE("Line breaks of every system become line feeds", "[domain][unit]") {
    CHECK(normalise_line_breaks("a\r\nb\rc\n\r\n") == "a\nb\nc\n\n");
}

TEST_CASE("Control characters are found, line breaks only where they are allowed", "[domain][unit]") {
    CHECK(has_control_characters("a\nb", false));
    CHECK_FALSE(has_control_characters("a\nb\tc", true));
    CHECK(has_control_characters(std::string_view("a\0b", 3), true));
    CHECK(has_control_characters("a\x7F", true));
    CHECK_FALSE(has_control_characters("路灯🏮", false));
}

TEST_CASE("Searching forgives the case of Latin letters only", "[domain][unit]") {
    CHECK(contains_folded("社区 WiFi 报修", "wifi"));
    CHECK(contains_folded("路灯", ""));
    CHECK_FALSE(contains_folded("路灯", "灯路"));
    CHECK(first_code_points("路灯不亮", 2) == "路灯");
    CHECK(first_code_points("路", 5) == "路");
}
