#pragma once
/// What has to be done for something, in any order or one after the other: each task with its state in a word. The
/// whole row of a task that can be done is its link.

#include "ui/widgets/link.hpp"

#include <span>
#include <string>
#include <string_view>

namespace ow::ui {

/// One task. All strings are worded already.
struct Task {
    std::string title;
    std::string hint;  ///< what it asks for; "" = nothing
    std::string href;  ///< "" = cannot be started yet
    Tag state;         ///< "已完成", "未开始", "暂时不能填写"
};

/// Draws the tasks as an ordered list named `name` over the column's width.
void task_list(Ui& ui, std::string_view key, std::string_view name, std::span<const Task> tasks);

}  // namespace ow::ui
