#pragma once
/// Parts of the form's drawing that its files share. Not for other features.

#include "ui/views/form/form_view.hpp"
#include "ui/widgets/photo_grid.hpp"
#include "ui/widgets/text_field.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ow::ui::form_parts {

using app::form::FieldType;
using app::form::FormField;
using domain::forms::parts_of;

/// A field where it stands: items of a group share their definitions.
struct FieldAt {
    const FormField& field;
    std::string path;          ///< of the answer: "children.0.name"
    std::string words;         ///< prefix of its texts: "form.benefit.children.name"
    std::string_view variant;  ///< FormView::variant
    bool required = false;     ///< with the answers as they are
    bool optional = false;     ///< its label says that it may be left out

    [[nodiscard]] std::string node() const { return "field:" + path; }
};

/// A field of the form's own list.
[[nodiscard]] FieldAt place_of(const FormView& form, const FormField& field);
/// A field in it, under `base`.
[[nodiscard]] FieldAt inside(const FieldAt& outer, const FormField& field, std::string_view base);

/// A text of the field ("label", "hint", "option.help.detail"): its own, else that of its type
/// ("form.type.place.hint");
/// "" when there is none.
[[nodiscard]] std::string word(const FieldAt& at, std::string_view name);
/// The field's name, with what it takes filled in ({max}, {size}).
[[nodiscard]] std::string label_of(const FieldAt& at);
/// The name where it stands beside the answer or in a sentence.
[[nodiscard]] std::string name_of(const FieldAt& at);
[[nodiscard]] std::string hint_of(const FieldAt& at);
/// The parts that have words, with the language's dot between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& parts);
/// Whether the heading of the page asks what the field's label would ask again: that of a question with a page of its
/// own, and of a page that begins with a choice.
[[nodiscard]] bool is_asked_by_heading(const FormView& form, const FieldAt& at);
/// What is wrong with it, in words; "" when nothing is.
[[nodiscard]] std::string error_at(const FormView& form, const FieldAt& at);
/// The same for an error of any of the form's fields.
[[nodiscard]] std::string error_words(const FormView& form, const domain::FieldError& error);

/// The answer as text; numbers as they would be typed.
[[nodiscard]] std::string text_at(const FormView& form, std::string_view path);
/// The answer in words, for the check page; "" where there is none.
[[nodiscard]] std::string answer_words(const FormView& form, const FieldAt& at);
/// The title of an option.
[[nodiscard]] std::string option_words(const FormView& form, const FieldAt& at, std::string_view option);
/// The options of a choice, a department or a grid: code and title.
struct Option {
    std::string code, title, detail;
};
/// What a field may be answered with, in order.
[[nodiscard]] std::vector<Option> options_of(const FormView& form, const FieldAt& at);

/// Sends that a field was given another value.
void edit(const FormView& form, const std::string& path, domain::Value value);

/// Whether the field only says that a paper follows later, and the paper is here.
[[nodiscard]] bool is_here_already(const FormView& form, const app::form::FormField& field);

/// Draws one field. \return whether Enter was pressed in it.
bool draw_field(const FormView& form, const FieldAt& at, bool last);
bool draw_text(const FormView& form, const FieldAt& at, bool last);
void draw_choice(const FormView& form, const FieldAt& at);
void draw_multi_choice(const FormView& form, const FieldAt& at);
void draw_select(const FormView& form, const FieldAt& at);
void draw_yes_no(const FormView& form, const FieldAt& at);
void draw_declaration(const FormView& form, const FieldAt& at);
void draw_date(const FormView& form, const FieldAt& at);
void draw_person(const FormView& form, const FieldAt& at);
void draw_group(const FormView& form, const FieldAt& at);
void draw_signature(const FormView& form, const FieldAt& at);
void draw_fact(const FormView& form, const FieldAt& at);
void draw_place(const FormView& form, const FieldAt& at);
void draw_photos(const FormView& form, const FieldAt& at);
/// The same as pages of a paper (FormView::Photos::papers).
void draw_paper(const FormView& form, const FieldAt& at);

/// Where the position of a place comes from, and the grid it lies in or near.
[[nodiscard]] std::string place_words(const FormView& form, const FieldAt& at);
/// The photos of a field, worded.
[[nodiscard]] std::vector<PhotoView> photo_views(const app::PhotoSet& photos);
/// How many there are.
[[nodiscard]] std::string how_many(const app::PhotoSet& photos);
/// How many there are, and how many of them were handed in before; "" where there are none.
[[nodiscard]] std::string photo_count_words(const FormView& form, const app::PhotoSet& photos);
/// A day in words, as it is said now.
[[nodiscard]] std::string day_words(const FormView& form, domain::Instant at);
/// The photos of a field as they are drawn: worded, with what the server said of each.
[[nodiscard]] std::vector<PhotoView> shown_photos(const FormView& form, const FieldAt& at);
/// The photos of a field; empty where there are none yet.
[[nodiscard]] const app::PhotoSet& photos_at(const FormView& form, const FieldAt& at);
/// 裁正 a page: opens it in the page's place. \param index of the photo among its field's, from 0
void open_straightening(const FormView& form, const FieldAt& at, std::string_view local_id, std::size_t index);
/// Whether it has just ended at this photo: its button takes the focus again. True once.
bool ends_straightening(const FormView& form, std::string_view local_id);
/// Draws it where it is this photo's. \return whether it is. \param name what the picture shows
bool draw_straightening(const FormView& form, const FieldAt& at, const app::Photo& photo, std::size_t index,
                        const std::string& name);
/// What is to be said of the photos as a whole: full, left out, only in memory.
void draw_photo_notes(const FormView& form, const FieldAt& at);

}  // namespace ow::ui::form_parts
