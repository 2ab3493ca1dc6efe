#include "ui/views/home/home.hpp"

#include "src/app/appeal/pages.hpp"
#include "src/app/help_wish/pages.hpp"
#include "src/app/home/home.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/mine/mine.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/notices/notices.hpp"
#include "src/app/notices/pages.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/search/search.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/settings/settings.hpp"
#include "src/app/street/street.hpp"
#include "src/app/track/pages.hpp"
#include "src/app/workbench/pages.hpp"
#include "ui/frame/layout.hpp"
#include "ui/views/icon_grid.hpp"
#include "ui/views/page.hpp"
#include "ui/views/prepared.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

std::string href(const app::Address& page) { return app::format_route(app::to_page(page)); }

std::string street_name(const View& view) {
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    return reference ? reference->street.name : std::string(tr("site.street"));
}

/// Community and grid of the account, or the service centre.
std::string whereabouts(const View& view) {
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    if (!reference) return {};
    const auto& account = view.model.get<app::session::Model>().account;
    const domain::Grid* grid = account ? domain::find_grid(*reference, account->grid_id) : nullptr;
    return grid != nullptr ? grid->community + " " + grid->name : reference->street.center_name;
}

void search_box(const View& view) {
    const FieldResult result = text_field(view.ui, "search",
                                          {.label = tr("home.search"),
                                           .value = view.model.get<app::search::Model>().typed,
                                           .input = a11y::InputType::search,
                                           .required = false,
                                           .label_at = LabelAt::inside,
                                           .icon = Icon::search});
    if (result.changed) view.send(app::search::Edited{*result.changed});
    if (result.submitted) view.send(app::search::Pressed{});
}

void waiting(const View& view, const app::home::Summary& summary) {
    if (summary.waiting.empty()) return;
    const domain::CaseSummary& first = *summary.waiting.front();
    const Card card(view.ui, "waiting", CardStyle::accent_warn);
    const TextStyle style = view.ui.style(view.ui.theme().type.body, view.ui.theme().colour.ink, Face::bold);
    const Rect line = view.ui.place(style.line_height());
    view.ui.text_in(line, style, tr("home.waiting"));
    view.ui.emit(a11y::Role::heading, view.ui.id("waiting-title"), tr("home.waiting"), line, style).level = 2;
    view.ui.gap(0);
    app::Route rate = app::to_page(app::pages::case_rate, first.number);
    row_link(view.ui, "waiting-link",
             {.title = tr("home.waiting.rate", {{"title", first.title}}),
              .href = app::format_route(rate),
              .trailing = tr("home.waiting.go")});
}

