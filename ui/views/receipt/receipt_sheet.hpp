#pragma once
/// Everything of a receipt that is worth keeping, once for screen, paper and picture.

#include "src/app/effect.hpp"
#include "ui/views/view.hpp"

#include <string>
#include <vector>

namespace ow::ui {

/// A line with its label: "提交时间", "2026年11月21日 13:05".
struct SheetRow {
    std::string label, value;
};

/// What happens next: until when, in whole dates that mean the same on paper next week, and what.
struct SheetPromise {
    std::string when, what;
};

/// The whole of it, in words; empty lists where nothing is known.
struct ReceiptSheet {
    std::string number;            ///< grouped for the eye
    std::string query_code;        ///< grouped; "" where it is not known here
    std::vector<SheetRow> filed;   ///< what was filed, where, when
    std::vector<SheetRow> office;  ///< who has it, and how to reach them
    std::vector<SheetPromise> next;
    std::string link;  ///< "/t/<number>" of this site: tracking with the number filled in, without the code
};

/// What the device knows of a case, in the words of the language: works without a network.
[[nodiscard]] ReceiptSheet receipt_sheet(const View& view, const domain::CaseDetail& detail);

/// The sheet as lines of a picture.
[[nodiscard]] std::vector<app::ReceiptLine> receipt_lines(const ReceiptSheet& sheet);

}  // namespace ow::ui
