#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// What the catalogue says of states, steps and queues (assets/catalogue/case.json, queues.json; the tables are made
/// by tools/generate/catalogue_rows.py). Codes are the API's words: what is not here is of a newer server.
namespace ow::domain {

/// How a state looks.
enum class Tone : std::uint8_t { brand, ok, warn, bad, neutral };

/// Where a case can stand.
struct StateRow {
    std::string_view code;
    bool finished;  ///< an end
    Tone tone;
};

/// Where a step leads, which says where its button stands: back before on; own steps are the resident's.
enum class Way : std::uint8_t { back, on, own };

/// A step that somebody sends.
struct StepRow {
    std::string_view code;
    Way way;
    bool danger;
    bool at_once;                               ///< a press takes it, without a form
    std::string_view form;                      ///< code of the form that it asks for
    std::array<std::string_view, 12> evidence;  ///< categories that need a picture; "" after the last
};

/// On what rating the case is reopened.
struct Reopening {
    int score_at_most;
    bool unsolved;  ///< "not solved" reopens it too
};

/// At what point of their time the cases of a queue are.
enum class QueueTime : std::uint8_t { any, due_soon, overdue, reopened };

/// A list of work of a role.
struct QueueRow {
    std::string_view role;
    std::string_view code;
    std::array<std::string_view, 6> states;  ///< "" after the last; all open ones when none is named
    QueueTime time;
};

/// The row of a state, nullptr for one of a newer server.
[[nodiscard]] const StateRow* find_state(std::string_view code);
/// The row of a step that is sent, nullptr for another.
[[nodiscard]] const StepRow* find_step(std::string_view code);
/// All steps that are sent, in the order of their buttons: the ways back first.
[[nodiscard]] std::span<const StepRow> sent_steps();
/// All queues; those of a role stand together, first the one it starts with.
[[nodiscard]] std::span<const QueueRow> all_queues();
/// Whether a rating reopens the case: its score (0: not chosen), and whether it is solved (nullopt: not said).
[[nodiscard]] bool rating_reopens(int score, std::optional<bool> solved);
/// Whether the step needs a picture for a case of this category.
[[nodiscard]] bool needs_evidence(std::string_view step, std::string_view category);

}  // namespace ow::domain
