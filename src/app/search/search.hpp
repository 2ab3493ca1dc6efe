#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/route.hpp"
#include "src/domain/case.hpp"

/// One search over services, notices and own cases, on what is on the device.
namespace ow::app::search {

/// What programs put into their lists.
extern const Feature feature;

/// A service or page that can be found, with its words in the person's language.
struct Entry {
    std::string title;
    std::string words;  ///< more words it is found by
    Route route;
    bool operator==(const Entry&) const = default;
};

enum class HitKind : std::uint8_t { service, notice, own_case };
/// One thing that was found.
struct Hit {
    HitKind kind = HitKind::service;
    std::string title;
    Route route;
    bool operator==(const Hit&) const = default;
};

struct Model {
    std::string typed;           ///< in the search box, on any page
    std::vector<Entry> entries;  ///< of the current language
    bool operator==(const Model&) const = default;
};

/// The composition root sends it at start and at a change of language: texts are not known to the core.
struct EntriesIndexed {
    std::vector<Entry> entries;
};
struct Edited {
    std::string value;
};
/// Enter, or the magnifying glass: opens the page of results.
struct Pressed {};

using Action = std::variant<EntriesIndexed, Edited, Pressed>;

/// What is found for `query`, services first, then notices, then cases; all words must occur, ASCII case is ignored,
/// case numbers may be grouped. An empty query finds nothing.
[[nodiscard]] std::vector<Hit> find(const Model& model, const std::vector<domain::Notice>& notices,
                                    const std::vector<domain::CaseSummary>& cases, std::string_view query);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::search
