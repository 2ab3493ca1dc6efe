#include "ui/views/prepared.hpp"

#include "src/app/messages/messages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <string>
#include <vector>

namespace ow::ui {

namespace {

using app::messages::Prepared;
using app::messages::Reminder;

std::vector<const Reminder*> shown_of(const View& view, PreparedShown shown, std::string_view service) {
    std::vector<const Reminder*> found;
    const auto& prepared = view.model.get<app::messages::Model>().prepared.value;
    if (!prepared) return found;
    for (const Reminder& one : *prepared) {
        const bool is_wanted =
            one.prepared == Prepared::waiting || (one.prepared == Prepared::away && shown == PreparedShown::all);
        if (is_wanted && (service.empty() || one.service == service)) found.push_back(&one);
    }
    return found;
}

}  // namespace

void draw_prepared(const View& view, PreparedShown shown, std::string_view service) {
    const std::vector<const Reminder*> rows = shown_of(view, shown, service);
    if (rows.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "prepared", CardStyle::accent_warn);
    heading(ui, "title", 2, tr("prepared.title"));
    const Group list(ui, "list", a11y::Role::list, tr("prepared.title"));
    for (const Reminder* one : rows) {
        const Group item(ui, one->service, a11y::Role::list_item);
        ui.gap(0);
        if (one != rows.front()) divider(ui);
        ui.gap(0);
        const std::string why = one->prepared == Prepared::away ? dotted({one->why, tr("prepared.away")}) : one->why;
        row_link(ui, "row",
                 {.title = one->title,
                  .subtitle = why,
                  .href = app::messages::prepared_page(one->service),
                  .trailing = tr("prepared.go")});
    }
}

}  // namespace ow::ui
