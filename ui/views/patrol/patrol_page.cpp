#include "ui/views/patrol/patrol.hpp"

#include "src/app/patrol/patrol.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace ow::ui {

namespace {

namespace patrol = app::patrol;

void draw_trouble(const View& view, const patrol::Model& model) {
    const auto say = [&](const char* area, app::world::StorageFailure reason) {
        banner(view.ui, "trouble", CardStyle::soft_bad, Icon::alert_triangle, word_of(area, domain::to_code(reason)));
    };
    if (model.submission.failure)
        say("appeal.submit_failed", *model.submission.failure);
    else if (model.save_failure)
        say("appeal.save_failed", *model.save_failure);
    if (model.send_when_ready)
        banner(view.ui, "waiting-photos", CardStyle::soft_brand, Icon::photo, tr("apply.waiting_photos"), true);
}

void draw_actions(const FormView& form, bool last) {
    const std::array buttons{
        RowButton{"previous", tr("apply.previous"), {.kind = ButtonKind::secondary, .disabled = form.busy}, 1},
        RowButton{last ? "submit" : "next", tr(last ? "patrol.send" : "apply.on"), {.busy = form.busy}, 2}};
    draw_step_buttons(form, buttons, last);
}

}  // namespace

void draw_patrol(const View& view) {
    const auto& model = view.model.get<patrol::Model>();
    const app::form::Setting setting = form_setting(view, patrol::form_code, app::form::Layout::sections);
    const std::vector<app::form::Page> pages = app::form::pages_of(setting, model.form);
    const app::form::Page shown = app::form::page_of(setting, model.form);
    if (shown.section == nullptr) {
        page(view, {.title = tr("page.patrol.title"), .navigation = false}, [&] { loading(view, 3); });
        return;
    }
    const auto at = std::ranges::find(pages, shown.id, &app::form::Page::id) - pages.begin() + 1;
    const auto count = static_cast<std::ptrdiff_t>(pages.size());
    const std::string position =
        tr("patrol.step",
           {{"step", at}, {"count", count}, {"what", std::string(word_of("patrol.step", shown.section->id))}});
    const FormView form{.view = view,
                        .setting = setting,
                        .state = model.form,
                        .act = [&](app::form::Action action) { view.send(patrol::Filled{std::move(action)}); },
                        .busy = model.busy()};
    page(
        view,
        {.title = tr("page.patrol.title"),
         .subtitle = position,
         .title_is_heading = false,
         .navigation = false,
         .progress = static_cast<float>(at) / static_cast<float>(count),
         .progress_name = tr("apply.progress"),
         .progress_spoken = position},
        [&] {
            // What was wrong with single answers is said at them, as long as it is.
            const auto error = model.submission.error();
            draw_form_errors(form, error && error->fields.empty() ? error : std::nullopt);
            draw_trouble(view, model);
            heading(view.ui, "question", 1, form_page_title(form, shown));
            draw_form_page(form);
            if (!app::form::is_blank(model.form) &&
                button(view.ui, "drop", tr("patrol.drop"), {.kind = ButtonKind::quiet, .icon = Icon::trash}))
                view.send(patrol::Dropped{});
        },
        [&] { draw_actions(form, at == count); });
}

}  // namespace ow::ui
