#include "ui/views/page.hpp"

#include "src/app/workbench/workbench.hpp"
#include "ui/views/words.hpp"
#include "ui/views/workbench/workbench_parts.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/heading_row.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/virtual_list.hpp"

#include <cmath>

namespace ow::ui::workbench_parts {

namespace {

void draw_row(const View& view, const domain::CaseSummary& item) {
    const std::string grid = item.grid_name.empty() ? item.place_text : item.community + " " + item.grid_name;
    const std::string photos = item.photos > 0 ? tr_plural("workbench.photos", item.photos) : std::string();
    const bool found = !view.model.get<app::workbench::Model>().applied_search.empty();
    const std::string sub = dotted({category_word(item.category), grid, photos});
    const std::string href = case_href(view, item.number);
    row_link(view.ui, "link",
             {.title = item.title,
              .subtitle = sub,
              .href = href,
              .tag = found ? state_tag(item) : clock_tag(item, view.model.now),
              .selected = item.number == view.model.get<app::workbench::Model>().selected,
              .padded = true});
}

/// A column with room at the sides inside the flush list.
class Inset {
  public:
    explicit Inset(Ui& ui) : m_ui(ui) { ui.push_column({ui.left() + 16, ui.next_y() + 12, ui.width() - 32, 0}, 12); }
    ~Inset() { m_ui.place(m_ui.pop_column() + 24); }
    Inset(const Inset&) = delete;
    Inset& operator=(const Inset&) = delete;

  private:
    Ui& m_ui;
};

void draw_nothing(const View& view) {
    const app::workbench::Model& bench = view.model.get<app::workbench::Model>();
    const Inset inset(view.ui);
    if (bench.applied_search.empty()) {
        empty_state(view.ui, "empty", Icon::circle_check, tr("workbench.empty"), tr("workbench.empty.text"));
        return;
    }
    empty_state(view.ui, "nothing", Icon::search, tr("workbench.nothing_found"),
                tr("workbench.nothing_found.text", {{"words", bench.applied_search}}));
    if (button(view.ui, "clear", tr("workbench.clear_search"), {.kind = ButtonKind::secondary}))
        view.send(app::workbench::SearchCleared{});
}

}  // namespace

void draw_list_head(const View& view) {
    const app::workbench::Model& bench = view.model.get<app::workbench::Model>();
    const bool found = !bench.applied_search.empty();
    const std::string_view name = bench.queue ? queue_word(*bench.queue) : tr("workbench.no_queue");
    const std::string all = found ? tr_plural("workbench.found", bench.list.total)
                                  : std::string(name) + " " + i18n::number(bench.list.total);
    const std::string title = bench.list.loaded ? all : std::string(found ? tr("workbench.search") : name);
    heading_row(view.ui, "list-head", {.text = title, .px = view.ui.theme().type.section});
    view.ui.gap(2);
    paragraph(view.ui, "order", tr(found ? "workbench.found.where" : "workbench.by_due"), Tone::small);
}

void draw_list_rows(const View& view) {
    Ui& ui = view.ui;
    const app::CaseList& list = view.model.get<app::workbench::Model>().list;
    if (!view.model.get<app::workbench::Model>().queue) {
        const Inset inset(ui);
        empty_state(ui, "no-queue", Icon::list_details, tr("workbench.no_queue"), tr("workbench.no_queue.text"));
        return;
    }
    if (!list.loaded) {
        const Inset inset(ui);
        if (list.error && !list.busy())
            failed(view, *list.error);
        else
            loading(view, 5);
        return;
    }
    if (list.has_news) {
        const Inset inset(ui);
        banner(ui, "news", CardStyle::soft_brand, Icon::bell, tr("workbench.news"), true);
        if (button(ui, "show-news", tr("workbench.news.show"), {.kind = ButtonKind::secondary}))
            view.send(app::workbench::RefreshPressed{});
    }
    if (list.items.empty()) return draw_nothing(view);
    const Theme& t = ui.theme();
    const VirtualListResult shown =
        virtual_list(ui, "cases",
                     {.name = tr("workbench.list"),
                      .loaded = list.items.size(),
                      .total = static_cast<std::size_t>(list.total),
                      .estimate = std::round(t.type.body * 1.5f + t.type.secondary * 1.5f + 30),
                      .key_of = [&](std::size_t i) { return list.items[i].number; },
                      .draw = [&](std::size_t i) { draw_row(view, list.items[i]); }});
    if (list.error && !list.busy()) {
        const Inset inset(ui);
        paragraph(ui, "more-failed", words(*list.error), Tone::bad);
        if (button(ui, "more", tr("page.again"), {.kind = ButtonKind::secondary, .icon = Icon::refresh}))
            view.send(app::workbench::MoreWanted{});
    } else if (shown.end_in_sight && list.has_more() && !list.busy()) {
        view.send(app::workbench::MoreWanted{});
    }
}

void draw_letters(const View& view) {
    if (view.model.get<app::workbench::Model>().list.items.empty()) return;
    const Inset inset(view.ui);
    paragraph(view.ui, "letters", tr("workbench.letters"), Tone::small);
}

}  // namespace ow::ui::workbench_parts
