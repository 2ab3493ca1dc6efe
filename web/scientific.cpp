/// Floating-point numbers as text, by the browser: the C library's formats for them are not in the program
/// (lean_libc.cpp).

#include "src/domain/number_text.hpp"

#include <emscripten/em_js.h>

#include <array>

// clang-format off
EM_JS(void, ow_write_scientific, (double number, int digits, char* out, int size), {
  stringToUTF8(number.toExponential(digits - 1), out, size);
})
// clang-format on

namespace ow::domain {

std::string scientific(double number, int digits) {
    std::array<char, 32> text{};
    ow_write_scientific(number, digits, text.data(), text.size());
    return text.data();
}

}  // namespace ow::domain
