#include "ui/views/case_history.hpp"

#include "src/app/street/street.hpp"
#include "src/domain/text.hpp"
#include "ui/views/words.hpp"

namespace ow::ui {

namespace {

/// A note this short is the ground itself ("职责清单第 12 条") and stands in the line; a longer one is read below.
constexpr std::size_t short_note = 30;

bool basis_in_line(const domain::Step& step) {
    return step.basis.has_value() && !step.note.empty() && domain::visible_length(step.note) <= short_note;
}

std::string basis_words(const domain::Step& step) {
    if (!step.basis) return {};
    const std::string_view word = word_of("basis", step.basis->text());
    return basis_in_line(step) ? tr("case.basis.with_note", {{"note", step.note}, {"basis", word}})
                               : tr("case.basis", {{"basis", word}});
}

/// Steps whose title says who acted.
bool names_actor(const domain::Word<domain::StepCode>& code) {
    using enum domain::StepCode;
    return code == submit || code == supplement || code == withdraw || code == rate || code == correct ||
           code == hand_in;
}

/// The department of a dispatch or, for what a department does, its own; the centre accepts.
std::string_view subject_of(const View& view, const domain::CaseDetail& detail, const domain::Step& step) {
    if (names_actor(step.step)) return step.actor_label;
    if (step.step == domain::StepCode::accept && view.model.get<app::street::Model>().reference.value)
        return view.model.get<app::street::Model>().reference.value->street.center_name;
    // An application stays with one department.
    return detail.summary.kind == domain::Kind::application ? detail.summary.department_name : step.department_name;
}

std::string title_of(const View& view, const domain::CaseDetail& detail, const domain::Step& step) {
    const std::string_view subject = subject_of(view, detail, step);
    const std::string key = "case.did." + step.step.text();
    if (!i18n::current().contains(key)) return std::string(step_word(step.step));
    if (subject.empty()) return std::string(tr(key + ".plain"));
    return tr(key, {{"who", subject}});
}

std::string line_of(const View& view, const domain::Step& step, Pictures pictures) {
    const std::string when = i18n::date_time(step.at.ms, view.model.now.ms, view.model.zone_minutes);
    const std::string basis = basis_words(step);
    // What was filed is shown with the description.
    const bool counted = pictures == Pictures::counted || step.step == domain::StepCode::submit;
    const std::string photos = counted && !step.attachments.empty()
                                   ? tr_plural("case.photos", static_cast<long long>(step.attachments.size()))
                                   : std::string();
    const std::string_view actor = names_actor(step.step) ? std::string_view() : std::string_view(step.actor_label);
    return dotted({when, basis, actor, photos});
}

std::string text_of(const domain::Step& step) {
    const std::string_view note = basis_in_line(step) ? std::string_view() : std::string_view(step.note);
    if (step.reason.empty()) return std::string(note);
    std::string text = tr("case.reason", {{"reason", step.reason}});
    if (!note.empty()) text += "\n" + std::string(note);
    return text;
}

}  // namespace

std::vector<PictureItem> picture_items(const std::vector<domain::Attachment>& attachments) {
    std::vector<PictureItem> items;
    for (const domain::Attachment& attachment : attachments)
        if (!attachment.pages)
            items.push_back({"thumb:" + attachment.id, tr("case.photo", {{"index", items.size() + 1}})});
    return items;
}

std::vector<TimelineEntry> history_entries(const View& view, const domain::CaseDetail& detail, Pictures pictures) {
    std::vector<TimelineEntry> entries;
    const bool finished = domain::is_finished(detail.summary.state);
    for (auto step = detail.steps.rbegin(); step != detail.steps.rend(); ++step) {
        TimelineEntry entry{title_of(view, detail, *step), line_of(view, *step, pictures), text_of(*step)};
        const bool newest = step == detail.steps.rbegin();
        entry.dot = newest && !finished ? TimelineEntry::Dot::open : TimelineEntry::Dot::done;
        const bool filed = step->step == domain::StepCode::submit;
        if (pictures == Pictures::shown && !filed) entry.pictures = picture_items(step->attachments);
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace ow::ui
