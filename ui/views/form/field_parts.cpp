#include "ui/views/date_words.hpp"
#include "ui/views/form/field.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/date_field.hpp"
#include "ui/widgets/field_group.hpp"
#include "ui/widgets/signature_pad.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui::form_parts {

namespace {

using domain::Value;

/// A date's answer is its parts as typed, joined by hyphens: "2026-3-", so that what is half written is kept.
domain::DateText date_parts(std::string_view answer) {
    domain::DateText parts;
    for (std::string* part : {&parts.year, &parts.month, &parts.day}) {
        const std::size_t end = std::min(answer.find('-'), answer.size());
        *part = answer.substr(0, end);
        answer.remove_prefix(std::min(answer.size(), end + 1));
    }
    return parts;
}

Signature signature_of(const Value* answer) {
    Signature out;
    if (answer == nullptr) return out;
    const Value* by_name = answer->find("by_name");
    out.by_name = by_name != nullptr && by_name->as_bool() != nullptr && *by_name->as_bool();
    out.name = answer->text_at("name");
    out.strokes = domain::read_strokes(answer->find("strokes"));
    return out;
}

/// Strokes as lists of x, y, x, y …; null where nothing was done.
Value signature_value(const Signature& signature) {
    if (signature == Signature{}) return {};
    Value out = Value::object();
    out.set("strokes", domain::strokes_value(signature.strokes));
    out.set("name", signature.name);
    out.set("by_name", signature.by_name);
    return out;
}

/// One person of a group: its fields while it is being edited, else its answers and two buttons.
void draw_item(const FormView& form, const FieldAt& at, std::size_t index) {
    Ui& ui = form.view.ui;
    const std::string path = domain::join_path(at.path, std::to_string(index));
    const Card card(ui, "item:" + path);
    const std::string title = i18n::fill(word(at, "item"), {{"index", index + 1}});
    const Group group(ui, "group", a11y::Role::group, title, a11y::state_focusable);
    ui.mark("item:" + path, group.id());
    heading(ui, "title", 3, title);
    if (form.state.open_item == path) {
        for (const FormField& field : at.field.fields) {
            const bool last = &field == &at.field.fields.back();
            ui.gap(20);
            draw_field(form, inside(at, field, path), last);
        }
        ui.gap(20);
        if (button(ui, "done", tr("form.group.done"), {.kind = ButtonKind::secondary, .icon = Icon::check}))
            form.act(app::form::ItemOpened{});
        return;
    }
    for (const FormField& field : at.field.fields) {
        const FieldAt one = inside(at, field, path);
        const std::string answer = answer_words(form, one), wrong = error_at(form, one);
        if (!answer.empty()) {
            ui.gap(2);
            paragraph(ui, field.path, tr("form.answer", {{"label", label_of(one)}, {"answer", answer}}));
        }
        if (!wrong.empty()) paragraph(ui, field.path + ".wrong", wrong, Tone::bad);
    }
    ui.gap(12);
    const std::string change = i18n::fill(tr("form.group.change"), {{"item", title}});
    const std::string remove = i18n::fill(tr("form.group.remove"), {{"item", title}});
    const ButtonOptions side{
        .kind = ButtonKind::secondary, .icon = Icon::edit, .disabled = form.busy, .spoken = change};
    const ButtonOptions away{
        .kind = ButtonKind::secondary, .icon = Icon::trash, .disabled = form.busy, .spoken = remove};
    const RowButton buttons[] = {{"change", tr("form.change"), side}, {"remove", tr("form.remove"), away}};
    const auto pressed = button_row(ui, buttons);
    if (pressed == 0u) form.act(app::form::ItemOpened{path});
    if (pressed == 1u) form.act(app::form::ItemRemoved{at.path, index});
}

}  // namespace

