#include "src/app/field_errors.hpp"
#include "ui/views/form/field.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/code_value.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

using app::form::FieldType;
using app::form::Page;
using app::form::Progress;
using form_parts::FieldAt;

/// One answer with the way back to its page.
struct Answer {
    std::string key, label, value;
};

void add_place(const FormView& form, const FieldAt& at, std::vector<Answer>& rows) {
    for (const app::form::FormField& part : form_parts::parts_of(at.field)) {
        if (part.type == FieldType::number) continue;
        const FieldAt one = form_parts::inside(at, part, at.path);
        const std::string value = form_parts::answer_words(form, one);
        if (!value.empty() || part.required) rows.push_back({one.path, form_parts::name_of(one), value});
    }
    if (form.state.answers.find(at.path + ".lon") != nullptr)
        rows.push_back(
            {at.path + ".lon", std::string(tr("form.place.position")), std::string(tr("form.place.position_given"))});
}

/// A promise in the place of a paper that was not given, or is not needed: there is nothing to look over.
bool is_no_promise(const FormView& form, const app::form::FormField& field) {
    if (form_parts::is_here_already(form, field)) return true;
    return !field.instead_of.empty() && form_parts::answer_words(form, form_parts::place_of(form, field)).empty();
}

std::vector<Answer> answers_to(const FormView& form, const FieldAt& at) {
    std::vector<Answer> rows;
    if (at.field.type == FieldType::place) {
        add_place(form, at, rows);
        return rows;
    }
    std::string value = form_parts::answer_words(form, at);
    if (at.field.type == FieldType::attachments) {
        const auto found = form.state.photos.find(at.path);
        if (found != form.state.photos.end()) value = form_parts::photo_count_words(form, found->second);
        if (value.empty() && !at.required) value = tr("form.photos.none");
    }
    rows.push_back({at.path, form_parts::name_of(at), std::move(value)});
    return rows;
}

/// The pictures that will be sent, under their answer.
void draw_strip(const FormView& form, const FieldAt& at) {
    const auto found = form.state.photos.find(at.path);
    if (at.field.type != FieldType::attachments || found == form.state.photos.end()) return;
    app::PhotoSet kept;
    for (const app::Photo& photo : found->second.items)
        if (photo.state != app::PhotoState::refused) kept.items.push_back(photo);
    if (kept.items.empty()) return;
    Ui& ui = form.view.ui;
    ui.gap(4);
    const std::vector<PhotoView> views = form_parts::photo_views(kept);
    if (const auto key = photo_strip(ui, "strip:" + at.path, tr("form.photos"), views))
        open_photos(form.view, views, *key);
    ui.gap(12);
}

/// Whether the check page repeats the answer: what it asks itself and what is secret it does not.
bool is_repeated(const FormView& form, const app::form::FormField& field) {
    const app::form::FormSection* section = app::form::section_of(form.setting.form, field);
    return (section == nullptr || !section->review) && field.type != FieldType::password &&
           field.type != FieldType::one_time_code;
}

/// One piece for each question, filled for those that are answered.
void draw_pieces(Ui& ui, int asked, int missing, const std::string& spoken) {
    const Theme& t = ui.theme();
    const float height = 12, gap = 5;
    const Rect box = ui.place(height);
    const float width = (box.w - gap * static_cast<float>(asked - 1)) / static_cast<float>(asked);
    for (int i = 0; i < asked; ++i) {
        const Rect piece{box.x + static_cast<float>(i) * (width + gap), box.y, width, height};
        const bool done = i < asked - missing;
        ui.fill(piece, done ? t.colour.ok : t.colour.surface, height * 0.5f);
        if (!done) ui.outline(piece, t.colour.border, height * 0.5f, t.size.stroke);
    }
    a11y::Node& node = ui.emit(a11y::Role::progress, ui.id("pieces"), tr("form.tasks.progress"), box);
    node.description = spoken;
    node.maximum = static_cast<float>(asked);
    node.now = static_cast<float>(asked - missing);
}

struct TaskRow {
    Page page;
    Progress progress;
};

std::string sources_of(const FormView& form, const Page& page) {
    std::string sources;
    const auto add = [&](const std::string& source) {
        if (sources.find(source) == std::string::npos) sources = sources.empty() ? source : dotted({sources, source});
    };
    for (const app::form::FormField* field : page.fields) {
        if (const auto known = form.state.known.find(field->path); known != form.state.known.end())
            add(known->second.source);
        const auto photos = form.state.photos.find(field->path);
        if (photos != form.state.photos.end() && photos->second.handed_in() > 0)
            add(tr("form.reuse.source", {{"day", form_parts::day_words(form, *photos->second.handed_in_at())}}));
    }
    return sources;
}

/// What is still to do on a page, by name.
std::string missing_words(const FormView& form, const Progress& progress) {
    std::string names;
    for (const app::form::FormField* field : progress.missing)
        add_to_list(names, form_parts::name_of(form_parts::place_of(form, *field)));
    return names;
}

