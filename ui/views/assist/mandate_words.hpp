#pragma once
/// The text of a mandate (委托书): what the person hears, sees and agrees to, and what is hashed.

#include "src/app/assist/assist.hpp"
#include "ui/views/view.hpp"

#include <string>
#include <string_view>

namespace ow::ui {

/// Changes with every change of the words mandate.text.*: it says which words a hash is of.
inline constexpr std::string_view mandate_text_version = "1";

/// One sentence after the other, in the language of the page.
[[nodiscard]] std::string mandate_text(const View& view, const app::assist::Errand& errand);

}  // namespace ow::ui
