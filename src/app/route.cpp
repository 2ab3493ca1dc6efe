#include "src/app/route.hpp"

#include <algorithm>

#include "src/app/percent.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/text.hpp"

namespace ow::app {

namespace {

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

std::string_view parameter(std::string_view query, std::string_view name) {
    for (const std::string_view pair : split(query, '&')) {
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            return pair.substr(equals + 1);
        }
    }
    return {};
}

/// A pattern's path and the names of what stands behind its '?'.
struct Pattern {
    std::vector<std::string_view> path;
    std::vector<std::string_view> query;
};

Pattern read_pattern(std::string_view pattern) {
    const std::size_t question = std::min(pattern.find('?'), pattern.size());
    Pattern result;
    result.path = split(pattern.substr(0, question), '/');
    if (question < pattern.size()) {
        result.query = split(pattern.substr(question + 1), '&');
    }
    return result;
}

bool is_parameter(std::string_view part) { return part.starts_with(':'); }

/// Puts a value into the route. \return whether the page takes it.
bool take(Route& route, std::string_view name, std::string_view encoded) {
    std::optional<std::string> value = decode(encoded);
    if (route.page->read != nullptr) {
        value = route.page->read(name, std::move(*value));
    }
    if (!value || value->empty()) {
        return false;
    }
    route.values.emplace_back(name, std::move(*value));
    return true;
}

std::optional<Route> match(const Address& page, const std::vector<std::string_view>& parts, std::string_view query) {
    Route route = to_page(page);
    if (!page.alias.empty() && split(page.alias, '/') == parts) {
        return to_page(page, std::string(page.alias_value));
    }
    const Pattern pattern = read_pattern(page.pattern);
    if (pattern.path.size() != parts.size()) {
        return std::nullopt;
    }
    for (std::size_t index = 0; index < parts.size(); ++index) {
        const std::string_view wanted = pattern.path[index];
        const bool fits = is_parameter(wanted) ? take(route, wanted.substr(1), parts[index]) : wanted == parts[index];
        if (!fits) {
            return std::nullopt;
        }
    }
    for (const std::string_view name : pattern.query) {
        take(route, name, parameter(query, name));
    }
    return route;
}

/// The names of a pattern's parameters, in order.
std::vector<std::string_view> names_of(std::string_view pattern) {
    const Pattern read = read_pattern(pattern);
    std::vector<std::string_view> names;
    for (const std::string_view part : read.path) {
        if (is_parameter(part)) {
            names.push_back(part.substr(1));
        }
    }
    names.insert(names.end(), read.query.begin(), read.query.end());
    return names;
}

const std::string no_value;

}  // namespace

std::string percent_encode(std::string_view text) {
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

const std::string& Route::value(std::string_view name) const {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& entry) { return entry.first == name; });
    return found == values.end() ? no_value : found->second;
}

const std::string& Route::id() const {
    const auto names = names_of(page->pattern);
    return names.empty() ? no_value : value(names.front());
}

void Route::set(std::string_view name, std::string new_value) {
    std::vector<std::pair<std::string, std::string>> next;
    for (const std::string_view own : names_of(page->pattern)) {
        std::string kept;
        if (own == name) {
            kept.swap(new_value);
        } else {
            kept = value(own);
        }
        if (!kept.empty()) {
            next.emplace_back(own, std::move(kept));
        }
    }
    values = std::move(next);
}

Route to_page(const Address& page, std::string id) {
    Route route;
    route.page = &page;
    const auto names = names_of(page.pattern);
    if (!names.empty()) {
        route.set(names.front(), std::move(id));
    }
    return route;
}

Route parse_route(std::span<const Address* const> known, std::string_view url) {
    const std::size_t hash = url.find('#');
    std::string_view rest = hash == std::string_view::npos ? std::string_view{} : url.substr(hash + 1);
    if (hash == std::string_view::npos && url.starts_with('/')) {
        rest = url;
    }
    const std::size_t question = std::min(rest.find('?'), rest.size());
    const std::string_view query = question < rest.size() ? rest.substr(question + 1) : std::string_view{};
    const std::vector<std::string_view> parts = split(rest.substr(0, question), '/');
    for (const Address* page : known) {
        if (auto route = match(*page, parts, query)) {
            return *std::move(route);
        }
    }
    return to_page(not_found_page, std::string(url));
}

std::string format_route(const Route& route) {
    if (route.is(not_found_page)) {
        return route.id();
    }
    const Pattern pattern = read_pattern(route.page->pattern);
    std::string url = "#";
    for (const std::string_view part : pattern.path) {
        url += '/';
        url += is_parameter(part) ? percent_encode(route.value(part.substr(1))) : std::string(part);
    }
    if (pattern.path.empty()) {
        url += '/';
    }
    char before = '?';
    for (const std::string_view name : pattern.query) {
        if (const std::string& value = route.value(name); !value.empty()) {
            url += std::exchange(before, '&');
            url += name;
            url += '=';
            url += percent_encode(value);
        }
    }
    return url;
}

std::optional<std::string> read_case_number(std::string_view, std::string value) {
    const auto number = domain::CaseNumber::parse(value);
    return number.ok() ? std::optional(number->text()) : std::nullopt;
}

std::optional<std::string> read_local_url(std::string_view, std::string value) {
    return value.starts_with("#/") ? std::optional(std::move(value)) : std::nullopt;
}

}  // namespace ow::app
