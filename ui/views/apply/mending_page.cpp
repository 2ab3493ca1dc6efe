#include "src/app/apply/mending.hpp"
#include "src/app/street/street.hpp"
#include "src/domain/ids.hpp"
#include "ui/views/apply/apply_pages.hpp"
#include "ui/views/attachments.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui {

namespace {

void draw_why(const View& view, const domain::CaseDetail& detail) {
    if (!detail.correction) return;
    Ui& ui = view.ui;
    const Card card(ui, "why", CardStyle::soft_warn);
    paragraph(ui, "reason", detail.correction->reason);
    if (detail.correction->pictures.empty()) return;
    ui.gap(8);
    draw_attachments(view, "pictures", detail.correction->pictures);
}

}  // namespace

void draw_case_mend(const View& view) {
    const auto& model = view.model.get<app::mending::Model>();
    const std::string number = domain::group_case_number(view.model.route.id());
    const PageSpec spec{.title = tr("page.case_mend.title"), .subtitle = number, .navigation = false};
    const bool here = model.detail.value && model.number == view.model.route.id();
    if (here && !app::mending::step_for(*model.detail.value)) {
        page(view, spec, [&] {
            const Card card(view.ui, "nothing");
            empty_state(view.ui, "nothing", Icon::check, tr("application.nothing"), tr("application.nothing.text"));
        });
        return;
    }
    if (!here || model.asked.code.empty()) {
        page(view, spec, [&] {
            if (model.missing)
                failed(view, *model.missing);
            else
                loading(view, 2);
        });
        return;
    }
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const app::form::Setting setting{
        model.asked, app::form::context_of(domain::to_civil(view.model.now, view.model.zone_minutes).date,
                                           reference ? &*reference : nullptr)};
    const FormView form{.view = view,
                        .setting = setting,
                        .state = model.form,
                        .act = [&](app::form::Action action) { view.send(app::mending::Filled{std::move(action)}); },
                        .busy = model.busy(),
                        .enter_goes_on = false,
                        .photos = FormView::Photos::papers,
                        .handed_in = &model.handed_in};
    page(
        view, spec,
        [&] {
            const auto error = model.submission.error();
            draw_form_errors(form, error && error->fields.empty() ? error : std::nullopt);
            draw_waiting_notes(view, model.number);
            draw_why(view, *model.detail.value);
            draw_form_page(form);
        },
        [&] {
            if (button(view.ui, "send", tr(model.busy() ? "apply.submitting" : "application.send"),
                       {.busy = model.busy()}))
                form.act(app::form::SubmitPressed{});
        });
}

}  // namespace ow::ui
