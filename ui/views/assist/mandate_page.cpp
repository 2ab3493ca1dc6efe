/// Step 2: what the person agrees to, and their signature.

#include "ui/views/assist/assist_pages.hpp"

#include "src/app/assist/pages.hpp"
#include "ui/views/assist/mandate_words.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/columns.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/stroke_pad.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ow::ui {

namespace {

namespace assist = app::assist;
using app::form::FormField;
using assist::Errand;
using assist::Evidence;

void draw_fields_under(const FormView& form, std::string_view prefix) {
    std::vector<const FormField*> fields;
    const app::form::Page page = app::form::page_of(form.setting, form.state);
    for (const FormField* field : page.fields)
        if (field->path.starts_with(prefix) && field->path != "evidence.kind" && field->path != assist::strokes_path)
            fields.push_back(field);
    draw_fields(form, fields);
}

void draw_person(const View& view, const Errand& errand) {
    Ui& ui = view.ui;
    const Card card(ui, "person");
    paragraph(ui, "label", tr("assist.person"), Tone::secondary);
    heading(ui, "name", 2, assist_parts::person_words(view, errand.person));
    paragraph(ui, "number", errand.person.id_number_masked, Tone::secondary);
    ui.gap(4);
    icon_text(ui, "known", Icon::check, tr(errand.registered.is_null() ? "assist.known" : "assist.registered"),
              ui.secondary(), ui.theme().colour.ok);
    if (button(ui, "wrong", tr("assist.wrong_person"), {.kind = ButtonKind::quiet, .icon = Icon::arrow_back_up}))
        view.send(assist::WrongPerson{});
}

void draw_matter(const View& view, const FormView& form, const Errand& errand) {
    Ui& ui = view.ui;
    const Card card(ui, "matter");
    heading(ui, "title", 2, tr("assist.matter"));
    paragraph(ui, "what", assist_parts::matter_words(errand));
    paragraph(ui, "only", tr("assist.matter.only", {{"days", assist::days_of(errand)}}), Tone::secondary);
    ui.gap(8);
    if (disclosure(ui, "terms", tr("assist.terms"))) {
        draw_fields_under(form, "days");
        draw_fields_under(form, "scopes");
        draw_fields_under(form, "relationship");
    }
}

/// What is filled in already and nobody has to say again.
void draw_known(const View& view, const assist::Model& model) {
    Ui& ui = view.ui;
    const app::form::Setting setting =
        assist::form_setting(model, assist_parts::today_of(view), assist_parts::reference_of(view));
    const FormView form{.view = view, .setting = setting, .state = model.errand->form, .act = [](auto) {}};
    std::string names;
    for (const FormField& field : setting.form.fields) {
        const bool said = field.type == app::form::FieldType::declaration || form.state.touched.contains(field.path);
        // Of papers it says in words that there are none.
        if (said || field.type == app::form::FieldType::attachments) continue;
        const AnswerLine line = answer_line(form, field);
        if (line.value.empty()) continue;
        add_to_list(names, line.label);
    }
    if (names.empty()) return;
    const Card card(ui, "known", CardStyle::soft_brand);
    paragraph(ui, "title", tr("assist.prefilled"), Tone::strong);
    paragraph(ui, "names", names);
}

void send_strokes(const View& view, const domain::Strokes& strokes) {
    domain::Value value;
    if (!strokes.empty()) value.set("strokes", domain::strokes_value(strokes));
    view.send(assist::MandateFilled{app::form::Edited{std::string(assist::strokes_path), std::move(value)}});
}

void choose(const View& view, Evidence kind) {
    view.send(assist::MandateFilled{app::form::Edited{"evidence.kind", domain::to_code(kind)}});
}

void draw_signature(const View& view, const Errand& errand) {
    Ui& ui = view.ui;
    const domain::Strokes strokes = errand.strokes();
    const auto count = static_cast<std::int64_t>(strokes.size());
    const std::string state = count == 0 ? std::string(tr("assist.sign.none")) : tr_plural("assist.sign.state", count);
    const bool wrong = std::ranges::any_of(
        errand.mandate.errors, [](const domain::FieldError& error) { return error.path == assist::strokes_path; });
    const Group group(ui, "sign", a11y::Role::group, tr("assist.sign"), a11y::state_focusable);
    ui.mark("field:" + std::string(assist::strokes_path), group.id());
    const StrokePadSpec pad{
        .label = tr("assist.sign"), .hint = tr("assist.sign.hint"), .state = state, .wrong = wrong, .ratio = 2.3f};
    if (const auto drawn = stroke_pad(ui, "pad", pad, strokes)) send_strokes(view, *drawn);
    ui.gap(6);
    {
        const Group live(ui, "state", a11y::Role::status);
        paragraph(ui, "text", state, wrong ? Tone::bad : Tone::secondary);
    }
    ui.gap(12);
    const RowButton buttons[] = {
        {"again", tr("assist.sign.again"), {.kind = ButtonKind::secondary, .disabled = count == 0}},
        {"undo",
         tr("assist.sign.undo"),
         {.kind = ButtonKind::secondary, .icon = Icon::arrow_back_up, .disabled = count == 0}}};
    const auto pressed = button_row(ui, buttons);
    if (pressed == 0u) send_strokes(view, {});
    if (pressed == 1u) send_strokes(view, {strokes.begin(), strokes.end() - 1});
}

/// The other ways for those who cannot sign, or do not want to.
void draw_other_ways(const View& view, Evidence now) {
    Ui& ui = view.ui;
    std::vector<RowButton> buttons;
    std::vector<Evidence> kinds;
    const auto add = [&](Evidence kind, const char* key, std::string_view name) {
        if (kind == now) return;
        buttons.push_back({key, name, {.kind = ButtonKind::secondary}});
        kinds.push_back(kind);
    };
    add(Evidence::signature, "sign", tr("assist.sign.instead"));
    add(Evidence::witness, "witness", tr("assist.witness"));
    add(Evidence::refusal, "refusal", tr("assist.refusal"));
    if (const auto pressed = button_row(ui, buttons)) choose(view, kinds[*pressed]);
}

void draw_evidence(const View& view, const FormView& form, const Errand& errand, const std::string& text) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const Card card(ui, "evidence");
    // Large, but never so large that a line holds only some characters.
    const float px = std::max(t.type.body, std::min(t.type.question, std::floor(ui.width() / 7)));
    icon_text(ui, "text", Icon::none, text, ui.style(px, t.colour.ink, Face::bold), 0);
    ui.gap(16);
    const Evidence kind = errand.evidence();
    if (kind == Evidence::signature) {
        draw_signature(view, errand);
    } else {
        const bool witness = kind == Evidence::witness;
        heading(ui, "other", 2, tr(witness ? "assist.witness.title" : "assist.refusal.title"));
        paragraph(ui, "lead", tr(witness ? "assist.witness.lead" : "assist.refusal.lead"), Tone::secondary);
        draw_fields_under(form, "evidence.");
    }
    ui.gap(12);
    draw_other_ways(view, kind);
}

}  // namespace

