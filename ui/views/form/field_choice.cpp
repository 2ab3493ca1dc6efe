#include "ui/views/form/field.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/field_group.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cstdlib>

namespace ow::ui::form_parts {

namespace {

using domain::Value;

std::vector<Choice> choices_of(const FormView& form, const FieldAt& at, const std::vector<Option>& options) {
    std::vector<Choice> choices;
    for (const Option& one : options)
        choices.push_back({one.code, one.title, one.detail, form.icon ? form.icon(at.path, one.code) : Icon::none});
    return choices;
}

}  // namespace

void draw_choice(const FormView& form, const FieldAt& at) {
    const std::string label = label_of(at), hint = hint_of(at), error = error_at(form, at);
    const std::vector<Option> options = options_of(form, at);
    const auto picked = radio_group(form.view.ui, at.node(),
                                    {.label = label,
                                     .hint = hint,
                                     .error = error,
                                     .hide_label = is_asked_by_heading(form, at),
                                     .required = at.required},
                                    choices_of(form, at, options), text_at(form, at.path));
    if (!picked) return;
    if (at.field.type == FieldType::integer)
        edit(form, at.path, std::strtod(picked->c_str(), nullptr));
    else
        edit(form, at.path, *picked);
}

void draw_yes_no(const FormView& form, const FieldAt& at) {
    const std::string label = label_of(at), hint = hint_of(at), error = error_at(form, at);
    const auto say = [&](const char* option, const char* general) {
        const std::string own = word(at, option);
        return own.empty() ? std::string(tr(general)) : own;
    };
    const std::vector<Option> options{{"yes", say("option.yes", "form.yes"), word(at, "option.yes.detail")},
                                      {"no", say("option.no", "form.no"), word(at, "option.no.detail")}};
    const Value* answer = form.state.answers.find(at.path);
    const bool* given = answer == nullptr ? nullptr : answer->as_bool();
    const std::string_view chosen = given == nullptr ? std::string_view() : *given ? "yes" : "no";
    const auto picked = radio_group(form.view.ui, at.node(),
                                    {.label = label,
                                     .hint = hint,
                                     .error = error,
                                     .hide_label = is_asked_by_heading(form, at),
                                     .required = at.required},
                                    choices_of(form, at, options), chosen);
    if (picked) edit(form, at.path, *picked == "yes");
}

void draw_multi_choice(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const std::string label = label_of(at), hint = hint_of(at), error = error_at(form, at);
    const Value* answer = form.state.answers.find(at.path);
    Value::List chosen = answer != nullptr && answer->as_list() != nullptr ? *answer->as_list() : Value::List{};
    const Scope scope(ui, at.node());
    const FieldGroup group(ui,
                           {.label = label, .hint = hint, .error = error, .hide_label = is_asked_by_heading(form, at)});
    bool first = true;
    for (const Option& option : options_of(form, at)) {
        const Value code(option.code);
        const auto found = std::ranges::find(chosen, code);
        const std::string name = option.detail.empty() ? option.title : dotted({option.title, option.detail});
        // The field's own key marks the first box: that is where an error's link leads.
        const std::string key = first ? at.node() : at.node() + "." + option.code;
        first = false;
        const auto ticked = checkbox(ui, key, name, found != chosen.end());
        if (!ticked) continue;
        if (*ticked)
            chosen.push_back(code);
        else
            chosen.erase(found);
        return edit(form, at.path, chosen);
    }
}

void draw_select(const FormView& form, const FieldAt& at) {
    const std::string label = label_of(at), hint = hint_of(at), error = error_at(form, at);
    const std::vector<Option> options = options_of(form, at);
    if (options.empty() && at.field.type == FieldType::grid) {
        banner(form.view.ui, at.node(), CardStyle::soft_warn, Icon::cloud_off, tr("form.place.grid_missing"), true);
        return;
    }
    std::string none = word(at, "none");
    if (none.empty()) none = tr(at.required ? "form.choose" : "form.choose_none");
    const auto picked = select(form.view.ui, at.node(),
                               {.label = label,
                                .hint = hint,
                                .error = error,
                                .hide_label = is_asked_by_heading(form, at),
                                .required = at.required},
                               choices_of(form, at, options), text_at(form, at.path), none);
    if (picked) edit(form, at.path, *picked);
}

void draw_declaration(const FormView& form, const FieldAt& at) {
    const std::string label = label_of(at), hint = hint_of(at), error = error_at(form, at);
    const Value* answer = form.state.answers.find(at.path);
    // What has to be known is said before the box.
    if (!hint.empty()) {
        paragraph(form.view.ui, at.node() + ".told", hint, Tone::secondary);
        form.view.ui.gap(8);
    }
    const bool given = answer != nullptr && answer->as_bool() != nullptr && *answer->as_bool();
    if (const auto now = checkbox(form.view.ui, at.node(), label, given, error, at.required)) edit(form, at.path, *now);
}

}  // namespace ow::ui::form_parts
