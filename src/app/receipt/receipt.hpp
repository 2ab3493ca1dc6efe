#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/app/effect.hpp"
#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// The page that says what was done: number, query code, what happens next and by when.
namespace ow::app::receipt {

/// What programs put into their lists.
extern const Feature feature;

/// The receipt of this device, or what the server knows of the case.
struct Model {
    std::string number;
    std::optional<domain::Receipt> receipt;  ///< from this device; has the query code
    bool loading = false;                    ///< the storage was asked
    Remote<domain::CaseDetail> detail;       ///< from the server, when this device has no receipt
    bool picture_given = false;              ///< to the browser, on this visit; what became of it no page is told
    bool operator==(const Model&) const = default;
};

/// What to show: the receipt's case or the server's, or nullptr.
[[nodiscard]] const domain::CaseDetail* shown_case(const Model& model);
/// "" when it is not known here (it is told only once).
[[nodiscard]] std::string query_code(const Model& model);

/// 存成图片, with what the page shows of it.
struct SaveImagePressed {
    std::vector<ReceiptLine> lines;
};

using Action = std::variant<SaveImagePressed>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::receipt
