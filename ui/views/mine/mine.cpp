#include "ui/views/mine/mine.hpp"

#include "src/app/activities/pages.hpp"
#include "src/app/appeal/pages.hpp"
#include "src/app/booking/pages.hpp"
#include "src/app/case_page/pages.hpp"
#include "src/app/home/home.hpp"
#include "src/app/mine/mine.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/settings/pages.hpp"
#include "src/app/track/pages.hpp"
#include "ui/views/mine/drafts_card.hpp"
#include "ui/views/outbox_health.hpp"
#include "ui/views/own_cases.hpp"
#include "ui/views/page.hpp"
#include "ui/views/prepared.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/columns.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/virtual_list.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

/// The list and the account beside it, CSS px of standard text.
constexpr float room_for_two = 800;

std::string href(const app::Address& page) { return app::format_route(app::to_page(page)); }

/// Name, phone and the mark of the real-name step beside a round badge.
void draw_person(const View& view, const domain::Account& account) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const std::string name = account.name.empty() ? std::string(tr("mine.no_name")) : account.name;
    const Tag state = account.verified ? Tag{std::string(tr("mine.verified")), TagKind::ok, Icon::shield_check}
                                       : Tag{std::string(tr("mine.not_verified")), TagKind::neutral};
    const TextStyle strong = ui.style(t.type.section, t.colour.ink, Face::bold);
    const float badge = t.elder() ? 60.0f : 52.0f;
    const float text_w = ui.width() - badge - 14;
    const float name_w = std::min(ui.text_width(strong, name) + 1, text_w);
    const bool beside = name_w + 10 + tag_width(ui, state) <= text_w;
    const float phone_h = account.phone_masked.empty() ? 0 : ui.secondary().line_height();
    const float content = strong.line_height() + phone_h + (beside ? 0 : tag_height(ui) + 6);
    const Rect box = ui.place(std::max(badge, content));
    ui.circle(box.x + badge * 0.5f, box.y + badge * 0.5f, badge * 0.5f, t.colour.brand_soft, t.colour.brand,
              t.colour.shadows ? 0.0f : 2.0f);
    ui.icon(Icon::user, box.x + badge * 0.5f, box.y + badge * 0.5f, badge * 0.5f, t.colour.brand);
    const float x = box.x + badge + 14;
    float y = box.y + (box.h - content) * 0.5f;
    text_line(ui, "name", name, strong, {x, y, name_w, strong.line_height()});
    if (beside) {
        const float tag_y = y + (strong.line_height() - tag_height(ui)) * 0.5f;
        draw_tag(ui, x + name_w + 10, tag_y, state);
        text_node(ui, "verified", state.text, ui.style(t.type.small, t.colour.ink),
                  {x + name_w + 10, tag_y, tag_width(ui, state), tag_height(ui)});
    }
    y += strong.line_height();
    if (phone_h > 0) text_line(ui, "phone", account.phone_masked, ui.secondary(), {x, y, text_w, phone_h});
    if (!beside) {
        y += phone_h + 6;
        draw_tag(ui, x, y, state);
        text_node(ui, "verified", state.text, ui.style(t.type.small, t.colour.ink),
                  {x, y, tag_width(ui, state), tag_height(ui)});
    }
}

void draw_account(const View& view, const domain::Account& account) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const Card card(ui, "account");
    draw_person(view, account);
    if (!account.verified) {
        app::Route identity = app::to_page(app::pages::identity);
        identity.set("next", href(app::pages::mine));
        ui.gap(10);
        divider(ui);
        ui.gap(0);
        const std::string link = app::format_route(identity);
        row_link(
            ui, "identity",
            {.title = tr("mine.identity"), .subtitle = tr("mine.identity.text"), .href = link, .icon = Icon::id_card});
    }
    ui.gap(10);
    divider(ui);
    ui.gap(0);
    row_link(ui, "bookings",
             {.title = tr("mine.bookings"),
              .subtitle = tr("mine.bookings.text"),
              .href = href(app::pages::bookings),
              .icon = Icon::calendar});
    ui.gap(10);
    divider(ui);
    ui.gap(0);
    row_link(ui, "activities",
             {.title = tr("mine.activities"),
              .subtitle = tr("mine.activities.text"),
              .href = href(app::pages::activities),
              .icon = Icon::users});
    ui.gap(12);
    const ButtonOptions out{.kind = ButtonKind::secondary, .icon = Icon::logout};
    const float need =
        std::max(button_width(ui, tr("mine.sign_out"), out), button_width(ui, tr("page.settings.title"), out));
    const bool stacked = need * 2 + 12 > ui.width();
    const float h = t.size.button, w = stacked ? ui.width() : std::floor((ui.width() - 12) * 0.5f);
    const Rect row = ui.place(stacked ? 2 * h + 12 : h);
    button_link_in(ui, "settings", tr("page.settings.title"), href(app::pages::settings), {row.x, row.y, w, h}, false,
                   Icon::settings, false);
    const Rect right = stacked ? Rect{row.x, row.y + h + 12, w, h} : Rect{row.x + row.w - w, row.y, w, h};
    if (button_in(ui, "sign-out", tr("mine.sign_out"), right, out)) view.send(app::session::SignOutPressed{});
}

