#pragma once
/// The steps of a case in words: who did what, when, why and with what evidence.

#include "ui/views/view.hpp"
#include "ui/widgets/timeline.hpp"

#include <vector>

namespace ow::ui {

/// Whether the reader may load pictures; without an account only their number is told.
enum class Pictures { shown, counted };

/// The timeline of a case, newest step first.
[[nodiscard]] std::vector<TimelineEntry> history_entries(const View& view, const domain::CaseDetail& detail,
                                                         Pictures pictures);

/// Small pictures of attachments, named "第 n 张照片"; documents are left out.
[[nodiscard]] std::vector<PictureItem> picture_items(const std::vector<domain::Attachment>& attachments);

}  // namespace ow::ui
