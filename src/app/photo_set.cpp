#include "src/app/photo_set.hpp"

#include <algorithm>
#include <utility>

namespace ow::app {

namespace {

using domain::LocalPhoto;
using domain::Value;

Value value_of(const LocalPhoto& local, const char* id_name) {
    Value value = Value::object();
    value.set(id_name, local.local_id);
    value.set("name", local.name);
    value.set("width", local.width);
    value.set("height", local.height);
    value.set("bytes", local.bytes);
    if (local.document) {
        value.set("pages", local.pages);
    }
    if (!local.fault.empty()) {
        value.set("fault", local.fault);
    }
    return value;
}

Value value_of(const Photo& photo) {
    // Pictures of this device are known by "local_id" wherever they are named, and let be.
    Value value = value_of(photo.local, photo.handed_in ? "server_id" : "local_id");
    if (photo.handed_in) {
        value.set("handed_in_ms", static_cast<double>(photo.handed_in->ms));
    }
    if (photo.before) {
        value.set("before", value_of(*photo.before, "local_id"));
    }
    return value;
}

template <class Number>
Number number_at(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    const double* number = found == nullptr ? nullptr : found->as_number();
    return number == nullptr ? Number{} : static_cast<Number>(*number);
}

LocalPhoto local_of(const Value& value, std::string_view id_name) {
    LocalPhoto local;
    local.local_id = value.text_at(id_name);
    local.name = value.text_at("name");
    local.width = number_at<int>(value, "width");
    local.height = number_at<int>(value, "height");
    local.bytes = number_at<std::int64_t>(value, "bytes");
    local.document = value.find("pages") != nullptr;
    local.pages = number_at<int>(value, "pages");
    local.fault = value.text_at("fault");
    return local;
}

Photo photo_of(const Value& value) {
    Photo photo;
    if (value.find("handed_in_ms") != nullptr) {
        photo.handed_in = domain::Instant{number_at<std::int64_t>(value, "handed_in_ms")};
    }
    photo.local = local_of(value, photo.handed_in ? "server_id" : "local_id");
    if (const Value* before = value.find("before")) {
        photo.before = local_of(*before, "local_id");
    }
    return photo;
}

/// What the device has of it goes.
void drop(const Photo& photo, Env& env) {
    if (!photo.handed_in) {
        env.effect(DropPhoto{photo.local.local_id});
    }
    if (photo.before) {
        env.effect(DropPhoto{photo.before->local_id});
    }
}

bool is_sent(const Photo& photo) { return photo.state != PhotoState::refused; }

/// As it was stored; goes on with it where its shrinking was interrupted.
void put_back(std::vector<Photo>& items, Env& env, Photo photo) {
    if (photo.handed_in || photo.local.document || photo.local.width > 0) {
        photo.state = PhotoState::ready;
    } else {
        env.effect(ResumePhoto{photo.local.local_id, photo.local.name});
    }
    items.push_back(std::move(photo));
}

}  // namespace

int PhotoSet::room(int max) const {
    const auto counted = std::count_if(items.begin(), items.end(), is_sent);
    return std::max(0, max - static_cast<int>(counted));
}

bool PhotoSet::shrinking() const {
    return std::any_of(items.begin(), items.end(),
                       [](const Photo& photo) { return photo.state == PhotoState::shrinking; });
}

Photo* PhotoSet::find(const std::string& local_id) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Photo& photo) { return photo.local.local_id == local_id; });
    return found == items.end() ? nullptr : &*found;
}

std::vector<domain::LocalPhoto> PhotoSet::kept() const {
    std::vector<domain::LocalPhoto> result;
    for (const Photo& photo : items) {
        if (is_sent(photo)) {
            result.push_back(photo.local);
        }
    }
    return result;
}

int PhotoSet::handed_in() const {
    return static_cast<int>(std::count_if(
        items.begin(), items.end(), [](const Photo& photo) { return is_sent(photo) && photo.handed_in.has_value(); }));
}

std::optional<domain::Instant> PhotoSet::handed_in_at() const {
    std::optional<domain::Instant> at;
    for (const Photo& photo : items) {
        at = std::max(at, photo.handed_in);
    }
    return at;
}

