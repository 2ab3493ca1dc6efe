#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/photo_set.hpp"
#include "src/app/submission.hpp"
#include "src/domain/field_error.hpp"
#include "src/domain/grid_records.hpp"

/// One visit: who, where and why, what came of it, and who goes instead. What came of it goes through the outbox
/// (POST /visits/<id>/tries), so that it is noted without a network.
namespace ow::app::visits {

/// What programs put into their lists.
extern const Feature feature;

/// Command::act of a try.
inline constexpr std::string_view try_act = "visited";
/// What may come of it, in the order of the buttons.
inline constexpr std::array<std::string_view, 6> results{"helped", "nobody", "refused", "moved", "dead", "other"};
/// The same of a call-back.
inline constexpr std::array<std::string_view, 6> call_back_results{"asked", "nobody", "refused",
                                                                   "moved", "dead",   "other"};
/// After this result of a call-back each question has an answer.
inline constexpr std::string_view asked = "asked";
/// What is asked in a call-back, and what may be answered (words: form.call_back).
inline constexpr std::array<std::string_view, 4> questions{"asked_for", "explained", "agreed", "right"};
inline constexpr std::array<std::string_view, 3> call_back_answers{"yes", "no", "unsure"};
/// When it is tried again.
enum class Again : std::uint8_t { none, this_afternoon, tomorrow_morning, tomorrow_afternoon };
/// Pictures of a try.
inline constexpr int most_photos = 3;
/// Characters of a note.
inline constexpr std::size_t longest_note = 200;

/// What is being noted of the visit on the screen, and what of this device's tries the server has not got yet.
struct Model {
    std::string id;      ///< of the visit
    std::string result;  ///< code; "" = not chosen
    std::string note;
    std::map<std::string, std::string, std::less<>> answers;  ///< of a call-back, by question
    Again again = Again::none;
    PhotoSet photos;
    std::vector<domain::FieldError> errors;
    Submission submission;
    bool sends_when_ready = false;  ///< 记下 was pressed while a picture was made small
    std::map<std::string, domain::CommandStatus, std::less<>> waiting;  ///< by visit
    std::string successor;  ///< account to which the visit is handed over, as typed
    RequestId handing = 0;
    std::optional<domain::ApiError> hand_error;
    RequestId fetching = 0;  ///< what was written before of this visit is being read
    RequestId keeping = 0;
    std::optional<world::StorageFailure> save_failure;  ///< what is written is in memory only
    bool operator==(const Model&) const = default;
    [[nodiscard]] bool busy() const { return submission.busy() || sends_when_ready; }
};

/// What may come of a visit, in the order of the buttons.
[[nodiscard]] std::span<const std::string_view> results_of(const domain::GridVisit& visit);
/// Whether that result wants words.
[[nodiscard]] bool wants_note(std::string_view result);
/// Whether after that result somebody may go again.
[[nodiscard]] bool may_go_again(std::string_view result);
/// The time in which it is tried again; nothing for none, and for an afternoon that is over.
struct Window {
    domain::Instant from, to;
    bool operator==(const Window&) const = default;
};
/// In the zone; hours are the street's.
[[nodiscard]] std::optional<Window> window_of(Again again, domain::Instant now, int zone_minutes);

struct ResultChosen {
    std::string result;
};
/// An answer to a question of a call-back.
struct AnswerChosen {
    std::string question;
    std::string answer;
};
struct NoteEdited {
    std::string value;
};
struct AgainChosen {
    Again again = Again::none;
};
struct PhotoWanted {
    PhotoSource source = PhotoSource::camera;
};
struct PhotoRemoved {
    std::string local_id;
};
/// 记下.
struct NotePressed {};
/// Throws a refused try away.
struct GivenUp {};
struct SuccessorEdited {
    std::string value;
};
/// 交给别人去.
struct HandOverPressed {};

using Action = std::variant<ResultChosen, AnswerChosen, NoteEdited, AgainChosen, PhotoWanted, PhotoRemoved, NotePressed,
                            GivenUp, SuccessorEdited, HandOverPressed>;
/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::visits

namespace ow::domain {
template <>
struct Codes<ow::app::visits::Again> {
    static constexpr std::array<std::string_view, 4> words{"none", "this_afternoon", "tomorrow_morning",
                                                           "tomorrow_afternoon"};
};
}  // namespace ow::domain
