#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/app/case_list.hpp"
#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// The desk of everybody who works here: queues, one list by due time, the case that is open.
namespace ow::app::workbench {

/// What programs put into their lists.
extern const Feature feature;

/// Waits for the end of typing in the search box.
inline constexpr TimerId search_timer = 1;

/// The search field, for the focus.
inline constexpr std::string_view search_node = "search";

/// Queues, the list that is shown and the case that is open.
struct Model {
    Remote<domain::api::QueueCounts> queues;
    bool queues_moved = false;           ///< changed while they were being read
    std::optional<domain::Queue> queue;  ///< the list that is shown
    std::string search;                  ///< as typed: number, title, place
    std::string applied_search;          ///< what the list was asked for; "" = the queue
    CaseList list;                       ///< of the queue, or what was found in all that the person may read
    std::size_t place = 0;               ///< where in the list the selected case stands, or stood when it went
    std::string selected;                ///< case number, "" = none
    Remote<domain::CaseDetail> detail;   ///< of the selected case
    bool operator==(const Model&) const = default;
};

/// The count of a queue; 0 when not known.
[[nodiscard]] std::int64_t count_of(const Model& model, domain::Queue queue);

struct QueueChosen {
    domain::Queue queue = domain::Queue::to_accept;
};
struct CaseChosen {
    std::string number;
};
enum class Direction : std::uint8_t { next, previous };
/// The case beside the selected one in the list; with none selected the first.
struct NeighbourWanted {
    Direction direction = Direction::next;
};
/// On a narrow screen: back to the list.
struct CaseLeft {};
struct SearchEdited {
    std::string value;
};
struct SearchCleared {};
struct MoreWanted {};
struct RefreshPressed {};

/// The search field is to have the focus.
struct SearchWanted {};

using Action = std::variant<QueueChosen, CaseChosen, NeighbourWanted, CaseLeft, SearchWanted, SearchEdited,
                            SearchCleared, MoreWanted, RefreshPressed>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

/// The page of a queue and, with a number, of a case in it.
[[nodiscard]] Route to_workbench(std::optional<domain::Queue> queue, std::string number = {});

}  // namespace ow::app::workbench
