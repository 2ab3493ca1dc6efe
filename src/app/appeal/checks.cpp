#include "src/app/appeal/checks.hpp"

#include <algorithm>

namespace ow::app::appeal {

namespace {

using domain::FieldError;
using domain::FormField;

constexpr int default_photos_max = 6;

/// The page of the form definition that a path belongs to; also for entries of a list ("attachments.1") and for
/// objects ("place"), which the server names when the whole is wrong.
const FormField* find_owner(const domain::FormDefinition& form, std::string_view path) {
    const auto belongs = [&](const FormField& field) {
        const std::string_view own = field.path;
        const bool same = own == path;
        const bool entry = path.size() > own.size() && path.starts_with(own) && path[own.size()] == '.';
        const bool object = own.size() > path.size() && own.starts_with(path) && own[path.size()] == '.';
        return same || entry || object;
    };
    const auto found = std::find_if(form.fields.begin(), form.fields.end(), belongs);
    return found == form.fields.end() ? nullptr : &*found;
}

}  // namespace

std::string_view path_of(Field field) {
    switch (field) {
        case Field::description: return "description";
        case Field::place_text: return "place.text";
        case Field::contact_phone: return "contact.phone";
        case Field::title: break;
    }
    return "title";
}

std::vector<FieldError> check_step(const Model& model, const Env& env, AppealStep step) {
    domain::FormValues values = domain::form_values(domain::to_filing(model.draft));
    std::vector<std::string> photos;
    for (const domain::LocalPhoto& photo : model.photos.kept()) {
        photos.push_back(photo.local_id);
    }
    values["attachments"] = photos;
    domain::KnownIds known;
    if (env.reference != nullptr) {
        known.grids.emplace();
        for (const domain::Grid& grid : env.reference->grids) {
            known.grids->push_back(grid.id);
        }
    }
    auto errors = domain::validate(env.form(form_id), values, known, domain::to_code(step));
    if (step == step_of(env.form(form_id), "attachments")) {
        const auto refused = model.photos.errors();
        errors.insert(errors.end(), refused.begin(), refused.end());
    }
    return errors;
}

std::vector<FieldError> check_all(const Model& model, const Env& env) {
    std::vector<FieldError> errors;
    for (std::size_t index = 0; index < domain::code_count<AppealStep>(); ++index) {
        const auto found = check_step(model, env, static_cast<AppealStep>(index));
        errors.insert(errors.end(), found.begin(), found.end());
    }
    return errors;
}

int photos_max(const domain::FormDefinition& form) {
    const FormField* field = domain::find_field(form, "attachments");
    return field != nullptr && field->max ? static_cast<int>(*field->max) : default_photos_max;
}

bool has_draft(const Model& model) { return model.offered.has_value() || !domain::is_blank(model.draft); }

AppealStep step_of(const domain::FormDefinition& form, std::string_view path) {
    const FormField* field = find_owner(form, path);
    const auto step = field != nullptr ? domain::from_code<AppealStep>(field->step) : std::nullopt;
    return step.value_or(AppealStep::check);
}

const FormField* field_of(const domain::FormDefinition& form, Field field) {
    return domain::find_field(form, path_of(field));
}

}  // namespace ow::app::appeal
