#include "src/domain/catalogue.hpp"
#include "src/domain/ids.hpp"

#include "src/app/steps/steps.hpp"
#include "src/app/workbench/workbench.hpp"
#include "ui/views/case_body.hpp"
#include "ui/views/page.hpp"
#include "ui/views/step_form.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/views/workbench/workbench_parts.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/heading_row.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui::workbench_parts {

namespace {

using domain::StepCode;

const domain::CaseDetail* shown_detail(const View& view) {
    const app::workbench::Model& bench = view.model.get<app::workbench::Model>();
    const auto& value = bench.detail.value;
    return value && value->summary.number == bench.selected ? &*value : nullptr;
}

/// What staff do, the way back first, the way on last: that one is the primary.
std::vector<StepCode> steps_of(const domain::CaseDetail& detail) {
    std::vector<StepCode> steps;
    for (const domain::StepRow& row : domain::sent_steps()) {
        const auto step = domain::from_code<StepCode>(row.code);
        if (row.way != domain::Way::own && step && std::ranges::find(detail.actions, *step) != detail.actions.end())
            steps.push_back(*step);
    }
    return steps;
}

ButtonKind kind_of(StepCode step, bool last) {
    const domain::StepRow* row = domain::find_step(domain::to_code(step));
    if (row != nullptr && row->danger) return ButtonKind::danger;
    return last ? ButtonKind::primary : ButtonKind::secondary;
}

/// What the clock counts towards: "受理超期 3 小时".
Tag detail_tag(const View& view, const domain::CaseSummary& summary) {
    Tag tag = clock_tag(summary, view.model.now);
    if (tag.text.empty() || !summary.due_at) return state_tag(summary);
    if (summary.clock == domain::Clock::red)
        tag.text = tr("workbench.overdue",
                      {{"stage", tr("stage." + std::to_string(static_cast<int>(summary.stage)))}, {"time", tag.text}});
    return tag;
}

void draw_head(const View& view, const domain::CaseDetail& detail) {
    Ui& ui = view.ui;
    const domain::CaseSummary& s = detail.summary;
    const NodeId id =
        heading_row(ui, "case-heading",
                    {.text = s.title, .px = ui.theme().type.title + 2, .tag = detail_tag(view, s), .focusable = true});
    ui.mark("case-heading", id);
    ui.gap(4);
    const std::string filed = i18n::date_time(s.created_at.ms, view.model.now.ms, view.model.zone_minutes);
    const std::string number = domain::group_case_number(s.number);
    const std::string_view channel = channel_word(s.channel);
    paragraph(ui, "case-line",
              dotted({number, category_word(s.category), channel, filed, state_word(s.state), s.department_name}),
              Tone::secondary);
    draw_calendar_note(view, s);
}

}  // namespace

void draw_detail(const View& view) {
    Ui& ui = view.ui;
    const app::workbench::Model& bench = view.model.get<app::workbench::Model>();
    if (bench.selected.empty()) {
        empty_state(ui, "none", Icon::list_details, tr("workbench.choose"), tr("workbench.choose.text"));
        return;
    }
    const domain::CaseDetail* detail = shown_detail(view);
    if (detail == nullptr) {
        if (bench.detail.state() == app::RemoteState::failed)
            failed(view, *bench.detail.error);
        else
            loading(view, 4);
        return;
    }
    draw_head(view, *detail);
    if (bench.detail.error) banner(ui, "old", CardStyle::soft_warn, Icon::cloud_off, words(*bench.detail.error), true);
    draw_waiting_notes(view, detail->summary.number);
    // The form stands under what it is about, and over what was done before.
    draw_case_body(view, *detail, CaseReader::staff, [&] {
        draw_whole_numbers(view, *detail);
        if (const app::steps::Form* form = form_to_draw(view.model, detail->summary.number))
            draw_step_form(view, *form);
    });
}

bool has_actions(const View& view) {
    const domain::CaseDetail* detail = shown_detail(view);
    return detail != nullptr &&
           (form_to_draw(view.model, detail->summary.number) != nullptr || !steps_of(*detail).empty());
}

namespace {

void take(const View& view, const std::string& number, StepCode step) {
    if (is_at_once(step))
        view.send(app::steps::TakenAtOnce{number, step});
    else
        view.send(app::steps::Opened{number, step});
}

/// The way on, unless a form is open or something is under way.
void take_way_on(const View& view) {
    const domain::CaseDetail* detail = shown_detail(view);
    if (detail == nullptr) return;
    const std::string& number = detail->summary.number;
    const auto steps = steps_of(*detail);
    const bool busy = app::steps::is_busy(view.model.get<app::steps::Model>(), number);
    if (busy || steps.empty() || form_to_draw(view.model, number) != nullptr) return;
    const domain::StepRow* row = domain::find_step(domain::to_code(steps.back()));
    if (row != nullptr && row->way == domain::Way::on) take(view, number, steps.back());
}

}  // namespace

void take_letter(const View& view, std::string_view key) {
    using app::workbench::Direction;
    if (key == "j" || key == "J") view.send(app::workbench::NeighbourWanted{Direction::next});
    if (key == "k" || key == "K") view.send(app::workbench::NeighbourWanted{Direction::previous});
    if (key == "a" || key == "A") take_way_on(view);
    if (key == "/") view.send(app::workbench::SearchWanted{});
}

void draw_actions(const View& view, bool wide) {
    const domain::CaseDetail* detail = shown_detail(view);
    if (detail == nullptr) return;
    const std::string& number = detail->summary.number;
    if (const app::steps::Form* form = form_to_draw(view.model, number)) {
        draw_step_buttons(view, *form, wide ? StepButtons::bar : StepButtons::row);
        return;
    }
    const auto steps = steps_of(*detail);
    const app::steps::Form* open = app::steps::open_form(view.model.get<app::steps::Model>(), number);
    const bool busy = app::steps::is_busy(view.model.get<app::steps::Model>(), number);
    std::vector<RowButton> buttons;
    for (const StepCode step : steps) {
        const bool under_way = busy && open != nullptr && open->step == step;
        buttons.push_back(
            {domain::to_code(step),
             step_word(step),
             {.kind = kind_of(step, step == steps.back()), .disabled = busy && !under_way, .busy = under_way}});
    }
    const auto pressed = wide ? button_bar(view.ui, buttons) : button_row(view.ui, buttons);
    if (pressed) take(view, number, steps[*pressed]);
}

}  // namespace ow::ui::workbench_parts
