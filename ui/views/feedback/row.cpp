#include "src/app/feedback/feedback.hpp"
#include "ui/views/feedback/feedback.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

#include <array>

namespace ow::ui {

namespace {

void draw_question(const View& view) {
    paragraph(view.ui, "question", tr("feedback.question"), Tone::secondary);
    view.ui.gap(4);
    constexpr ButtonOptions quiet{.kind = ButtonKind::quiet, .compact = true};
    const std::array buttons{RowButton{"yes", tr("feedback.yes"), quiet}, RowButton{"no", tr("feedback.no"), quiet},
                             RowButton{"never", tr("feedback.never"), quiet}};
    const auto pressed = button_row(view.ui, buttons);
    if (!pressed) return;
    if (*pressed == 0) view.send(app::feedback::Helpful{});
    if (*pressed == 1) view.send(app::feedback::Unhelpful{});
    if (*pressed == 2) view.send(app::feedback::Stopped{});
}

void draw_line(const View& view, const app::feedback::Model& model) {
    const app::form::Setting setting = form_setting(view, app::feedback::form_code);
    const FormView form{.view = view, .setting = setting, .state = model.form, .act = [&](app::form::Action action) {
                            view.send(app::feedback::Filled{std::move(action)});
                        }};
    draw_form_page(form);
    if (button(view.ui, "send", tr("feedback.send"), {.kind = ButtonKind::secondary}))
        view.send(app::feedback::Filled{app::form::SubmitPressed{}});
}

}  // namespace

void draw_feedback_row(const View& view) {
    if (!app::feedback::is_asked(view.model)) return;
    const auto& model = view.model.get<app::feedback::Model>();
    view.ui.gap(24);
    const bool thanked = app::feedback::is_thanked(view.model);
    const Group group(view.ui, "feedback", a11y::Role::group, tr("feedback.question"),
                      thanked ? a11y::state_focusable : 0);
    if (thanked) {
        view.ui.mark(app::feedback::thanks_node, group.id());
        paragraph(view.ui, "thanks", tr(app::feedback::thanks_of(view.model)), Tone::secondary);
    } else if (model.open == view.model.route.page->name) {
        draw_line(view, model);
    } else {
        draw_question(view);
    }
}

}  // namespace ow::ui
