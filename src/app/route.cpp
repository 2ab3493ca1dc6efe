#include "src/app/route.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "src/domain/ids.hpp"
#include "src/domain/text.hpp"

namespace ow::app {

namespace {

using domain::AppealStep;

constexpr std::array<std::string_view, 27> page_names{
    "home",        "login",       "staff_login",    "identity",    "services", "assist",      "appeals",
    "appeal_form", "appeal_sent", "appeal_similar", "receipt",     "mine",     "case_detail", "case_access",
    "case_rate",   "track",       "council",        "supervision", "settings", "help",        "notices",
    "notice",      "search",      "workbench",      "about",       "gallery",  "not_found"};

/// Pages whose URL is one fixed path.
constexpr std::array<std::pair<std::string_view, Page>, 20> fixed_paths{{
    {"", Page::home},
    {"login", Page::login},
    {"login/staff", Page::staff_login},
    {"identity", Page::identity},
    {"services", Page::services},
    {"assist", Page::assist},
    {"appeals", Page::appeals},
    {"mine", Page::mine},
    {"track", Page::track},
    {"council", Page::council},
    {"supervision", Page::supervision},
    {"settings", Page::settings},
    {"help", Page::help},
    {"notices", Page::notices},
    {"search", Page::search},
    {"workbench", Page::workbench},
    {"about", Page::about},
    {"gallery", Page::gallery},
    {"appeals/new", Page::appeal_form},
    {"appeals/similar", Page::appeal_similar},
}};

int hex_value(char character) {
    if (character >= '0' && character <= '9') {
        return character - '0';
    }
    if (character >= 'a' && character <= 'f') {
        return character - 'a' + 10;
    }
    return character >= 'A' && character <= 'F' ? character - 'A' + 10 : -1;
}

/// Percent-decoding (RFC 3986, 2.1) and `+` as a space; an ill-formed escape stays as it is.
std::string decode(std::string_view text) {
    std::string result;
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] == '%' && index + 2 < text.size()) {
            const int high = hex_value(text[index + 1]);
            const int low = hex_value(text[index + 2]);
            if (high >= 0 && low >= 0) {
                result += static_cast<char>(high * 16 + low);
                index += 2;
                continue;
            }
        }
        result += text[index] == '+' ? ' ' : text[index];
    }
    return domain::is_valid_utf8(result) ? result : std::string{};
}

std::string encode(std::string_view text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string result;
    for (const char character : text) {
        if (plain.find(character) != std::string_view::npos) {
            result += character;
        } else {
            const auto byte = static_cast<unsigned char>(character);
            result += '%';
            result += hex[byte >> 4U];
            result += hex[byte & 0xFU];
        }
    }
    return result;
}

std::vector<std::string_view> split(std::string_view text, char by) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(by), text.size());
        if (end > 0) {
            parts.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::string parameter(std::string_view query, std::string_view name) {
    for (const std::string_view pair : split(query, '&')) {
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            return decode(pair.substr(equals + 1));
        }
    }
    return {};
}

/// Only an address of this application may be gone on to.
std::string local_url(std::string url) { return url.starts_with("#/") ? url : std::string{}; }

Route not_found(std::string_view url) { return with_id(Page::not_found, std::string(url)); }

std::optional<std::string> case_number(std::string_view part) {
    const auto number = domain::CaseNumber::parse(decode(part));
    return number.ok() ? std::optional(number->text()) : std::nullopt;
}

std::optional<Route> parse_path(const std::vector<std::string_view>& parts) {
    const std::size_t count = parts.size();
    if (parts[0] == "appeals" && count == 3 && parts[1] == "new") {
        const auto step = domain::from_code<AppealStep>(parts[2]);
        return step ? std::optional(to_appeal_step(*step)) : std::nullopt;
    }
    if (parts[0] == "appeals" && count == 3 && parts[1] == "sent") {
        return with_id(Page::appeal_sent, decode(parts[2]));
    }
    if (parts[0] == "notices" && count == 2) {
        return with_id(Page::notice, decode(parts[1]));
    }
    if (parts[0] != "cases" && parts[0] != "receipt") {
        return std::nullopt;
    }
    const auto number = count >= 2 ? case_number(parts[1]) : std::nullopt;
    if (!number) {
        return std::nullopt;
    }
    if (parts[0] == "receipt") {
        return count == 2 ? std::optional(with_id(Page::receipt, *number)) : std::nullopt;
    }
    if (count == 2) {
        return to_case(*number);
    }
    if (count == 3 && parts[2] == "access") {
        return with_id(Page::case_access, *number);
    }
    if (count == 3 && parts[2] == "rate") {
        return with_id(Page::case_rate, *number);
    }
    return std::nullopt;
}

