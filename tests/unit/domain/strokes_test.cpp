/// What a hand drew, and the name of a text.

#include <catch2/catch_test_macros.hpp>

#include <string>

#include "src/domain/sha256.hpp"
#include "src/domain/strokes.hpp"

using namespace ow;
using domain::Value;

TEST_CASE("A text has the SHA-256 of the standard, however long it is", "[domain][unit]") {
    // FIPS 180-4 and its examples (NIST CSRC, "SHA256.pdf"); lengths on both sides of a block's end by Python's
    // hashlib.
    CHECK(domain::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(domain::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(domain::sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(domain::sha256_hex(std::string(55, 'a')) ==
          "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    CHECK(domain::sha256_hex(std::string(64, 'a')) ==
          "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    CHECK(domain::sha256_hex("我委托网格员（工号 3012）帮我申领高龄津贴。") ==
          "1d4274402fb90a4b7d52f264e55059b8a94146797ee0d200d2675f7e05edcc40");
}

TEST_CASE("Strokes come back from what is kept of them", "[domain][unit]") {
    const domain::Strokes strokes{{{0.1, 0.25, 0, 0.5}, {0.3, 0.5, 16, 0.75}}, {{1, 0, 900, 1}}};
    const Value kept = domain::strokes_value(strokes);
    CHECK(domain::read_strokes(&kept) == strokes);
    CHECK(domain::read_strokes(nullptr).empty());
}

TEST_CASE("What is no point of a stroke is left out, and what has no point is no stroke", "[domain][unit]") {
    const Value::List outside{1.5, 0.5}, alone{0.5}, words{"a", "b"}, bare{0.5, 0.25};
    const Value kept = Value::List{Value::List{outside, alone, words, bare}, Value::List{outside}, Value("x")};
    CHECK(domain::read_strokes(&kept) == domain::Strokes{{{0.5, 0.25, 0, 0.5}}});
}