void draw_date(const FormView& form, const FieldAt& at) {
    const std::string label = label_of(at), hint = hint_of(at), error = error_at(form, at);
    const std::string answer = text_at(form, at.path);
    const domain::DateText parts = date_parts(answer);
    const DateWords texts = date_words();
    const DateResult result = date_field(form.view.ui, at.node(),
                                         {.label = label,
                                          .value = parts,
                                          .words = texts,
                                          .hint = hint,
                                          .error = error,
                                          .today = form.setting.context.today,
                                          .hide_label = is_asked_by_heading(form, at),
                                          .birthday = at.field.path.ends_with("birth_date"),
                                          .required = at.required,
                                          .disabled = form.busy});
    if (!result.changed) return;
    const domain::DateText& now = *result.changed;
    edit(form, at.path, now.empty() ? Value() : Value(now.year + "-" + now.month + "-" + now.day));
}

void draw_person(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const std::string label = label_of(at), hint = hint_of(at), error = error_at(form, at);
    const Scope scope(ui, at.node());
    const FieldGroup group(ui,
                           {.label = label, .hint = hint, .error = error, .hide_label = is_asked_by_heading(form, at)});
    const std::vector<FormField> parts = parts_of(at.field);
    for (const FormField& part : parts) {
        if (&part != &parts.front()) ui.gap(20);
        const FieldAt one = inside(at, part, at.path);
        draw_field(form, one, &part == &parts.back());
        if (&part == &parts.front()) ui.mark(at.node(), ui.marked(one.node()));
    }
}

void draw_group(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const std::string label = label_of(at), hint = hint_of(at), error = error_at(form, at);
    const Scope scope(ui, at.node());
    const FieldGroup group(ui, {.label = label, .hint = hint, .error = error});
    const Value* answer = form.state.answers.find(at.path);
    const std::size_t count = answer != nullptr && answer->as_list() != nullptr ? answer->as_list()->size() : 0;
    for (std::size_t index = 0; index < count; ++index) {
        if (index > 0) ui.gap(12);
        draw_item(form, at, index);
    }
    ui.gap(count == 0 ? 0 : 16);
    if (at.field.max && static_cast<double>(count) >= *at.field.max) {
        paragraph(ui, "full", tr("form.group.full", {{"max", count}}), Tone::secondary);
        return;
    }
    const std::string add = word(at, "add");
    if (button(ui, "add", add.empty() ? std::string(tr("form.group.add")) : add,
               {.kind = ButtonKind::secondary, .icon = Icon::plus, .disabled = form.busy}))
        form.act(app::form::ItemAdded{at.path});
    ui.mark(at.node(), ui.id("add"));
}

void draw_signature(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const std::string label = label_of(at), error = error_at(form, at);
    const Signature now = signature_of(form.state.answers.find(at.path));
    const std::string state = now.strokes.empty() ? std::string(tr("form.signature.none"))
                                                  : tr("form.signature.strokes", {{"count", now.strokes.size()}});
    const auto changed = signature_pad(ui, at.node(),
                                       {.label = label,
                                        .way = tr("form.signature.way"),
                                        .draw_word = tr("form.signature.draw"),
                                        .name_word = tr("form.signature.name"),
                                        .hint = tr("form.signature.hint"),
                                        .state = state,
                                        .undo = tr("form.signature.undo"),
                                        .clear = tr("form.signature.clear"),
                                        .name_label = tr("form.signature.name_label"),
                                        .name_hint = tr("form.signature.name_hint"),
                                        .error = error},
                                       now);
    if (changed) edit(form, at.path, signature_value(*changed));
}

void draw_fact(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const std::string answer = answer_words(form, at);
    const Scope scope(ui, at.node());
    paragraph(ui, "label", label_of(at), Tone::strong);
    ui.gap(4);
    paragraph(ui, "value", answer.empty() ? std::string(tr("form.fact.unknown")) : answer);
    const auto known = form.state.known.find(at.path);
    const std::string source = known == form.state.known.end() ? word(at, "source") : known->second.source;
    if (source.empty()) return;
    ui.gap(4);
    icon_text(ui, "source", Icon::clock, source, ui.secondary(), ui.theme().colour.ink2);
}

}  // namespace ow::ui::form_parts
