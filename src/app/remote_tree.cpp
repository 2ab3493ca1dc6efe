#include "src/app/remote_tree.hpp"

namespace ow::app {

void TreeWrite::post(Env& env, const std::string& id, std::string path) {
    if (busy()) {
        return;
    }
    if (of != id || key.empty()) {
        of = id;
        key = env.fresh_key();
    }
    error.reset();
    request = env.effect(CallTree{CallTree::Method::post, std::move(path), domain::Value::object(), key});
}

TreeWrite::Answer TreeWrite::take(Env& env, RequestId id, const world::TreeAnswered& answer) {
    if (id == 0 || id != request) {
        return Answer::other;
    }
    request = 0;
    if (answer.result.ok()) {
        key.clear();
        return Answer::done;
    }
    if (lost_session(env, answer)) {
        return Answer::open;
    }
    error = answer.result.error();
    if (domain::is_temporary(*error)) {
        return Answer::open;
    }
    key.clear();
    return Answer::refused;
}

}  // namespace ow::app
