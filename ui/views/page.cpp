#include "ui/views/page.hpp"

#include "src/app/appeal/pages.hpp"
#include "src/app/home/pages.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/navigation.hpp"
#include "src/app/settings/settings.hpp"
#include "src/app/workbench/pages.hpp"
#include "ui/views/feature.hpp"
#include "ui/views/panes.hpp"
#include "ui/views/toasts.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace ow::ui {

namespace {

void draw_navigation(const View& view, const Rect& rect, bool side) {
    std::vector<std::string> hrefs;
    std::vector<NavItem> items;
    const auto pages = app::navigation(view.model);
    hrefs.reserve(pages.size());
    for (const app::Address* page : pages) {
        const PageView* look = view_of(view.features, page);
        hrefs.push_back(app::format_route(app::to_page(*page)));
        items.push_back({tr("nav." + std::string(page->name)), hrefs.back(), look != nullptr ? look->icon : Icon::none,
                         view.model.route.page->section == page->name});
    }
    if (side)
        side_navigation(view.ui, tr("nav.name"), items, rect);
    else
        bottom_navigation(view.ui, tr("nav.name"), items, rect);
}

/// The top bar with its button; returns its rectangle.
Rect draw_top_bar(const View& view, const PageSpec& spec) {
    TopBar bar{.title = spec.title, .subtitle = spec.subtitle, .title_is_heading = spec.title_is_heading};
    if (spec.back) bar.back_name = tr("page.back");
    const bool reading = view.model.reading == app::Reading::reading || view.model.reading == app::Reading::starting;
    if (spec.bar_button.press) {
        bar.pill = spec.bar_button.name;
        bar.pill_icon = spec.bar_button.icon;
    } else if (spec.pill == PageSpec::Pill::mode) {
        bar.pill = tr(view.ui.theme().elder() ? "page.pill.standard" : "page.pill.elder");
    } else if (spec.read_aloud.toggle) {
        bar.pill = spec.read_aloud.reading ? spec.read_aloud.stop : spec.read_aloud.name;
        bar.pill_short = tr(spec.read_aloud.reading ? "page.pill.stop" : "page.pill.listen");
        bar.pill_icon = spec.read_aloud.reading ? Icon::player_stop : Icon::volume;
    } else if (spec.pill == PageSpec::Pill::read_aloud) {
        bar.pill = tr(reading ? "page.pill.stop_reading" : "page.pill.read_aloud");
        bar.pill_short = tr(reading ? "page.pill.stop" : "page.pill.listen");
        bar.pill_icon = reading ? Icon::player_stop : Icon::volume;
    }
    if (view.ui.theme().elder() && view.model.route.page != &app::pages::home &&
        view.model.route.page != &app::pages::help) {
        bar.phone_name = tr("page.phone");
        bar.phone_word = tr("page.phone.word");
        bar.phone_href = "#/help";
    }
    const TopBarResult result = top_bar(view.ui, "top", bar);
    if (result.back) view.send(app::shell::BackPressed{});
    if (result.pill && spec.bar_button.press) spec.bar_button.press();
    if (result.pill && spec.pill == PageSpec::Pill::mode) view.send(app::settings::ModeToggled{});
    if (result.pill && spec.read_aloud.toggle)
        spec.read_aloud.toggle();
    else if (result.pill && spec.pill == PageSpec::Pill::read_aloud)
        view.send(app::shell::ReadingToggled{});
    return result.rect;
}

/// What features have at the end of every page; not of the first page (ADR 18), which does not come here.
void draw_page_end(const View& view) {
    for (const Feature* feature : view.features)
        if (feature->page_end != nullptr) feature->page_end(view);
}

/// Where there are buttons, what ends the page comes after them: who fills in a form is not asked between the last
/// question and the way on. A phone keeps its height for the form; the page that comes after it asks.
bool ends_in_bar(const Ui& ui) { return ui.wide() && ui.surface().height >= 700; }

void draw_progress(const View& view, const PageSpec& spec, const Rect& rect) {
    progress_bar_in(view.ui, "progress", spec.progress_name, spec.progress, spec.progress_spoken, rect, 0);
}

/// While the page is read aloud, and for who reads large: a button over its whole width that ends it.
float stop_height(const View& view) {
    const bool reading = view.model.reading == app::Reading::reading || view.model.reading == app::Reading::starting;
    return reading && view.ui.theme().elder() ? view.ui.theme().size.button + 16 : 0;
}

void draw_stop(const View& view, const Rect& rect) {
    if (rect.h <= 0) return;
    const float margin = view.ui.theme().size.margin;
    const Rect box{rect.x + margin, rect.y + 8, rect.w - 2 * margin, rect.h - 16};
    if (button_in(view.ui, "stop-reading", tr("page.pill.stop_reading"), box, {.icon = Icon::player_stop}))
        view.send(app::shell::ReadingToggled{});
}

void draw_aside(const View& view, const AsidePane& pane, const Rect& rect) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    ui.fill(rect, mix(t.colour.ground, t.colour.surface, 0.4f));
    {
        const Area region(ui, "aside", a11y::Role::region, pane.name, rect);
        const ScrollArea scroll(ui, "scroll", rect, 0, 0, 0);
        pane.draw();
    }
    ui.fill({rect.x + rect.w - 1, rect.y, 1, rect.h}, t.colour.line);
}

