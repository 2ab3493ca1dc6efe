#include "ui/views/form/field.hpp"

#include "src/app/street/street.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include <optional>

namespace ow::ui {

namespace form_parts {

bool is_asked_by_heading(const FormView& form, const FieldAt& at) {
    const app::form::Page page = app::form::page_of(form.setting, form.state);
    if (page.fields.empty() || page.fields.front() != &at.field) return false;
    if (form.setting.layout == app::form::Layout::one_page) return false;
    const bool scale = at.field.type == FieldType::integer && !at.field.options.empty();
    if (form.setting.layout != app::form::Layout::one_by_one) return at.field.type == FieldType::choice || scale;
    // A question in other words does not say of what may be left out that it may be.
    return !page.section->review && (at.required || form_page_title(form, page) == label_of(at));
}

bool is_here_already(const FormView& form, const FormField& field) {
    const auto paper = form.state.photos.find(field.instead_of);
    return field.later && paper != form.state.photos.end() && !paper->second.kept().empty();
}

bool draw_field(const FormView& form, const FieldAt& at, bool last) {
    switch (at.field.type) {
        case FieldType::choice: draw_choice(form, at); return false;
        case FieldType::multi_choice: draw_multi_choice(form, at); return false;
        case FieldType::department:
        case FieldType::grid: draw_select(form, at); return false;
        case FieldType::yes_no: draw_yes_no(form, at); return false;
        case FieldType::declaration:
            if (!is_here_already(form, at.field)) draw_declaration(form, at);
            return false;
        case FieldType::date: draw_date(form, at); return false;
        case FieldType::person:
        case FieldType::address: draw_person(form, at); return false;
        case FieldType::group: draw_group(form, at); return false;
        case FieldType::signature: draw_signature(form, at); return false;
        case FieldType::fact: draw_fact(form, at); return false;
        case FieldType::place: draw_place(form, at); return false;
        case FieldType::attachments:
            (form.photos == FormView::Photos::papers ? draw_paper : draw_photos)(form, at);
            return false;
        case FieldType::integer:
            // A scale of few steps is chosen, not typed.
            if (!at.field.options.empty()) {
                draw_choice(form, at);
                return false;
            }
            [[fallthrough]];
        default: return draw_text(form, at, last);
    }
}

}  // namespace form_parts

app::form::Setting form_setting(const View& view, std::string_view code, app::form::Layout layout) {
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const domain::CivilDate today = domain::to_civil(view.model.now, view.model.zone_minutes).date;
    return {app::form_of(view.model, code), app::form::context_of(today, reference ? &*reference : nullptr), layout};
}

namespace {

using app::form::FieldType;
using app::form::FormField;

/// Between two fields, CSS px; what is large in itself stands further apart.
float gap_before(const FormField& field) {
    return field.type == FieldType::attachments || field.type == FieldType::group ? 24.0f : 20.0f;
}

}  // namespace

bool draw_fields(const FormView& form, std::span<const FormField* const> fields) {
    Ui& ui = form.view.ui;
    const FormField* noted = nullptr;
    for (const FormField* field : fields)
        if (field->type == FieldType::long_text) noted = field;
    FormView plain = form;
    plain.note = {};
    std::optional<std::size_t> entered;
    for (std::size_t index = 0; index < fields.size(); ++index) {
        const FormField& field = *fields[index];
        if (index > 0) ui.gap(gap_before(field));
        const bool last = index + 1 == fields.size();
        if (form_parts::draw_field(&field == noted ? form : plain, form_parts::place_of(form, field), last))
            entered = index;
    }
    if (!entered) return noted != nullptr;
    if (*entered + 1 < fields.size())
        ui.want_focus(ui.marked(app::field_node(fields[*entered + 1]->path)));
    else if (form.enter_goes_on)
        form.act(app::form::NextPressed{});
    return noted != nullptr;
}

void draw_form_page(const FormView& form) {
    const app::form::Page page = app::form::page_of(form.setting, form.state);
    if (!draw_fields(form, page.fields)) draw_note(form);
}

void draw_note(const FormView& form) {
    Ui& ui = form.view.ui;
    if (!form.note.empty()) icon_text(ui, "saved", form.note_icon, form.note, ui.secondary(), ui.theme().colour.ok);
}

}  // namespace ow::ui
