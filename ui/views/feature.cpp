#include "ui/views/feature.hpp"

#include "src/app/steps/steps.hpp"
#include "src/app/street/street.hpp"

namespace ow::ui {

const Feature street_feature{&app::street::feature};
const Feature steps_feature{&app::steps::feature};

std::vector<const app::Feature*> cores(std::span<const Feature* const> of_program) {
    std::vector<const app::Feature*> result;
    for (const Feature* feature : of_program)
        if (feature->core != nullptr) result.push_back(feature->core);
    return result;
}

const PageView* view_of(std::span<const Feature* const> of_program, const app::Address* page) {
    for (const Feature* feature : of_program)
        for (const PageView& view : feature->pages)
            if (view.page == page) return &view;
    return nullptr;
}

}  // namespace ow::ui
