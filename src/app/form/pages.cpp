#include <algorithm>

#include "src/app/form/form.hpp"
#include "src/domain/form_fields.hpp"

namespace ow::app::form {

namespace {

using domain::FieldError;
using domain::Value;

/// Whether `path` is `whole` or lies in it.
bool is_within(std::string_view path, std::string_view whole) {
    return path == whole || (path.size() > whole.size() && path.starts_with(whole) && path[whole.size()] == '.');
}

/// Whether there is no answer anywhere in it.
bool is_empty(const Value& value) {
    if (const Value::Object* members = value.as_object()) {
        return std::all_of(members->begin(), members->end(),
                           [](const Value::Member& member) { return is_empty(member.value); });
    }
    return value.is_null();
}

bool asks(const Page& page, const FormField* field) {
    return std::find(page.fields.begin(), page.fields.end(), field) != page.fields.end();
}

bool asks(const Page& page, std::string_view path) {
    return std::any_of(page.fields.begin(), page.fields.end(),
                       [&](const FormField* field) { return field->path == path; });
}

}  // namespace

const FormField* owner_of(const FormDefinition& form, std::string_view path) {
    // The server also names a whole object ("place") of which the form asks the parts.
    const auto owns = [&](const FormField& field) {
        return is_within(path, field.path) || is_within(field.path, path);
    };
    const auto found = std::find_if(form.fields.begin(), form.fields.end(), owns);
    return found == form.fields.end() ? nullptr : &*found;
}

std::vector<Page> pages_of(const Setting& setting, const State& state) {
    std::vector<Page> pages;
    const FormDefinition& form = setting.form;
    std::vector<const FormField*> shown;
    for (const FormField& field : form.fields) {
        if (domain::forms::is_shown(field, state.answers, setting.context)) {
            shown.push_back(&field);
        }
    }
    if (setting.layout == Layout::one_page) {
        pages.push_back({{}, form.sections.empty() ? nullptr : &form.sections.front(), std::move(shown)});
        return pages;
    }
    for (const FormSection& section : form.sections) {
        Page page{section.id, &section, {}};
        for (const FormField* field : shown) {
            if (field->section != section.id) {
                continue;
            }
            if (!field->instead_of.empty() && !pages.empty() && asks(pages.back(), field->instead_of)) {
                pages.back().fields.push_back(field);  // seen beside the paper that it may stand for
            } else if (setting.layout == Layout::one_by_one && !section.review) {
                pages.push_back({field->path, &section, {field}});
            } else {
                page.fields.push_back(field);
            }
        }
        if (!page.fields.empty() || section.review) {
            pages.push_back(std::move(page));
        }
    }
    return pages;
}

Page page_of(const Setting& setting, const State& state) {
    std::vector<Page> pages = pages_of(setting, state);
    const auto found =
        std::find_if(pages.begin(), pages.end(), [&](const Page& page) { return page.id == state.page; });
    if (found != pages.end()) {
        return std::move(*found);
    }
    return pages.empty() ? Page{} : std::move(pages.front());
}

std::string page_asking(const Setting& setting, const State& state, std::string_view path) {
    const FormField* field = owner_of(setting.form, path);
    const std::vector<Page> pages = pages_of(setting, state);
    for (const Page& page : pages) {
        if (asks(page, field)) {
            return page.id;
        }
    }
    return pages.empty() ? std::string() : pages.back().id;
}

const FormSection* section_of(const FormDefinition& form, const FormField& field) {
    const auto found = std::find_if(form.sections.begin(), form.sections.end(),
                                    [&](const FormSection& section) { return section.id == field.section; });
    return found == form.sections.end() ? nullptr : &*found;
}

Value answers_of(const State& state) {
    Value answers = state.answers;
    for (const auto& [path, photos] : state.photos) {
        Value::List ids;
        for (const domain::LocalPhoto& photo : photos.kept()) {
            ids.emplace_back(photo.local_id);
        }
        answers.set(path, std::move(ids));
    }
    return answers;
}

Value kept_answers(const Setting& setting, const State& state) {
    return domain::forms::normalise(setting.form, answers_of(state), setting.context);
}

std::vector<FieldError> check_page(const Setting& setting, const State& state, const Page& page) {
    std::vector<FieldError> errors;
    const std::vector<FieldError> found = domain::forms::validate(setting.form, answers_of(state), setting.context);
    for (const FormField* field : page.fields) {
        std::copy_if(found.begin(), found.end(), std::back_inserter(errors),
                     [&](const FieldError& error) { return owner_of(setting.form, error.path) == field; });
    }
    return errors;
}

std::vector<FieldError> check_all(const Setting& setting, const State& state) {
    Page all;
    for (Page& page : pages_of(setting, state)) {
        all.fields.insert(all.fields.end(), page.fields.begin(), page.fields.end());
    }
    return check_page(setting, state, all);
}

Progress progress_of(const Setting& setting, const State& state, const Page& page) {
    Progress progress;
    const std::vector<FieldError> errors = check_page(setting, state, page);
    const Value answers = answers_of(state);
    for (const FormField* field : page.fields) {
        if (field->type == FieldType::fact) {
            continue;
        }
        const bool wrong = std::any_of(errors.begin(), errors.end(), [&](const FieldError& error) {
            return owner_of(setting.form, error.path) == field;
        });
        if (!wrong && domain::forms::is_absent(*field, answers.find(field->path))) {
            continue;
        }
        ++progress.asked;
        if (wrong) {
            progress.missing.push_back(field);
        } else if (state.known.contains(field->path)) {
            ++progress.known;
        }
    }
    return progress;
}

bool is_unread(const State& state, const Page& page) {
    return std::ranges::any_of(page.fields, [&](const FormField* field) {
        const auto known = state.known.find(field->path);
        return known != state.known.end() && !known->second.right;
    });
}

bool is_blank(const State& state) {
    const bool photos = std::any_of(state.photos.begin(), state.photos.end(),
                                    [](const auto& entry) { return !entry.second.items.empty(); });
    return is_empty(state.answers) && !photos;
}

bool takes_documents(const FormDefinition& form, std::string_view path) {
    const FormField* field = owner_of(form, path);
    return field != nullptr && field->documents;
}

int photos_max(const FormDefinition& form, std::string_view path) {
    constexpr int default_max = 6;
    const FormField* field = owner_of(form, path);
    return field != nullptr && field->max ? static_cast<int>(*field->max) : default_max;
}

void take_answers(State& state, const FormDefinition& form, const Value& answers) {
    state.answers = Value::object();
    state.aside = Value::object();
    // Objects are shared by several fields ("place.text", "place.grid_id"): what no field owns stays behind.
    Value rest = answers;
    for (const FormField& field : form.fields) {
        if (const Value* answer = answers.find(field.path)) {
            state.answers.set(field.path, *answer);
            rest.erase(field.path);
        }
    }
    if (const Value::Object* members = rest.as_object()) {
        for (const Value::Member& member : *members) {
            const Value::Object* inside = member.value.as_object();
            if (inside == nullptr || !inside->empty()) {
                state.aside.set(member.name, member.value);
            }
        }
    }
}

void enter(State& state, const Setting& setting, std::string_view page) {
    state.page = page;
    const Page shown = page_of(setting, state);
    state.page = shown.id;
    std::erase_if(state.errors,
                  [&](const FieldError& error) { return !asks(shown, owner_of(setting.form, error.path)); });
}

}  // namespace ow::app::form