/// Papers to be photographed, and nothing else.
bool is_photos(const Page& page) {
    return std::ranges::all_of(page.fields,
                               [](const auto* field) { return field->type == FieldType::attachments || field->later; });
}

void draw_tasks(const FormView& form, const std::vector<TaskRow>& rows, bool open) {
    Ui& ui = form.view.ui;
    const Card card(ui, open ? "to-do" : "done");
    heading(ui, "title", 2, tr(open ? "form.tasks.open" : "form.tasks.done"));
    if (!open) paragraph(ui, "lead", tr("form.tasks.done_lead"), Tone::secondary);
    const Group list(ui, "tasks", a11y::Role::list, tr(open ? "form.tasks.open" : "form.tasks.done"));
    for (const TaskRow& row : rows) {
        const Group item(ui, row.page.id, a11y::Role::list_item);
        if (&row != &rows.front()) divider(ui);
        const std::string title = form_page_title(form, row.page);
        const std::string source = sources_of(form, row.page);
        const std::string count = tr_plural("form.tasks.fields", row.progress.asked);
        const std::string lead =
            open ? missing_words(form, row.progress)
                 : dotted({count, source.empty() ? tr("form.tasks.own") : std::string_view(source)});
        const bool photos = is_photos(row.page);
        const auto left = static_cast<long long>(row.progress.missing.size());
        const Tag tag = open ? Tag{tr_plural(photos ? "form.tasks.papers" : "form.tasks.missing", left), TagKind::warn,
                                   photos ? Icon::camera : Icon::edit}
                             : Tag{std::string(tr("form.tasks.filled")), TagKind::ok, Icon::check};
        row_link(ui, "row",
                 {.title = title,
                  .subtitle = lead,
                  .href = form.href(row.page.id),
                  .voice = RowLink::Voice::strong,
                  .tag = tag});
    }
}

/// The address of the page that asks what is wrong: what the line leads to in another tab.
std::string address_of(const FormView& form, std::string_view path) {
    if (form.href)
        for (const Page& page : app::form::pages_of(form.setting, form.state))
            for (const app::form::FormField* field : page.fields)
                if (path == field->path || path.starts_with(field->path + ".")) return form.href(page.id);
    return app::format_route(form.view.model.route);
}

}  // namespace

std::string form_page_title(const FormView& form, const Page& page) {
    if (form.setting.layout == app::form::Layout::one_by_one && !page.fields.empty() && !page.section->review) {
        const FieldAt at = form_parts::place_of(form, *page.fields.front());
        std::string question = form_parts::word(at, "question");
        return question.empty() ? form_parts::label_of(at) : question;
    }
    return std::string(tr(form.setting.form.words + ".section." + page.section->id + ".title"));
}

void draw_step_buttons(const FormView& form, std::span<const RowButton> buttons, bool last) {
    const auto pressed = button_row(form.view.ui, buttons);
    if (!pressed) return;
    if (buttons[*pressed].key == "previous")
        form.act(app::form::PreviousPressed{});
    else if (last)
        form.act(app::form::SubmitPressed{});
    else
        form.act(app::form::NextPressed{});
}

void draw_form_errors(const FormView& form, const std::optional<domain::ApiError>& call) {
    const std::vector<domain::FieldError>& errors = form.state.errors;
    std::vector<std::string> texts;
    if (call && errors.empty()) texts.push_back(words(*call));
    const std::size_t plain = texts.size();
    for (const domain::FieldError& error : errors)
        texts.push_back(form_parts::error_words(form, error));
    if (texts.empty()) return;
    std::vector<ErrorLine> lines;
    lines.reserve(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        // The place in the list tells the fields apart; a field may be on another page and have no node here.
        if (i < plain)
            lines.push_back({texts[i]});
        else
            lines.push_back({texts[i], static_cast<NodeId>(i - plain + 1), address_of(form, errors[i - plain].path)});
    }
    const NodeId chosen = error_summary(form.view.ui, app::error_summary_node, tr("form.errors"), lines, false);
    if (chosen != 0) form.act(app::form::ErrorFollowed{errors[chosen - 1].path});
}

void draw_answers(const FormView& form) {
    Ui& ui = form.view.ui;
    const Card card(ui, "answers");
    for (const Page& page : app::form::pages_of(form.setting, form.state)) {
        for (const app::form::FormField* field : page.fields) {
            if (!is_repeated(form, *field) || is_no_promise(form, *field)) continue;
            const FieldAt at = form_parts::place_of(form, *field);
            for (const Answer& row : answers_to(form, at)) {
                const std::string_view empty = tr(at.required ? "form.check.missing" : "form.check.empty");
                answer_row(ui, row.key, row.label, row.value.empty() ? empty : std::string_view(row.value),
                           tr("form.change"), form.href ? form.href(page.id) : std::string());
            }
            draw_strip(form, at);
        }
    }
}

