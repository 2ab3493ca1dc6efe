#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

namespace ow::app {

/// A list of cases that is read page by page and kept up to date entry by entry, in an order that does not jump.
/// Draw it as a virtual list: items[0…] are loaded, `total` is the height of all.
struct CaseList {
    std::vector<domain::CaseSummary> items;
    std::string next_cursor;
    std::int64_t total = 0;
    bool loaded = false;  ///< the first page was there once
    /// Entries were added on the server that are not shown yet (offer "show"): the list does not move by itself
    /// once more than the first page was read.
    bool has_news = false;
    int pages = 0;  ///< how many were read
    RequestId first_page = 0;
    RequestId next_page = 0;
    std::optional<domain::ApiError> error;
    std::vector<std::pair<RequestId, std::string>> refreshing;  ///< GetCase calls for single entries

    [[nodiscard]] RemoteState state() const;
    [[nodiscard]] bool busy() const { return first_page != 0 || next_page != 0; }
    [[nodiscard]] bool has_more() const { return loaded && !next_cursor.empty(); }
    [[nodiscard]] const domain::CaseSummary* find(const std::string& number) const;

    /// Reads the first page; what is shown stays until it is there.
    void load(Env& env, Call call);
    /// Reads the next page unless one is on its way or there is none.
    void load_more(Env& env, Call call);
    /// Reads one entry anew, if it is in the list and older than `version`.
    void refresh(Env& env, const std::string& number, std::int64_t version);
    /// Takes an answer if it is one that is waited for.
    bool take(RequestId id, const domain::ApiResult& result);
    /// Puts a newer state of an entry in its place.
    /// \return whether the entry is in the list.
    bool adopt(const domain::CaseSummary& summary);
    /// Takes an entry out.
    void remove(const std::string& number);
    /// Empty again; calls on their way are given up.
    void forget(Env& env);

    bool operator==(const CaseList&) const = default;
};

}  // namespace ow::app
