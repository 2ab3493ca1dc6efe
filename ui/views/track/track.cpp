#include "ui/views/track/track.hpp"

#include "src/app/info/pages.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/track/track.hpp"
#include "src/domain/ids.hpp"
#include "ui/views/case_body.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <optional>

namespace ow::ui {

namespace {

void draw_form(const View& view) {
    Ui& ui = view.ui;
    const app::track::Model& track = view.model.get<app::track::Model>();
    const bool busy = track.result.busy();
    const app::form::Setting setting = form_setting(view, app::track::form_code);
    const FormView form{.view = view, .setting = setting, .state = track.form, .act = [&](app::form::Action action) {
                            view.send(app::track::Filled{std::move(action)});
                        }};
    std::optional<domain::ApiError> call = track.result.error;
    // The words do not tell which of the two was wrong.
    if (call && call->kind == domain::ApiErrorKind::not_found) call->message = tr("track.not_found");
    paragraph(ui, "lead", tr("track.lead"), Tone::secondary);
    draw_form_errors(form, call);
    const Card card(ui, "form");
    const Group fields(ui, "fields", a11y::Role::form, tr("page.track.title"));
    draw_form_page(form);
    ui.gap(24);
    if (button(ui, "track", tr(busy ? "track.busy" : "track.go"), {.icon = Icon::search, .busy = busy}))
        form.act(app::form::SubmitPressed{});
}

void draw_result(const View& view, const domain::CaseDetail& detail) {
    Ui& ui = view.ui;
    draw_case_body(view, detail, CaseReader::tracker, [&] {
        if (!detail.summary.can_rate) return;
        const Card card(ui, "rate-offer", CardStyle::accent_warn);
        heading(ui, "rate-title", 2, tr("case.rate.offer"));
        paragraph(ui, "rate-text", tr("case.rate.text"), Tone::secondary);
        ui.gap(12);
        const std::string href = app::format_route(app::to_page(app::pages::case_rate, detail.summary.number));
        button_link(ui, "rate-link", tr("case.rate.go"), href, true, Icon::star);
    });
    if (button(ui, "another", tr("track.another"), {.kind = ButtonKind::secondary, .icon = Icon::search}))
        view.send(app::track::AnotherWanted{});
}

}  // namespace

void draw_track(const View& view) {
    const app::track::Model& track = view.model.get<app::track::Model>();
    const bool found = track.result.value.has_value();
    const std::string sub = found ? domain::group_case_number(track.result.value->summary.number) : std::string();
    page(view, {.title = tr("page.track.title"), .subtitle = sub}, [&] {
        // The result is another content than the form: nothing of the one is taken for the other.
        const Scope scope(view.ui, found ? "result" : "form");
        if (found)
            draw_result(view, *track.result.value);
        else
            draw_form(view);
        if (!found) {
            const Card card(view.ui, "lost");
            heading(view.ui, "lost-title", 2, tr("track.lost"));
            paragraph(view.ui, "lost-text", tr("track.lost.text"), Tone::secondary);
            const std::string help = app::format_route(app::to_page(app::pages::help));
            row_link(view.ui, "help", {.title = tr("track.help"), .href = help, .icon = Icon::phone});
        }
    });
}

}  // namespace ow::ui
