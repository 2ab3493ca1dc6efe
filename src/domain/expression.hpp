#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/domain/time.hpp"
#include "src/domain/value.hpp"

/// The expression language of forms, services and policies: JSON, typed, total, three-valued (ADR 19).
/// An expression is a literal (text, number, true, false, null, {"date": "2026-01-31"}, {"list": […]}) or a list whose
/// first item is the operator: and or not eq ne lt le gt ge in add sub mul if answer fact answered count years days
/// today, and over the entries of a group sum min max count_if any all, within which item is the entry's own answer
/// (ADR 70). The server checks expressions before they are published; here they are only evaluated.
namespace ow::domain {

/// Deeper expressions are unknown.
inline constexpr int max_expression_depth = 32;
/// Operators over the entries of a group that has more are unknown.
inline constexpr std::size_t max_expression_entries = 200;

/// What an expression comes to: a value, or null and what it would have to know.
struct Outcome {
    Value value;
    std::vector<std::string> missing;  ///< "answer.<path>", "fact.<name>"; sorted, each once
    bool operator==(const Outcome&) const = default;
};

/// What an expression may refer to; nothing is owned.
struct Scope {
    const Value& answers;
    const Value& facts;
    std::string today;                    ///< "2026-11-26"; "" where it is not known
    const Value* item = nullptr;          ///< the item of a repeating group that the expression stands in
    std::vector<std::string> siblings{};  ///< the names that are looked up in `item`
};

/// Evaluates; never fails: what makes no sense is unknown.
[[nodiscard]] Outcome evaluate(const Value& expression, const Scope& scope);

/// Whether a condition is known to hold.
[[nodiscard]] bool is_true(const Value& expression, const Scope& scope);

/// Whether nothing was answered: null, an empty text, list or object.
[[nodiscard]] bool is_blank(const Value& value);

/// The date of "2026-01-31"; nullopt for anything else.
[[nodiscard]] std::optional<CivilDate> read_iso_date(std::string_view text);

/// "2026-01-31".
[[nodiscard]] std::string iso_date(CivilDate date);

}  // namespace ow::domain
