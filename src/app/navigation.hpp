#pragma once

#include "src/app/env.hpp"
#include "src/app/model.hpp"

/// Going from page to page: who may see what, what is read when a page opens, titles and focus. Part of the root.
namespace ow::app {

/// The application goes somewhere: address, history, page.
void go_to(Model& model, Env& env, const Route& route, NavigateHow how);

/// The page of an address is shown; the address is there already (start, back, forward, typed).
void arrive(Model& model, Env& env, Route route);

/// Reads what the current page needs. Does nothing harmful when it is there already.
void open_page(Model& model, Env& env);

/// Somebody signed in, or is known to be signed in.
void on_session_started(Model& model, Env& env);
void on_session_ended(Model& model, Env& env, SessionEnd why);

/// Shows a toast and says it.
void show_toast(Model& model, Env& env, Message text, Tone tone);

/// model.filings from model.all_filings.
void select_filings(Model& model);

}  // namespace ow::app
