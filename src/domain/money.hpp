#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "src/domain/field_error.hpp"
#include "src/domain/result.hpp"

namespace ow::domain {

/// An amount in 分 (hundredths of a yuan); never a floating-point number.
struct Money {
    std::int64_t fen = 0;
    auto operator<=>(const Money&) const = default;
};

/// The largest amount that can be typed: 999 999 999 999.99 元.
inline constexpr Money most_money{99'999'999'999'999};

/// Reads a typed amount in yuan: "1234.5", "1,234.50", "￥1 234.5 元", full-width characters.
/// \return required (nothing typed), format (no amount, more than two decimals, grouping in wrong places),
///         out_of_range (negative or more than most_money).
[[nodiscard]] Result<Money, FieldCode> parse_money(std::string_view typed);

/// "1,234.50": groups of three, always two decimals; a leading minus where negative.
[[nodiscard]] std::string format_money(Money amount);

}  // namespace ow::domain
