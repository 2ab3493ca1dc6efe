#pragma once
/// Files on their way: each with its name, size, progress or what went wrong, and what can be done about it.

#include "ui/frame/ui.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ow::ui {

/// One file as the person sees it. All strings are worded already.
struct UploadView {
    std::string key;   ///< stable id
    std::string name;  ///< the file's name
    std::string line;  ///< size and state ("1.2 MB · 已上传"), or why it failed
    enum class State { waiting, sending, done, failed, refused } state = State::waiting;
    float share = 0;          ///< 0–1 while sending
    std::string spoken;       ///< the progress in words ("已上传 60%")
    std::string remove_name;  ///< accessible name of its remove button
    std::string retry;        ///< the word of the retry button of one that failed ("重试")
    std::string retry_name;   ///< its accessible name, which contains the word
};

/// What was pressed.
struct UploadListResult {
    bool add = false;
    std::optional<std::string> removed;  ///< key of the file to take away
    std::optional<std::string> retried;  ///< key of the file to send again
};

/// Draws the files as a list named `name` over the column's width, and under it a button `add_name` ("" = the limit is
/// reached) with what may be chosen in `hint`.
UploadListResult upload_list(Ui& ui, std::string_view key, std::string_view name, std::span<const UploadView> files,
                             std::string_view add_name, std::string_view hint);

}  // namespace ow::ui
