#include "ui/views/form/other_device.hpp"

#include "src/app/drafts/drafts.hpp"
#include "ui/views/form/field.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

#include <array>
#include <string>
#include <vector>

namespace ow::ui {

namespace {

namespace drafts = app::drafts;
using domain::Value;
using form_parts::FieldAt;
using form_parts::FieldType;

/// An answer in words, with the parts of a place and the items of a list.
std::string whole_words(const FormView& form, const FieldAt& at) {
    std::vector<std::string> parts;
    if (at.field.type == FieldType::group) {
        const Value* answer = form.state.answers.find(at.path);
        const Value::List* items = answer == nullptr ? nullptr : answer->as_list();
        for (std::size_t i = 0; items != nullptr && i < items->size(); ++i)
            for (const app::form::FormField& field : at.field.fields)
                parts.push_back(
                    whole_words(form, form_parts::inside(at, field, domain::join_path(at.path, std::to_string(i)))));
    } else if (at.field.type == FieldType::place) {
        for (const app::form::FormField& part : form_parts::parts_of(at.field))
            if (part.type != FieldType::number)
                parts.push_back(form_parts::answer_words(form, form_parts::inside(at, part, at.path)));
        if (form.state.answers.find(at.path + ".lon") != nullptr) parts.emplace_back(tr("form.place.position_given"));
    } else {
        return form_parts::answer_words(form, at);
    }
    return form_parts::joined(parts);
}

/// Both answers to a question; the chosen one is kept.
void draw_line(const FormView& here, const FormView& there, const std::string& path) {
    const app::form::FormField* field = app::form::owner_of(here.setting.form, path);
    if (field == nullptr) return;
    const auto& model = here.view.model.get<drafts::Model>();
    const auto words = [&](const FormView& form) {
        std::string said = whole_words(form, form_parts::place_of(form, *field));
        return said.empty() ? std::string(tr("form.check.empty")) : said;
    };
    const std::string mine = words(here), theirs = words(there);
    const std::array choices{Choice{"here", mine, tr("drafts.here")}, Choice{"there", theirs, tr("drafts.there")}};
    const std::string label = form_parts::name_of(form_parts::place_of(here, *field));
    here.view.ui.gap(20);
    const auto chosen = radio_group(here.view.ui, "line:" + path, {.label = label}, choices,
                                    drafts::takes_theirs(model, path) ? "there" : "here");
    if (chosen)
        here.view.send(
            drafts::Chosen{path, *chosen == "there" ? drafts::Chosen::Side::there : drafts::Chosen::Side::here});
}

std::string when(const View& view, const drafts::Model& model) {
    return i18n::date_time(ms(model.other.at), ms(view.model.now));
}

void draw_both(const FormView& form, const drafts::Model& model) {
    const View& view = form.view;
    Ui& ui = view.ui;
    const Card card(ui, "other-device", CardStyle::soft_warn);
    const Group group(ui, "other-device", a11y::Role::group, tr("drafts.differs"));
    heading(ui, "title", 2, tr("drafts.differs"));
    paragraph(ui, "text", tr("drafts.differs.text", {{"time", when(view, model)}}));
    app::form::State other;
    other.answers = model.other.answers;
    const FormView there{.view = view, .setting = form.setting, .state = other, .act = form.act};
    for (const std::string& path : drafts::differences(model.form, model.mine, model.other.answers))
        draw_line(form, there, path);
    ui.gap(20);
    if (button(ui, "merge", tr("drafts.merge"), {.disabled = form.busy})) view.send(drafts::MergePressed{});
}

}  // namespace

void draw_other_device(const FormView& form) {
    const View& view = form.view;
    Ui& ui = view.ui;
    const auto& model = view.model.get<drafts::Model>();
    switch (model.stand) {
        case drafts::Stand::alone: return;
        case drafts::Stand::differs: return draw_both(form, model);
        case drafts::Stand::taken_up: {
            const Card card(ui, "other-device", CardStyle::soft_brand);
            paragraph(ui, "text", tr("drafts.taken_up.text", {{"time", when(view, model)}}));
            ui.gap(8);
            if (button(ui, "seen", tr("drafts.seen"), {.kind = ButtonKind::quiet, .compact = true}))
                view.send(drafts::NoticeClosed{});
            return;
        }
        case drafts::Stand::gone: {
            const Card card(ui, "other-device", CardStyle::soft_warn);
            heading(ui, "title", 2, tr("drafts.gone"));
            paragraph(ui, "text", tr("drafts.gone.text"));
            ui.gap(12);
            if (button(ui, "keep", tr("drafts.keep"), {.kind = ButtonKind::secondary}))
                view.send(drafts::KeepPressed{});
            return;
        }
    }
}

}  // namespace ow::ui
