#include "ui/views/services/guide_parts.hpp"

#include "src/app/apply/pages.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/services/service_row.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/heading_row.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui::guide_parts {

namespace {

/// The text of a key, "" where there is none.
std::string_view known_text(const std::string& key) {
    return i18n::current().contains(key) ? tr(key) : std::string_view();
}

/// A line of a list: what, what is said of it, and a word at its right.
void draw_item(Ui& ui, std::string_view title, std::string_view detail, const Tag& tag) {
    heading_row(ui, "title", {.level = 3, .text = title, .tag = tag});
    if (!detail.empty()) paragraph(ui, "detail", detail, Tone::secondary);
    ui.gap(10);
    ui.place(0);
}

}  // namespace

std::string Guide::key(std::string_view name) const { return "service." + service.code + "." + std::string(name); }

std::string apply_href(std::string_view code) {
    return app::format_route(app::to_page(app::pages::apply, std::string(code)));
}

void draw_materials(const Guide& guide) {
    const domain::Service& service = guide.service;
    if (service.materials.empty()) return;
    Ui& ui = guide.view.ui;
    const Card card(ui, "materials");
    const auto is_there = [&](const domain::ServiceMaterial& one) {
        return !one.have.empty() && guide.facts.find(one.have) != nullptr;
    };
    const auto have = std::ranges::count_if(service.materials, is_there);
    heading(ui, "materials-title", 2, tr("services.materials"));
    paragraph(ui, "materials-count",
              tr(have > 0 ? "services.materials.some" : "services.materials.count",
                 {{"count", service.materials.size()}, {"have", have}}),
              Tone::secondary);
    const Group list(ui, "material-list", a11y::Role::list, tr("services.materials"));
    for (const domain::ServiceMaterial& one : service.materials) {
        const Group item(ui, one.id, a11y::Role::list_item);
        if (&one != &service.materials.front()) divider(ui);
        const bool there = is_there(one);
        const Tag tag = there       ? Tag{std::string(tr("services.material.have")), TagKind::ok, Icon::check}
                        : one.minor ? Tag{std::string(tr("services.material.later")), TagKind::neutral, Icon::clock}
                        : one.field.empty()
                            ? Tag{std::string(tr("services.material.bring")), TagKind::neutral, Icon::file_text}
                            : Tag{std::string(tr("services.material.photo")), TagKind::warn, Icon::camera};
        const std::string base = guide.key("material." + one.id);
        draw_item(ui, tr(base + ".title"), known_text(base + ".how"), tag);
    }
}

void draw_terms(const Guide& guide) {
    const domain::Service& service = guide.service;
    Ui& ui = guide.view.ui;
    const Colour colour = ui.theme().colour.brand;
    const Card card(ui, "terms");
    heading(ui, "terms-title", 2, tr("services.terms"));
    ui.gap(6);
    const std::string promised = service.promised ? tr_plural("services.days", *service.promised) : std::string();
    const std::string statutory =
        service.statutory ? tr_plural("services.days.law", *service.statutory) : std::string();
    const std::string time = dotted({promised, statutory});
    icon_text(ui, "time", Icon::clock, time.empty() ? tr("services.by_window") : std::string_view(time), ui.body(),
              colour);
    ui.gap(8);
    icon_text(ui, "fee", Icon::circle_check, fee_words(service.code, service.fee), ui.body(), colour);
    ui.gap(8);
    std::string basis;
    for (const std::string& one : service.basis) {
        if (!basis.empty()) basis += tr("services.and");
        basis += tr(guide.key("basis." + one));
    }
    icon_text(ui, "basis", Icon::gavel,
              basis.empty() ? std::string(tr("services.by_window")) : tr("services.basis", {{"basis", basis}}),
              ui.body(), colour);
}

void draw_ways(const Guide& guide) {
    Ui& ui = guide.view.ui;
    const auto& reference = guide.view.model.get<app::street::Model>().reference.value;
    const Card card(ui, "ways");
    heading(ui, "ways-title", 2, tr("services.ways"));
    paragraph(ui, "ways-lead", tr("services.ways.same"), Tone::secondary);
    const Group list(ui, "way-list", a11y::Role::list, tr("services.ways"));
    if (guide.service.form) {
        const Group item(ui, "here", a11y::Role::list_item);
        row_link(ui, "row",
                 {.title = tr("services.way.here"),
                  .subtitle = tr("services.way.here.text"),
                  .href = apply_href(guide.service.code),
                  .icon = Icon::send});
        divider(ui);
    }
    {
        const Group item(ui, "window", a11y::Role::list_item);
        const std::string centre = reference ? reference->street.center_name : std::string(tr("site.street"));
        const std::string counter = guide.service.counter.empty()
                                        ? std::string()
                                        : tr("services.way.counter", {{"counter", guide.service.counter}});
        const std::string phone = reference ? reference->street.phone : std::string();
        const std::string where = dotted({centre, counter, phone});
        ui.gap(12);
        icon_text(ui, "title", Icon::building, tr("services.way.window"), tone_style(ui, Tone::strong),
                  ui.theme().colour.brand);
        paragraph(ui, "where", where, Tone::secondary);
        ui.gap(12);
        ui.place(0);
        divider(ui);
    }
    const Group item(ui, "assisted", a11y::Role::list_item);
    row_link(ui, "row",
             {.title = tr("services.way.assisted"),
              .subtitle = tr("services.way.assisted.text"),
              .href = app::format_route(app::to_page(app::pages::assist)),
              .icon = Icon::heart_handshake});
}

void draw_questions(const Guide& guide) {
    if (guide.service.questions.empty()) return;
    Ui& ui = guide.view.ui;
    const Card card(ui, "questions");
    heading(ui, "questions-title", 2, tr("services.questions"));
    for (const std::string& id : guide.service.questions) {
        const std::string base = guide.key("question." + id);
        if (disclosure(ui, "ask:" + id, tr(base + ".ask"))) paragraph(ui, "answer:" + id, tr(base + ".answer"));
    }
}

}  // namespace ow::ui::guide_parts
