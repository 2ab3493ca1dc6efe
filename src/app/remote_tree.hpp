#pragma once

#include <string>
#include <utility>

#include "src/app/event.hpp"
#include "src/app/remote.hpp"
#include "src/app/world.hpp"

/// What Remote does for typed calls, for those that only one feature makes (CallTree).
namespace ow::app {

/// Asks for a tree; a call that is on its way is given up. `path` is below the API's base.
template <class T>
void load_tree(Remote<T>& remote, Env& env, std::string path) {
    remote.cancel(env);
    remote.error.reset();
    remote.request = env.effect(CallTree{CallTree::Method::get, std::move(path), {}, {}});
}

/// Whether the answer was that nobody is signed in; the shell is told.
inline bool lost_session(Env& env, const world::TreeAnswered& answer) {
    const bool lost = !answer.result.ok() && answer.result.error().kind == domain::ApiErrorKind::unauthenticated;
    if (lost) {
        env.signal(SessionLost{});
    }
    return lost;
}

/// Takes an answer if it is the one that is waited for; `read` makes the value of the tree.
/// \return whether it was.
template <class T, class Read>
bool take_tree(Remote<T>& remote, Env& env, RequestId id, const world::TreeAnswered& answer, Read read) {
    if (id == 0 || id != remote.request) {
        return false;
    }
    remote.request = 0;
    if (answer.result.ok()) {
        remote.value = read(answer.result.value());
        remote.error.reset();
    } else {
        remote.error = answer.result.error();
        lost_session(env, answer);
    }
    return true;
}

}  // namespace ow::app
