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

/// What programs put into their lists.
extern const Feature session_feature;

}  // namespace ow::ui
