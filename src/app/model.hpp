#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/app/event.hpp"
#include "src/app/message.hpp"
#include "src/app/route.hpp"
#include "src/app/states.hpp"
#include "src/domain/api.hpp"
#include "src/domain/filing.hpp"
#include "src/domain/form_definition.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/settings.hpp"

namespace ow::app {

struct Feature;
struct Page;

/// A short word at the edge of the page; also said through a live region.
struct Toast {
    std::uint64_t id = 0;
    Message text;
    Tone tone = Tone::info;
    std::optional<domain::Instant> until;  ///< none: stays until it is dismissed or its page is left (bad news)
    bool operator==(const Toast&) const = default;
};

/// A copy on its way: what is said of it when it is there.
struct Copying {
    std::string text;
    Message said;
    bool operator==(const Copying&) const = default;
};

/// What was copied last, for as long as its button says so.
struct LastCopy {
    std::string text;
    domain::Instant until;
    bool operator==(const LastCopy&) const = default;
};

/// Why a page cannot be shown at all.
struct PageError {
    domain::ApiErrorKind kind = domain::ApiErrorKind::not_found;  ///< forbidden, not_found, network, unavailable …
    std::string request_id;                                       ///< to quote to the service centre; may be ""
    std::string message;                                          ///< the server's words; may be ""
    bool operator==(const PageError&) const = default;
};

enum class Reading : std::uint8_t { silent, starting, reading, unavailable };

/// Everything the views draw from: the shell's own part, and the states of the features. Changed by update() only.
struct Model {
    Model() = default;
    /// \param of_program the program's features, in the order in which they hear of things.
    explicit Model(std::span<const Feature* const> of_program);

    /// A feature's state: `model.get<mine::Model>()`.
    template <class State>
    [[nodiscard]] const State& get() const {
        return states.get<State>();
    }
    template <class State>
    [[nodiscard]] State& get() {
        return states.get<State>();
    }

    std::vector<const Feature*> features;
    States states;

    bool started = false;
    domain::Instant now;
    int zone_minutes = 480;
    bool online = true;
    bool demo = false;
    bool whole = false;   ///< all of the program is there (ADR 18)
    std::string version;  ///< of the program; "" = not known
    std::vector<domain::forms::FormDefinition> forms;
    domain::SystemPreferences system;
    domain::Settings settings;

    Route route;
    bool waiting_for_session = false;  ///< the page needs an account and it is not known yet: skeleton
    bool forbidden = false;            ///< the page is not for this account's role
    /// Which entry of the history is shown: views keep scrolling and focus by it. A new entry has a new one, going back
    /// brings back that of the entry; 0 before the first page.
    std::uint64_t visit = 0;
    HistoryPlace place;  ///< of the page in the browser's history

    std::optional<Dialog> dialog;
    std::vector<Toast> toasts;
    std::optional<LastCopy> copied;
    Reading reading = Reading::silent;
    bool events_open = false;
    bool storage_low = false;
    bool update_ready = false;

    // Bookkeeping of the shell.
    domain::Seed seed;
    RequestId last_request = 0;
    RequestId forgotten = 0;  ///< answers up to this token are for states that were thrown away
    std::uint64_t last_key = 0;
    std::uint64_t last_visit = 0;
    std::vector<std::uint64_t> visits;  ///< of the history's entries, by HistoryPlace::depth; 0 = not seen
    std::uint64_t last_toast = 0;
    std::uint64_t older_toasts = 0;  ///< up to this id they were there before this update: they go with their page
    std::string last_owner;          ///< whose things are in memory; survives an expired session
    bool events_missed = false;      ///< the stream was broken: lists are read anew when it is back
    std::vector<Copying> copying;
};

/// Reads an address with the pages of the model's program.
[[nodiscard]] Route parse_route(const Model& model, std::string_view url);

/// What the program's features do with the page that is shown; nullptr for not_found.
[[nodiscard]] const Page* shown_page(const Model& model);

/// Why the page that is shown cannot be drawn, or nothing.
[[nodiscard]] std::optional<PageError> page_error(const Model& model);
/// The error of something that could not be read and has nothing to show, or nothing.
[[nodiscard]] std::optional<PageError> page_error(const std::optional<domain::ApiError>& error);

/// The case on the screen (case page, receipt, tracking, workbench), or nullptr.
[[nodiscard]] const domain::CaseDetail* shown_case(const Model& model);

/// The title of the page that is shown.
[[nodiscard]] Message page_title(const Model& model);

/// The page "above", where the arrow leads when there is no page before.
[[nodiscard]] Route parent_of(const Model& model);

/// Who is signed in, or nullptr.
[[nodiscard]] const domain::Account* account_of(const Model& model);
/// Nobody is signed in, and nobody has been since the start: they may begin what is filed, and sign in when it is sent.
/// Whose session has ended signs in again first, for what is on the page is theirs.
[[nodiscard]] bool is_nobody(const Model& model);

/// The pages of the navigation for this account, in order.
[[nodiscard]] std::vector<const Address*> navigation(const Model& model);

/// A form's definition by its code; an empty one when the program has none of that code.
[[nodiscard]] const domain::forms::FormDefinition& form_of(const Model& model, std::string_view code);

}  // namespace ow::app
