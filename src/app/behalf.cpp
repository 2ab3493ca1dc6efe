#include "src/app/behalf.hpp"

#include "src/app/form/application.hpp"

namespace ow::app::behalf {

std::string path_of(std::string_view person, std::string_view service) {
    return "/me/helping/" + std::string(person) + "?service=" + std::string(service);
}

Person read_person(const domain::Value& answer) {
    return {std::string(answer.text_at("person")), std::string(answer.text_at("mandate")),
            std::string(answer.text_at("name")), form::read_facts(answer)};
}

std::string stopped(const std::optional<domain::ApiError>& error) {
    if (error && error->kind == domain::ApiErrorKind::not_found) {
        return error->message;
    }
    for (const domain::FieldError& field : error ? error->fields : std::vector<domain::FieldError>{}) {
        if (field.path == "mandate") {
            return field.message;
        }
    }
    return {};
}

}  // namespace ow::app::behalf
