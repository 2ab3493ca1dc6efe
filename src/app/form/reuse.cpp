#include "src/app/form/reuse.hpp"

#include <algorithm>
#include <utility>

#include "src/app/remote_tree.hpp"

namespace ow::app::form {

namespace {

using domain::Value;

int number_at(const Value& picture, std::string_view name) {
    const Value* found = picture.find(name);
    const double* number = found == nullptr ? nullptr : found->as_number();
    return number == nullptr ? 0 : static_cast<int>(*number);
}

std::vector<HandedIn> read(const Value& answer) {
    std::vector<HandedIn> all;
    for (const Value& item : answer.list_at("items")) {
        HandedIn one;
        one.field = item.text_at("field");
        one.service_title = item.text_at("service_title");
        one.at = domain::parse_iso8601(item.text_at("at")).value_or(domain::Instant{});
        for (const Value& picture : item.list_at("pictures")) {
            domain::LocalPhoto photo;
            photo.local_id = picture.text_at("id");
            photo.width = number_at(picture, "width");
            photo.height = number_at(picture, "height");
            photo.document = picture.text_at("content_type") == "application/pdf";
            photo.pages = number_at(picture, "pages");
            one.pictures.push_back(std::move(photo));
        }
        if (!one.field.empty() && !one.pictures.empty()) {
            all.push_back(std::move(one));
        }
    }
    return all;
}

}  // namespace

void want_handed_in(HandedInList& list, Env& env, std::string_view service, std::string_view number,
                    std::string_view mandate) {
    if (list.value || list.busy() || env.account == nullptr) {
        return;
    }
    std::string path = "/me/materials?service=" + std::string(service);
    if (!number.empty()) {
        path += "&case=" + std::string(number);
    }
    if (!mandate.empty()) {
        path += "&mandate=" + std::string(mandate);
    }
    load_tree(list, env, std::move(path));
}

bool take_handed_in(HandedInList& list, Env& env, RequestId id, const Box& answer) {
    const auto* told = answer.get<world::TreeAnswered>();
    return told != nullptr && take_tree(list, env, id, *told, read);
}

const HandedIn* handed_in_for(const HandedInList& list, std::string_view field) {
    if (!list.value) {
        return nullptr;
    }
    const auto found = std::ranges::find(*list.value, field, &HandedIn::field);
    return found == list.value->end() ? nullptr : &*found;
}

bool fits(const FormDefinition& form, const PhotoSet& photos, const HandedIn& offer) {
    const bool documents = std::ranges::any_of(offer.pictures, &domain::LocalPhoto::document);
    return photos.room(photos_max(form, offer.field)) >= static_cast<int>(offer.pictures.size()) &&
           (!documents || takes_documents(form, offer.field));
}

std::vector<std::string> reused_fields(const State& state) {
    std::vector<std::string> fields;
    for (const auto& [path, photos] : state.photos) {
        if (photos.handed_in() > 0) {
            fields.push_back(path);
        }
    }
    return fields;
}

void name_reused(Value& body, const std::vector<std::string>& fields) {
    Value::List list;
    for (const std::string& field : fields) {
        list.emplace_back(field);
    }
    if (!list.empty()) {
        body.set(reused_member, std::move(list));
    }
}

std::vector<std::string> take_reused(Value& answers) {
    std::vector<std::string> fields;
    for (const Value& one : answers.list_at(reused_member)) {
        if (const std::string* field = one.as_text()) {
            fields.push_back(*field);
        }
    }
    answers.erase(reused_member);
    return fields;
}

std::vector<std::string> use_again(State& state, const Setting& setting, const HandedInList& list,
                                   std::vector<std::string> fields) {
    for (auto& [path, photos] : state.photos) {
        if (photos.handed_in() > 0 && std::ranges::find(fields, path) == fields.end()) {
            photos.take_back();
        }
    }
    std::erase_if(fields, [&](const std::string& field) {
        if (const auto there = state.photos.find(field); there != state.photos.end() && there->second.handed_in() > 0) {
            return true;
        }
        const HandedIn* offer = handed_in_for(list, field);
        if (offer == nullptr) {
            return false;
        }
        PhotoSet& photos = state.photos[field];
        const bool fitting = fits(setting.form, photos, *offer);
        if (fitting) {
            photos.use_again(offer->pictures, offer->at);
        }
        return fitting;
    });
    return fields;
}

}  // namespace ow::app::form
