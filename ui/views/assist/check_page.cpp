/// Step 4: the person's own page. Large, line by line, read aloud, and nothing of the worker's.

#include "ui/views/assist/assist_pages.hpp"

#include "src/app/assist/pages.hpp"
#include "src/app/form/application.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/place_lines.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ow::ui {

namespace {

namespace assist = app::assist;
using assist::Errand;

/// Sizes of design/assist-check-tablet.png, CSS px.
constexpr float value_px = 35, label_px = 21, answer_width = 132, answer_height = 68, beside_from = 620, lit_bar = 6,
                widest_check = 1240;

struct Line {
    std::string path, label, value;
    bool place = false;
};

bool is_place(app::form::FieldType type) {
    return type == app::form::FieldType::place || type == app::form::FieldType::address;
}

std::vector<Line> lines_of(const FormView& form, const Errand& errand) {
    std::vector<Line> lines;
    for (const std::string& path : assist::lines_of(form.setting, errand.form)) {
        if (path == assist::matter_line) {
            lines.push_back({path, std::string(tr("assist.check.matter")), assist_parts::matter_words(errand)});
            continue;
        }
        const app::form::FormField* field = app::form::owner_of(form.setting.form, path);
        if (field == nullptr) continue;
        AnswerLine words = answer_line(form, *field);
        const bool declared = field->type == app::form::FieldType::declaration;
        lines.push_back({path, declared ? std::string(tr("assist.check.declared")) : std::move(words.label),
                         words.value.empty() ? std::string(tr("form.check.missing")) : std::move(words.value),
                         is_place(field->type)});
    }
    return lines;
}

/// What is promised for later is a line to hear, not one to answer.
std::string later_words(const View& view, const assist::Model& model, const FormView& form) {
    if (model.errand->kind != assist::Kind::application || model.service == nullptr) return {};
    std::string names;
    for (const std::string& path : app::form::promised_later(*model.service, model.errand->facts, model.errand->form))
        add_to_list(names, tr(form.setting.form.words + "." + path + ".label"));
    if (names.empty()) return {};
    const domain::Instant by =
        domain::from_civil({app::form::later_by(assist_parts::today_of(view)), 0, 0, 0, 0}, view.model.zone_minutes);
    return tr("apply.later", {{"materials", names}, {"day", i18n::date(ms(by), ms(view.model.now))}});
}

/// 对 and 不对; what was said stays to be seen.
void draw_answers_to(const View& view, const Line& line, bool right) {
    Ui& ui = view.ui;
    const Scope scope(ui, "answers");
    const float gap = 16, width = std::min(answer_width, (ui.width() - gap) * 0.5f);
    const Rect box = ui.place(answer_height);
    const Rect yes{box.x + std::max(0.0f, box.w - 2 * width - gap), box.y, width, box.h};
    const Rect no{yes.x + width + gap, box.y, width, box.h};
    if (button_in(ui, "right", tr("assist.check.right"), yes,
                  {.kind = ButtonKind::agree,
                   .icon = Icon::check,
                   .pressed = right,
                   .spoken = tr("assist.check.right.spoken", {{"line", line.label}})}))
        view.send(assist::LineRight{line.path});
    if (button_in(ui, "wrong", tr("assist.check.wrong"), no,
                  {.kind = right ? ButtonKind::secondary : ButtonKind::danger,
                   .spoken = tr("assist.check.wrong.spoken", {{"line", line.label}})}))
        view.send(assist::LineWrong{line.path});
    ui.mark("line:" + line.path, ui.id("right"));
}

void draw_line(const View& view, const Line& line, bool right, bool lit) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const Group item(ui, line.path, a11y::Role::list_item);
    const NodeId height = ui.id("height");
    const float top = ui.next_y(), x = ui.left(), width = ui.width();
    if (lit) {
        const Rect ground{x - 8, top - 6, width + 16, ui.recall(height, answer_height) + 12};
        ui.fill(ground, t.colour.warn_soft, t.size.radius_field);
        ui.fill({ground.x, ground.y, lit_bar, ground.h}, t.colour.focus);
    }
    const auto words = [&] {
        const TextStyle label = ui.style(std::max(label_px, t.type.secondary), lit ? t.colour.ink : t.colour.ink2);
        icon_text(ui, "label", lit ? Icon::volume : Icon::none,
                  lit ? dotted({line.label, tr("assist.check.reading")}) : line.label, label, t.colour.ink);
        ui.gap(2);
        const TextStyle value = ui.style(std::max(value_px, t.type.body), t.colour.ink, Face::bold);
        const float least = std::max(label_px, t.type.secondary);
        const TextStyle fits = in_one_line(ui, value, line.value, least);
        const std::string said = line.place ? place_lines(ui, fits, line.value, ui.width()) : line.value;
        icon_text(ui, "value", Icon::none, said, fits, 0);
    };
    const float answers = 2 * answer_width + 16 + 24;
    if (width >= beside_from) {
        ui.push_column({x, top, width - answers, 0}, 0);
        words();
        const float used = std::max(answer_height, ui.pop_column());
        ui.push_column({x + width - answers, top + std::round((used - answer_height) * 0.5f), answers, 0}, 0);
        draw_answers_to(view, line, right);
        ui.pop_column();
        ui.place(used);
    } else {
        words();
        ui.gap(8);
        draw_answers_to(view, line, right);
    }
    ui.remember(height, ui.next_y() - top);
}

}  // namespace