void draw_to_rate(const View& view, const app::home::Summary& summary) {
    if (summary.waiting.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "to-rate", CardStyle::accent_warn);
    heading(ui, "to-rate-title", 2, tr("mine.to_rate"));
    int index = 0;
    for (const domain::CaseSummary* item : summary.waiting) {
        ui.gap(0);
        if (index++ > 0) divider(ui);
        ui.gap(0);
        const std::string link = app::format_route(app::to_page(app::pages::case_rate, item->number));
        const std::string key = "rate-" + item->number;
        row_link(ui, key, {.title = item->title, .href = link, .trailing = tr("mine.to_rate.go")});
    }
}

void draw_empty(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "empty");
    empty_state(ui, "empty", Icon::message_report, tr("mine.empty"), tr("mine.empty.text"));
    ui.gap(16);
    button_link(ui, "file", tr("mine.file"), app::format_route(app::to_appeal_step(domain::AppealStep::kind)), true,
                Icon::edit);
}

void draw_cases(const View& view) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const app::CaseList& list = view.model.get<app::mine::Model>().list;
    if (list.has_news) {
        banner(ui, "news", CardStyle::soft_brand, Icon::bell, tr("mine.news"), true);
        ui.gap(8);
        if (button(ui, "show-news", tr("mine.news.show"), {.kind = ButtonKind::secondary, .icon = Icon::refresh}))
            view.send(app::mine::RefreshPressed{});
    }
    if (!list.loaded) {
        if (list.error && !list.busy())
            failed(view, *list.error);
        else
            loading(view);
        return;
    }
    if (list.items.empty()) return draw_empty(view);
    if (list.error && !list.has_more())
        banner(ui, "old", CardStyle::soft_warn, Icon::cloud_off, words(*list.error), true);
    VirtualListResult shown;
    {
        const Card card(ui, "cases");
        heading(ui, "cases-title", 2, tr_plural("mine.cases", list.total));
        ui.gap(4);
        shown = virtual_list(ui, "list",
                             {.name = tr("page.mine.title"),
                              .loaded = list.items.size(),
                              .total = static_cast<std::size_t>(list.total),
                              .estimate = std::round(t.type.body * 1.5f + t.type.small * 1.5f + 26),
                              .divided = true,
                              .key_of = [&](std::size_t i) { return list.items[i].number; },
                              .draw = [&](std::size_t i) { draw_own_case(view, list.items[i]); }});
    }
    if (list.error && list.has_more() && !list.busy()) {
        paragraph(ui, "more-failed", words(*list.error), Tone::bad);
        if (button(ui, "more", tr("page.again"), {.kind = ButtonKind::secondary, .icon = Icon::refresh}))
            view.send(app::mine::MoreWanted{});
    } else if (shown.end_in_sight && list.has_more() && !list.busy()) {
        view.send(app::mine::MoreWanted{});
    }
}

void draw_other_ways(const View& view) {
    const Card card(view.ui, "other");
    row_link(view.ui, "track",
             {.title = tr("page.track.title"),
              .subtitle = tr("mine.track.text"),
              .href = href(app::pages::track),
              .icon = Icon::search,
              .spoken = tr("page.track.title"),
              .description = tr("mine.track.text")});
}

void draw_signed_out(const View& view) {
    Ui& ui = view.ui;
    {
        const Card card(ui, "signed-out");
        empty_state(ui, "signed-out", Icon::user, tr("mine.signed_out"), tr("mine.signed_out.text"));
        ui.gap(16);
        app::Route login = app::to_page(app::pages::login);
        login.set("next", href(app::pages::mine));
        button_link(ui, "login", tr("mine.login"), app::format_route(login), true, Icon::login);
    }
    draw_other_ways(view);
}

}  // namespace

void draw_mine(const View& view) {
    page(view,
         {.title = tr("page.mine.title"),
          .back = false,
          .pill = PageSpec::Pill::mode,
          .max_width = view.ui.desktop() ? 1040.0f : 680.0f},
         [&] {
             const auto& account = view.model.get<app::session::Model>().account;
             if (!account) return draw_signed_out(view);
             const app::home::Summary summary = app::home::summarise(view.model.get<app::mine::Model>().list.items);
             const auto cases = [&] {
                 if (view.model.whole) draw_prepared(view, PreparedShown::all);
                 draw_to_rate(view, summary);
                 draw_outbox_health(view);
                 draw_waiting_list(view);
                 draw_drafts(view);
                 draw_cases(view);
             };
             // Where there is room the cases come first, and who one is stands beside them.
             if (view.ui.width() >= room_for_two * std::max(1.0f, view.ui.theme().type.body / 16)) {
                 beside(view.ui, 0.62f, room_for_two, cases, [&] {
                     draw_account(view, *account);
                     draw_other_ways(view);
                 });
                 return;
             }
             draw_account(view, *account);
             cases();
             draw_other_ways(view);
         });
}

}  // namespace ow::ui
