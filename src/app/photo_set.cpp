#include "src/app/photo_set.hpp"

#include <algorithm>
#include <utility>

namespace ow::app {

namespace {

using domain::LocalPhoto;
using domain::Value;

Value value_of(const LocalPhoto& photo) {
    Value value = Value::object();
    value.set("local_id", photo.local_id);
    value.set("name", photo.name);
    value.set("width", photo.width);
    value.set("height", photo.height);
    value.set("bytes", photo.bytes);
    if (photo.document) {
        value.set("pages", photo.pages);
    }
    if (!photo.fault.empty()) {
        value.set("fault", photo.fault);
    }
    return value;
}

template <class Number>
Number number_at(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    const double* number = found == nullptr ? nullptr : found->as_number();
    return number == nullptr ? Number{} : static_cast<Number>(*number);
}

LocalPhoto photo_of(const Value& value) {
    LocalPhoto photo;
    photo.local_id = value.text_at("local_id");
    photo.name = value.text_at("name");
    photo.width = number_at<int>(value, "width");
    photo.height = number_at<int>(value, "height");
    photo.bytes = number_at<std::int64_t>(value, "bytes");
    photo.document = value.find("pages") != nullptr;
    photo.pages = number_at<int>(value, "pages");
    photo.fault = value.text_at("fault");
    return photo;
}

}  // namespace

int PhotoSet::room(int max) const {
    const auto counted = std::count_if(items.begin(), items.end(),
                                       [](const Photo& photo) { return photo.state != PhotoState::refused; });
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
        if (photo.state != PhotoState::refused) {
            result.push_back(photo.local);
        }
    }
    return result;
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

void PhotoSet::replace(Env& env, const std::string& old, const world::PhotoPicked& picked) {
    *find(old) = made_of(picked);
    env.effect(DropPhoto{old});
}

void PhotoSet::restore(Env& env, const std::vector<domain::LocalPhoto>& stored) {
    *this = PhotoSet{};
    for (const domain::LocalPhoto& local : stored) {
        Photo photo;
        photo.local = local;
        if (local.width > 0 || local.document) {
            photo.state = PhotoState::ready;
        } else {
            env.effect(ResumePhoto{local.local_id, local.name});
        }
        items.push_back(std::move(photo));
    }
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
    const auto removed = std::erase_if(items, [&](const Photo& photo) { return photo.local.local_id == local_id; });
    if (removed != 0) {
        env.effect(DropPhoto{local_id});
    }
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

Value value_of(const std::vector<LocalPhoto>& photos) {
    Value::List list;
    for (const LocalPhoto& photo : photos) {
        list.push_back(value_of(photo));
    }
    return Value(std::move(list));
}

std::vector<LocalPhoto> photos_of(const Value* kept) {
    std::vector<LocalPhoto> photos;
    const auto* items = kept == nullptr ? nullptr : kept->as_list();
    for (std::size_t at = 0; items != nullptr && at < items->size(); ++at) {
        photos.push_back(photo_of((*items)[at]));
    }
    return photos;
}

}  // namespace ow::app
