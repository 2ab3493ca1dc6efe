#pragma once

#include "src/app/env.hpp"
#include "src/app/model.hpp"

/// Going from page to page: who may see what, what is read when a page opens, titles and focus. Part of the shell.
namespace ow::app {

/// The application goes somewhere: address, history, page.
void go_to(Model& model, Env& env, const Route& route, NavigateHow how);

/// How one comes to a page: to a new entry of the history, or back (or forward) to one that was there.
enum class Coming : std::uint8_t { anew, back };

/// The page of an address is shown; the address is there already (start, back, forward, typed).
void arrive(Model& model, Env& env, Route route, Coming coming = Coming::anew);

/// The node that had the focus when the page was left, or its heading: views mark it.
inline constexpr std::string_view left_focus_node = "left-focus";

/// Reads what the current page needs. Does nothing harmful when it is there already.
void open_page(Model& model, Env& env);

/// Throws away every state, so that nothing of a person is left; features say what may outlive them.
void forget_states(Model& model, Env& env);

/// The server has said that nobody is signed in.
[[nodiscard]] bool is_known_nobody(const Model& model);
/// Somebody signed in, or is known to be signed in.
void on_session_started(Model& model, Env& env);
/// The session is over, or nobody was signed in.
void on_session_ended(Model& model, Env& env, SessionEnd why);
/// The server has said who is signed in: a page that waited for it is opened.
void on_session_checked(Model& model, Env& env, const SessionChecked& checked);

/// What features may know follows the model also within one update (a reference that has just been loaded, an account
/// that has just signed in).
void refresh(Env& env, Model& model);

/// The place in the history of the entry that `how` makes for `route`.
[[nodiscard]] HistoryPlace place_after(const Model& model, const Route& route, NavigateHow how);

/// Shows a toast and says it.
void show_toast(Model& model, Env& env, Message text, Tone tone);
/// A copy has been made: its button says so for a while, and it is said aloud.
void show_copied(Model& model, Env& env, Copying copy);
/// Takes away the toasts, and the word of a copy, whose time is over.
void expire_toasts(Model& model, Env& env);

/// The shell's own alarms.
inline constexpr TimerId minute_timer = 1;  ///< remaining times, every minute while a page shows them
inline constexpr TimerId toast_timer = 2;   ///< takes a toast or the word of a copy away

/// Draws the page anew after a minute if it shows times that run.
void watch_clocks(Model& model, Env& env);

}  // namespace ow::app
