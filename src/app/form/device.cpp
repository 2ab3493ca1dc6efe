#include <algorithm>
#include <utility>

#include "src/app/form/form.hpp"

/// What the device answers a form: pictures and positions.
namespace ow::app::form {

namespace {

Outcome heard(std::string path = {}) {
    Outcome outcome;
    outcome.heard = true;
    outcome.edited = !path.empty();
    outcome.path = std::move(path);
    return outcome;
}

std::string path_of_photo(State& state, const std::string& local_id) {
    for (auto& [path, photos] : state.photos) {
        if (photos.find(local_id) != nullptr) {
            return path;
        }
    }
    return {};
}

/// The field that waits for this answer of the device, "" when none does.
std::string path_locating(const State& state, RequestId request) {
    for (const auto& [path, place] : state.places) {
        if (request != 0 && place.locating == request) {
            return path;
        }
    }
    return {};
}

Outcome on_picked(State& state, const Setting& setting, Env& env, const world::PhotoPicked& picked) {
    if (state.picking.empty()) {
        // Dropped or pasted: the first field that takes pictures has them.
        const auto& fields = setting.form.fields;
        const auto found = std::find_if(fields.begin(), fields.end(),
                                        [](const FormField& field) { return field.type == FieldType::attachments; });
        state.picking = found == fields.end() ? std::string() : found->path;
    }
    PhotoSet& photos = state.photos[state.picking];
    const std::string replaced = std::exchange(state.replacing, {});
    const bool takes_place = photos.find(replaced) != nullptr;
    const bool room = takes_place || photos.room(photos_max(setting.form, state.picking)) > 0;
    if (state.picking.empty() || !room) {
        env.effect(DropPhoto{picked.local_id});
        return heard();
    }
    photos.left_out = 0;
    if (takes_place) {
        photos.replace(env, replaced, picked, state.replace_how);
    } else {
        photos.add(picked);
    }
    clear_errors(state, state.picking);
    return heard(state.picking);
}

Outcome on_left_out(State& state, Env& env, int count) {
    state.photos[state.picking].left_out = count;
    env.announce({"photos.left_out", {{"count", std::int64_t{count}}}}, Politeness::assertive);
    return heard();
}

Outcome on_ready(State& state, Env& env, const world::PhotoReady& result) {
    const std::string path = path_of_photo(state, result.photo.local_id);
    if (path.empty()) {
        return {};
    }
    state.photos[path].take(result);
    env.announce({"photos.added", {{"name", result.photo.name}}});
    return heard(path);
}

Outcome on_refused(State& state, Env& env, const world::PhotoRefused& result) {
    const std::string path = path_of_photo(state, result.local_id);
    if (path.empty()) {
        return {};
    }
    state.photos[path].take(result);
    env.announce({"photos.refused." + std::string(domain::to_code(result.reason)), {}}, Politeness::assertive);
    return heard();
}

Outcome on_located(State& state, Env& env, RequestId id, const world::Located& result) {
    const std::string path = path_locating(state, id);
    if (path.empty()) {
        return {};
    }
    PlaceState& place = state.places[path];
    place.locating = 0;
    place.locate = LocateState::found;
    set_position(state, path, result.position);
    const domain::Grid* nearest = env.reference ? domain::nearest_grid(*env.reference, result.position) : nullptr;
    if (nearest != nullptr && state.answers.text_at(path + ".grid_id").empty()) {
        state.answers.set(path + ".grid_id", nearest->id);
    }
    env.announce({"appeal.located", {}});
    return heard(path + ".lon");
}

Outcome on_locate_failed(State& state, Env& env, RequestId id, const world::LocateFailed& result) {
    const std::string path = path_locating(state, id);
    if (path.empty()) {
        return {};
    }
    PlaceState& place = state.places[path];
    place.locating = 0;
    place.locate = LocateState::failed;
    place.failure = result.reason;
    env.announce({"appeal.not_located." + std::string(domain::to_code(result.reason)), {}});
    return heard();
}

}  // namespace

Outcome on_told(State& state, const Setting& setting, Env& env, RequestId id, const Box& answer) {
    if (const auto* picked = answer.get<world::PhotoPicked>()) {
        return on_picked(state, setting, env, *picked);
    }
    if (const auto* left_out = answer.get<world::PhotosLeftOut>()) {
        return on_left_out(state, env, left_out->count);
    }
    if (const auto* ready = answer.get<world::PhotoReady>()) {
        return on_ready(state, env, *ready);
    }
    if (const auto* refused = answer.get<world::PhotoRefused>()) {
        return on_refused(state, env, *refused);
    }
    if (const auto* located = answer.get<world::Located>()) {
        return on_located(state, env, id, *located);
    }
    if (const auto* not_located = answer.get<world::LocateFailed>()) {
        return on_locate_failed(state, env, id, *not_located);
    }
    return {};
}

bool shrinking(const State& state) {
    return std::any_of(state.photos.begin(), state.photos.end(),
                       [](const auto& entry) { return entry.second.shrinking(); });
}

void drop_photos(const State& state, Env& env) {
    for (const auto& [path, photos] : state.photos) {
        photos.drop_all(env);
    }
}

void forget_before(State& state, Env& env) {
    for (auto& [path, photos] : state.photos) {
        photos.forget_before(env);
    }
}

}  // namespace ow::app::form
