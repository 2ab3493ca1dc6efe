#include <array>
#include <cstdio>

#include "src/domain/number_text.hpp"

namespace ow::domain {

std::string scientific(double number, int digits) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*e", digits - 1, number);
    return text.data();
}

}  // namespace ow::domain
