#include "ui/views/services/guide_parts.hpp"

#include "src/app/apply/pages.hpp"
#include "src/app/booking/pages.hpp"
#include "src/app/help_wish/pages.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/services/service_row.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/timeline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace ow::ui::guide_parts {

namespace {

/// The text of a key, "" where there is none.
std::string_view known_text(const std::string& key) {
    return i18n::current().contains(key) ? tr(key) : std::string_view();
}

/// One thing to know at a glance: a picture, the word and what is said of it.
struct Glance {
    Icon icon;
    std::string word, detail;
};

/// Side by side where each has room for its words, else one under the other.
void draw_glances(Ui& ui, std::span<const Glance> glances) {
    const Theme& t = ui.theme();
    const float space = 10, pad = 12;
    const TextStyle word = ui.style(t.type.section, t.colour.ink, Face::bold);
    const TextStyle detail = ui.style(t.type.small, t.colour.ink2);
    const auto count = static_cast<float>(glances.size());
    float wide = std::floor((ui.width() - space * (count - 1)) / count);
    const bool beside = std::ranges::all_of(
        glances, [&](const Glance& one) { return ui.text_width(word, one.word) <= wide - 2 * pad; });
    if (!beside) wide = ui.width();
    const auto height_of = [&](const Glance& one) {
        const float below = one.detail.empty() ? 0 : ui.text_height(detail, one.detail, wide - 2 * pad);
        return 2 * pad + t.size.icon + 4 + ui.text_height(word, one.word, wide - 2 * pad) + below;
    };
    float tallest = 0;
    for (const Glance& one : glances)
        tallest = std::max(tallest, height_of(one));
    const float whole = beside ? tallest : count * tallest + (count - 1) * space;
    const Rect area = ui.place(whole);
    int index = 0;
    for (const Glance& one : glances) {
        const auto at = static_cast<float>(index);
        const Rect box{area.x + (beside ? at * (wide + space) : 0), area.y + (beside ? 0 : at * (tallest + space)),
                       wide, tallest};
        ui.fill(box, t.colour.brand_soft, t.size.radius_field);
        if (!t.colour.shadows) ui.outline(box, t.colour.brand, t.size.radius_field, t.size.stroke);
        ui.icon(one.icon, box.x + pad + t.size.icon * 0.5f, box.y + pad + t.size.icon * 0.5f, t.size.icon,
                t.colour.brand);
        const std::string key = "glance" + std::to_string(index++);
        ui.push_column({box.x + pad, box.y + pad + t.size.icon + 4, wide - 2 * pad, 0}, 0);
        icon_text(ui, key, Icon::none, one.word, word, 0);
        if (!one.detail.empty()) icon_text(ui, key + ".more", Icon::none, one.detail, detail, 0);
        ui.pop_column();
    }
}

/// What is asked of a paper.
Tag need_tag(const domain::ServiceMaterial& material) {
    switch (domain::need_of(material)) {
        case domain::MaterialNeed::later:
            return {std::string(tr("services.material.later")), TagKind::neutral, Icon::clock};
        case domain::MaterialNeed::promise:
            return {std::string(tr("services.material.promise")), TagKind::neutral, Icon::edit};
        case domain::MaterialNeed::optional: return {std::string(tr("services.material.optional")), TagKind::neutral};
        case domain::MaterialNeed::required: break;
    }
    return material.field.empty() ? Tag{std::string(tr("services.material.bring")), TagKind::warn, Icon::file_text}
                                  : Tag{std::string(tr("services.material.photo")), TagKind::warn, Icon::camera};
}

/// "要交 3 样，1 样已经有了，不用再交 · 另外 1 样有就交，没有可以不交"
template <class IsThere>
std::string count_words(const std::vector<domain::ServiceMaterial>& materials, IsThere is_there) {
    int wanted = 0, have = 0, optional = 0;
    for (const domain::ServiceMaterial& one : materials) {
        const bool may_lack = domain::need_of(one) == domain::MaterialNeed::optional;
        ++(may_lack ? optional : wanted);
        if (!may_lack && is_there(one)) ++have;
    }
    const std::string first = wanted == 0 ? std::string()
                                          : tr(have > 0 ? "services.materials.some" : "services.materials.count",
                                               {{"count", wanted}, {"have", have}});
    const std::string second = optional == 0 ? std::string() : tr("services.materials.optional", {{"count", optional}});
    return dotted({first, second});
}

}  // namespace

std::string Guide::key(std::string_view name) const { return "service." + service.code + "." + std::string(name); }

std::string apply_href(const Guide& guide) {
    const std::string person(app::services::person_of(guide.model));
    return app::format_route(app::pages::to_apply(guide.service.code, person));
}

void draw_together(const Guide& guide) {
    const domain::Service& service = guide.service;
    if (service.together.empty()) return;
    Ui& ui = guide.view.ui;
    const Card card(ui, "together");
    heading(ui, "together-title", 2, tr("services.together"));
    paragraph(ui, "together-lead", tr("services.together.lead"), Tone::secondary);
    const Group list(ui, "together-list", a11y::Role::list, tr("services.together"));
    for (const std::string& code : service.together) {
        const Group item(ui, code, a11y::Role::list_item);
        if (&code != &service.together.front()) divider(ui);
        row_link(ui, "row",
                 {.title = tr(guide.key("member." + code + ".title")),
                  .href = guide_href(code),
                  .voice = RowLink::Voice::strong});
    }
}

