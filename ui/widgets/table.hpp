#pragma once
/// Figures and records in columns. Wide: a table whose header stays in sight and whose columns can be sorted by. Where
/// the columns do not fit beside each other: a card a row, each value with its column's word. Of long tables only the
/// rows near the viewport are drawn.

#include "ui/frame/ui.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ow::ui {

/// One column. The first one names the row.
struct TableColumn {
    std::string_view title;
    bool numeric = false;  ///< figures stand at the right
    bool sortable = false;
};

/// The column that the rows are sorted by; the caller sorts.
struct TableSort {
    std::size_t column = 0;
    bool descending = false;
};

/// What a table is made of. All strings are worded already.
struct TableSpec {
    std::string_view name;  ///< accessible name
    std::span<const TableColumn> columns;
    std::size_t rows = 0;
    std::function<std::string(std::size_t row)> key_of;  ///< stable identity of a row
    std::function<std::string(std::size_t row, std::size_t column)> cell;
    std::function<std::string(std::size_t row)> href{};  ///< where the row's name leads; none = plain text
    std::optional<TableSort> sort{};
    /// How an order is called ("件数，从多到少"): the sort button's description, and the choices on narrow screens.
    std::function<std::string(const TableSort&)> sort_words{};
    std::string_view sort_label{};  ///< label of that choice ("排序")
};

/// Draws the table over the column's width. Returns the order somebody asked for.
std::optional<TableSort> table(Ui& ui, std::string_view key, const TableSpec& spec);

}  // namespace ow::ui