void four_tiles(const View& view, const app::home::Summary& summary) {
    Ui& ui = view.ui;
    const auto& account = view.model.get<app::session::Model>().account;
    const bool signed_in = account.has_value();
    const bool staff = account && domain::is_staff(*account);
    const std::string mine = signed_in
                                 ? tr("home.tile.mine.counts", {{"open", summary.open}, {"rate", summary.to_rate}})
                                 : std::string(tr("home.tile.mine.out"));
    const std::string hrefs[] = {href(app::pages::services),
                                 app::format_route(app::to_appeal_step(domain::AppealStep::kind)),
                                 href(staff ? app::pages::workbench : app::pages::mine), href(app::pages::assist)};
    const Tile tiles[] = {
        {tr("home.tile.services"), tr("home.tile.services.text"), hrefs[0], Icon::file_text, Tile::Ground::brand},
        {tr("home.tile.appeal"), tr("home.tile.appeal.text"), hrefs[1], Icon::message_report, Tile::Ground::teal},
        staff ? Tile{tr("page.workbench.title"), tr("home.tile.workbench.text"), hrefs[2], Icon::list_details}
              : Tile{tr("home.tile.mine"), mine, hrefs[2], Icon::list_details},
        {tr("home.tile.assist"), tr("home.tile.assist.text"), hrefs[3], Icon::heart_handshake}};
    const int columns = ui.width() >= 600 ? 4 : ui.width() < 250 ? 1 : 2;
    const float w = std::floor((ui.width() - 12 * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    float h = 104;
    for (const Tile& tile_spec : tiles)
        h = std::max(h, tile_height(ui, tile_spec, w));
    const int rows = 4 / columns;
    const Rect area = ui.place(h * static_cast<float>(rows) + 12 * static_cast<float>(rows - 1));
    for (int i = 0; i < 4; ++i) {
        const int line = i / columns;
        const auto column = static_cast<float>(i % columns), row = static_cast<float>(line);
        const std::string key = "tile" + std::to_string(i);
        tile(ui, key, tiles[i], {area.x + column * (w + 12), area.y + row * (h + 12), w, h});
    }
}

/// A card's heading with a small link at its right.
void card_heading(const View& view, std::string_view key, std::string_view title, std::string_view link,
                  std::string_view link_href, std::string_view spoken) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const TextStyle style = ui.style(t.type.section, t.colour.ink, Face::bold);
    const TextStyle link_style = ui.style(t.type.secondary, t.colour.brand);
    const float target = t.size.target;
    const float link_w = ui.text_width(link_style, link) + t.size.icon + 4;
    const Rect line = ui.place(std::max(style.line_height(), target));
    ui.text_in({line.x, line.y, line.w - link_w, line.h}, style, title);
    ui.emit(a11y::Role::heading, ui.id(std::string(key) + "-title"), title, {line.x, line.y, line.w - link_w, line.h},
            style)
        .level = 2;
    const Rect box{line.x + line.w - link_w, line.y, link_w, line.h};
    const NodeId id = ui.id(std::string(key) + "-more");
    const Interaction it = ui.interact(id, box);
    ui.text_in(box, link_style, link);
    ui.icon(Icon::chevron_right, box.x + box.w - t.size.icon * 0.4f, box.y + box.h * 0.5f, t.size.icon * 0.8f,
            t.colour.brand);
    if (it.ring) ui.focus_ring(box, 8);
    ui.emit(a11y::Role::link, id, spoken, box, link_style).href = link_href;
}

/// Without an account: what became of it, and whom to call.
void ways_without_account(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "ways");
    row_link(ui, "track",
             {.title = tr("home.track"),
              .subtitle = tr("home.track.text"),
              .href = href(app::pages::track),
              .icon = Icon::search});
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    if (!reference || reference->street.phone.empty()) return;
    ui.gap(0);
    divider(ui);
    ui.gap(0);
    const domain::Street& street = reference->street;
    const std::string call = "tel:" + street.phone;
    row_link(ui, "phone", {.title = street.phone, .subtitle = street.center_name, .href = call, .icon = Icon::phone});
}

void life_events(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "events");
    card_heading(view, "events", tr("home.events"), tr("home.events.all"), href(app::pages::services),
                 tr("home.events.all.spoken"));
    draw_life_events(ui);
}

void notices(const View& view) {
    const auto& loaded = view.model.get<app::notices::Model>().list.value;
    if (!loaded || loaded->items.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "notices");
    card_heading(view, "notices", tr("home.notices"), tr("home.notices.more"), href(app::pages::notices),
                 tr("home.notices.more.spoken"));
    int shown = 0;
    for (const domain::Notice& notice : loaded->items) {
        if (shown++ == 3) break;
        ui.gap(0);
        divider(ui);
        ui.gap(0);
        const std::string when = i18n::date(notice.published_at.ms, view.model.now.ms, view.model.zone_minutes);
        const std::string link = app::format_route(app::to_page(app::pages::notice, notice.id));
        row_link(ui, notice.id, {.title = notice.title, .subtitle = when, .href = link});
    }
}

