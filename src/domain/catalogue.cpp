#include "src/domain/catalogue.hpp"

#include <algorithm>

namespace ow::domain {
namespace {

#include "src/domain/catalogue_rows.inl"

template <class Rows>
auto find_code(const Rows& rows, std::string_view code) -> decltype(rows.data()) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.code == code; });
    return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const StateRow* find_state(std::string_view code) { return find_code(state_rows, code); }

const StepRow* find_step(std::string_view code) { return find_code(step_rows, code); }

std::span<const StepRow> sent_steps() { return step_rows; }

std::span<const QueueRow> all_queues() { return queue_rows; }

bool rating_reopens(int score, std::optional<bool> solved) {
    return (score >= 1 && score <= reopening.score_at_most) || (reopening.unsolved && solved == false);
}

bool needs_evidence(std::string_view step, std::string_view category) {
    const StepRow* row = find_step(step);
    return row != nullptr && !category.empty() &&
           std::find(row->evidence.begin(), row->evidence.end(), category) != row->evidence.end();
}

}  // namespace ow::domain
