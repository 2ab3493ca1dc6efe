#include "ui/views/credential/credential.hpp"

#include "src/app/case_page/pages.hpp"
#include "src/app/credential/credential.hpp"
#include "src/domain/ids.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/code_value.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/qr_code.hpp"
#include "ui/widgets/text.hpp"

#include <cmath>
#include <string>

namespace ow::ui {

namespace {

using app::credential::Shown;

/// Side of the code: as large as a phone has room for, so that it is read at arm's length.
constexpr float code_side = 300;

void draw_face(const View& view, const Shown& shown) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const Card card(ui, "face");
    const TextStyle what = ui.style(t.type.question, t.colour.ink, Face::bold);
    const TextStyle large = ui.style(std::round(t.type.question * 1.3f), t.colour.ink, Face::bold);
    if (!shown.office.empty()) paragraph(ui, "office", shown.office);
    icon_text(ui, "what", Icon::none, shown.title, what, 0);
    if (!shown.holder.empty()) icon_text(ui, "holder", Icon::none, shown.holder, large, 0);
    ui.gap(12);
    qr_code(ui, "qr", "/plain/check?code=" + shown.check_code, tr("credential.qr"), tr("credential.qr.caption"),
            code_side);
    ui.gap(8);
    const std::string number = domain::group_case_number(shown.number);
    const std::string code = domain::group_by_four(shown.check_code);
    answer_row(ui, "code", tr("application.code"), code, {}, {});
    answer_row(ui, "until", tr("credential.until"),
               shown.valid_until.empty() ? tr("credential.no_end") : std::string_view(shown.valid_until), {}, {});
    answer_row(ui, "number", tr("label.number"), number, {}, {}, false);
}

}  // namespace

void draw_case_show(const View& view) {
    const std::string number = domain::group_case_number(view.model.route.id());
    page(view, {.title = tr("page.case_show.title"), .subtitle = number}, [&] {
        Ui& ui = view.ui;
        const auto& model = view.model.get<app::credential::Model>();
        const Shown* shown = app::credential::find(model, view.model.route.id());
        if (shown == nullptr) {
            if (model.detail.state() == app::RemoteState::failed) return failed(view, *model.detail.error);
            if (model.detail.state() != app::RemoteState::loaded) return loading(view);
            const Card card(ui, "none");
            empty_state(ui, "state", Icon::info_circle, tr("credential.none"), tr("credential.none.text"));
            return;
        }
        const domain::CivilDate today = domain::to_civil(view.model.now, view.model.zone_minutes).date;
        if (app::credential::is_over(*shown, today))
            banner(ui, "over", CardStyle::soft_bad, Icon::alert_triangle,
                   tr("credential.over", {{"day", shown->valid_until}}), true);
        if (model.detail.error)
            banner(ui, "kept", CardStyle::soft_warn, Icon::cloud_off,
                   tr("credential.kept", {{"when", i18n::full_date_time(shown->read_at.ms, view.model.zone_minutes)}}),
                   true);
        draw_face(view, *shown);
        paragraph(ui, "privacy", tr("credential.privacy"), Tone::secondary);
        ui.gap(12);
        button_link(ui, "print", tr("credential.print"), "/plain/cases/" + shown->number + "/show", false,
                    Icon::printer);
        paragraph(ui, "print-how", tr("credential.print.how"), Tone::secondary);
    });
}

}  // namespace ow::ui
