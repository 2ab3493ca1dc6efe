#include "src/app/appeal/parts.hpp"
#include "src/domain/codes.hpp"

/// Between the form's answers and the draft that the device keeps.
namespace ow::app::appeal {

namespace {

using domain::AppealDraft;
using domain::Value;

constexpr std::string_view place = "place";

void put(Value& answers, std::string_view path, const std::string& text) {
    if (!text.empty()) {
        answers.set(path, text);
    }
}

std::optional<double> number_at(const Value& answers, std::string_view path) {
    const Value* value = answers.find(path);
    const double* number = value == nullptr ? nullptr : value->as_number();
    return number == nullptr ? std::nullopt : std::optional(*number);
}

}  // namespace

AppealDraft draft_of(const Model& model, const std::string& owner) {
    const Value& answers = model.form.answers;
    const auto text = [&](std::string_view path) { return std::string(answers.text_at(path)); };
    AppealDraft draft;
    draft.key = model.key;
    draft.owner = owner;
    draft.category = domain::from_code<domain::Category>(text("category"));
    draft.title = text("title");
    draft.description = text("description");
    draft.place_text = text("place.text");
    draft.grid_id = text("place.grid_id");
    const auto lon = number_at(answers, "place.lon"), lat = number_at(answers, "place.lat");
    if (lon && lat) {
        draft.position = domain::Position{*lon, *lat};
    }
    const auto at = model.form.places.find(place);
    draft.marked = at != model.form.places.end() && at->second.locate == form::LocateState::marked;
    for (const auto& [path, photos] : model.form.photos) {
        draft.photos = photos.kept();
    }
    draft.contact_mode = domain::from_code<domain::ContactMode>(text("contact.mode"));
    draft.contact_phone = text("contact.phone");
    const Value* consent = answers.find("consent");
    draft.consent = consent != nullptr && consent->as_bool() != nullptr && *consent->as_bool();
    draft.step = domain::from_code<AppealStep>(model.form.page).value_or(AppealStep::kind);
    draft.saved_at = model.saved_at;
    draft.revision = model.revision;
    return draft;
}

void take_answers(Model& model, const AppealDraft& draft) {
    Value answers = Value::object();
    put(answers, "category", draft.category ? std::string(domain::to_code(*draft.category)) : std::string());
    put(answers, "title", draft.title);
    put(answers, "description", draft.description);
    put(answers, "place.text", draft.place_text);
    put(answers, "place.grid_id", draft.grid_id);
    put(answers, "contact.mode",
        draft.contact_mode ? std::string(domain::to_code(*draft.contact_mode)) : std::string());
    put(answers, "contact.phone", draft.contact_phone);
    if (draft.consent) {
        answers.set("consent", true);
    }
    form::PlaceState& at = model.form.places[std::string(place)];
    at.locating = 0;
    at.locate = !draft.position ? form::LocateState::idle
                : draft.marked  ? form::LocateState::marked
                                : form::LocateState::found;
    model.form.answers = std::move(answers);
    if (draft.position) {
        form::set_position(model.form, std::string(place), *draft.position);
    }
    model.form.page = domain::to_code(draft.step);
    model.key = draft.key;
    model.saved_at = draft.saved_at;
    model.revision = draft.revision;
}

}  // namespace ow::app::appeal
