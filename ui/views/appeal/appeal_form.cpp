#include "ui/views/appeal/appeal_pages.hpp"

#include "src/app/appeal/appeal.hpp"
#include "src/app/appeal/pages.hpp"
#include "ui/views/appeal/appeal_parts.hpp"
#include "ui/views/form/other_device.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include "src/domain/codes.hpp"
#include "src/domain/filing.hpp"

#include <algorithm>
#include <array>

namespace ow::ui {

namespace {

namespace appeal = app::appeal;
using domain::AppealStep;

/// Pictures of the kinds and of the two ways to be reached.
Icon icon_of(std::string_view path, std::string_view option) {
    if (path == "contact.mode") return option == "named" ? Icon::user : Icon::shield_check;
    static constexpr std::array icons{Icon::info_circle, Icon::heart_handshake, Icon::alert_triangle,
                                      Icon::message_report, Icon::mood_smile};
    const auto category = domain::from_code<domain::Category>(option);
    return path == "category" && category ? icons[static_cast<std::size_t>(*category)] : Icon::none;
}

/// What went wrong with keeping the draft, as long as it is so (the core announces it once).
void draw_save_trouble(const View& view) {
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    const auto say = [&](const char* key, const char* area, app::world::StorageFailure reason) {
        const std::string text_key = std::string(area) + "." + std::string(domain::to_code(reason));
        banner(view.ui, key, CardStyle::soft_bad, Icon::alert_triangle, tr(text_key));
    };
    using app::world::StorageFailure;
    if (model.submit_failure)
        say("submit-failed", "appeal.submit_failed", *model.submit_failure);
    else if (model.save == appeal::SaveState::failed)
        say("save-failed", "appeal.save_failed", model.save_failure.value_or(StorageFailure::unavailable));
}

std::string_view save_note(const appeal::Model& model) {
    switch (model.save) {
        case appeal::SaveState::saving: return tr("appeal.saving");
        case appeal::SaveState::saved: return tr("appeal.saved");
        default: return {};
    }
}

void draw_step(const FormView& form, AppealStep step) {
    Ui& ui = form.view.ui;
    if (step == AppealStep::check) return appeal_parts::draw_check(form);
    if (step == AppealStep::contact)
        appeal_parts::draw_contact(form);
    else
        draw_form_page(form);
    if (step == AppealStep::kind)
        icon_text(ui, "urgent", Icon::info_circle, tr("appeal.kind.urgent"), ui.secondary(), ui.theme().colour.ink2);
}

/// The form was filled from an earlier visit: says so, and offers to start again.
void draw_restored(const View& view) {
    Ui& ui = view.ui;
    icon_text(ui, "restored", Icon::info_circle, tr("appeal.restored"), ui.secondary(), ui.theme().colour.ink2);
    ui.gap(0);
    if (button(ui, "start-over", tr("appeal.start_over"), {.kind = ButtonKind::quiet, .icon = Icon::trash}))
        view.send(appeal::DiscardPressed{});
}

void draw_actions(const FormView& form, AppealStep step) {
    const View& view = form.view;
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    const bool last = step == AppealStep::check;
    const bool busy = model.submitting || model.submit_when_ready;
    std::vector<RowButton> buttons;
    if (step != AppealStep::kind)
        buttons.push_back({"previous", tr("appeal.previous"), {.kind = ButtonKind::secondary, .disabled = busy}, 1});
    const char* word = !last ? "appeal.next" : busy ? "appeal.submitting" : "appeal.submit";
    buttons.push_back({last ? "submit" : "next", tr(word), {.busy = busy || model.similar.found.busy()}, 2});
    draw_step_buttons(form, buttons, last);
}

}  // namespace

void draw_appeal_form(const View& view) {
    // What is offered belongs to the question it follows.
    const bool offer = view.model.route.page == &app::pages::appeal_similar;
    const AppealStep step = offer ? AppealStep::where : app::appeal_step(view.model.route);
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    const app::form::Setting setting = form_setting(view, appeal::form_code, app::form::Layout::sections);
    const std::vector<app::form::Page> pages = app::form::pages_of(setting, model.form);
    const auto shown = std::ranges::find(pages, domain::to_code(step), &app::form::Page::id);
    const auto at = shown == pages.end() ? 1 : shown - pages.begin() + 1;
    const std::string position = tr("appeal.position", {{"step", at}, {"count", pages.size()}});
    const PageSpec spec{.title = tr("page.appeal_form.title"),
                        .subtitle = position,
                        .title_is_heading = false,
                        .navigation = false,
                        .progress = static_cast<float>(at) / static_cast<float>(std::max<std::size_t>(1, pages.size())),
                        .progress_name = tr("appeal.progress"),
                        .progress_spoken = position,
                        .pill = PageSpec::Pill::read_aloud};
    if (!model.draft_loaded) {
        page(view, spec, [&] {
            heading(view.ui, "question", 1, tr(app::page_title(view.model).key));
            loading(view, 3);
        });
        return;
    }
    if (offer) {
        page(view, spec, [&] { appeal_parts::draw_similar(view); }, [&] { appeal_parts::draw_similar_actions(view); });
        return;
    }
    const FormView form{.view = view,
                        .setting = setting,
                        .state = model.form,
                        .act = [&](app::form::Action action) { view.send(appeal::Filled{std::move(action)}); },
                        .note = save_note(model),
                        .note_icon = model.save == appeal::SaveState::saved ? Icon::check : Icon::none,
                        .icon = icon_of,
                        .href =
                            [](std::string_view id) {
                                const auto wanted = domain::from_code<AppealStep>(id);
                                return app::format_route(app::to_appeal_step(wanted.value_or(AppealStep::kind)));
                            }};
    page(
        view, spec,
        [&] {
            draw_form_errors(form, model.refusal);
            draw_save_trouble(view);
            draw_other_device(form);
            heading(view.ui, "question", 1, tr(app::page_title(view.model).key));
            draw_step(form, step);
            if (model.restored) draw_restored(view);
        },
        [&] { draw_actions(form, step); });
}

}  // namespace ow::ui