void read_query(Route& route, std::string_view query) {
    switch (route.page) {
        case Page::login:
        case Page::staff_login:
        case Page::identity: route.next = local_url(parameter(query, "next")); break;
        case Page::search: route.query = parameter(query, "q"); break;
        case Page::track: route.id = case_number(parameter(query, "number")).value_or(""); break;
        case Page::workbench:
            route.queue = domain::from_code<domain::Queue>(parameter(query, "queue"));
            route.id = case_number(parameter(query, "case")).value_or("");
            break;
        default: break;
    }
}

void append_parameter(std::string& url, std::string_view name, std::string_view value) {
    if (value.empty()) {
        return;
    }
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += name;
    url += '=';
    url += encode(value);
}

}  // namespace

std::string_view page_name(Page page) {
    const auto index = static_cast<std::size_t>(page);
    return index < page_names.size() ? page_names[index] : page_names.back();
}

Route to_page(Page page) {
    Route route;
    route.page = page;
    return route;
}

Route with_id(Page page, std::string id) {
    Route route = to_page(page);
    route.id = std::move(id);
    return route;
}

Route to_case(std::string number) { return with_id(Page::case_detail, std::move(number)); }

Route to_appeal_step(AppealStep step) {
    Route route = to_page(Page::appeal_form);
    route.step = step;
    return route;
}

Route parse_route(std::string_view url) {
    const std::size_t hash = url.find('#');
    std::string_view rest = hash == std::string_view::npos ? std::string_view{} : url.substr(hash + 1);
    if (hash == std::string_view::npos && url.starts_with('/')) {
        rest = url;
    }
    const std::size_t question = std::min(rest.find('?'), rest.size());
    const std::string_view query = question < rest.size() ? rest.substr(question + 1) : std::string_view{};
    const std::vector<std::string_view> parts = split(rest.substr(0, question), '/');
    std::string path;
    for (const std::string_view part : parts) {
        path += path.empty() ? "" : "/";
        path += part;
    }
    for (const auto& [fixed, page] : fixed_paths) {
        if (path == fixed) {
            Route route = to_page(page);
            read_query(route, query);
            return route;
        }
    }
    return parse_path(parts).value_or(not_found(url));
}

std::string format_route(const Route& route) {
    std::string url = "#/";
    switch (route.page) {
        case Page::appeal_form: return url + "appeals/new/" + std::string(domain::to_code(route.step));
        case Page::appeal_sent: return url + "appeals/sent/" + encode(route.id);
        case Page::receipt: return url + "receipt/" + encode(route.id);
        case Page::case_detail: return url + "cases/" + encode(route.id);
        case Page::case_access: return url + "cases/" + encode(route.id) + "/access";
        case Page::case_rate: return url + "cases/" + encode(route.id) + "/rate";
        case Page::notice: return url + "notices/" + encode(route.id);
        case Page::not_found: return route.id;
        default: break;
    }
    for (const auto& [fixed, page] : fixed_paths) {
        if (page == route.page) {
            url += fixed;
            break;
        }
    }
    append_parameter(url, "next", route.next);
    append_parameter(url, "q", route.query);
    append_parameter(url, "number", route.page == Page::track ? route.id : "");
    append_parameter(url, "queue", route.queue ? domain::to_code(*route.queue) : "");
    append_parameter(url, "case", route.page == Page::workbench ? route.id : "");
    return url;
}

std::string title_key(const Route& route) {
    std::string key = "page.";
    key += page_name(route.page);
    if (route.page == Page::appeal_form) {
        key += '.';
        key += domain::to_code(route.step);
    }
    return key + ".title";
}

Access access_of(Page page) {
    switch (page) {
        case Page::identity:
        case Page::appeal_form:
        case Page::appeal_sent:
        case Page::appeal_similar:
        case Page::mine: return Access::resident;
        case Page::case_detail:
        case Page::case_access:
        case Page::case_rate: return Access::signed_in;
        case Page::workbench: return Access::staff;
        default: return Access::anyone;
    }
}

Section section_of(Page page) {
    switch (page) {
        case Page::home:
        case Page::search:
        case Page::notices:
        case Page::notice: return Section::home;
        case Page::services: return Section::services;
        case Page::appeals:
        case Page::appeal_form:
        case Page::appeal_sent:
        case Page::appeal_similar:
        case Page::receipt:
        case Page::track: return Section::appeals;
        case Page::council: return Section::council;
        case Page::mine:
        case Page::identity:
        case Page::case_detail:
        case Page::case_access:
        case Page::case_rate:
        case Page::settings: return Section::mine;
        case Page::supervision: return Section::supervision;
        case Page::workbench: return Section::workbench;
        default: return Section::none;
    }
}

}  // namespace ow::app
