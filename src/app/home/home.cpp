#include "src/app/home/home.hpp"

namespace ow::app::home {

Summary summarise(const std::vector<domain::CaseSummary>& cases) {
    Summary summary;
    for (const domain::CaseSummary& item : cases) {
        if (item.can_rate) {
            ++summary.to_rate;
            summary.waiting.push_back(&item);
        } else if (!domain::is_finished(item.state)) {
            ++summary.open;
        }
    }
    return summary;
}

}  // namespace ow::app::home
