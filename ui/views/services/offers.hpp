#pragma once
/// 我能办什么: what the person gets by what is known, each with why, and the questions that decide of more.

#include "ui/views/view.hpp"

namespace ow::ui {

/// The first of it as a card, with the way to all of it; how to get it where nothing is known.
void draw_offers(const View& view);
/// All of it.
void draw_all_offers(const View& view);

}  // namespace ow::ui