void draw_materials(const Guide& guide) {
    const domain::Service& service = guide.service;
    if (service.materials.empty()) return;
    Ui& ui = guide.view.ui;
    const Card card(ui, "materials");
    const auto is_there = [&](const domain::ServiceMaterial& one) {
        return !one.have.empty() && guide.facts.find(one.have) != nullptr;
    };
    heading(ui, "materials-title", 2, tr("services.materials"));
    paragraph(ui, "materials-count", count_words(service.materials, is_there), Tone::secondary);
    const Group list(ui, "material-list", a11y::Role::list, tr("services.materials"));
    for (const domain::ServiceMaterial& one : service.materials) {
        const Group item(ui, one.id, a11y::Role::list_item);
        if (&one != &service.materials.front()) divider(ui);
        const bool there = is_there(one);
        const Tag tag =
            there ? Tag{std::string(tr("services.material.have")), TagKind::ok, Icon::check} : need_tag(one);
        const std::string base = guide.key("material." + one.id);
        row_link(ui, "row",
                 {.title = tr(base + ".title"),
                  .subtitle = known_text(base + ".how"),
                  .voice = RowLink::Voice::strong,
                  .tag = tag});
    }
}

void draw_steps(const Guide& guide) {
    const domain::Service& service = guide.service;
    if (service.steps.empty()) return;
    const domain::ServiceEntry* entry = app::services::find_entry(guide.model, service.code);
    const std::string department = entry == nullptr ? std::string() : entry->department_name;
    std::vector<TimelineEntry> entries;
    for (const domain::ServiceStep& step : service.steps) {
        const std::string base = guide.key("step." + step.id);
        const std::string who = tr("services.step.who." + step.who, {{"name", department}});
        const std::string come = step.come.empty() ? std::string() : std::string(tr("services.step.come." + step.come));
        const std::string days = step.days ? tr_plural("services.step.days", *step.days) : std::string();
        entries.push_back({.title = std::string(known_text(base + ".title")),
                           .when = dotted({who, come, days}),
                           .text = std::string(known_text(base + ".text")),
                           .dot = TimelineEntry::Dot::open});
    }
    Ui& ui = guide.view.ui;
    const Card card(ui, "steps");
    heading(ui, "steps-title", 2, tr("services.steps"));
    ui.gap(14);
    timeline(ui, "step-list", tr("services.steps"), entries);
}

void draw_terms(const Guide& guide) {
    const domain::Service& service = guide.service;
    Ui& ui = guide.view.ui;
    const Card card(ui, "terms");
    heading(ui, "terms-title", 2, tr("services.terms"));
    ui.gap(10);
    const std::string promised =
        service.promised ? tr_plural("services.days", *service.promised) : std::string(tr("services.by_window"));
    const std::string statutory =
        service.statutory ? tr_plural("services.days.law", *service.statutory) : std::string();
    const bool free = service.fee == "free";
    const std::array glances{
        Glance{Icon::clock, promised, statutory},
        Glance{Icon::coin_yuan, free ? fee_words(service.code, service.fee) : std::string(tr("services.charged")),
               free ? std::string(tr("services.free.more")) : fee_words(service.code, service.fee)}};
    draw_glances(ui, glances);
    ui.gap(12);
    std::string basis;
    for (const std::string& one : service.basis)
        add_to_list(basis, tr(guide.key("basis." + one)));
    icon_text(ui, "basis", Icon::gavel,
              basis.empty() ? std::string(tr("services.by_window")) : tr("services.basis", {{"basis", basis}}),
              ui.secondary(), ui.theme().colour.brand);
}

void draw_ways(const Guide& guide) {
    Ui& ui = guide.view.ui;
    const auto& reference = guide.view.model.get<app::street::Model>().reference.value;
    const Card card(ui, "ways");
    heading(ui, "ways-title", 2, tr("services.ways"));
    paragraph(ui, "ways-lead", tr("services.ways.same"), Tone::secondary);
    const Group list(ui, "way-list", a11y::Role::list, tr("services.ways"));
    const auto way = [&](const char* name, Icon icon, std::string_view text, std::string_view href) {
        row_link(ui, "row",
                 {.title = tr(name),
                  .subtitle = text,
                  .href = href,
                  .icon = icon,
                  .icon_look = RowLink::IconLook::tile,
                  .voice = RowLink::Voice::strong});
    };
    if (guide.service.form) {
        const Group item(ui, "here", a11y::Role::list_item);
        way("services.way.here", Icon::device_mobile, tr("services.way.here.text"), apply_href(guide));
        divider(ui);
    }
    {
        const Group item(ui, "window", a11y::Role::list_item);
        const std::string centre = reference ? reference->street.center_name : std::string(tr("site.street"));
        const std::string counter = guide.service.counter.empty()
                                        ? std::string()
                                        : tr("services.way.counter", {{"counter", guide.service.counter}});
        const std::string phone = reference ? reference->street.phone : std::string();
        way("services.way.window", Icon::building,
            dotted({centre, counter}) + "\n" +
                (guide.service.counter.empty() ? phone : std::string(tr("services.way.book"))),
            guide.service.counter.empty() ? std::string()
                                          : app::format_route(app::to_page(app::pages::book, guide.service.code)));
        divider(ui);
    }
    const Group item(ui, "assisted", a11y::Role::list_item);
    way("services.way.assisted", Icon::heart_handshake, tr("services.way.assisted.text"),
        app::format_route(app::to_page(app::pages::assist)));
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

void draw_turned_away(const Guide& guide) {
    Ui& ui = guide.view.ui;
    const Card card(ui, "turned-away");
    app::Route route = app::to_page(app::pages::apply, "turned_away");
    route.set("service", guide.service.code);
    row_link(ui, "row",
             {.title = tr("services.turned_away"),
              .subtitle = tr("services.turned_away.text"),
              .href = app::format_route(route),
              .icon = Icon::speakerphone,
              .icon_look = RowLink::IconLook::tile,
              .voice = RowLink::Voice::strong});
}

}  // namespace ow::ui::guide_parts
