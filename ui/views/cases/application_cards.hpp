#pragma once
/// What a case has because it asks for a service: what is to be mended, what was promised, what was decided, and for
/// staff what was filled in.

#include "ui/views/case_body.hpp"
#include "ui/views/view.hpp"

namespace ow::ui {

/// For the owner, above everything: 补正, or what was promised for later. Draws nothing where nothing is asked.
void draw_application_asked(const View& view, const domain::CaseDetail& detail);
/// What was decided, with its document.
void draw_application_result(const View& view, const domain::CaseDetail& detail);
/// The code by which anybody checks that document; draws nothing where there is none.
void draw_application_check(const View& view, const domain::CaseDetail& detail);
/// 一件事: each of several that were asked for at once, or the number under which this one was. Who has only number and
/// code of the whole opens none of them.
void draw_application_parts(const View& view, const domain::CaseDetail& detail, CaseReader reader);
/// The answers as lines, with the pictures of each material: all of an application, of another case what its form
/// asks beside what the case shows itself.
void draw_application_filled(const View& view, const domain::CaseDetail& detail);

}  // namespace ow::ui
