#pragma once
/// Parts of the appeal pages that several of their files use. Not for other features.

#include "ui/views/form/form_view.hpp"

#include "src/app/appeal/appeal.hpp"
namespace ow::ui::appeal_parts {

/// The draft that is there to go on with, with "go on" and "discard"; draws nothing when there is none.
void draw_draft_offer(const View& view);

/// Open cases nearby that may be the same thing, or the confirmation after one was joined; with its heading.
void draw_similar(const View& view);
/// Its buttons: back and on.
void draw_similar_actions(const View& view);
/// The page "contact": the choice, the phone one signed in with, another phone.
void draw_contact(const FormView& form);
/// The page "check": answers, consent.
void draw_check(const FormView& form);

}  // namespace ow::ui::appeal_parts