void draw_assisted_mandate(const View& view) {
    const auto& model = view.model.get<assist::Model>();
    const std::string_view title = tr("page.assisted_mandate.title");
    if (assist_parts::draw_not_ready(view, model, title, 2)) return;
    const Errand& errand = *model.errand;
    const std::string text = mandate_text(view, errand), step = assist_parts::step_words(2);
    const app::form::Setting setting = form_setting(view, "mandate");
    const FormView form{
        .view = view, .setting = setting, .state = errand.mandate, .act = [&](app::form::Action action) {
            view.send(assist::MandateFilled{std::move(action)});
        }};
    const PageSpec spec{.title = title,
                        .subtitle = step,
                        .navigation = false,
                        .progress = 0.5f,
                        .progress_name = tr("assist.progress"),
                        .progress_spoken = step,
                        .max_width = assist_parts::widest,
                        .read_aloud = {.name = tr("assist.read"),
                                       .stop = tr("page.pill.stop_reading"),
                                       .reading = !model.reading.lines.empty(),
                                       .toggle = [&] { view.send(assist::ReadAloud{{{"text", text}}}); }}};
    page(
        view, spec,
        [&] {
            draw_form_errors(form);
            assist_parts::draw_offline(view);
            assist_parts::draw_trouble(view, model);
            assist_parts::draw_clock(view);
            beside(
                view.ui, assist_parts::person_share, assist_parts::both_from,
                [&] {
                    draw_person(view, errand);
                    draw_matter(view, form, errand);
                    draw_known(view, model);
                },
                [&] { draw_evidence(view, form, errand, text); });
        },
        [&] {
            const bool unsigned_yet = errand.evidence() == Evidence::signature && errand.strokes().empty();
            if (unsigned_yet) {
                if (button(view.ui, "sign", tr("assist.ask_signature"), {.icon = Icon::edit}))
                    view.send(assist::SignatureWanted{});
            } else if (button(view.ui, "next", tr("assist.mandate.done"), {.busy = model.busy()})) {
                view.send(assist::Agreed{text, std::string(mandate_text_version)});
            }
        });
}

}  // namespace ow::ui
