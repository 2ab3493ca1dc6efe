#include "ui/views/outbox_health.hpp"

#include "src/app/filings/filings.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui {

void draw_outbox_health(const View& view) {
    const domain::OutboxHealth& health = view.model.get<app::filings::Model>().health;
    if (!health.unread && health.unreadable == 0) return;
    Ui& ui = view.ui;
    const Card card(ui, "outbox-health", CardStyle::soft_warn);
    if (health.unread) paragraph(ui, "unread", tr("outbox.unread"));
    if (health.unread && health.unreadable > 0) ui.gap(8);
    if (health.unreadable == 0) return;
    paragraph(ui, "unreadable", tr_plural("outbox.unreadable", health.unreadable));
    ui.gap(8);
    const ButtonOptions look{.kind = ButtonKind::secondary, .icon = Icon::file_text};
    if (button(ui, "save-unreadable", tr("outbox.unreadable.save"), look)) view.send(app::filings::UnreadableSaved{});
}

}  // namespace ow::ui
