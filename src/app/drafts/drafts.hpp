#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/form_definition.hpp"

/// A form that is begun on one device and finished on another: what is typed goes to the server too (PUT
/// /me/drafts/{code}), after the device has it and never in its way. Two devices on one form lose nothing (ADR 43).
namespace ow::app::drafts {

/// What programs put into their lists.
extern const Feature feature;

/// What is known of a form's draft on the server.
struct Line {
    std::int64_t version = 0;  ///< the one that this device saw or wrote last; 0 = none
    bool unsent = false;       ///< something was typed here since
    bool ended = false;        ///< it was filed or thrown away here: that version is not taken up again
    bool operator==(const Line&) const = default;
};

/// What another device has written meanwhile.
struct Other {
    domain::Value answers;
    std::int64_t version = 0;
    domain::Instant at;
    bool operator==(const Other&) const = default;
};

/// A draft that lies on the server, in the list of one's own.
struct Kept {
    std::string code;   ///< of the service, "appeal" or "turned_away"
    std::string title;  ///< in words
    std::int64_t version = 0;
    domain::Instant changed_at, ends_at;
    bool operator==(const Kept&) const = default;
};

/// Of the form that stands open.
enum class Stand : std::uint8_t {
    alone,     ///< nothing to say
    taken_up,  ///< it goes on with what another device has written
    differs,   ///< both have been written in: the person chooses
    gone,      ///< filed or thrown away on another device, and written in here
};

/// The drafts of who is signed in.
struct Model {
    std::string owner;                                 ///< whose the lines are
    std::map<std::string, Line, std::less<>> lines;    ///< by code
    bool note_read = false;                            ///< nothing is asked or sent before
    std::string shown;                                 ///< the form that stands open, "" = none
    domain::forms::FormDefinition form;                ///< its definition
    domain::Value mine;                                ///< what is in it
    bool written = false;                              ///< by the person, and not only what the portal knew
    std::map<std::string, Other, std::less<>> before;  ///< what this device had of a form that was written anew
    Stand stand = Stand::alone;
    Other other;                      ///< with `taken_up` and `differs`
    std::vector<std::string> theirs;  ///< paths of which the other's answer is chosen
    RequestId reading = 0;
    RequestId saving = 0;
    domain::Value sent;  ///< what is being saved
    Remote<std::vector<Kept>> list;
    std::string dropped;  ///< the one that is being thrown away, "" = none
    RequestId dropping = 0;
    std::optional<domain::ApiError> refused;  ///< why the last one is still there
    bool operator==(const Model&) const = default;
};

/// Of the two answers to a question the one is to be kept.
struct Chosen {
    std::string path;
    enum class Side : std::uint8_t { here, there } side = Side::here;
};
/// 就用这些: what was chosen becomes the draft on both.
struct MergePressed {};
/// It is gone elsewhere: go on with what is here all the same.
struct KeepPressed {};
/// 知道了: what was taken up is seen.
struct NoticeClosed {};
/// 不要了, in the list; opens the dialog discard_draft.
struct DropPressed {
    std::string code;
};
struct DropConfirmed {
    std::string code;
};
using Action = std::variant<Chosen, MergePressed, KeepPressed, NoticeClosed, DropPressed, DropConfirmed>;

/// Whether what lies on the server was written on this device last.
[[nodiscard]] bool is_from_here(const Model& model, const Kept& kept);

/// Paths of the fields to which the two give different answers, in the order of the form. What is empty on both sides
/// is no difference.
[[nodiscard]] std::vector<std::string> differences(const domain::forms::FormDefinition& form, const domain::Value& here,
                                                   const domain::Value& there);
/// Whether the other's answer is the one to be kept.
[[nodiscard]] bool takes_theirs(const Model& model, std::string_view path);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::drafts
