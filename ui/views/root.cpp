#include "ui/views/root.hpp"

#include "ui/views/appeal/appeal_pages.hpp"
#include "ui/views/cases/case_pages.hpp"
#include "ui/views/gallery/gallery.hpp"
#include "ui/views/home/home.hpp"
#include "ui/views/info/info_pages.hpp"
#include "ui/views/mine/mine.hpp"
#include "ui/views/overlays.hpp"
#include "ui/views/page.hpp"
#include "ui/views/receipt/receipt.hpp"
#include "ui/views/session/session_pages.hpp"
#include "ui/views/settings/settings.hpp"
#include "ui/views/track/track.hpp"
#include "ui/views/words.hpp"
#include "ui/views/workbench/workbench.hpp"

namespace ow::ui {

namespace {

void draw_page(const View& view) {
    using app::Page;
    switch (view.model.route.page) {
        case Page::home: return draw_home(view);
        case Page::login: return draw_login(view);
        case Page::staff_login: return draw_staff_login(view);
        case Page::identity: return draw_identity(view);
        case Page::services: return draw_services(view);
        case Page::assist: return draw_assist(view);
        case Page::appeals: return draw_appeals(view);
        case Page::appeal_similar:
        case Page::appeal_form: return draw_appeal_form(view);
        case Page::appeal_sent: return draw_appeal_sent(view);
        case Page::receipt: return draw_receipt(view);
        case Page::mine: return draw_mine(view);
        case Page::case_detail: return draw_case(view);
        case Page::case_access: return draw_case_access(view);
        case Page::case_rate: return draw_case_rate(view);
        case Page::track: return draw_track(view);
        case Page::council: return draw_council(view);
        case Page::supervision: return draw_supervision(view);
        case Page::settings: return draw_settings(view);
        case Page::help: return draw_help(view);
        case Page::notices: return draw_notices(view);
        case Page::notice: return draw_notice(view);
        case Page::search: return draw_search_page(view);
        case Page::workbench: return draw_workbench(view);
        case Page::about: return draw_about(view);
        case Page::gallery: return view.model.demo ? draw_gallery(view) : draw_not_found(view);
        case Page::not_found: return draw_not_found(view);
    }
}

}  // namespace

Theme theme_of(const app::Model& model, float width) {
    ThemeChoice choice;
    choice.mode = model.settings.mode == domain::DisplayMode::elder ? Mode::elder : Mode::standard;
    switch (domain::effective_contrast(model.settings, model.system)) {
        case domain::Contrast::high: choice.contrast = Contrast::high_light; break;
        case domain::Contrast::dark_high: choice.contrast = Contrast::high_dark; break;
        default: choice.contrast = Contrast::normal; break;
    }
    if (choice.mode == Mode::elder)
        choice.elder_px = static_cast<float>(model.settings.elder_text_px);
    else
        choice.text_scale = static_cast<float>(model.settings.text_percent) / 100.0f;
    choice.reduced_motion = !domain::motion_allowed(model.settings, model.system);
    choice.low_reach = model.settings.one_handed;
    return make_theme(choice, width >= 820);
}

void draw_application(const View& view) {
    if (view.model.waiting_for_session)
        draw_waiting(view);
    else if (view.model.route.page != app::Page::not_found && app::page_error(view.model))
        draw_page_error(view);
    else
        draw_page(view);
    draw_overlays(view);
}

std::vector<app::search::Entry> search_entries() {
    using app::Page;
    struct Row {
        Page page;
        const char* key;
    };
    static constexpr Row rows[] = {
        {Page::appeal_form, "search.entry.appeal"}, {Page::track, "search.entry.track"},
        {Page::mine, "search.entry.mine"},          {Page::services, "search.entry.services"},
        {Page::assist, "search.entry.assist"},      {Page::help, "search.entry.help"},
        {Page::settings, "search.entry.settings"},  {Page::notices, "search.entry.notices"},
        {Page::council, "search.entry.council"},    {Page::supervision, "search.entry.supervision"},
        {Page::about, "search.entry.about"},
    };
    std::vector<app::search::Entry> entries;
    for (const Row& row : rows)
        entries.push_back(
            {std::string(tr(row.key)), std::string(tr(std::string(row.key) + ".words")), app::to_page(row.page)});
    return entries;
}

}  // namespace ow::ui
