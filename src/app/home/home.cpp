#include "src/app/home/home.hpp"

#include <array>

#include "src/app/feature.hpp"
#include "src/app/home/pages.hpp"

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

namespace {

void enter(Env& env, const Route&) {
    env.signal(NoticesWanted{});
    env.signal(OwnThingsWanted{});
}

constexpr std::array feature_pages{Page{.address = &pages::home, .enter = enter}};

}  // namespace

constinit const Feature feature{.name = "home", .pages = feature_pages};

}  // namespace ow::app::home
