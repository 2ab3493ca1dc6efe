#include "ui/views/services/service_row.hpp"

#include "src/app/services/pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"

namespace ow::ui {

std::string guide_href(std::string_view code) {
    return app::format_route(app::to_page(app::pages::service, std::string(code)));
}

std::string fee_words(const std::string& code, const std::string& fee) {
    return std::string(tr(fee == "free" ? std::string("services.free") : "service." + code + ".fee"));
}

void service_rows(Ui& ui, std::string_view key, std::string_view name,
                  std::span<const domain::ServiceEntry* const> services, std::span<const std::string> whys) {
    const Group list(ui, key, a11y::Role::list, name);
    for (std::size_t at = 0; at < services.size(); ++at) {
        const domain::ServiceEntry* service = services[at];
        const Group item(ui, service->code, a11y::Role::list_item);
        if (service != services.front()) divider(ui);
        const std::string count =
            service->together.empty()
                ? std::string()
                : tr_plural("services.together.count", static_cast<long long>(service->together.size()));
        const Tag tag = !count.empty() ? Tag{count, TagKind::ok, Icon::list_details}
                        : service->online
                            ? Tag{std::string(tr("services.online")), TagKind::ok, Icon::device_mobile}
                            : Tag{std::string(tr("services.at_window")), TagKind::neutral, Icon::building};
        const std::string said = at < whys.size() ? service->summary + "\n" + whys[at] : service->summary;
        row_link(ui, "row",
                 {.title = service->title,
                  .subtitle = said,
                  .href = guide_href(service->code),
                  .voice = RowLink::Voice::strong,
                  .tag = tag});
    }
}

}  // namespace ow::ui
