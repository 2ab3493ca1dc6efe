#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "src/domain/case_codes.hpp"
#include "src/domain/draft.hpp"

namespace ow::app {

/// Every page. Its URL is in the comment.
enum class Page : std::uint8_t {
    home,            ///< #/
    login,           ///< #/login?next=…
    staff_login,     ///< #/login/staff?next=…
    identity,        ///< #/identity?next=…
    services,        ///< #/services
    assist,          ///< #/assist
    appeals,         ///< #/appeals
    appeal_form,     ///< #/appeals/new/<kind|what|where|contact|check>; #/appeals/new is the first step
    appeal_sent,     ///< #/appeals/sent/<filing key>: on its way, waiting, or to be mended
    appeal_similar,  ///< #/appeals/similar: open cases nearby that may be the same thing, between where and contact
    receipt,         ///< #/receipt/<number>
    mine,            ///< #/mine
    case_detail,     ///< #/cases/<number>
    case_access,     ///< #/cases/<number>/access
    case_rate,       ///< #/cases/<number>/rate
    track,           ///< #/track, #/track?number=…
    council,         ///< #/council
    supervision,     ///< #/supervision
    settings,        ///< #/settings
    help,            ///< #/help
    notices,         ///< #/notices
    notice,          ///< #/notices/<id>
    search,          ///< #/search?q=…
    workbench,       ///< #/workbench?queue=…&case=…
    about,           ///< #/about
    gallery,         ///< #/gallery (demo only)
    not_found,       ///< anything else
};

/// The page's name in keys: "home", "case_detail" …
[[nodiscard]] std::string_view page_name(Page page);

/// Where somebody is, or wants to go. Members a page does not use are empty.
struct Route {
    Page page = Page::home;
    domain::AppealStep step = domain::AppealStep::kind;  ///< appeal_form
    std::string id;     ///< case number in canonical form, filing key, notice id; not_found: the URL as it came
    std::string query;  ///< search: the words
    std::string next;   ///< login, staff_login, identity: the URL to go on with; "" = the start page
    std::optional<domain::Queue> queue;  ///< workbench
    bool operator==(const Route&) const = default;
};

/// Reads a URL fragment: "#/cases/320505S20261121000429", with or without what stands before '#', "" = home.
/// Case numbers may be grouped or in lower case. Never fails: what is not known is not_found.
/// A `next` that is not a fragment of this application ("#/…") is dropped, so that no link leads elsewhere.
[[nodiscard]] Route parse_route(std::string_view url);

/// The URL of a route, "#/…"; parse_route(format_route(r)) == r for every route that parse_route makes.
[[nodiscard]] std::string format_route(const Route& route);

/// The i18n key of the page's heading and title: "page.<name>.title"; steps of the appeal form have their own,
/// "page.appeal_form.<step>.title".
[[nodiscard]] std::string title_key(const Route& route);

/// Who may open a page.
enum class Access : std::uint8_t {
    anyone,
    signed_in,  ///< any account
    resident,   ///< who may file: an account of role resident
    staff,      ///< any account but a resident's
};
/// Who may open the page.
[[nodiscard]] Access access_of(Page page);

/// The five parts of the navigation; what is highlighted for a page.
enum class Section : std::uint8_t { home, services, appeals, council, mine, supervision, workbench, none };
[[nodiscard]] Section section_of(Page page);

// Short ways to build a route.
[[nodiscard]] Route to_page(Page page);
[[nodiscard]] Route to_case(std::string number);
[[nodiscard]] Route to_appeal_step(domain::AppealStep step);
[[nodiscard]] Route with_id(Page page, std::string id);

}  // namespace ow::app
