#include "src/app/remote.hpp"

namespace ow::app {

template struct Remote<domain::CaseDetail>;

bool Write::send(Env& env, Call call) {
    if (busy()) {
        return false;
    }
    if (key.empty()) {
        key = env.fresh_key();
    }
    error.reset();
    request = env.call(std::move(call), key);
    return true;
}

bool Write::take(RequestId id, const domain::ApiResult& result) {
    if (id == 0 || id != request) {
        return false;
    }
    request = 0;
    if (result.ok()) {
        key.clear();
        error.reset();
        return true;
    }
    error = result.error();
    // An answer that cannot be read, or none, leaves open whether the server has it: the same key again.
    const bool open = domain::is_temporary(*error) || error->kind == domain::ApiErrorKind::unexpected;
    if (!open) {
        key.clear();
    }
    return true;
}

void Write::changed() {
    if (busy()) {
        return;
    }
    key.clear();
    error.reset();
}

}  // namespace ow::app
