#include "ui/views/step_form.hpp"

#include "src/app/steps/steps.hpp"
#include "src/app/street/street.hpp"
#include "src/domain/catalogue.hpp"
#include "ui/views/form_errors.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/photo_grid.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <array>
#include <optional>

namespace ow::ui {

namespace {

using app::steps::Form;
using app::steps::Needs;

/// The text of a key for this step, or the one for all steps.
std::string_view step_text(const char* area, domain::StepCode step) {
    const std::string general = std::string("case.form.") + area;
    const std::string own = general + "." + std::string(domain::to_code(step));
    return tr(i18n::current().contains(own) ? own : general);
}

/// The hint of a field for this step, "" when it needs none.
std::string_view step_hint(const char* area, domain::StepCode step) {
    const std::string own = std::string("case.form.") + area + "." + std::string(domain::to_code(step)) + ".hint";
    return i18n::current().contains(own) ? tr(own) : std::string_view();
}

void draw_problems(const View& view, const Form& form) {
    std::optional<domain::ApiError> call = form.write.error;
    if (form.conflict) {
        call = domain::make_error(domain::ApiErrorKind::conflict);
        call->message = tr("case.form.conflict");
    }
    if (const auto path = draw_form_errors(view, form.errors, call)) view.send(app::shell::FieldWanted{*path});
    if (!form.unavailable) return;
    banner(view.ui, "unavailable", CardStyle::soft_warn, Icon::info_circle, tr("case.form.unavailable"), true);
    const std::string typed = form.reason.empty() ? form.note : form.reason;
    if (!typed.empty() &&
        button(view.ui, "copy-typed", tr("case.form.copy"), {.kind = ButtonKind::secondary, .icon = Icon::copy}))
        view.send(app::shell::CopyPressed{typed, {"toast.copied", {}}});
}

void draw_department(const View& view, const Form& form) {
    std::vector<Choice> departments;
    if (view.model.get<app::street::Model>().reference.value)
        for (const domain::Department& d : view.model.get<app::street::Model>().reference.value->departments)
            departments.push_back({d.id, d.name});
    const std::string wrong = error_of(form.errors, "department_id");
    const auto chosen = select(view.ui, "field:department_id", {.label = tr("case.form.department"), .error = wrong},
                               departments, form.department_id, tr("case.form.department.none"));
    if (chosen) view.send(app::steps::DepartmentChosen{*chosen});

    view.ui.gap(24);
    std::vector<Choice> grounds;
    for (const std::string_view code : domain::Codes<domain::Basis>::words) {
        const std::string key(code);
        grounds.push_back({code, tr("basis." + key), tr("case.form.basis." + key)});
    }
    const std::string wrong_basis = error_of(form.errors, "basis");
    const auto basis = radio_group(view.ui, "field:basis", {.label = tr("case.form.basis"), .error = wrong_basis},
                                   grounds, form.basis ? domain::to_code(*form.basis) : std::string_view());
    if (!basis) return;
    if (const auto value = domain::from_code<domain::Basis>(*basis)) view.send(app::steps::BasisChosen{*value});
}

void draw_reason(const View& view, const Form& form, const Needs& needs) {
    const std::string wrong = error_of(form.errors, "reason");
    const FieldResult result = text_field(view.ui, "field:reason",
                                          {.label = step_text("reason", form.step),
                                           .value = form.reason,
                                           .hint = step_hint("reason", form.step),
                                           .error = wrong,
                                           .rows = 4,
                                           .max_length = needs.reason_max,
                                           .required = needs.reason_required,
                                           .disabled = form.busy()});
    if (result.changed) view.send(app::steps::ReasonEdited{*result.changed});
}

void draw_note(const View& view, const Form& form, const Needs& needs) {
    const std::string wrong = error_of(form.errors, "note");
    const FieldResult result = text_field(view.ui, "field:note",
                                          {.label = step_text("note", form.step),
                                           .value = form.note,
                                           .hint = step_hint("note", form.step),
                                           .error = wrong,
                                           .rows = needs.note_required ? 5 : 3,
                                           .max_length = needs.note_max,
                                           .required = needs.note_required,
                                           .disabled = form.busy()});
    if (result.changed) view.send(app::steps::NoteEdited{*result.changed});
}

PhotoView photo_view(const app::Photo& photo, std::size_t index) {
    PhotoView out;
    out.key = photo.local.local_id;
    out.picture = "local:" + photo.local.local_id;
    out.name = tr("case.photo", {{"index", index + 1}});
    out.remove_name = tr("form.photos.remove", {{"index", index + 1}});
    out.open = tr("photo.open");
    switch (photo.state) {
        case app::PhotoState::shrinking:
            out.progress = 0.1f;
            out.status = tr("form.photos.shrinking");
            break;
        case app::PhotoState::uploading:
            out.progress = static_cast<float>(photo.percent) / 100.0f;
            out.status = tr("form.photos.uploading", {{"percent", photo.percent}});
            break;
        case app::PhotoState::refused:
            out.refused =
                tr("form.photos.refused." +
                   std::string(domain::to_code(photo.refusal.value_or(app::world::PhotoRefusal::unreadable))));
            out.refused_hint = tr("form.photos.replace");
            break;
        case app::PhotoState::failed: out.status = tr("form.photos.failed"); break;
        default: break;
    }
    return out;
}

void draw_photos(const View& view, const Form& form, const Needs& needs) {
    Ui& ui = view.ui;
    const std::string label = needs.photos_required ? tr("case.form.photos.required", {{"max", needs.photos_max}})
                                                    : tr("case.form.photos", {{"max", needs.photos_max}});
    const std::string wrong = error_of(form.errors, "attachments");
    const ErrorBar bar(ui, !wrong.empty());
    paragraph(ui, "photos-label", label, Tone::strong);
    ui.gap(4);
    paragraph(ui, "photos-hint", tr("case.form.photos.hint"), Tone::secondary);
    if (!wrong.empty()) {
        ui.gap(6);
        paragraph(ui, "photos-error", wrong, Tone::bad);
    }
    ui.gap(10);
    std::vector<PhotoView> photos;
    bool failed = false;
    for (const app::Photo& photo : form.photos.items) {
        failed = failed || photo.state == app::PhotoState::failed;
        photos.push_back(photo_view(photo, photos.size()));
    }
    const bool room = form.photos.room(needs.photos_max) > 0 && !form.busy();
    const PhotoGridResult result =
        photo_grid(ui, "field:attachments", label, photos, room ? tr("form.photos.add") : std::string_view());
    if (result.opened) open_photos(view, photos, *result.opened);
    if (result.removed) view.send(app::steps::PhotoRemoved{*result.removed});
    if (result.replaced) {
        view.send(app::steps::PhotoRemoved{*result.replaced});
        view.send(app::steps::PhotosWanted{});
    }
    if (result.add) view.send(app::steps::PhotosWanted{});
    if (form.photos.left_out > 0)
        banner(ui, "left-out", CardStyle::soft_warn, Icon::info_circle,
               tr_plural("form.photos.left_out", form.photos.left_out, {{"max", needs.photos_max}}), true);
    if (failed) banner(ui, "failed-photos", CardStyle::soft_warn, Icon::cloud_off, tr("form.photos.failed_hint"), true);
    if (form.send_when_uploaded)
        banner(ui, "uploading", CardStyle::soft_brand, Icon::send, tr("form.photos.sending"), true);
}

}  // namespace

bool is_at_once(domain::StepCode step) {
    const domain::StepRow* row = domain::find_step(domain::to_code(step));
    return row != nullptr && row->at_once;
}

const Form* form_to_draw(const app::Model& model, const std::string& number) {
    const Form* form = app::steps::open_form(model.get<app::steps::Model>(), number);
    if (form == nullptr || form->step == domain::StepCode::withdraw) return nullptr;
    return is_at_once(form->step) && form->busy() ? nullptr : form;
}

void draw_step_form(const View& view, const Form& form) {
    Ui& ui = view.ui;
    const Needs needs = app::steps::needs_of(form.step, form.category);
    const std::string key = "form-" + std::string(domain::to_code(form.step));
    const Card card(ui, key);
    const std::string_view title = step_word(form.step);
    const Group group(ui, key, a11y::Role::form, title, a11y::state_focusable);
    ui.mark("step-form", group.id());
    heading(ui, "title", 2, title);
    const std::string_view lead = step_hint("lead", form.step);
    if (!lead.empty()) {
        ui.gap(4);
        paragraph(ui, "lead", lead, Tone::secondary);
    }
    draw_problems(view, form);
    if (needs.department) draw_department(view, form);
    ui.gap(24);
    if (needs.reason) draw_reason(view, form, needs);
    // A step that asks for its reason has said all there is to say.
    if (needs.note && !needs.reason_required) draw_note(view, form, needs);
    if (needs.photos) {
        ui.gap(24);
        draw_photos(view, form, needs);
    }
}

void draw_step_buttons(const View& view, const Form& form, StepButtons look) {
    const domain::StepRow* row = domain::find_step(domain::to_code(form.step));
    const bool harmful = row != nullptr && row->danger;
    const std::string_view send = form.busy() ? tr("case.form.sending") : step_text("send", form.step);
    const std::array<RowButton, 2> buttons{
        RowButton{"cancel", tr("case.form.cancel"), {.kind = ButtonKind::secondary, .disabled = form.busy()}},
        RowButton{"send",
                  send,
                  {.kind = harmful ? ButtonKind::danger : ButtonKind::primary,
                   .disabled = form.unavailable,
                   .busy = form.busy()}}};
    const auto pressed = look == StepButtons::bar ? button_bar(view.ui, buttons) : button_row(view.ui, buttons);
    if (pressed == 0u) view.send(app::steps::Closed{});
    if (pressed == 1u) view.send(app::steps::Submitted{});
}

}  // namespace ow::ui
