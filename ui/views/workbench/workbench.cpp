#include "ui/views/workbench/workbench.hpp"

#include "src/app/home/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/settings/pages.hpp"
#include "src/app/workbench/workbench.hpp"
#include "src/domain/ids.hpp"
#include "ui/views/outbox_health.hpp"
#include "ui/views/page.hpp"
#include "ui/views/panes.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/views/workbench/workbench_parts.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

namespace parts = workbench_parts;

/// Places things in a bar from its right end.
struct RightEnd {
    float x, y, h;
    Rect take(float w, float item_h) {
        x -= w;
        return {x, y + (h - item_h) * 0.5f, w, item_h};
    }
};

void draw_account(const View& view, RightEnd& end, bool with_pages) {
    Ui& ui = view.ui;
    const float target = ui.theme().size.target;
    const Rect out = end.take(target, target);
    const Rect settings = with_pages ? end.take(target, target) : Rect{};
    const Rect home = with_pages ? end.take(target, target) : Rect{};
    const std::string line = parts::account_line(view);
    const float line_w =
        std::min(ui.text_width(ui.secondary(), line) + 1, std::max(0.0f, end.x - ui.surface().width * 0.3f));
    end.x -= 8;
    if (line_w > 60) text_line(ui, "account", line, ui.secondary(), end.take(line_w, ui.secondary().line_height()));
    if (with_pages) {
        if (icon_button(ui, "home", tr("nav.home"), Icon::home, home))
            view.send(app::shell::Go{app::to_page(app::pages::home)});
        if (icon_button(ui, "settings", tr("page.settings.title"), Icon::settings, settings))
            view.send(app::shell::Go{app::to_page(app::pages::settings)});
    }
    if (icon_button(ui, "sign-out", tr("workbench.sign_out"), Icon::logout, out))
        view.send(app::session::SignOutPressed{});
}

/// The bar over the panes: whose desk, search, account. Returns its height.
float draw_bar(const View& view, float side, float list) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const float width = ui.surface().width, height = t.size.field + 16;
    const Rect box{0, 0, width, height};
    ui.fill(box, t.colour.surface);
    ui.fill({0, height - 1, width, 1}, t.colour.line);
    const Area banner(ui, "bar", a11y::Role::banner, {}, box);
    const TextStyle style = ui.style(t.type.title, t.colour.ink, Face::bold);
    const std::string_view title = tr("workbench.title");
    const float title_w = std::ceil(ui.text_width(style, title));
    ui.text_in({20, 0, title_w + 1, height}, style, title);
    a11y::Node& heading = ui.emit(a11y::Role::heading, ui.id("title"), title,
                                  {20, (height - style.line_height()) * 0.5f, title_w + 1, style.line_height()}, style);
    heading.level = 1;
    heading.states |= a11y::state_focusable;

    const auto& account = view.model.get<app::session::Model>().account;
    float x = 20 + title_w + 12;
    if (account) {
        const Tag role{std::string(role_word(account->role))};
        const float y = (height - tag_height(ui)) * 0.5f;
        draw_tag(ui, x, y, role);
        text_node(ui, "role", role.text, ui.style(t.type.small, t.colour.ink, Face::bold),
                  {x, y, tag_width(ui, role), tag_height(ui)});
        x += tag_width(ui, role) + 16;
    }
    RightEnd end{width - 16, 0, height};
    if (side > 0) {
        x = std::max(x, side);
        const float room = end.x - x - t.size.target - ui.text_width(ui.secondary(), parts::account_line(view)) - 40;
        const Rect field{x, 8, std::clamp(room, 220.0f, list + 90), 0};
        const Area search(ui, "search-area", a11y::Role::search, {}, {field.x, 8, field.w, t.size.field});
        ui.push_column(field, 0);
        parts::draw_search(view);
        ui.pop_column();
    }
    draw_account(view, end, side <= 0);
    return height;
}

