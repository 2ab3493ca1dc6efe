#include "ui/views/root.hpp"

#include "src/app/search/search.hpp"
#include "ui/views/feature.hpp"
#include "ui/views/info/info_pages.hpp"
#include "ui/views/overlays.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"

namespace ow::ui {

Theme theme_of(const app::Model& model, float width) {
    ThemeChoice choice;
    choice.mode = model.settings.mode == domain::DisplayMode::elder ? Mode::elder : Mode::standard;
    switch (domain::effective_contrast(model.settings, model.system)) {
        case domain::Contrast::high: choice.contrast = Contrast::high_light; break;
        case domain::Contrast::dark_high: choice.contrast = Contrast::high_dark; break;
        default:
            choice.contrast = domain::is_dark(model.settings, model.system) ? Contrast::dark : Contrast::normal;
            break;
    }
    if (choice.mode == Mode::elder)
        choice.elder_px = static_cast<float>(model.settings.elder_text_px);
    else
        choice.text_scale = static_cast<float>(model.settings.text_percent) / 100.0f;
    choice.reduced_motion = !domain::motion_allowed(model.settings, model.system);
    choice.low_reach = model.settings.one_handed;
    Theme theme = make_theme(choice, width >= 820);
    for (const Feature* feature : all_features())
        if (feature->light != nullptr) feature->light(model, theme);
    return theme;
}

void draw_application(const View& view) {
    const PageView* page = view_of(view.features, view.model.route.page);
    if (view.model.waiting_for_session)
        draw_waiting(view);
    else if (page == nullptr)
        draw_not_found(view);
    else if (app::page_error(view.model))
        draw_page_error(view);
    else
        page->draw(view);
    draw_overlays(view);
}

std::vector<app::search::Entry> search_entries(std::span<const Feature* const> features) {
    std::vector<app::search::Entry> entries;
    for (const Feature* feature : features)
        for (const PageView& page : feature->pages) {
            if (page.search_entry.empty()) continue;
            const std::string key(page.search_entry);
            entries.push_back({std::string(tr(key)), std::string(tr(key + ".words")),
                               app::to_page(*page.page, std::string(page.search_id))});
        }
    return entries;
}

}  // namespace ow::ui
