#pragma once
/// The cases of who is signed in: a row of them, and the list of them beside one case.

#include "ui/views/page.hpp"
#include "ui/views/view.hpp"

namespace ow::ui {

/// Where a row stands: on the list's own page, or in the list beside a case, which may be its own.
enum class RowPlace { page, beside, beside_its_own };
/// A case in a list of one's own: title, kind, day, time left, state; leads to its page.
void draw_own_case(const View& view, const domain::CaseSummary& item, RowPlace place = RowPlace::page);

/// The cases of who is signed in, for the left of one case's page on a desktop; nothing for anybody else. The list is
/// asked for where it is not there yet.
[[nodiscard]] AsidePane own_cases_beside(const View& view);

}  // namespace ow::ui
