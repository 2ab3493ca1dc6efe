#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ow::app {

/// Who may open a page.
enum class Access : std::uint8_t {
    anyone,
    signed_in,  ///< any account
    resident,   ///< who may file: an account of role resident
    staff,      ///< any account but a resident's
};

/// Whether a page shows times that run: it is drawn anew every minute then.
enum class Clocks : std::uint8_t { none, running };

/// Where a page stands in the navigation, from 1; 0 = not there.
struct NavigationPlace {
    int resident = 0;
    int staff = 0;
    int grid_worker = 0;  ///< where it is another one than other staff's
};

/// What is known of a page without the feature behind it: data only, so that any feature may link to any page. Each
/// feature declares those of its pages in its `pages.hpp`, in namespace `pages`.
struct Address {
    std::string_view name;     ///< in keys: "page.<name>.title"; unique in a program
    std::string_view pattern;  ///< after "#/": "cases/:number/rate", "login?next"
    Access access = Access::anyone;
    std::string_view section{};  ///< the name of the page that is highlighted in the navigation
    Clocks clocks = Clocks::none;
    NavigationPlace navigation{};
    /// A parameter's value in its canonical form, or nothing when it is none: the page is not found then (a part of
    /// the path), or the parameter is left out (behind '?'). nullptr = any text.
    std::optional<std::string> (*read)(std::string_view name, std::string value) = nullptr;
    /// A shorter address of the page, and the value its first parameter has then.
    std::string_view alias{};
    std::string_view alias_value{};
    /// Pages of one flow (a form, what follows it) are left together: see NavigateHow::leave.
    std::string_view flow{};
};

/// What any unknown address leads to; its only parameter is the address as it came.
inline constexpr Address not_found_page{.name = "not_found", .pattern = ":url"};
namespace pages {
inline constexpr const Address& not_found = not_found_page;
}  // namespace pages

/// Where somebody is, or wants to go.
struct Route {
    const Address* page = &not_found_page;
    std::vector<std::pair<std::string, std::string>> values;  ///< of the pattern's parameters, in its order; no empty

    [[nodiscard]] bool is(const Address& which) const { return page == &which; }
    /// The value of a parameter, "" when it has none.
    [[nodiscard]] const std::string& value(std::string_view name) const;
    /// The value of the pattern's first parameter.
    [[nodiscard]] const std::string& id() const;
    /// Sets a parameter of the pattern; any other name is ignored.
    void set(std::string_view name, std::string value);
    bool operator==(const Route&) const = default;
};

/// Reads a URL fragment: "#/cases/320505S20261121000429", with or without what stands before '#', "" = home.
/// Never fails: what is none of `known` is not_found.
[[nodiscard]] Route parse_route(std::span<const Address* const> known, std::string_view url);

/// The URL of a route, "#/…"; parse_route(format_route(r)) == r for every route that parse_route makes.
[[nodiscard]] std::string format_route(const Route& route);

/// A page, and the value of its pattern's first parameter.
[[nodiscard]] Route to_page(const Address& page, std::string id = {});

// Readers for Address::read.
/// A case number in canonical form; it may have been grouped or in lower case.
[[nodiscard]] std::optional<std::string> read_case_number(std::string_view name, std::string value);
/// Only an address of this application ("#/…") may be gone on to.
[[nodiscard]] std::optional<std::string> read_local_url(std::string_view name, std::string value);

}  // namespace ow::app
