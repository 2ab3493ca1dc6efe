#include "ui/views/cases/rating_form.hpp"

#include "src/app/rating/rating.hpp"
#include "ui/views/form_errors.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <array>

namespace ow::ui {

void draw_rating_fields(const View& view) {
    Ui& ui = view.ui;
    const app::rating::Model& rating = view.model.get<app::rating::Model>();
    if (const auto path = draw_form_errors(view, rating.errors, rating.write.error))
        view.send(app::shell::FieldWanted{*path});

    static constexpr std::array<Icon, 5> faces{Icon::mood_happy, Icon::mood_smile, Icon::mood_neutral, Icon::mood_sad,
                                               Icon::mood_cry};
    static constexpr std::array<std::string_view, 5> scores{"5", "4", "3", "2", "1"};
    std::array<Choice, 5> levels;
    for (std::size_t i = 0; i < levels.size(); ++i)
        levels[i] = {scores[i], tr("rating.score." + std::string(scores[i])), {}, faces[i]};
    const std::string score = rating.score > 0 ? std::to_string(rating.score) : std::string();
    const std::string wrong_score = error_of(rating.errors, "score");
    const auto chosen = radio_group(
        ui, "field:score", {.label = tr("rating.score"), .hint = tr("rating.score.hint"), .error = wrong_score}, levels,
        score);
    if (chosen) view.send(app::rating::ScoreChosen{(*chosen)[0] - '0'});

    ui.gap(24);
    const std::array<Choice, 2> answers{Choice{"yes", tr("rating.solved.yes"), {}, Icon::circle_check},
                                        Choice{"no", tr("rating.solved.no"), {}, Icon::refresh}};
    const std::string wrong_solved = error_of(rating.errors, "solved");
    const std::string_view solved = !rating.solved ? std::string_view() : *rating.solved ? "yes" : "no";
    const auto answer =
        radio_group(ui, "field:solved", {.label = tr("rating.solved"), .error = wrong_solved}, answers, solved);
    if (answer) view.send(app::rating::SolvedChosen{*answer == "yes"});

    ui.gap(24);
    const std::string wrong_comment = error_of(rating.errors, "comment");
    const FieldResult comment = text_field(ui, "field:comment",
                                           {.label = tr("rating.comment"),
                                            .value = rating.comment,
                                            .hint = tr("rating.comment.hint"),
                                            .error = wrong_comment,
                                            .rows = 4,
                                            .max_length = app::rating::comment_max,
                                            .required = false,
                                            .disabled = rating.write.busy()});
    if (comment.changed) view.send(app::rating::CommentEdited{*comment.changed});
    if (app::rating::would_reopen(rating))
        banner(ui, "reopens", CardStyle::soft_warn, Icon::refresh, tr("rating.will_reopen"), true);
}

void draw_rating_button(const View& view) {
    const bool busy = view.model.get<app::rating::Model>().write.busy();
    if (button(view.ui, "rate", tr(busy ? "rating.sending" : "rating.send"), {.busy = busy}))
        view.send(app::rating::Submitted{});
}

void draw_rating_done(const View& view) {
    const bool reopened = view.model.get<app::rating::Model>().reopened;
    empty_state(view.ui, "rated", reopened ? Icon::refresh : Icon::circle_check,
                tr(reopened ? "rating.done.reopened" : "rating.done"),
                tr(reopened ? "rating.done.reopened.text" : "rating.done.text"));
}

}  // namespace ow::ui
