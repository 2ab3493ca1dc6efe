#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/app/appeal/similar.hpp"
#include "src/app/env.hpp"
#include "src/app/photo_set.hpp"
#include "src/app/world.hpp"
#include "src/domain/draft.hpp"
#include "src/domain/filing_status.hpp"

/// Saying what is wrong: kind → what → where and photos → contact → check → sent. Field paths are those of
/// assets/catalogue/appeal.json; all pages share one draft.
namespace ow::app::appeal {

using domain::AppealStep;

/// What programs put into their lists.
extern const Feature feature;

/// The id of the form's definition.
inline constexpr std::string_view form_id = "appeal";

/// Ends the wait for similar cases: filing goes on without them.
inline constexpr TimerId similar_timer = 1;

/// Whether what was typed is on the device.
enum class SaveState : std::uint8_t { none, saving, saved, failed };

/// The answer to "where am I"; `marked`: the place was marked on the map instead.
enum class LocateState : std::uint8_t { idle, asking, found, failed, marked };

struct Model {
    domain::AppealDraft draft;
    PhotoSet photos;  ///< all of them; draft.photos has those that can be sent
    /// Of the page that "next" was pressed on, or of all pages after "submit"; in the order of the form.
    std::vector<domain::FieldError> errors;
    SaveState save = SaveState::none;
    std::optional<world::StorageFailure> save_failure;
    LocateState locate = LocateState::idle;
    std::optional<world::LocateFailure> locate_failure;
    RequestId locating = 0;
    bool grid_list_open = false;

    bool draft_loaded = false;  ///< the storage has answered; before it the form's pages draw a skeleton
    std::string loading_owner;  ///< whose draft was asked for
    /// Found on the device: the landing page and home offer to go on with it. Opening the form takes it over.
    std::optional<domain::AppealDraft> offered;
    bool restored = false;  ///< the form was taken over from an earlier draft: say so, and offer "start again"
    std::optional<domain::ApiError> refusal;  ///< why the server refused what is being mended

    Similar similar;  ///< "next" on the page "where" is busy while it is asked for

    std::optional<int> drop_room;  ///< how many pictures that are dropped on the page are taken; see AcceptPhotos

    bool submitting = false;         ///< handed over, not stored in the outbox yet: "submit" is disabled
    bool submit_when_ready = false;  ///< waits for pictures that are being made small
    std::optional<world::StorageFailure> submit_failure;
    bool operator==(const Model&) const = default;
};

/// A text field of the form.
enum class Field : std::uint8_t { title, description, place_text, contact_phone };

// What the views send.
struct CategoryChosen {
    domain::Category category = domain::Category::consult;
};
struct TextEdited {
    Field field = Field::title;
    std::string value;
};
/// "" = none of them.
struct GridChosen {
    std::string grid_id;
};
/// 从网格里选: opens or closes the list.
struct GridListToggled {};
/// 用我的位置
struct LocatePressed {};
struct PositionCleared {};
/// A press on the map: the place and the grid it lies in.
struct PlaceMarked {
    domain::Position position;
    std::string grid_id;
};
struct PhotosWanted {
    PhotoSource source = PhotoSource::files;
};
struct PhotoRemoved {
    std::string local_id;
};
struct ContactModeChosen {
    domain::ContactMode mode = domain::ContactMode::named;
};
struct ConsentChanged {
    bool given = false;
};
/// 下一步: to the next page when this one is right, else errors and focus on the summary.
struct NextPressed {};
/// 上一步: never checks anything.
struct PreviousPressed {};
/// "Change" on the check page.
struct StepWanted {
    AppealStep step = AppealStep::kind;
};
/// A link of the error summary: to its page and its field.
struct ErrorFollowed {
    std::string path;
};
/// 都不是，继续填写; also on with it after joining.
struct OfferDeclined {};
/// 我也遇到了
struct CaseJoined {
    std::string number;
};
/// 提交
struct SubmitPressed {};
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

using Action = std::variant<CategoryChosen, TextEdited, GridChosen, GridListToggled, LocatePressed, PositionCleared,
                            PlaceMarked, PhotosWanted, PhotoRemoved, ContactModeChosen, ConsentChanged, NextPressed,
                            PreviousPressed, StepWanted, ErrorFollowed, OfferDeclined, CaseJoined, SubmitPressed,
                            DraftContinued, DiscardPressed, FilingMended, DiscardConfirmed, ReplaceConfirmed>;

/// Errors of one page, as "next" would find them.
[[nodiscard]] std::vector<domain::FieldError> check_step(const Model& model, const Env& env, AppealStep step);
/// Errors of all pages, in the order of the form, as "submit" would find them.
[[nodiscard]] std::vector<domain::FieldError> check_all(const Model& model, const Env& env);
/// How many pictures the form takes.
[[nodiscard]] int photos_max(const domain::FormDefinition& form);
/// Whether there is something to go on with: typed now, or found on the device.
[[nodiscard]] bool has_draft(const Model& model);
/// The page that asks for a field; check when the form does not know the path.
[[nodiscard]] AppealStep step_of(const domain::FormDefinition& form, std::string_view path);
/// The fewest and most code points or entries a field takes, from the form definition.
[[nodiscard]] const domain::FormField* field_of(const domain::FormDefinition& form, Field field);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::appeal
