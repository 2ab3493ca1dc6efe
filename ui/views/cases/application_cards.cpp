#include "ui/views/cases/application_cards.hpp"

#include "src/app/apply/mending.hpp"
#include "src/app/apply/pages.hpp"
#include "src/app/case_page/pages.hpp"
#include "src/app/credential/pages.hpp"
#include "src/app/help_wish/pages.hpp"
#include "src/domain/ids.hpp"
#include "ui/views/attachments.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/code_value.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/headed_card.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/qr_code.hpp"
#include "ui/widgets/text.hpp"

#include <string>
#include <vector>

namespace ow::ui {

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string words;
    for (const std::string& name : names)
        add_to_list(words, name);
    return words;
}

void draw_pictures(const View& view, const std::string& key, const std::vector<domain::Attachment>& attachments) {
    if (attachments.empty()) return;
    view.ui.gap(8);
    draw_attachments(view, key, attachments);
}

void mend_link(const View& view, const domain::CaseDetail& detail, std::string_view word) {
    view.ui.gap(12);
    button_link(view.ui, "mend", word, app::format_route(app::to_page(app::pages::case_mend, detail.summary.number)),
                true, Icon::camera);
}

}  // namespace

void draw_application_asked(const View& view, const domain::CaseDetail& detail) {
    const auto step = app::mending::step_for(detail);
    if (!step) return;
    Ui& ui = view.ui;
    const bool correction = *step == domain::StepCode::correct;
    const auto& labels = correction ? detail.correction->labels : detail.missing->labels;
    const domain::Instant by = correction ? detail.correction->by : detail.missing->by;
    const std::string title =
        tr_plural(correction ? "application.mend" : "application.later", static_cast<long long>(labels.size()));
    const bool over = !correction && by < view.model.now;
    const std::string day = i18n::date(ms(by), ms(view.model.now));
    const std::string until = tr(over ? "application.over" : "application.by", {{"day", day}});
    const HeadedCard card(ui, "asked",
                          {.look = CardHead::Look::warn, .icon = Icon::camera, .title = title, .subtitle = until});
    paragraph(ui, "asked-what", joined(labels), Tone::strong);
    if (correction) {
        paragraph(ui, "asked-why", detail.correction->reason);
        draw_pictures(view, "asked-pictures", detail.correction->pictures);
        ui.gap(12);
        icon_text(ui, "asked-only", Icon::check, tr("application.only"), ui.secondary(), ui.theme().colour.ok);
        icon_text(ui, "asked-clock", Icon::clock, tr_plural("application.clock", detail.correction->days_left),
                  ui.secondary(), ui.theme().colour.ink2);
    }
    mend_link(view, detail, tr(correction ? "application.mend.go" : "application.later.go"));
    ui.gap(4);
    text_link(ui, "help", tr("application.help"), app::format_route(app::to_page(app::pages::assist)),
              ui.theme().colour.brand, false);
}

void draw_application_result(const View& view, const domain::CaseDetail& detail) {
    if (!detail.result) return;
    Ui& ui = view.ui;
    const domain::Decision& result = *detail.result;
    const bool granted = result.outcome == domain::DecisionCode::granted;
    const HeadedCard card(ui, "result",
                          {.look = granted ? CardHead::Look::ok : CardHead::Look::warn,
                           .icon = granted ? Icon::circle_check : Icon::info_circle,
                           .title = tr(granted ? "application.granted" : "application.denied"),
                           .subtitle = detail.summary.title});
    paragraph(ui, "result-words", result.words);
    if (!result.valid_until.empty())
        paragraph(ui, "result-until", tr("application.valid", {{"day", result.valid_until}}), Tone::secondary);
    if (!result.objection.empty()) {
        ui.gap(8);
        paragraph(ui, "objection-title", tr("application.objection"), Tone::strong);
        paragraph(ui, "objection", result.objection);
    }
    if (!result.document.empty() && granted) {
        ui.gap(12);
        const std::string& number = detail.summary.number;
        const domain::Account* account = app::account_of(view.model);
        if (account != nullptr && domain::is_staff(*account))
            button_link(ui, "card", tr("application.print_card"), "/plain/cases/" + number + "/show", false,
                        Icon::printer);
        else
            button_link(ui, "show", tr("application.show"),
                        app::format_route(app::to_page(app::pages::case_show, number)), true, Icon::shield_check);
    }
    if (!result.document.empty()) {
        ui.gap(12);
        button_link(ui, "document", tr("application.document"), result.document, !granted, Icon::file_text);
    }
}

