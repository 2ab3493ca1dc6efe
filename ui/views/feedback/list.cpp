#include "src/app/feedback/list.hpp"
#include "ui/views/feedback/feedback.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include <string>

namespace ow::ui {

namespace {

using app::feedback_list::PageOpinion;

/// A kind of page in words; its code where this program does not know it.
std::string page_words(const std::string& page) {
    constexpr std::string_view plain = "plain.";
    const bool is_plain = page.starts_with(plain);
    const std::string key = is_plain ? "feedback." + page : "page." + page + ".title";
    const std::string name = i18n::current().contains(key) ? std::string(tr(key)) : page;
    return is_plain ? std::string(tr("feedback.plain", {{"page", name}})) : name;
}

void draw_words(const View& view, const PageOpinion& page) {
    const Group list(view.ui, "words", a11y::Role::list, tr("feedback.list.words"));
    for (std::size_t index = 0; index < page.words.size(); ++index) {
        const auto& said = page.words[index];
        const Group item(view.ui, std::to_string(index), a11y::Role::list_item);
        paragraph(view.ui, "text", said.text);
        view.ui.gap(2);
        const std::string time = i18n::date_time(ms(said.made_at), ms(view.model.now));
        paragraph(
            view.ui, "about",
            tr("feedback.list.words_about",
               {{"time", time}, {"language", word_of("feedback.language", said.language)}, {"version", said.version}}),
            Tone::small);
    }
}

void draw_page_opinion(const View& view, const PageOpinion& page, bool open) {
    const Card card(view.ui, page.page);
    const Scope scope(view.ui, page.page);
    const std::string name = page_words(page.page);
    heading(view.ui, "name", 2, name);
    view.ui.gap(4);
    const std::string counts(tr("feedback.list.counts", {{"helpful", page.helpful}, {"unhelpful", page.unhelpful}}));
    paragraph(view.ui, "counts", counts, Tone::secondary);
    if (page.words.empty()) {
        paragraph(view.ui, "none", tr("feedback.list.no_words"), Tone::small);
        return;
    }
    const std::string spoken = name + ": " + std::string(tr("feedback.list.words"));
    if (button(view.ui, "open", tr("feedback.list.words"),
               {.kind = ButtonKind::quiet, .expanded = open, .expandable = true, .spoken = spoken}))
        view.send(app::feedback_list::RowPressed{page.page});
    if (open) draw_words(view, page);
}

}  // namespace

void draw_feedback_list(const View& view) {
    const auto& model = view.model.get<app::feedback_list::Model>();
    page(view, {.title = tr("page.feedback.title")}, [&] {
        if (!model.pages.value) {
            loading(view);
            return;
        }
        if (model.pages.error) failed(view, *model.pages.error);
        if (model.pages.value->empty()) {
            empty_state(view.ui, "empty", Icon::info_circle, tr("feedback.list.empty"), tr("feedback.list.empty.text"));
            return;
        }
        paragraph(view.ui, "lead", tr("feedback.list.lead"), Tone::secondary);
        for (const PageOpinion& one : *model.pages.value)
            draw_page_opinion(view, one, one.page == model.open);
    });
}

}  // namespace ow::ui
