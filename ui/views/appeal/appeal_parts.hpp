#pragma once
/// Parts of the appeal pages that several of their files use. Not for other features.

#include "ui/views/view.hpp"

#include "src/app/appeal/appeal.hpp"
#include "ui/widgets/photo_grid.hpp"

#include <string>
#include <vector>

namespace ow::ui::appeal_parts {

/// The draft that is there to go on with, with "go on" and "discard"; draws nothing when there is none.
void draw_draft_offer(const View& view);

/// The page "where": place, position, grid and photos.
void draw_where(const View& view);
/// The map of the grids behind its button; asked for when it is opened first.
/// \return whether it is shown: it says where the position is then.
bool draw_map(const View& view);
/// Open cases nearby that may be the same thing, or the confirmation after one was joined; with its heading.
void draw_similar(const View& view);
/// Its buttons: back and on.
void draw_similar_actions(const View& view);
/// The page "contact".
void draw_contact(const View& view);
/// The page "check": answers, consent.
void draw_check(const View& view);

/// Community and name of a grid, "" when it is not known here.
[[nodiscard]] std::string grid_text(const app::Model& model, const std::string& grid_id);
/// Where the position of the draft (there is one) comes from, and the grid it lies in or near.
[[nodiscard]] std::string place_words(const app::Model& model);
/// The photos of the form, worded.
[[nodiscard]] std::vector<PhotoView> photo_views(const app::PhotoSet& photos);
/// The largest count or length a field of the form takes, 0 when it does not say.
[[nodiscard]] int limit_of(const app::Model& model, std::string_view path);

}  // namespace ow::ui::appeal_parts
