#pragma once
/// The parts of the workbench; workbench.cpp puts them where the window has room.

#include "ui/views/view.hpp"

namespace ow::ui::workbench_parts {

/// Where the staff member works and under which number.
[[nodiscard]] std::string account_line(const View& view);
/// Address of a queue, and of a case within the queue that is shown.
[[nodiscard]] std::string queue_href(domain::Queue queue);
[[nodiscard]] std::string case_href(const View& view, const std::string& number);

/// Queues of the role as a column of links with their counts, and the way home below.
void draw_queue_side(const View& view, const Rect& rect);
/// The same as tabs over the column's width.
void draw_queue_tabs(const View& view);
/// Number, title, place.
void draw_search(const View& view);

/// "待受理 12 · 按到期" and the cases, in the open column; the list scrolls with what it stands in.
void draw_list_head(const View& view);
void draw_list_rows(const View& view);
/// Which letters do what, under the list of a window with a keyboard.
void draw_letters(const View& view);

/// The selected case: heading, what it is about, form or chain.
void draw_detail(const View& view);
/// 查看完整号码, for who decides on an application; draws nothing for others.
void draw_whole_numbers(const View& view, const domain::CaseDetail& detail);
/// What may be done to it now; nothing when there is nothing to do.
[[nodiscard]] bool has_actions(const View& view);
/// A letter that was pressed in the panes: J and K go through the list, A takes the way on, / is for the search.
void take_letter(const View& view, std::string_view key);
/// `wide`: at the right of a pane; else over the whole width.
void draw_actions(const View& view, bool wide);

}  // namespace ow::ui::workbench_parts
