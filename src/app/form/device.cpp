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

Outcome on_picked(State& state, const Setting& setting, Env& env, RequestId id, const world::PhotoPicked& picked) {
    const auto asked = state.photos_asked.find(id);
    if (asked == state.photos_asked.end()) {
        return {};
    }
    const std::string& path = asked->second.path;
    PhotoSet& photos = state.photos[path];
    const std::string replaced = std::exchange(asked->second.replaces, {});
    const bool takes_place = photos.find(replaced) != nullptr;
    if (!takes_place && photos.room(photos_max(setting.form, path)) <= 0) {
        env.effect(DropPhoto{picked.local_id});
        return heard();
    }
    photos.left_out = 0;
    if (takes_place) {
        photos.replace(env, replaced, picked, asked->second.how);
    } else {
        photos.add(picked);
    }
    clear_errors(state, path);
    return heard(path);
}

Outcome on_left_out(State& state, Env& env, RequestId id, int count) {
    const auto asked = state.photos_asked.find(id);
    if (asked == state.photos_asked.end()) {
        return {};
    }
    state.photos[asked->second.path].left_out = count;
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
        return on_picked(state, setting, env, id, *picked);
    }
    if (const auto* left_out = answer.get<world::PhotosLeftOut>()) {
        return on_left_out(state, env, id, left_out->count);
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

void drop_unheard(Env& env, const Box& answer) {
    if (const auto* picked = answer.get<world::PhotoPicked>()) {
        env.effect(DropPhoto{picked->local_id});
    } else if (const auto* ready = answer.get<world::PhotoReady>()) {
        env.effect(DropPhoto{ready->photo.local_id});
    }
}

void watch_drops(Drops& drops, State& state, const Setting& setting, Env& env) {
    const FormField* taker = nullptr;
    int room = 0;
    for (const FormField* field : page_of(setting, state).fields) {
        if (field->type == FieldType::attachments && room <= 0) {
            const auto photos = state.photos.find(field->path);
            const int max = photos_max(setting.form, field->path);
            const int left = photos == state.photos.end() ? max : photos->second.room(max);
            if (taker == nullptr || left > 0) {
                taker = field;
                room = left;
            }
        }
    }
    if (taker == nullptr) {
        stop_drops(drops, env);
        return;
    }
    const AcceptPhotos wanted{room, takes_documents(setting.form, taker->path)};
    const auto asked = state.photos_asked.find(drops.request);
    const bool same_paper = asked != state.photos_asked.end() && asked->second.path == taker->path;
    if (same_paper && drops.accepted == wanted) {
        return;
    }
    drops = {env.effect(AcceptPhotos{wanted}), wanted};
    state.photos_asked[drops.request] = {taker->path, {}, ReplaceHow::anew};
}

void stop_drops(Drops& drops, Env& env) {
    if (drops.request != 0) {
        drops = {};
        env.effect(AcceptPhotos{});
    }
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