void first_start_offer(const View& view) {
    if (view.model.settings.asked || view.ui.theme().elder()) return;
    Ui& ui = view.ui;
    const Card card(ui, "offer", CardStyle::soft_brand);
    const Theme& t = ui.theme();
    const TextStyle style = ui.style(t.type.body, t.colour.ink, Face::bold);
    const Rect line = ui.place(ui.text_height(style, tr("home.offer"), ui.width()));
    ui.text_block(line.x, line.y, line.w, style, tr("home.offer"));
    text_node(ui, "offer-text", tr("home.offer"), style, line);
    ui.gap(12);
    const bool stacked = ui.width() < 280 * t.choice.text_scale;
    const auto choose = [&] {
        if (button(ui, "offer-elder", tr("home.offer.elder"), {.kind = ButtonKind::secondary, .compact = true}))
            view.send(app::settings::ModeChosen{domain::DisplayMode::elder});
    };
    const auto keep = [&] {
        if (button(ui, "offer-keep", tr("home.offer.keep"), {.kind = ButtonKind::secondary, .compact = true}))
            view.send(app::settings::OfferDismissed{});
    };
    if (stacked) {
        choose();
        keep();
    } else {
        Row row(ui, "offer-row", {1, 1}, 12);
        row.next();
        choose();
        row.next();
        keep();
    }
}

void draw_standard(const View& view) {
    const bool resident_list = view.model.get<app::mine::Model>().list.loaded;
    const app::home::Summary summary =
        resident_list ? app::home::summarise(view.model.get<app::mine::Model>().list.items) : app::home::Summary{};
    const std::string title = tr("home.title", {{"street", street_name(view)}});
    const std::string sub = whereabouts(view);
    page(view, {.title = title, .subtitle = sub, .back = false, .pill = PageSpec::Pill::mode, .max_width = 760}, [&] {
        if (!view.model.online)
            banner(view.ui, "offline", CardStyle::soft_warn, Icon::cloud_off, tr("home.offline"), true);
        search_box(view);
        first_start_offer(view);
        waiting(view, summary);
        if (view.model.whole) draw_prepared(view, PreparedShown::waiting);
        four_tiles(view, summary);
        ways_without_account(view);
        life_events(view);
        notices(view);
    });
}

void draw_elder(const View& view) {
    const auto& account = view.model.get<app::session::Model>().account;
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const std::string title = account && !account->name.empty() ? tr("home.elder.hello_name", {{"name", account->name}})
                                                                : std::string(tr("home.elder.hello"));
    const std::string sub = reference ? reference->street.name : std::string(tr("site.street"));
    page(
        view, {.title = title, .subtitle = sub, .back = false, .navigation = false, .pill = PageSpec::Pill::read_aloud},
        [&] {
            Ui& ui = view.ui;
            if (!view.model.online)
                banner(ui, "offline", CardStyle::soft_warn, Icon::cloud_off, tr("home.offline"), true);
            if (view.model.whole) draw_prepared(view, PreparedShown::waiting);
            wide_tile(ui, "phone", tr("home.elder.phone"), href(app::pages::help), Icon::phone, TagKind::ok);
            wide_tile(ui, "appeal", tr("home.tile.appeal"),
                      app::format_route(app::to_appeal_step(domain::AppealStep::kind)), Icon::message_report,
                      TagKind::brand);
            wide_tile(ui, "services", tr("home.tile.services"), href(app::pages::services), Icon::file_text,
                      TagKind::brand);
            wide_tile(ui, "track", tr("home.track"), href(app::pages::track), Icon::search, TagKind::brand);
            wide_tile(ui, "mine", tr("home.tile.mine"), href(app::pages::mine), Icon::list_details, TagKind::brand);
            wide_tile(ui, "assist", tr("home.tile.assist"), href(app::pages::assist), Icon::heart_handshake,
                      TagKind::warn);
        },
        [&] {
            if (button(view.ui, "standard", tr("home.elder.back"), {.kind = ButtonKind::secondary}))
                view.send(app::settings::ModeToggled{});
        });
}

}  // namespace

void draw_home(const View& view) {
    if (view.ui.theme().elder())
        draw_elder(view);
    else
        draw_standard(view);
}

}  // namespace ow::ui