void draw_assisted_check(const View& view) {
    const auto& model = view.model.get<assist::Model>();
    const std::string_view title = tr("page.assisted_check.title");
    if (assist_parts::draw_not_ready(view, model, title, 4)) return;
    const Errand& errand = *model.errand;
    const app::form::Setting setting =
        assist::form_setting(model, assist_parts::today_of(view), assist_parts::reference_of(view));
    const FormView form{.view = view, .setting = setting, .state = errand.form, .act = [](auto) {}};
    const std::vector<Line> lines = lines_of(form, errand);
    const std::string later = later_words(view, model, form);
    const domain::Account* account = app::account_of(view.model);
    const std::string lead =
        tr("assist.check.lead", {{"number", account == nullptr ? std::string() : account->staff_no}});
    std::vector<assist::SpokenLine> spoken;
    for (const Line& line : lines)
        spoken.push_back({line.path, dotted({line.label, line.value})});
    if (!later.empty()) spoken.push_back({"later", later});
    const auto& reading = model.reading;
    const std::string lit = reading.at < reading.lines.size() ? reading.lines[reading.at].key : std::string();
    const auto unread = static_cast<std::int64_t>(assist::unread_of(setting, errand).size());
    const std::string step = assist_parts::step_words(4);
    page(
        view,
        {.title = assist_parts::matter_words(errand),
         .subtitle = step,
         .back = false,
         .title_is_heading = false,
         .navigation = false,
         .max_width = widest_check,
         .read_aloud = {.name = tr("page.pill.read_aloud"),
                        .stop = tr("page.pill.stop_reading"),
                        .reading = !reading.lines.empty(),
                        .toggle = [&] { view.send(assist::ReadAloud{spoken}); }}},
        [&] {
            Ui& ui = view.ui;
            draw_form_errors(form);
            heading(ui, "question", 1, title);
            icon_text(ui, "lead", Icon::none, lead,
                      ui.style(std::max(label_px, ui.theme().type.secondary), ui.theme().colour.ink2), 0);
            {
                const Card card(ui, "lines");
                const Group list(ui, "list", a11y::Role::list, title);
                for (const Line& line : lines) {
                    draw_line(view, line, errand.right.contains(line.path), lit == line.path);
                    ui.gap(12);
                    if (&line != &lines.back()) divider(ui);
                    ui.gap(12);
                }
            }
            if (!later.empty()) banner(ui, "later", CardStyle::soft_warn, Icon::clock, later);
            assist_parts::draw_trouble(view, model);
        },
        [&] {
            Ui& ui = view.ui;
            {
                const Group live(ui, "left", a11y::Role::status);
                paragraph(ui, "count",
                          unread == 0 ? std::string(tr("assist.check.all")) : tr_plural("assist.check.left", unread),
                          Tone::secondary, Align::right);
            }
            ui.gap(8);
            const RowButton buttons[] = {
                {"later", tr("assist.check.not_now"), {.kind = ButtonKind::secondary, .disabled = model.busy()}, 1},
                {"confirm",
                 tr(model.busy() ? "assist.check.sending" : "assist.check.confirm"),
                 {.busy = model.busy()},
                 2}};
            const auto pressed = button_row(ui, buttons);
            if (pressed == 0u) view.send(app::shell::Go{app::to_page(app::pages::assisted)});
            if (pressed == 1u) view.send(assist::Confirmed{});
        });
}

}  // namespace ow::ui
