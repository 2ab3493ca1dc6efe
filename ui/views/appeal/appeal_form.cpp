#include "ui/views/appeal/appeal_pages.hpp"

#include "src/app/appeal/appeal.hpp"
#include "src/app/appeal/pages.hpp"
#include "ui/views/appeal/appeal_parts.hpp"
#include "ui/views/form_errors.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include "src/domain/codes.hpp"
#include "src/domain/form.hpp"

#include <array>

namespace ow::ui {

namespace {

namespace appeal = app::appeal;
using domain::AppealStep;

constexpr std::array category_icons{Icon::info_circle, Icon::heart_handshake, Icon::alert_triangle,
                                    Icon::message_report, Icon::mood_smile};

void draw_kind(const View& view) {
    Ui& ui = view.ui;
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    std::vector<Choice> choices;
    const auto& codes = domain::Codes<domain::Category>::words;
    std::vector<std::string> keys;
    keys.reserve(codes.size());
    for (const std::string_view code : codes)
        keys.push_back("appeal.kind." + std::string(code));
    for (std::size_t i = 0; i < codes.size(); ++i)
        choices.push_back({codes[i], tr(keys[i]), tr(keys[i] + "_detail"), category_icons[i]});
    const std::string error = error_of(model.errors, "category");
    const std::string_view chosen = model.draft.category ? domain::to_code(*model.draft.category) : std::string_view{};
    const auto picked = radio_group(
        ui, "field:category", {.label = tr("appeal.kind.label"), .error = error, .hide_label = true}, choices, chosen);
    if (picked) {
        if (const auto category = domain::from_code<domain::Category>(*picked))
            view.send(appeal::CategoryChosen{*category});
    }
    icon_text(ui, "urgent", Icon::info_circle, tr("appeal.kind.urgent"), ui.secondary(), ui.theme().colour.ink2);
}

void draw_what(const View& view, std::string_view note, Icon note_icon) {
    Ui& ui = view.ui;
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    const std::string title_error = error_of(model.errors, "title"), text_error = error_of(model.errors, "description");
    const auto title = text_field(ui, "field:title",
                                  {.label = tr("appeal.what.title"),
                                   .value = model.draft.title,
                                   .hint = tr("appeal.what.title_hint"),
                                   .error = title_error,
                                   .max_length = appeal_parts::limit_of(view.model, "title")});
    if (title.changed) view.send(appeal::TextEdited{appeal::Field::title, *title.changed});
    ui.gap(20);
    const auto text = text_field(ui, "field:description",
                                 {.label = tr("appeal.what.description"),
                                  .value = model.draft.description,
                                  .hint = tr("appeal.what.description_hint"),
                                  .error = text_error,
                                  .note = note,
                                  .note_icon = note_icon,
                                  .rows = ui.theme().elder() ? 5 : 6,
                                  .max_length = appeal_parts::limit_of(view.model, "description")});
    if (text.changed) view.send(appeal::TextEdited{appeal::Field::description, *text.changed});
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

void draw_step(const View& view, AppealStep step) {
    Ui& ui = view.ui;
    const std::string_view note = save_note(view.model.get<app::appeal::Model>());
    const Icon icon = view.model.get<app::appeal::Model>().save == appeal::SaveState::saved ? Icon::check : Icon::none;
    switch (step) {
        case AppealStep::kind: draw_kind(view); break;
        case AppealStep::what:
            return draw_what(view, note, icon);  // the note stands under the field, as people look there
        case AppealStep::where: appeal_parts::draw_where(view); break;
        case AppealStep::contact: appeal_parts::draw_contact(view); break;
        case AppealStep::check: appeal_parts::draw_check(view); break;
    }
    if (!note.empty()) icon_text(ui, "saved", icon, note, ui.secondary(), ui.theme().colour.ok);
}

/// The form was filled from an earlier visit: says so, and offers to start again.
void draw_restored(const View& view) {
    Ui& ui = view.ui;
    icon_text(ui, "restored", Icon::info_circle, tr("appeal.restored"), ui.secondary(), ui.theme().colour.ink2);
    ui.gap(0);
    if (button(ui, "start-over", tr("appeal.start_over"), {.kind = ButtonKind::quiet, .icon = Icon::trash}))
        view.send(appeal::DiscardPressed{});
}

void draw_actions(const View& view, AppealStep step) {
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    const bool last = step == AppealStep::check;
    const bool busy = model.submitting || model.submit_when_ready;
    std::vector<RowButton> buttons;
    if (step != AppealStep::kind)
        buttons.push_back({"previous", tr("appeal.previous"), {.kind = ButtonKind::secondary, .disabled = busy}, 1});
    const char* word = !last ? "appeal.next" : busy ? "appeal.submitting" : "appeal.submit";
    buttons.push_back({last ? "submit" : "next", tr(word), {.busy = busy || model.similar.found.busy()}, 2});
    const auto pressed = button_row(view.ui, buttons);
    if (!pressed) return;
    if (*pressed + 1 < buttons.size())
        view.send(appeal::PreviousPressed{});
    else if (last)
        view.send(appeal::SubmitPressed{});
    else
        view.send(appeal::NextPressed{});
}

}  // namespace

int appeal_parts::limit_of(const app::Model& model, std::string_view path) {
    const domain::FormField* field = domain::find_field(app::form_of(model, app::appeal::form_id), path);
    return field != nullptr && field->max ? static_cast<int>(*field->max) : 0;
}

void draw_appeal_form(const View& view) {
    // What is offered belongs to the question it follows.
    const bool offer = view.model.route.page == &app::pages::appeal_similar;
    const AppealStep step = offer ? AppealStep::where : app::appeal_step(view.model.route);
    const auto& steps = domain::Codes<AppealStep>::words;
    const int at = static_cast<int>(step) + 1;
    const std::string position = tr("appeal.position", {{"step", at}, {"count", steps.size()}});
    const PageSpec spec{.title = tr("page.appeal_form.title"),
                        .subtitle = position,
                        .title_is_heading = false,
                        .navigation = false,
                        .progress = static_cast<float>(at) / static_cast<float>(steps.size()),
                        .progress_name = tr("appeal.progress"),
                        .progress_spoken = position,
                        .pill = PageSpec::Pill::read_aloud};
    const appeal::Model& model = view.model.get<app::appeal::Model>();
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
    page(
        view, spec,
        [&] {
            if (const auto path = draw_form_errors(view, model.errors, model.refusal))
                view.send(appeal::ErrorFollowed{*path});
            draw_save_trouble(view);
            heading(view.ui, "question", 1, tr(app::page_title(view.model).key));
            draw_step(view, step);
            if (model.restored) draw_restored(view);
        },
        [&] { draw_actions(view, step); });
}

}  // namespace ow::ui