/// The bar of primary actions; returns its height (of the last pass).
void draw_actions(const View& view, const Rect& rect, const std::function<void()>& actions, float max_width,
                  NodeId key) {
    Ui& ui = view.ui;
    const float margin = ui.theme().size.margin;
    const float width = std::min(rect.w - 2 * margin, max_width);
    ui.push_column({rect.x + (rect.w - width) * 0.5f, rect.y + 8, width, 0}, 12);
    {
        const Group group(ui, "actions", a11y::Role::group, tr("page.actions"));
        actions();
    }
    if (view.model.whole && ends_in_bar(ui)) draw_page_end(view);
    ui.remember(key, ui.pop_column() + 16);
}

bool is_inside(const a11y::Tree& tree, NodeId node, NodeId container) {
    for (const a11y::Node* at = tree.find(node); at != nullptr; at = at->parent != 0 ? tree.find(at->parent) : nullptr)
        if (at->parent == container) return true;
    return false;
}

/// The page that was drawn last: which visit, and where its focus is remembered.
struct LastPage {
    std::uint64_t visit = 0;
    NodeId left = 0;
};

/// Who comes back to the page stands where he left it, else at its heading.
void keep_focus(const View& view, NodeId main, LastPage& last) {
    Ui& ui = view.ui;
    const a11y::Tree& tree = ui.tree();
    const NodeId left_id = ui.id("left");
    // A press moves the focus and leaves the page at once: what has the focus and is not here is of the page before.
    if (last.visit != view.model.visit && last.left != 0 && ui.focus() != 0 && tree.find(ui.focus()) == nullptr)
        ui.keep<NodeId>(last.left) = ui.focus();
    last = {view.model.visit, left_id};
    NodeId& left = ui.keep<NodeId>(left_id);
    if (ui.focus() != 0 && is_inside(tree, ui.focus(), main)) left = ui.focus();
    NodeId target = tree.find(left) != nullptr ? left : 0;
    for (const a11y::Node& node : tree.nodes())
        if (target == 0 && node.role == a11y::Role::heading && node.level == 1) target = node.id;
    if (target != 0) ui.mark(app::left_focus_node, target);
}

}  // namespace