void draw_panes(const View& view, int count) {
    const Scope scope(view.ui, "workbench");
    const bool with_queues = count < 3;
    const auto& queue = view.model.get<app::workbench::Model>().queue;
    PanesSpec spec;
    spec.bar = [&](float side, float list) { return draw_bar(view, side, list); };
    spec.side = [&](const Rect& rect) { parts::draw_queue_side(view, rect); };
    spec.list.name = tr("workbench.list");
    spec.list.rows_key = "rows-" + std::string(queue ? domain::to_code(*queue) : std::string_view("none"));
    spec.list.head = [&] {
        if (with_queues) {
            parts::draw_search(view);
            parts::draw_queue_tabs(view);
        }
        draw_outbox_health(view);
        draw_waiting_list(view);
        parts::draw_list_head(view);
    };
    spec.list.rows = [&] {
        parts::draw_list_rows(view);
        parts::draw_letters(view);
    };
    spec.key = [&](std::string_view key) { parts::take_letter(view, key); };
    spec.detail.name = tr("workbench.detail");
    spec.detail.key = "case-" + view.model.get<app::workbench::Model>().selected;
    spec.detail.content = [&] { parts::draw_detail(view); };
    if (parts::has_actions(view)) {
        spec.detail.actions = [&] {
            const Group actions(view.ui, "actions", a11y::Role::group, tr("workbench.actions"));
            parts::draw_actions(view, true);
        };
    }
    panes(view, count, spec);
}

/// One pane at a time: the list, or the case with the way back.
void draw_one(const View& view) {
    Ui& ui = view.ui;
    const std::string& number = view.model.get<app::workbench::Model>().selected;
    if (!number.empty()) {
        const std::string sub = domain::group_case_number(number);
        const PageSpec spec{.title = tr("workbench.detail"), .subtitle = sub, .navigation = false};
        const auto content = [&] { parts::draw_detail(view); };
        if (parts::has_actions(view))
            page(view, spec, content, [&] { parts::draw_actions(view, false); });
        else
            page(view, spec, content);
        return;
    }
    const auto& account = view.model.get<app::session::Model>().account;
    const std::string sub = account ? dotted({role_word(account->role), parts::account_line(view)}) : std::string();
    page(view, {.title = tr("page.workbench.title"), .subtitle = sub, .back = false}, [&] {
        const float target = ui.theme().size.target;
        parts::draw_search(view);
        ui.gap(12);
        parts::draw_queue_tabs(view);
        parts::draw_list_head(view);
        ui.gap(12);
        {
            const Card card(ui, "list", CardStyle::bare);
            parts::draw_list_rows(view);
        }
        const ButtonOptions quiet{.kind = ButtonKind::quiet, .icon = Icon::logout};
        const ButtonOptions gear{.kind = ButtonKind::quiet, .icon = Icon::settings};
        const float out_w = std::min(button_width(ui, tr("workbench.sign_out"), quiet) + 8, ui.width());
        const float gear_w = std::min(button_width(ui, tr("page.settings.title"), gear) + 8, ui.width());
        const bool beside = out_w + 8 + gear_w <= ui.width();
        const Rect row = ui.place(beside ? target : 2 * target + 8);
        if (button_in(ui, "sign-out", tr("workbench.sign_out"), {row.x, row.y, out_w, target}, quiet))
            view.send(app::session::SignOutPressed{});
        const Rect second = beside ? Rect{row.x + row.w - gear_w, row.y, gear_w, target}
                                   : Rect{row.x, row.y + target + 8, gear_w, target};
        if (button_in(ui, "settings", tr("page.settings.title"), second, gear))
            view.send(app::shell::Go{app::to_page(app::pages::settings)});
    });
}

}  // namespace

void draw_workbench(const View& view) {
    const int count = pane_count(view.ui);
    if (count == 1)
        draw_one(view);
    else
        draw_panes(view, count);
}

}  // namespace ow::ui
