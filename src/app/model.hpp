#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/app/appeal/appeal.hpp"
#include "src/app/case_page/case_page.hpp"
#include "src/app/home/home.hpp"
#include "src/app/message.hpp"
#include "src/app/mine/mine.hpp"
#include "src/app/rating/rating.hpp"
#include "src/app/receipt/receipt.hpp"
#include "src/app/remote.hpp"
#include "src/app/route.hpp"
#include "src/app/search/search.hpp"
#include "src/app/session/session.hpp"
#include "src/app/settings/settings.hpp"
#include "src/app/signal.hpp"
#include "src/app/steps/steps.hpp"
#include "src/app/track/track.hpp"
#include "src/app/workbench/workbench.hpp"
#include "src/domain/filing_status.hpp"

namespace ow::app {

/// A short word at the edge of the page; also said through a live region.
struct Toast {
    std::uint64_t id = 0;
    Message text;
    Tone tone = Tone::info;
    std::optional<domain::Instant> until;  ///< none: stays until it is dismissed (elder mode, bad news)
    bool operator==(const Toast&) const = default;
};

/// Why a page cannot be shown at all.
struct PageError {
    domain::ApiErrorKind kind = domain::ApiErrorKind::not_found;  ///< forbidden, not_found, network, unavailable …
    std::string request_id;                                       ///< to quote to the service centre; may be ""
    std::string message;                                          ///< the server's words; may be ""
    bool operator==(const PageError&) const = default;
};

enum class Reading : std::uint8_t { silent, starting, reading, unavailable };

/// Everything the views draw from. Changed by update() only.
struct Model {
    bool started = false;
    domain::Instant now;
    int zone_minutes = 480;
    bool online = true;
    bool demo = false;
    domain::FormDefinition appeal_form;
    domain::SystemPreferences system;
    domain::Settings settings;

    Route route;
    bool waiting_for_session = false;  ///< the page needs an account and it is not known yet: skeleton
    bool forbidden = false;            ///< the page is not for this account's role
    std::uint64_t visit = 0;           ///< grows with every page change: views reset scrolling by it
    std::uint64_t depth = 0;           ///< pages of this visit behind this one

    session::Model session;
    Remote<domain::Reference> reference;
    Remote<domain::GridMapPtr> grid_map;  ///< asked for when a map is opened (shell::MapWanted)
    Remote<domain::api::NoticeList> notices;
    appeal::Model appeal;
    receipt::Model receipt;
    mine::Model mine;
    case_page::Model case_page;
    steps::Model steps;
    rating::Model rating;
    track::Model track;
    workbench::Model workbench;
    search::Model search;

    std::vector<domain::FilingStatus> filings;  ///< what the outbox holds of this account, oldest first
    std::optional<Dialog> dialog;
    std::vector<Toast> toasts;
    Reading reading = Reading::silent;
    bool events_open = false;
    bool storage_low = false;
    bool update_ready = false;

    // Bookkeeping of the core.
    domain::Seed seed;
    RequestId last_request = 0;
    std::uint64_t last_key = 0;
    std::uint64_t last_toast = 0;
    std::string last_owner;                         ///< whose things are in memory; survives an expired session
    bool events_missed = false;                     ///< the stream was broken: lists are read anew when it is back
    std::vector<Message> copying;                   ///< what the toasts of copies on their way will say
    std::vector<domain::FilingStatus> all_filings;  ///< of every account on this device
};

/// Why the page that is shown cannot be drawn, or nothing. Failures beside content that is there are told by the
/// feature's own `error`.
[[nodiscard]] std::optional<PageError> page_error(const Model& model);

/// The case on the screen (case page, receipt, tracking, workbench), or nullptr.
[[nodiscard]] const domain::CaseDetail* shown_case(const Model& model);

/// The filing with that key, or nullptr.
[[nodiscard]] const domain::FilingStatus* find_filing(const Model& model, const std::string& key);

/// The title of the page that is shown.
[[nodiscard]] Message page_title(const Model& model);

/// The page "above", where the arrow leads when there is no page before.
[[nodiscard]] Route parent_of(const Model& model);

/// Whether the page shows times that run: it is drawn anew every minute.
[[nodiscard]] bool shows_clocks(Page page);

/// The links of the navigation for this account, in order.
[[nodiscard]] std::vector<Section> navigation(const Model& model);

}  // namespace ow::app
