#pragma once
/// What is told of a service before anything is filled in, in its guide and at its form.

#include "src/app/standing.hpp"
#include "src/domain/service.hpp"
#include "ui/views/view.hpp"

#include <string>

namespace ow::ui {

/// When it can be asked for, where that is not now: "还没到时候，9月1日起可以申请"; "" where it is.
[[nodiscard]] std::string season_words(const domain::ServiceSeason& season, domain::CivilDate today);
/// That it was asked for already, and the way there; draws nothing where nothing is in the way.
void draw_standing(const View& view, const app::Standing& standing);

}  // namespace ow::ui
