#include "ui/views/workbench/workbench.hpp"

#include "src/domain/ids.hpp"
#include "ui/views/page.hpp"
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

/// A semantic container at a place of its own: the panes do not stack.
class Area {
  public:
    Area(Ui& ui, std::string_view key, a11y::Role role, std::string_view name, const Rect& rect) : m_ui(ui) {
        a11y::Node node;
        node.id = ui.id(key);
        node.role = role;
        node.name = name;
        node.screen = rect;
        ui.tree().open(std::move(node));
        ui.push_scope(key);
    }
    ~Area() {
        m_ui.pop_scope();
        m_ui.tree().close();
    }
    Area(const Area&) = delete;
    Area& operator=(const Area&) = delete;

  private:
    Ui& m_ui;
};

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
            view.send(app::shell::Go{app::to_page(app::Page::home)});
        if (icon_button(ui, "settings", tr("page.settings.title"), Icon::settings, settings))
            view.send(app::shell::Go{app::to_page(app::Page::settings)});
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
    a11y::Node heading;
    heading.id = ui.id("title");
    heading.role = a11y::Role::heading;
    heading.level = 1;
    heading.name = title;
    heading.screen = {20, (height - style.line_height()) * 0.5f, title_w + 1, style.line_height()};
    heading.states = a11y::state_focusable;
    describe_font(heading, style);
    ui.tree().add(std::move(heading));

    const auto& account = view.model.session.account;
    float x = 20 + title_w + 12;
    if (account) {
        const Tag role{std::string(tr("role." + std::string(domain::to_code(account->role))))};
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

void draw_list_pane(const View& view, const Rect& rect, bool with_queues) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    ui.fill(rect, mix(t.colour.ground, t.colour.surface, 0.4f));
    const Area area(ui, "list-pane", a11y::Role::region, tr("workbench.list"), rect);
    ui.push_column({rect.x + 16, rect.y + 14, rect.w - 32, 0}, 12);
    const float head_top = rect.y;
    float used = 0;
    {
        // Drawn over the ground of the head, whose height is known from the pass before.
        const NodeId key = ui.id("head");
        ui.fill({rect.x, head_top, rect.w, ui.recall(key, 60)}, t.colour.surface);
        if (with_queues) {
            parts::draw_search(view);
            parts::draw_queue_tabs(view);
        }
        parts::draw_list_head(view);
        used = ui.pop_column() + 28;
        ui.remember(key, used);
    }
    ui.fill({rect.x, head_top + used - 1, rect.w, 1}, t.colour.line);
    const auto& queue = view.model.workbench.queue;
    const std::string scroll_key = "rows-" + std::string(queue ? domain::to_code(*queue) : std::string_view("none"));
    {
        const ScrollArea scroll(ui, scroll_key, {rect.x, head_top + used, rect.w, std::max(1.0f, rect.h - used)}, 0, 0,
                                0);
        parts::draw_list_rows(view);
    }
    ui.fill({rect.x + rect.w - 1, rect.y, 1, rect.h}, t.colour.line);
}

void draw_detail_pane(const View& view, const Rect& rect) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const Area area(ui, "detail-pane", a11y::Role::region, tr("workbench.detail"), rect);
    const std::string key = "case-" + view.model.workbench.selected;
    const Scope scope(ui, key);
    const bool acting = parts::has_actions(view);
    const NodeId height_key = ui.id("actions-height");
    const float bar = acting ? std::min(ui.recall(height_key, t.size.button + 28), rect.h * 0.5f) : 0;
    {
        const ScrollArea scroll(ui, "scroll", {rect.x, rect.y, rect.w, rect.h - bar}, 24, 20, 20, 960);
        parts::draw_detail(view);
    }
    if (!acting) return;
    const float y = rect.y + rect.h - bar;
    ui.fill({rect.x, y, rect.w, 1}, t.colour.line);
    const float width = std::min(rect.w - 48, 960.0f);
    ui.push_column({rect.x + (rect.w - width) * 0.5f, y + 14, width, 0}, 12);
    {
        const Group actions(ui, "actions", a11y::Role::group, tr("workbench.actions"));
        parts::draw_actions(view, true);
    }
    ui.remember(height_key, ui.pop_column() + 28);
}

void draw_panes(const View& view, int panes) {
    Ui& ui = view.ui;
    const Scope scope(ui, "workbench");
    const float scale = std::max(1.0f, ui.theme().type.body / 16.0f);
    const float width = ui.surface().width, height = ui.surface().height;
    const float side = panes == 3 ? std::round(212 * std::min(scale, 1.35f)) : 0;
    const float list = std::round(std::min(372 * scale, (width - side) * 0.44f));
    const float top = draw_bar(view, side, list);
    if (side > 0) parts::draw_queue_side(view, {0, top, side, height - top});
    const Area main(ui, "main", a11y::Role::main, {}, {side, top, width - side, height - top});
    draw_list_pane(view, {side, top, list, height - top}, side <= 0);
    draw_detail_pane(view, {side + list, top, width - side - list, height - top});
}

/// One pane at a time: the list, or the case with the way back.
void draw_one(const View& view) {
    Ui& ui = view.ui;
    const std::string& number = view.model.workbench.selected;
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
    const auto& account = view.model.session.account;
    const std::string sub =
        account ? dotted({tr("role." + std::string(domain::to_code(account->role))), parts::account_line(view)})
                : std::string();
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
            view.send(app::shell::Go{app::to_page(app::Page::settings)});
    });
}

}  // namespace

void draw_workbench(const View& view) {
    const int panes = parts::pane_count(view.ui);
    if (panes == 1)
        draw_one(view);
    else
        draw_panes(view, panes);
}

}  // namespace ow::ui
