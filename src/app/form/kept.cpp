#include "src/app/form/form.hpp"

/// What a form's answers become beside what was sent, so that it can be mended later.
namespace ow::app::form {

using domain::Value;

std::vector<std::string> pictures_of(const State& state) {
    std::vector<std::string> names;
    for (const auto& [path, photos] : state.photos) {
        for (const Photo& photo : photos.items) {
            // What was handed in before the server has.
            if (photo.state != PhotoState::refused && !photo.handed_in) {
                names.push_back(photo.local.local_id);
            }
        }
    }
    return names;
}

Value kept_form(const State& state) {
    Value::Object pictures;
    for (const auto& [path, photos] : state.photos) {
        pictures.push_back({path, value_of(photos)});
    }
    Value kept = Value::object();
    kept.set("answers", state.answers);
    kept.set("pictures", Value(std::move(pictures)));
    Value::List known;
    for (const auto& [path, answer] : state.known) {
        Value one = Value::object();
        one.set("path", path);
        one.set("source", answer.source);
        if (answer.right) {
            one.set("right", true);
        }
        known.push_back(std::move(one));
    }
    kept.set("known", std::move(known));
    return kept;
}

void take_kept(State& state, Env& env, const FormDefinition& form, const Value& kept) {
    state = State{};
    if (const Value* answers = kept.find("answers")) {
        take_answers(state, form, *answers);
    }
    const Value* pictures = kept.find("pictures");
    const auto* by_path = pictures == nullptr ? nullptr : pictures->as_object();
    for (std::size_t at = 0; by_path != nullptr && at < by_path->size(); ++at) {
        const auto& [path, list] = (*by_path)[at];
        state.photos[path].restore(env, &list);
    }
    for (const Value& one : kept.list_at("known")) {
        const std::string path(one.text_at("path"));
        if (const Value* answer = state.answers.find(path)) {
            const Value* right = one.find("right");
            const bool said = right != nullptr && right->as_bool() != nullptr && *right->as_bool();
            state.known[path] = {*answer, std::string(one.text_at("source")), said};
        }
    }
}

}  // namespace ow::app::form
