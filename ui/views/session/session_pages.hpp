#pragma once
/// Getting in: phone and one-time code, account and password for staff, and the real-name step.

#include "ui/views/view.hpp"

namespace ow::ui {

/// Sign in by phone and one-time code.
void draw_login(const View& view);
/// Sign in of staff by account and password.
void draw_staff_login(const View& view);
/// Name and ID number, with what they are for.
void draw_identity(const View& view);

/// What programs put into their lists. The way in for staff is a page of the session's core that residents do not need.
extern const Feature session_feature;
extern const Feature session_again_feature;
extern const Feature staff_login_feature;

}  // namespace ow::ui
