#include "src/app/model.hpp"

#include <algorithm>

#include "src/app/feature.hpp"
#include "src/app/session/session.hpp"

namespace ow::app {

namespace {

std::optional<PageError> only(domain::ApiErrorKind kind) { return PageError{kind, {}, {}}; }

}  // namespace

Model::Model(std::span<const Feature* const> of_program) : features(of_program.begin(), of_program.end()) {}

Route parse_route(const Model& model, std::string_view url) {
    std::vector<const Address*> known;
    for (const Feature* feature : model.features) {
        for (const Page& page : feature->pages) {
            known.push_back(page.address);
        }
    }
    return parse_route(known, url);
}

const Page* shown_page(const Model& model) {
    for (const Feature* feature : model.features) {
        for (const Page& page : feature->pages) {
            if (page.address == model.route.page) {
                return &page;
            }
        }
    }
    return nullptr;
}

std::optional<PageError> page_error(const std::optional<domain::ApiError>& error) {
    if (!error) {
        return std::nullopt;
    }
    return PageError{error->kind, error->request_id, error->message};
}

std::optional<PageError> page_error(const Model& model) {
    if (model.forbidden) {
        return only(domain::ApiErrorKind::forbidden);
    }
    if (model.waiting_for_session) {
        return page_error(model.get<session::Model>().check_error);
    }
    if (model.route.is(not_found_page)) {
        return only(domain::ApiErrorKind::not_found);
    }
    const Page* page = shown_page(model);
    return page != nullptr && page->error != nullptr ? page->error(model) : std::nullopt;
}

const domain::CaseDetail* shown_case(const Model& model) {
    const Page* page = shown_page(model);
    return page != nullptr && page->shown_case != nullptr ? page->shown_case(model) : nullptr;
}

Message page_title(const Model& model) {
    Message title{"page." + std::string(model.route.page->name) + ".title", {}};
    const Page* page = shown_page(model);
    if (page != nullptr && page->title != nullptr) {
        page->title(model.route, title);
    }
    return title;
}

Route parent_of(const Model& model) {
    const Page* page = shown_page(model);
    if (page != nullptr && page->parent != nullptr) {
        return page->parent(model);
    }
    const auto first = navigation(model);
    return first.empty() ? Route{} : to_page(*first.front());
}

const domain::Account* account_of(const Model& model) {
    const auto& account = model.get<session::Model>().account;
    return account ? &*account : nullptr;
}

bool is_nobody(const Model& model) { return account_of(model) == nullptr && model.last_owner.empty(); }

std::vector<const Address*> navigation(const Model& model) {
    const domain::Account* account = account_of(model);
    const bool staff = account != nullptr && domain::is_staff(*account);
    const bool grid_worker = account != nullptr && account->role == domain::Role::grid_worker;
    const auto place_of = [&](const Address& page) {
        if (grid_worker && page.navigation.grid_worker != 0) {
            return page.navigation.grid_worker;
        }
        return staff ? page.navigation.staff : page.navigation.resident;
    };
    std::vector<const Address*> pages;
    for (const Feature* feature : model.features) {
        for (const Page& page : feature->pages) {
            const int place = place_of(*page.address);
            if (place > 0) {
                const auto after = std::find_if(pages.begin(), pages.end(),
                                                [&](const Address* other) { return place_of(*other) > place; });
                pages.insert(after, page.address);
            }
        }
    }
    return pages;
}

void title_with_number(const Route& route, Message& title) {
    title.args.emplace_back("number", domain::group_case_number(route.id()));
}

const domain::forms::FormDefinition& form_of(const Model& model, std::string_view code) {
    static const domain::forms::FormDefinition none;
    const auto found = std::find_if(model.forms.begin(), model.forms.end(),
                                    [&](const domain::forms::FormDefinition& form) { return form.code == code; });
    return found == model.forms.end() ? none : *found;
}

}  // namespace ow::app
