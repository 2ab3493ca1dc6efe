#include "ui/views/info/info_pages.hpp"

#include "src/app/activities/pages.hpp"
#include "src/app/appeal/pages.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/mine/mine.hpp"
#include "src/app/notices/notices.hpp"
#include "src/app/notices/pages.hpp"
#include "src/app/search/search.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/services/services.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/page.hpp"
#include "ui/views/phone_rows.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <string>
#include <vector>

namespace ow::ui {

namespace {

std::string href(const app::Address& page) { return app::format_route(app::to_page(page)); }

/// A part of the service that goes through people for now: what it is, and the ways that work today.
/// `more`: what can be done in the program already, or nullptr.
void by_people(const View& view, std::string_view base, Icon icon, const app::Address* more = nullptr) {
    const std::string key(base);
    page(view, {.title = tr("page." + key + ".title"), .back = false, .pill = PageSpec::Pill::read_aloud}, [&] {
        {
            const Card card(view.ui, "card");
            empty_state(view.ui, "state", icon, tr(key + ".what"), tr(key + ".text"));
            button_link(view.ui, "appeal", tr("info.ask"),
                        app::format_route(app::to_appeal_step(domain::AppealStep::kind)), true, Icon::message_report);
            button_link(view.ui, "help", tr("info.call"), href(app::pages::help), false, Icon::phone);
            if (more != nullptr)
                button_link(view.ui, "more", tr("page." + std::string(more->name) + ".title"), href(*more), false,
                            Icon::calendar);
        }
        draw_phone_rows(view);
    });
}

}  // namespace

void draw_council(const View& view) { by_people(view, "council", Icon::users, &app::pages::activities); }
void draw_supervision(const View& view) { by_people(view, "supervision", Icon::chart_bar); }

void draw_help(const View& view) {
    page(view, {.title = tr("page.help.title"), .pill = PageSpec::Pill::read_aloud}, [&] {
        if (view.model.get<app::street::Model>().reference.value)
            draw_phone_rows(view);
        else if (view.model.get<app::street::Model>().reference.error)
            failed(view, *view.model.get<app::street::Model>().reference.error);
        else
            loading(view, 3);
        const Card card(view.ui, "how");
        heading(view.ui, "how-title", 2, tr("help.how"));
        paragraph(view.ui, "how-text", tr("help.how.text"));
        button_link(view.ui, "plain", tr("help.plain"), "/plain/", false, Icon::external_link);
    });
}

namespace {

/// The notices under each other; `beside` one of them, which is marked.
enum class NoticePlace { page, beside };

void notice_rows(const View& view, const std::vector<domain::Notice>& notices, NoticePlace place) {
    bool first = true;
    for (const domain::Notice& notice : notices) {
        view.ui.gap(0);
        if (!first && place == NoticePlace::page) {
            divider(view.ui);
            view.ui.gap(0);
        }
        first = false;
        const std::string when = i18n::date(notice.published_at.ms, view.model.now.ms, view.model.zone_minutes);
        const std::string link = app::format_route(app::to_page(app::pages::notice, notice.id));
        row_link(view.ui, notice.id,
                 {.title = notice.title,
                  .subtitle = when,
                  .href = link,
                  .selected = place == NoticePlace::beside && notice.id == view.model.route.id(),
                  .padded = place == NoticePlace::beside});
    }
}

}  // namespace

void draw_notices(const View& view) {
    page(view, {.title = tr("page.notices.title"), .pill = PageSpec::Pill::read_aloud}, [&] {
        const auto& list = view.model.get<app::notices::Model>().list;
        if (list.state() == app::RemoteState::failed) return failed(view, *list.error);
        if (!list.value) return loading(view);
        button_link(view.ui, "activities", tr("page.activities.title"), href(app::pages::activities), false,
                    Icon::calendar);
        view.ui.gap(12);
        const Card card(view.ui, "card");
        if (list.value->items.empty()) return empty_state(view.ui, "none", Icon::bell, tr("notices.none"), {});
        notice_rows(view, list.value->items, NoticePlace::page);
    });
}

void draw_notice(const View& view) {
    const domain::Notice* found = nullptr;
    if (view.model.get<app::notices::Model>().list.value)
        for (const domain::Notice& notice : view.model.get<app::notices::Model>().list.value->items)
            if (notice.id == view.model.route.id()) found = &notice;
    AsidePane others;
    if (const auto& list = view.model.get<app::notices::Model>().list.value)
        others = {tr("page.notices.title"), [&view, &list] { notice_rows(view, list->items, NoticePlace::beside); }};
    page(view,
         {.title = tr("page.notice.title"),
          .title_is_heading = found == nullptr,
          .pill = PageSpec::Pill::read_aloud,
          .aside = std::move(others)},
         [&] {
             if (found == nullptr) {
                 if (view.model.get<app::notices::Model>().list.busy()) return loading(view, 2);
                 return empty_state(view.ui, "missing", Icon::bell, tr("notices.missing"), {});
             }
             heading(view.ui, "title", 1, found->title);
             view.ui.gap(4);
             paragraph(view.ui, "when", i18n::full_date_time(found->published_at.ms, view.model.zone_minutes),
                       Tone::secondary);
             const Card card(view.ui, "card");
             paragraph(view.ui, "body", found->body);
         });
}

void draw_search_page(const View& view) {
    page(view, {.title = tr("page.search.title")}, [&] {
        const FieldResult field = text_field(view.ui, "search",
                                             {.label = tr("home.search"),
                                              .value = view.model.get<app::search::Model>().typed,
                                              .input = a11y::InputType::search,
                                              .required = false,
                                              .label_at = LabelAt::inside,
                                              .icon = Icon::search});
        if (field.changed) view.send(app::search::Edited{*field.changed});
        if (field.submitted) view.send(app::search::Pressed{});
        const std::vector<domain::Notice> none;
        const auto& notices = view.model.get<app::notices::Model>().list.value
                                  ? view.model.get<app::notices::Model>().list.value->items
                                  : none;
        auto hits = app::search::find(view.model.get<app::search::Model>(), notices,
                                      view.model.get<app::mine::Model>().list.items, view.model.route.id());
        const auto& services = view.model.get<app::services::Model>();
        std::vector<app::search::Hit> found;
        for (const std::size_t at : app::services::find(services, view.model.route.id())) {
            const domain::ServiceEntry& entry = (*services.list.value)[at];
            found.push_back(
                {app::search::HitKind::service, entry.title, app::to_page(app::pages::service, entry.code)});
        }
        hits.insert(hits.begin(), found.begin(), found.end());
        if (view.model.route.id().empty()) return;
        if (services.list_wanted && !services.list.value && !services.list.error) {
            skeleton(view.ui, "coming", tr("page.loading"), 4);  // rows that move away under a finger are no answer
            return;
        }
        {
            const Group status(view.ui, "count", a11y::Role::status);
            paragraph(view.ui, "count", tr_plural("search.count", static_cast<long long>(hits.size())),
                      Tone::secondary);
        }
        if (hits.empty()) {
            const Card card(view.ui, "none");
            empty_state(view.ui, "none", Icon::search, tr("search.none"), tr("search.none.text"));
            button_link(view.ui, "ask", tr("info.ask"),
                        app::format_route(app::to_appeal_step(domain::AppealStep::kind)), true, Icon::message_report);
            button_link(view.ui, "call", tr("info.call"), href(app::pages::help), false, Icon::phone);
            return;
        }
        const Card card(view.ui, "hits");
        int index = 0;
        for (const app::search::Hit& hit : hits) {
            view.ui.gap(0);
            if (index > 0) divider(view.ui);
            if (index > 0) view.ui.gap(0);
            const bool own = hit.kind == app::search::HitKind::own_case,
                       notice = hit.kind == app::search::HitKind::notice;
            const std::string key = "hit" + std::to_string(index++), link = app::format_route(hit.route);
            row_link(view.ui, key,
                     {.title = hit.title,
                      .subtitle = tr(own      ? "search.kind.case"
                                     : notice ? "search.kind.notice"
                                              : "search.kind.service"),
                      .href = link,
                      .icon = own      ? Icon::list_details
                              : notice ? Icon::bell
                                       : Icon::file_text});
        }
    });
}

void draw_about(const View& view) {
    page(view, {.title = tr("page.about.title"), .pill = PageSpec::Pill::read_aloud}, [&] {
        for (const char* part : {"about.what", "about.privacy", "about.accessibility"}) {
            const Card card(view.ui, part);
            heading(view.ui, std::string(part) + "-title", 2, tr(part));
            paragraph(view.ui, std::string(part) + "-text", tr(std::string(part) + ".text"));
        }
    });
}

void draw_not_found(const View& view) {
    page(view, {.title = tr("page.not_found.title")}, [&] {
        const Card card(view.ui, "card");
        empty_state(view.ui, "state", Icon::search, tr("not_found.what"), tr("not_found.text"));
        button_link(view.ui, "home", tr("error_page.home"), "#/", true, Icon::home);
        button_link(view.ui, "help", tr("error_page.help"), href(app::pages::help), false, Icon::phone);
    });
}

}  // namespace ow::ui