AnswerLine answer_line(const FormView& form, const app::form::FormField& field) {
    const FieldAt at = form_parts::place_of(form, field);
    AnswerLine line{form_parts::name_of(at), {}};
    // A declaration is what one says yes to.
    if (field.type == FieldType::declaration) return {line.label, form_parts::label_of(at)};
    for (const Answer& row : answers_to(form, at))
        line.value = line.value.empty() ? row.value : dotted({line.value, row.value});
    return line;
}

void draw_task_list(const FormView& form) {
    Ui& ui = form.view.ui;
    std::vector<TaskRow> open, done;
    const Page* review = nullptr;
    int asked = 0, missing = 0, known = 0;
    const std::vector<Page> pages = app::form::pages_of(form.setting, form.state);
    for (const Page& page : pages) {
        if (page.section->review) {
            review = &page;
            continue;
        }
        const Progress progress = app::form::progress_of(form.setting, form.state, page);
        asked += progress.asked;
        missing += static_cast<int>(progress.missing.size());
        known += progress.known;
        (progress.missing.empty() ? done : open).push_back({page, progress});
    }
    {
        const Card card(ui, "progress");
        const std::string filled = known > 0 ? tr("form.tasks.filled_for_you", {{"count", known}})
                                             : tr("form.tasks.filled_in", {{"count", asked - missing}});
        heading(ui, "title", 2, filled);
        const std::string left =
            missing == 0 ? std::string(tr("form.tasks.all_done")) : tr("form.tasks.left", {{"count", missing}});
        paragraph(ui, "left", left);
        ui.gap(12);
        if (asked > 0)
            draw_pieces(ui, asked, missing, tr("form.tasks.spoken", {{"done", asked - missing}, {"count", asked}}));
        if (!form.note.empty()) {
            ui.gap(10);
            icon_text(ui, "kept", form.note_icon, form.note, ui.secondary(), ui.theme().colour.ok);
        }
    }
    if (!open.empty()) draw_tasks(form, open, true);
    if (!done.empty()) draw_tasks(form, done, false);
    if (review == nullptr) return;
    const Card card(ui, "review");
    const std::string title = form_page_title(form, *review);
    const Tag tag = missing > 0 ? Tag{std::string(tr("form.tasks.locked")), TagKind::neutral, Icon::lock}
                                : Tag{std::string(tr("form.tasks.ready")), TagKind::brand, Icon::send};
    row_link(ui, "row",
             {.title = title,
              .subtitle = tr("form.tasks.review_lead"),
              .href = missing > 0 ? std::string() : form.href(review->id),
              .voice = RowLink::Voice::strong,
              .tag = tag});
}

bool draw_known_question(const FormView& form) {
    const Page page = app::form::page_of(form.setting, form.state);
    if (form.setting.layout != app::form::Layout::one_by_one || page.fields.size() != 1) return false;
    const FieldAt at = form_parts::place_of(form, *page.fields.front());
    const auto known = form.state.known.find(at.path);
    if (known == form.state.known.end()) return false;
    Ui& ui = form.view.ui;
    const Theme& t = ui.theme();
    {
        const Card card(ui, "known");
        const TextStyle large = ui.style(std::round(t.type.question * 0.94f), t.colour.ink, Face::bold);
        icon_text(ui, "answer", Icon::none, form_parts::answer_words(form, at), large, 0);
        ui.gap(12);
        divider(ui);
        ui.gap(12);
        icon_text(ui, "source", Icon::clock, known->second.source, ui.body(), t.colour.ink2);
    }
    const auto say = [&](const char* name, const char* general) {
        const std::string own = form_parts::word(at, name);
        return own.empty() ? std::string(tr(general)) : own;
    };
    const float height = t.elder() ? 84.0f : t.size.button + 12;
    ui.gap(16);
    if (button_in(ui, "right", say("right", "form.known.right"), ui.place(height), {.icon = Icon::check}))
        form.act(app::form::KnownConfirmed{at.path});
    ui.gap(16);
    if (button_in(ui, "wrong", say("wrong", "form.known.wrong"), ui.place(height),
                  {.kind = ButtonKind::secondary, .icon = Icon::edit}))
        form.act(app::form::KnownRefused{at.path});
    return true;
}

void draw_printable(const FormView& form) {
    Ui& ui = form.view.ui;
    const Page* before = nullptr;
    const std::vector<Page> pages = app::form::pages_of(form.setting, form.state);
    for (const Page& page : pages) {
        if (page.section->review) continue;
        if (before == nullptr || before->section != page.section) {
            ui.gap(20);
            heading(ui, "section:" + page.section->id, 2,
                    tr(form.setting.form.words + ".section." + page.section->id + ".title"));
        }
        before = &page;
        for (const app::form::FormField* field : page.fields) {
            if (!is_repeated(form, *field)) continue;
            for (const Answer& row : answers_to(form, form_parts::place_of(form, *field))) {
                // An empty line is where a pen goes.
                answer_row(ui, "print:" + row.key, row.label,
                           row.value.empty() ? std::string_view(tr("form.print.line")) : std::string_view(row.value),
                           {}, {});
            }
        }
    }
}

}  // namespace ow::ui
