#include "src/app/form/form.hpp"

/// What a form's answers become beside what was sent, so that it can be mended later.
namespace ow::app::form {

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
    photo.fault = value.text_at("fault");
    return photo;
}

}  // namespace

std::vector<std::string> pictures_of(const State& state) {
    std::vector<std::string> names;
    for (const auto& [path, photos] : state.photos) {
        for (const LocalPhoto& photo : photos.kept()) {
            names.push_back(photo.local_id);
        }
    }
    return names;
}

Value kept_form(const State& state) {
    Value::Object pictures;
    for (const auto& [path, photos] : state.photos) {
        Value::List list;
        for (const LocalPhoto& photo : photos.kept()) {
            list.push_back(value_of(photo));
        }
        pictures.push_back({path, Value(std::move(list))});
    }
    Value kept = Value::object();
    kept.set("answers", state.answers);
    kept.set("pictures", Value(std::move(pictures)));
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
        std::vector<LocalPhoto> photos;
        if (const auto* items = list.as_list()) {
            for (const Value& item : *items) {
                photos.push_back(photo_of(item));
            }
        }
        state.photos[path].restore(env, photos);
    }
}

}  // namespace ow::app::form
