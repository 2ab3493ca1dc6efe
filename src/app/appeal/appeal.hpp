#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "src/app/appeal/similar.hpp"
#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/world.hpp"
#include "src/domain/command.hpp"
#include "src/domain/draft.hpp"

/// Saying what is wrong: kind → what → where and photos → contact → check → sent. An instance of the form "appeal"; all
/// pages share one draft.
namespace ow::app::appeal {

using domain::AppealStep;

/// What programs put into their lists.
extern const Feature feature;

/// The code of the form's definition.
inline constexpr std::string_view form_code = "appeal";

/// Ends the wait for similar cases: filing goes on without them.
inline constexpr TimerId similar_timer = 1;

/// Whether what was typed is on the device.
enum class SaveState : std::uint8_t { none, saving, saved, failed };

struct Model {
    form::State form;           ///< the questions; its pages are those of the address
    std::string key;            ///< idempotency key (UUID) under which it will be filed; "" = nothing was written
    domain::Instant saved_at;   ///< of the last change
    std::int64_t revision = 0;  ///< grows with every change; the storage answers with it
    SaveState save = SaveState::none;
    std::optional<world::StorageFailure> save_failure;

    bool draft_loaded = false;                 ///< the storage has answered; before it the form's pages draw a skeleton
    std::optional<std::string> loading_owner;  ///< whose draft was asked for; "" = that of nobody yet
    /// Found on the device: the landing page and home offer to go on with it. Opening the form takes it over.
    std::optional<domain::AppealDraft> offered;
    bool restored = false;  ///< the form was taken over from an earlier draft: say so, and offer "start again"
    std::optional<domain::ApiError> refusal;  ///< why the server refused what is being mended

    Similar similar;  ///< "next" on the page "where" is busy while it is asked for

    form::Drops drops;

    bool submitting = false;         ///< handed over, not stored in the outbox yet: "submit" is disabled
    bool submit_when_ready = false;  ///< waits for pictures that are being made small
    bool submit_signed_in = false;   ///< 提交 was pressed by who has to sign in first: it goes out after that
    std::optional<world::StorageFailure> submit_failure;
    bool operator==(const Model&) const = default;
};

// What the views send.
/// What the form's view sends: 下一步, 上一步, 提交 and every answer.
struct Filled {
    form::Action action;
};
/// 都不是，继续填写; also on with it after joining.
struct OfferDeclined {};
/// 我也遇到了
struct CaseJoined {
    std::string number;
};
/// Go on with the draft that was found.
struct DraftContinued {};
/// Throw the draft away: opens the dialog discard_draft.
struct DiscardPressed {};
/// Mend a refused filing: it becomes the draft again.
struct FilingMended {
    std::string key;
};
/// The person confirmed that the draft goes.
struct DiscardConfirmed {};
/// The person confirmed that the draft goes and the refused filing takes its place.
struct ReplaceConfirmed {
    std::string key;
};

using Action = std::variant<Filled, OfferDeclined, CaseJoined, DraftContinued, DiscardPressed, FilingMended,
                            DiscardConfirmed, ReplaceConfirmed>;

/// Whether there is something to go on with: typed now, or found on the device.
[[nodiscard]] bool has_draft(const Model& model);
/// What is written now, as it is stored.
[[nodiscard]] domain::AppealDraft draft_of(const Model& model, const std::string& owner);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::appeal
