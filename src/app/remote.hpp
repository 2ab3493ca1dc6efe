#pragma once

#include <optional>
#include <string>
#include <utility>

#include "src/app/env.hpp"
#include "src/app/model.hpp"
#include "src/domain/api.hpp"

namespace ow::app {

/// What to draw for something that comes from the server.
enum class RemoteState : std::uint8_t {
    idle,     ///< not asked for
    loading,  ///< asked for, nothing to show yet: skeleton
    loaded,   ///< `value` is there (and may be refreshing: `busy()`)
    failed,   ///< nothing to show; `error` says why; offer to try again
};

/// Something that is read from the server. An old value stays to be shown while a newer one is on its way, and also
/// when the refresh fails (`error` is set beside `value` then).
template <class T>
struct Remote {
    std::optional<T> value;
    std::optional<domain::ApiError> error;
    RequestId request = 0;  ///< the call whose answer is wanted; any other is stale

    [[nodiscard]] bool busy() const { return request != 0; }
    [[nodiscard]] RemoteState state() const {
        if (value) {
            return RemoteState::loaded;
        }
        if (busy()) {
            return RemoteState::loading;
        }
        return error ? RemoteState::failed : RemoteState::idle;
    }

    /// Asks; a call that is on its way is given up.
    void load(Env& env, Call call) {
        cancel(env);
        error.reset();
        request = env.call(std::move(call));
    }
    /// Asks unless there is a value or a call on its way.
    void load_once(Env& env, Call call) {
        if (!value && !busy()) {
            load(env, std::move(call));
        }
    }
    void cancel(Env& env) {
        if (busy()) {
            env.effect(CancelCall{request});
            request = 0;
        }
    }
    void forget(Env& env) {
        cancel(env);
        value.reset();
        error.reset();
    }
    /// Takes an answer if it is the one that is waited for.
    /// \return whether it was.
    bool take(RequestId id, const domain::ApiResult& result) {
        if (id == 0 || id != request) {
            return false;
        }
        request = 0;
        if (!result.ok()) {
            error = result.error();
        } else if (const T* answer = std::get_if<T>(&result.value())) {
            value = *answer;
            error.reset();
        } else {
            error = domain::make_error(domain::ApiErrorKind::unexpected);
        }
        return true;
    }
    bool operator==(const Remote&) const = default;
};

/// Cases are read by many: made once.
extern template struct Remote<domain::CaseDetail>;

/// Why there is nothing to show of what was to be read, or nothing.
template <class T>
[[nodiscard]] std::optional<PageError> page_error(const Remote<T>& remote) {
    return remote.state() == RemoteState::failed ? page_error(remote.error) : std::nullopt;
}

/// A change sent to the server: one at a time, repeated under the same idempotency key as long as it is not known
/// whether the server has it.
struct Write {
    RequestId request = 0;
    std::string key;
    std::optional<domain::ApiError> error;

    /// On its way: a second tap does nothing, the button is disabled and says so.
    [[nodiscard]] bool busy() const { return request != 0; }

    /// Sends it; does nothing while one is on its way.
    /// \return whether it was sent.
    bool send(Env& env, Call call);

    /// Takes an answer if it is the one that is waited for. After a success or a final refusal the key is used up.
    /// \return whether it was.
    bool take(RequestId id, const domain::ApiResult& result);

    /// The content changed: what is sent next is another change and gets another key. Clears the error.
    void changed();

    bool operator==(const Write&) const = default;
};

}  // namespace ow::app
