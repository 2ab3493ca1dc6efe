#pragma once

#include <optional>
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

/// What Write does for typed calls: one change at a time to one thing, repeated under the same key as long as it is not
/// known whether the server has it, also after signing in again.
struct TreeWrite {
    /// What an answer says of the change.
    enum class Answer : std::uint8_t {
        other,    ///< it was another call's
        open,     ///< not known yet: it may be sent again under its key
        refused,  ///< `error` says why
        done,
    };

    RequestId request = 0;
    std::string of;                         ///< id of what is changed
    std::string key;                        ///< "" = the next change is another one
    std::optional<domain::ApiError> error;  ///< of the last try

    [[nodiscard]] bool busy() const { return request != 0; }

    /// Posts an empty body to `path`, below the API's base, for the thing `id`; does nothing while one is on its way.
    void post(Env& env, const std::string& id, std::string path);
    /// Takes an answer if it is the one that is waited for. Signals SessionLost.
    Answer take(Env& env, RequestId id, const world::TreeAnswered& answer);

    bool operator==(const TreeWrite&) const = default;
};

}  // namespace ow::app