void draw_application_check(const View& view, const domain::CaseDetail& detail) {
    if (!detail.result || detail.result->check_code.empty()) return;
    Ui& ui = view.ui;
    const domain::Decision& result = *detail.result;
    const Card card(ui, "check");
    const bool copied = view.model.copied && view.model.copied->text == result.check_code;
    if (code_value(ui, "check-code", tr("application.code"), domain::group_by_four(result.check_code),
                   {.name = tr(copied ? "toast.copied" : "application.code.copy"),
                    .spoken = tr("application.code.copy"),
                    .state = copied ? CopyButton::State::copied : CopyButton::State::offered}))
        view.send(app::shell::CopyPressed{result.check_code, {"toast.copied", {}}});
    paragraph(ui, "check-why", tr("application.code.why"), Tone::secondary);
    ui.gap(12);
    qr_code(ui, "qr", "/plain/check?code=" + result.check_code, tr("application.code.qr"),
            tr("application.code.qr.caption"));
}

void draw_application_parts(const View& view, const domain::CaseDetail& detail, CaseReader reader) {
    Ui& ui = view.ui;
    const bool opens = reader == CaseReader::filer;
    const auto href = [&](const std::string& number) {
        return opens ? app::format_route(app::to_page(app::pages::case_detail, number)) : std::string();
    };
    if (!detail.bundle.empty()) {
        const Card card(ui, "whole");
        row_link(ui, "whole",
                 {.title = tr("application.together.whole"),
                  .subtitle = domain::group_case_number(detail.bundle),
                  .href = href(detail.bundle)});
    }
    if (detail.parts.empty()) return;
    const Card card(ui, "parts");
    heading(ui, "parts-title", 2, tr("application.together"));
    const Group list(ui, "part-list", a11y::Role::list, tr("application.together"));
    for (const domain::BundlePart& part : detail.parts) {
        const Group item(ui, part.number, a11y::Role::list_item);
        if (&part != &detail.parts.front()) divider(ui);
        const std::string until =
            part.due_at ? tr("application.together.by", {{"day", i18n::date(ms(*part.due_at), ms(view.model.now))}})
                        : std::string();
        const std::string below = dotted({part.department_name, until});
        row_link(ui, "row",
                 {.title = part.title,
                  .subtitle = below,
                  .href = href(part.number),
                  .voice = RowLink::Voice::strong,
                  .tag = state_tag(part.state)});
    }
}

void draw_application_filled(const View& view, const domain::CaseDetail& detail) {
    if (detail.filled.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "filled");
    heading(ui, "filled-title", 2, tr("application.filled"));
    for (const domain::FilledLine& line : detail.filled) {
        const bool last = &line == &detail.filled.back();
        answer_row(ui, line.path, line.label,
                   line.value.empty() ? std::string_view(tr("form.check.empty")) : std::string_view(line.value), {}, {},
                   !last || line.pictures.empty());
        if (line.reused_at) {
            const std::string day = i18n::date(line.reused_at->ms, view.model.now.ms, view.model.zone_minutes);
            icon_text(ui, "reused:" + line.path, Icon::clock, tr("application.reused", {{"day", day}}), ui.secondary(),
                      ui.theme().colour.idle_dot);
            ui.gap(6);
        }
        draw_pictures(view, "pictures:" + line.path, line.pictures);
    }
}

}  // namespace ow::ui
