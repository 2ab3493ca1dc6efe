#include "src/wire/assets.hpp"

#include "src/wire/archive.hpp"
#include "src/wire/value.hpp"

namespace ow::wire {

domain::Result<domain::Unit, DecodeError> decode_strings(std::string_view text, i18n::Catalogue& catalogue) {
    const auto json = parse_json(text);
    if (!json) {
        return domain::Failure{json.error()};
    }
    if (!json->is_object()) {
        return domain::Failure{DecodeError{"syntax"}};
    }
    DecodeError error;
    for (auto each = json->begin(); each != json->end(); ++each) {
        if (const auto* value = each.value().get_ptr<const Json::string_t*>()) {
            catalogue.add(each.key(), *value);
        } else if (error.member.empty()) {
            error.member = each.key();
        }
    }
    if (!error.member.empty()) {
        return domain::Failure{std::move(error)};
    }
    return domain::Unit{};
}

domain::Result<std::vector<domain::forms::FormDefinition>, DecodeError> decode_forms(std::string_view text) {
    const auto list = parse_value(text);
    if (!list) {
        return domain::Failure{list.error()};
    }
    if (list->as_list() == nullptr) {
        return domain::Failure{DecodeError{"syntax"}};
    }
    std::vector<domain::forms::FormDefinition> forms;
    for (const domain::Value& one : *list->as_list()) {
        if (auto form = domain::forms::read_definition(one)) {
            forms.push_back(*std::move(form));
        }
    }
    return forms;
}

domain::Result<CaseEvent, DecodeError> decode_case_event(std::string_view data) {
    return decode_value<CaseEvent>(data, [](Reader& reader, CaseEvent& event) {
        reader.text("number", event.number);
        reader.integer("version", event.version, 0, INT64_MAX);
        reader.word("state", event.state);
    });
}

}  // namespace ow::wire
