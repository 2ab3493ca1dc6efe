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

/// Without the formats of floating-point numbers: nothing in the client writes one this way.
int snprintf(char* buffer, std::size_t size, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = vsniprintf(buffer, size, format, arguments);
    va_end(arguments);
    return length;
}
}