namespace {

Photo made_of(const world::PhotoPicked& picked) {
    Photo photo;
    photo.local.local_id = picked.local_id;
    photo.local.name = picked.name;
    return photo;
}

}  // namespace

void PhotoSet::add(const world::PhotoPicked& picked) {
    if (find(picked.local_id) == nullptr) {
        items.push_back(made_of(picked));
    }
}

void PhotoSet::replace(Env& env, const std::string& old, const world::PhotoPicked& picked, ReplaceHow how) {
    Photo& photo = *find(old);
    Photo made = made_of(picked);
    if (how != ReplaceHow::anew) {
        made.before = std::exchange(photo.before, {});
    }
    if (how == ReplaceHow::straightened && !made.before) {
        made.before = photo.local;
    } else {
        drop(photo, env);
    }
    photo = std::move(made);
}

bool PhotoSet::undo(Env& env, const std::string& local_id) {
    Photo* photo = find(local_id);
    if (photo == nullptr || !photo->before) {
        return false;
    }
    env.effect(DropPhoto{local_id});
    Photo taken;
    taken.local = *std::move(photo->before);
    taken.state = PhotoState::ready;
    *photo = std::move(taken);
    return true;
}

void PhotoSet::forget_before(Env& env) {
    for (Photo& photo : items) {
        if (const auto before = std::exchange(photo.before, {})) {
            env.effect(DropPhoto{before->local_id});
        }
    }
}

void PhotoSet::drop_all(Env& env) const {
    for (const Photo& photo : items) {
        drop(photo, env);
    }
}

void PhotoSet::restore(Env& env, const std::vector<domain::LocalPhoto>& stored) {
    *this = PhotoSet{};
    for (const domain::LocalPhoto& local : stored) {
        Photo photo;
        photo.local = local;
        put_back(items, env, std::move(photo));
    }
}

void PhotoSet::restore(Env& env, const Value* kept) {
    *this = PhotoSet{};
    const auto* list = kept == nullptr ? nullptr : kept->as_list();
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        put_back(items, env, photo_of((*list)[at]));
    }
}

void PhotoSet::use_again(const std::vector<domain::LocalPhoto>& pictures, domain::Instant at) {
    left_out = 0;
    for (const domain::LocalPhoto& picture : pictures) {
        if (find(picture.local_id) == nullptr) {
            Photo photo;
            photo.local = picture;
            photo.state = PhotoState::ready;
            photo.handed_in = at;
            items.push_back(std::move(photo));
        }
    }
}

void PhotoSet::take_back() {
    std::erase_if(items, [](const Photo& photo) { return photo.handed_in.has_value(); });
    left_out = 0;
}

bool PhotoSet::move(const std::string& local_id, int by) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Photo& photo) { return photo.local.local_id == local_id; });
    const auto to = found - items.begin() + by;
    if (found == items.end() || to < 0 || to >= static_cast<std::ptrdiff_t>(items.size())) {
        return false;
    }
    std::iter_swap(found, items.begin() + to);
    return true;
}

void PhotoSet::remove(Env& env, const std::string& local_id) {
    if (const Photo* photo = find(local_id)) {
        drop(*photo, env);
    }
    std::erase_if(items, [&](const Photo& one) { return one.local.local_id == local_id; });
    left_out = 0;
}

bool PhotoSet::take(const world::PhotoReady& result) {
    Photo* photo = find(result.photo.local_id);
    if (photo == nullptr) {
        return false;
    }
    photo->local = result.photo;
    photo->state = PhotoState::ready;
    photo->memory_only = result.not_stored.has_value();
    return true;
}

bool PhotoSet::take(const world::PhotoRefused& result) {
    Photo* photo = find(result.local_id);
    if (photo == nullptr) {
        return false;
    }
    photo->state = PhotoState::refused;
    photo->refusal = result.reason;
    return true;
}

Value value_of(const PhotoSet& photos) {
    Value::List list;
    for (const Photo& photo : photos.items) {
        if (is_sent(photo)) {
            list.push_back(value_of(photo));
        }
    }
    return Value(std::move(list));
}

}  // namespace ow::app
