#pragma once
/// Drawing a form that src/app/form fills in: any field by its definition, its pages, what is wrong, its check page.
/// What it asks is data; a page that has a form only frames it.

#include "src/app/form/form.hpp"
#include "src/app/form/reuse.hpp"
#include "ui/views/view.hpp"
#include "ui/widgets/button_row.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace ow::ui {

/// A form as its page draws it.
struct FormView {
    const View& view;
    const app::form::Setting& setting;
    const app::form::State& state;
    std::function<void(app::form::Action)> act;  ///< what the person did
    bool busy = false;                           ///< it is on its way: nothing can be changed
    std::string_view note{};                     ///< whether it is kept ("已自动保存")
    Icon note_icon = Icon::none;
    /// Which texts are meant where several forms share a definition ("refuse": "form.step.reason.label.refuse").
    std::string_view variant{};
    /// Enter in the last field does what the page's primary button does; else it only ends the typing.
    bool enter_goes_on = true;
    /// An icon of an option; none where it is not given.
    std::function<Icon(std::string_view path, std::string_view option)> icon{};
    /// The title of an option that no text of the program names (a time that the server offers).
    std::function<std::string(std::string_view path, std::string_view option)> option{};
    /// Photos as a grid of what was seen, or as the pages of papers: in order, each to be read.
    enum class Photos : std::uint8_t { grid, papers } photos = Photos::grid;
    /// Papers that were handed in before and may be used again; nullptr: nothing is offered.
    const app::form::HandedInList* handed_in = nullptr;
    /// The address of a page, for links of the check page and the task list.
    std::function<std::string(std::string_view page)> href{};
};

/// A form of the program as it is filled in on this page.
[[nodiscard]] app::form::Setting form_setting(const View& view, std::string_view code,
                                              app::form::Layout layout = app::form::Layout::one_page);

/// What is wrong, above the form; `call` is the call that failed as a whole.
void draw_form_errors(const FormView& form, const std::optional<domain::ApiError>& call = std::nullopt);
/// The fields under each other. Enter leads from one to the next.
/// \return whether the note was drawn: it stands under the last long text, as people look there.
bool draw_fields(const FormView& form, std::span<const app::form::FormField* const> fields);
/// The note by itself.
void draw_note(const FormView& form);
/// The title of a page: the question of its section, one by one the field's own.
[[nodiscard]] std::string form_page_title(const FormView& form, const app::form::Page& page);
/// The fields of the page that is shown, and the note.
void draw_form_page(const FormView& form);
/// The buttons under one page of several: "previous" leads back, any other leads on, and on the last page submits.
void draw_step_buttons(const FormView& form, std::span<const RowButton> buttons, bool last);
/// All answers with a link to change each; photos as pictures.
void draw_answers(const FormView& form);
/// A question's name and its answer.
struct AnswerLine {
    std::string label, value;
};
/// Both in words, on one line each; the answer is "" where there is none.
[[nodiscard]] AnswerLine answer_line(const FormView& form, const app::form::FormField& field);
/// What is still to do, what is filled in already, and the way to the check page.
void draw_task_list(const FormView& form);
/// The page's one question as what is known of it, to be said right or wrong; false where it is no such page.
bool draw_known_question(const FormView& form);
/// Everything asked with its answer or a line to write on, to be printed.
void draw_printable(const FormView& form);

}  // namespace ow::ui
