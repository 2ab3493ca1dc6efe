#include "src/app/model.hpp"

#include <algorithm>

namespace ow::app {

namespace {

std::optional<PageError> from_api(const std::optional<domain::ApiError>& error) {
    if (!error) {
        return std::nullopt;
    }
    return PageError{error->kind, error->request_id, error->message};
}

template <class T>
std::optional<PageError> from_remote(const Remote<T>& remote) {
    return remote.state() == RemoteState::failed ? from_api(remote.error) : std::nullopt;
}

std::optional<PageError> only(domain::ApiErrorKind kind) { return PageError{kind, {}, {}}; }

std::optional<PageError> notice_error(const Model& model) {
    if (!model.notices.value) {
        return from_remote(model.notices);
    }
    const auto& items = model.notices.value->items;
    const bool known = std::any_of(items.begin(), items.end(),
                                   [&](const domain::Notice& notice) { return notice.id == model.route.id; });
    return known ? std::nullopt : only(domain::ApiErrorKind::not_found);
}

}  // namespace

std::optional<PageError> page_error(const Model& model) {
    if (model.forbidden) {
        return only(domain::ApiErrorKind::forbidden);
    }
    if (model.waiting_for_session) {
        return from_api(model.session.check_error);
    }
    switch (model.route.page) {
        case Page::not_found: return only(domain::ApiErrorKind::not_found);
        case Page::case_detail: return from_remote(model.case_page.detail);
        case Page::case_access: return from_remote(model.case_page.access);
        case Page::case_rate:
            return model.rating.query_code.empty() ? from_remote(model.case_page.detail) : std::nullopt;
        case Page::receipt: return from_remote(model.receipt.detail);
        case Page::notices: return from_remote(model.notices);
        case Page::notice: return notice_error(model);
        case Page::mine:
            return model.mine.list.state() == RemoteState::failed ? from_api(model.mine.list.error) : std::nullopt;
        default: return std::nullopt;
    }
}

const domain::CaseDetail* shown_case(const Model& model) {
    const auto value = [](const Remote<domain::CaseDetail>& remote) { return remote.value ? &*remote.value : nullptr; };
    switch (model.route.page) {
        case Page::case_detail:
        case Page::case_access: return value(model.case_page.detail);
        case Page::case_rate: {
            const domain::CaseDetail* own = value(model.case_page.detail);
            if (own != nullptr && own->summary.number == model.route.id) {
                return own;
            }
            return value(model.track.result);
        }
        case Page::track: return value(model.track.result);
        case Page::workbench: return value(model.workbench.detail);
        case Page::receipt: return receipt::shown_case(model.receipt);
        default: return nullptr;
    }
}

const domain::FilingStatus* find_filing(const Model& model, const std::string& key) {
    const auto found = std::find_if(model.filings.begin(), model.filings.end(),
                                    [&](const domain::FilingStatus& filing) { return filing.key == key; });
    return found == model.filings.end() ? nullptr : &*found;
}

Message page_title(const Model& model) {
    const Route& route = model.route;
    Message title{title_key(route), {}};
    switch (route.page) {
        case Page::case_detail:
        case Page::case_access:
        case Page::case_rate:
        case Page::receipt: title.args.emplace_back("number", domain::group_case_number(route.id)); break;
        case Page::search: title.args.emplace_back("query", route.query); break;
        default: break;
    }
    return title;
}

Route parent_of(const Model& model) {
    const Route& route = model.route;
    const bool staff = model.session.account && domain::is_staff(*model.session.account);
    switch (route.page) {
        case Page::appeal_form:
            if (route.step != domain::AppealStep::kind) {
                return to_appeal_step(static_cast<domain::AppealStep>(static_cast<int>(route.step) - 1));
            }
            return to_page(Page::appeals);
        case Page::appeal_similar: return to_appeal_step(domain::AppealStep::where);
        case Page::receipt:
        case Page::appeal_sent:
        case Page::identity: return to_page(Page::mine);
        case Page::case_detail:
            if (staff) {
                return to_page(Page::workbench);
            }
            return to_page(model.session.account ? Page::mine : Page::home);
        case Page::case_access: return to_case(route.id);
        case Page::case_rate: return model.rating.query_code.empty() ? to_case(route.id) : to_page(Page::track);
        case Page::staff_login: return to_page(Page::login);
        case Page::notice: return to_page(Page::notices);
        default: return to_page(Page::home);
    }
}

bool shows_clocks(Page page) {
    switch (page) {
        case Page::home:
        case Page::mine:
        case Page::case_detail:
        case Page::track:
        case Page::receipt:
        case Page::workbench:
        case Page::appeal_sent: return true;
        default: return false;
    }
}

std::vector<Section> navigation(const Model& model) {
    if (model.session.account && domain::is_staff(*model.session.account)) {
        return {Section::home, Section::workbench, Section::services, Section::council, Section::supervision};
    }
    return {Section::home, Section::services, Section::appeals, Section::council, Section::mine};
}

}  // namespace ow::app
