#pragma once
/// Saying what is wrong: the landing page, the form's five pages, and what becomes of a filing on its way.

#include "ui/views/view.hpp"

namespace ow::ui {

/// The section's first page: start, go on with a draft, what was not delivered yet.
void draw_appeals(const View& view);
/// One page of the form, by the route's step, or the similar cases that are offered on the way.
void draw_appeal_form(const View& view);
/// A filing in the outbox: on its way, waiting, or to be mended.
void draw_appeal_sent(const View& view);

// What programs put into their lists.
extern const Feature appeal_feature;
extern const Feature filings_feature;

}  // namespace ow::ui