void page(const View& view, const PageSpec& spec, const std::function<void()>& content,
          const std::function<void()>& actions) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const float width = ui.surface().width, height = ui.surface().height;
    // Where there is little height (400 % zoom, a phone on its side) the bars scroll with the page.
    const bool low = height < 520;
    const bool side = ui.wide() && spec.navigation && !low;
    const float margin = t.size.margin;
    // Another page is other nodes (and scrolls from its top); the bars stay the same nodes.
    const std::string scope_key = "visit" + std::to_string(view.model.visit);
    const NodeId actions_key = ui.id("actions-height"), main_id = ui.id("main");
    LastPage& last = ui.keep<LastPage>(ui.id("last-page"));
    const float actions_h = actions && !low ? ui.recall(actions_key, t.size.button + 16) : 0;
    const float nav_h = spec.navigation && !side && !low ? t.size.nav : 0;

    // For one hand, or from a wheelchair: the bar with its buttons stands below, and what is short too.
    const bool near = t.choice.low_reach && !low;
    const NodeId bar_key = ui.id("bar-height");
    float top = 0, foot = 0;
    if (!low && spec.top_bar && near) {
        foot = ui.recall(bar_key, t.size.top_bar);
        ui.push_column({0, height - nav_h - foot, width, 0}, 0);
        draw_top_bar(view, spec);
        ui.remember(bar_key, ui.pop_column());
    } else if (!low && spec.top_bar) {
        top = draw_top_bar(view, spec).h;
    }
    const Rect progress{0, top, width, !low && spec.progress >= 0 ? 6.0f : 0.0f};
    top += progress.h;
    const float left = side ? 212.0f : 0.0f;
    if (side) draw_navigation(view, {0, top, left, height - top - foot}, true);
    const bool beside = spec.aside.draw && side && pane_count(ui) == 3;
    const float aside_w = beside ? std::round(std::min(372.0f, (width - left) * 0.4f)) : 0.0f;
    const Rect area{left + aside_w, top, width - left - aside_w,
                    std::max(1.0f, height - top - foot - actions_h - nav_h)};
    {
        ui.emit_open(a11y::Role::main, main_id, {}, {area.x, progress.y, area.w, progress.h + area.h + actions_h});
        if (!spec.form.empty()) {
            ui.emit_open(a11y::Role::form, ui.id("form"), spec.form,
                         {area.x, progress.y, area.w, progress.h + area.h + actions_h});
        }
        if (progress.h > 0) draw_progress(view, spec, progress);
        const float toasts_h = toasts_height(view), stop_h = low ? 0.0f : stop_height(view);
        {
            const Scope scope(ui, scope_key);
            const Rect rest{area.x, area.y, area.w, std::max(1.0f, area.h - toasts_h - stop_h)};
            const NodeId content_key = ui.id("content-height");
            const float above = near ? std::max(16.0f, rest.h - ui.recall(content_key, rest.h) - 24) : 16.0f;
            const ScrollArea scroll(ui, "scroll", rest, low ? 0.0f : margin, low ? 0.0f : above, low ? 0.0f : 24.0f,
                                    low ? 0.0f : spec.max_width);
            const float begin = ui.next_y();
            if (low) {
                if (spec.top_bar) draw_top_bar(view, spec);
                ui.push_column({ui.left() + margin, ui.next_y() + 12, ui.width() - 2 * margin, 0}, t.size.gap);
                content();
                if (actions) actions();
                if (view.model.whole) draw_page_end(view);
                const float used = ui.pop_column();
                ui.place(used + 24);
                if (spec.navigation) {
                    ui.gap(0);
                    draw_navigation(view, ui.place(t.size.nav), false);
                }
            } else {
                content();
                if (view.model.whole && !actions) draw_page_end(view);
                if (near) ui.remember(content_key, ui.next_y() - begin);
            }
        }
        draw_toasts(view, {area.x, area.y, area.w, area.h - stop_h});
        draw_stop(view, {area.x, area.y + area.h - stop_h, area.w, stop_h});
        if (actions && !low) {
            const Scope scope(ui, scope_key);
            const Rect bar{area.x, area.y + area.h, area.w, actions_h};
            draw_actions(view, bar, actions, spec.max_width, actions_key);
        }
        if (!spec.form.empty()) ui.tree().close();
        ui.tree().close();
    }
    if (beside) draw_aside(view, spec.aside, {left, top, aside_w, height - top - foot});
    if (nav_h > 0) draw_navigation(view, {0, height - nav_h, width, nav_h}, false);
    const Scope scope(ui, scope_key);
    keep_focus(view, main_id, last);
}

void loading(const View& view, int rows) { skeleton(view.ui, "loading", tr("page.loading"), rows); }

void failed(const View& view, const domain::ApiError& error) {
    const bool offline = error.kind == domain::ApiErrorKind::network;
    empty_state(view.ui, "failed", offline ? Icon::cloud_off : Icon::alert_triangle,
                tr(offline ? "page.offline.title" : "page.failed.title"), words(error));
    if (!error.request_id.empty())
        paragraph(view.ui, "request", tr("page.failed.request", {{"id", error.request_id}}), Tone::small,
                  Align::center);
    if (button(view.ui, "again", tr("page.again"), {.kind = ButtonKind::secondary, .icon = Icon::refresh}))
        view.send(app::shell::ReloadPressed{});
}

}  // namespace ow::ui
