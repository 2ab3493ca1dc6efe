#pragma once
/// Leafing through pages: the one before, the next, and the pages around the one that is shown.

#include "ui/frame/ui.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ow::ui {

/// What is leafed through. All strings are worded already. Pages count from 1.
struct PaginationSpec {
    std::string_view name;            ///< accessible name of the landmark ("办件列表分页")
    std::string_view previous, next;  ///< "上一页", "下一页"
    std::string_view position;        ///< "第 3 页，共 12 页": drawn where the pages' numbers do not fit
    int page = 1, pages = 1;
    std::function<std::string(int page)> page_name;  ///< "第 3 页": the number is drawn, this is said
    std::function<std::string(int page)> href{};     ///< address of a page; none: the choice is only returned
};

/// The pages to show around `page`: the first, the last, its neighbours; 0 stands for pages left out. At most
/// seven entries, and as many for each page, so that nothing moves under the finger.
[[nodiscard]] std::vector<int> pages_shown(int page, int pages);

/// Draws the pages over the column's width; nothing when there is only one. Returns the page chosen.
std::optional<int> pagination(Ui& ui, std::string_view key, const PaginationSpec& spec);

}  // namespace ow::ui
