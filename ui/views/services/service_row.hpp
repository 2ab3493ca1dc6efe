#pragma once
/// A service as a row of a list, wherever it is found.

#include "src/domain/service.hpp"
#include "ui/views/view.hpp"

#include <span>
#include <string>
#include <string_view>

namespace ow::ui {

/// Its guide's address.
[[nodiscard]] std::string guide_href(std::string_view code);
/// "不收钱", or what it costs in the service's own words.
[[nodiscard]] std::string fee_words(const std::string& code, const std::string& fee);
/// Rows with lines between them, as a list named `name`.
/// \param whys what is said under each, in the same order; may be shorter
void service_rows(Ui& ui, std::string_view key, std::string_view name,
                  std::span<const domain::ServiceEntry* const> services, std::span<const std::string> whys = {});

}  // namespace ow::ui
