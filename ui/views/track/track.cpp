#include "ui/views/track/track.hpp"

#include "src/app/info/pages.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/track/track.hpp"
#include "src/domain/ids.hpp"
#include "ui/views/case_body.hpp"
#include "ui/views/form_errors.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <optional>

namespace ow::ui {

namespace {

void draw_problems(const View& view) {
    const app::track::Model& track = view.model.get<app::track::Model>();
    std::optional<domain::ApiError> call = track.result.error;
    // The words do not tell which of the two was wrong.
    if (call && call->kind == domain::ApiErrorKind::not_found) call->message = tr("track.not_found");
    if (const auto path = draw_form_errors(view, track.errors, call)) view.send(app::shell::FieldWanted{*path});
}

void draw_form(const View& view) {
    Ui& ui = view.ui;
    const app::track::Model& track = view.model.get<app::track::Model>();
    paragraph(ui, "lead", tr("track.lead"), Tone::secondary);
    draw_problems(view);
    const Card card(ui, "form");
    const Group form(ui, "fields", a11y::Role::form, tr("page.track.title"));
    const bool busy = track.result.busy();
    const std::string wrong_number = error_of(track.errors, "number");
    const FieldResult number = text_field(ui, "field:number",
                                          {.label = tr("field.number"),
                                           .value = track.number,
                                           .hint = tr("track.number.hint"),
                                           .error = wrong_number,
                                           .input = a11y::InputType::identity_number});
    if (number.changed) view.send(app::track::NumberEdited{*number.changed});
    ui.gap(24);
    const std::string wrong_code = error_of(track.errors, "query_code");
    const FieldResult code = text_field(ui, "field:query_code",
                                        {.label = tr("field.query_code"),
                                         .value = track.query_code,
                                         .hint = tr("track.code.hint"),
                                         .error = wrong_code,
                                         .input = a11y::InputType::identity_number});
    if (code.changed) view.send(app::track::QueryCodeEdited{*code.changed});
    ui.gap(24);
    const bool pressed =
        button(ui, "track", tr(busy ? "track.busy" : "track.go"), {.icon = Icon::search, .busy = busy});
    if (pressed || number.submitted || code.submitted) view.send(app::track::TrackPressed{});
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
