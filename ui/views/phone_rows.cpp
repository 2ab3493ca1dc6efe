#include "ui/views/phone_rows.hpp"

#include "src/app/street/street.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <string>

namespace ow::ui {

void draw_phone_rows(const View& view) {
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    if (!reference) return;
    const Card card(view.ui, "phones");
    heading(view.ui, "phones-title", 2, tr("help.phones"));
    bool first = true;
    for (const domain::HelpPhone& phone : reference->phones) {
        view.ui.gap(first ? 8 : 0);
        if (!first) divider(view.ui);
        if (!first) view.ui.gap(0);
        first = false;
        const std::string link = "tel:" + phone.number;
        const std::string sub = dotted({phone.number, phone.hours});
        row_link(view.ui, phone.number,
                 {.title = phone.name,
                  .subtitle = sub,
                  .href = link,
                  .icon = Icon::phone,
                  .icon_colour = view.ui.theme().colour.ok,
                  .trailing = tr("help.call")});
    }
}

}  // namespace ow::ui
