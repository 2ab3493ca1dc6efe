/// Functions of the C library in a small form: the library's own bring arithmetic of 128-bit numbers along, for what
/// the browser can do or nobody asks for (ADR 10). They stand for the whole program.

#include <emscripten/em_js.h>

#include <cstdarg>
#include <cstddef>
#include <cstring>

// clang-format off
EM_JS(double, ow_parse_number, (const char* text), { return parseFloat(UTF8ToString(text)); })
// clang-format on

extern "C" {

/// The C library's vsnprintf without the formats of floating-point numbers.
int vsniprintf(char* buffer, std::size_t size, const char* format, va_list arguments);

/// Reads a decimal number, correctly rounded. Only the JSON reader calls it, with a token that is a number already.
double strtod(const char* text, char** end) {
    if (end != nullptr) *end = const_cast<char*>(text) + std::strspn(text, "+-.0123456789eE");
    return ow_parse_number(text);
}

/// As strtod.
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }

/// As strtod: no more digits than it.
long double strtold(const char* text, char** end) { return strtod(text, end); }

/// How the C library brings an angle of more than a million turns into the first quadrant. Nobody draws such an angle.
int ow_reduce_huge_angle(double*, double*, int, int, int) __asm__("__rem_pio2_large");
int ow_reduce_huge_angle(double*, double*, int, int, int) { return 0; }

/// The C++ library's smallest prime that is not less than `least` (0 for 0), for the sizes of hash tables; without its
/// tables.
std::size_t ow_next_prime(std::size_t least) __asm__("_ZNSt3__212__next_primeEm");
std::size_t ow_next_prime(std::size_t least) {
    const auto prime = [](std::size_t number) {
        for (std::size_t divisor = 2; divisor * divisor <= number; ++divisor)
            if (number % divisor == 0) return false;
        return number > 1;
    };
    while (least != 0 && !prime(least))
        ++least;
    return least;
}

/// Without the formats of floating-point numbers: nothing in the client writes one this way.
int snprintf(char* buffer, std::size_t size, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = vsniprintf(buffer, size, format, arguments);
    va_end(arguments);
    return length;
}
}
