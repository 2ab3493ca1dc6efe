#include "ui/views/cases/rating_form.hpp"

#include "src/app/rating/rating.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/feedback.hpp"

#include <array>

namespace ow::ui {

namespace {

Icon icon_of(std::string_view path, std::string_view option) {
    static constexpr std::array faces{Icon::mood_cry, Icon::mood_sad, Icon::mood_neutral, Icon::mood_smile,
                                      Icon::mood_happy};
    if (path == "solved") return option == "yes" ? Icon::circle_check : Icon::refresh;
    const int score = option.front() - '1';
    return score >= 0 && score < 5 ? faces[static_cast<std::size_t>(score)] : Icon::none;
}

}  // namespace

void draw_rating_fields(const View& view) {
    const app::rating::Model& rating = view.model.get<app::rating::Model>();
    const app::form::Setting setting = form_setting(view, app::rating::form_code);
    const FormView form{.view = view,
                        .setting = setting,
                        .state = rating.form,
                        .act = [&](app::form::Action action) { view.send(app::rating::Filled{std::move(action)}); },
                        .busy = rating.submission.busy(),
                        .icon = icon_of};
    draw_form_errors(form, rating.submission.error());
    if (rating.submission.failure)
        banner(view.ui, "not-kept", CardStyle::soft_bad, Icon::alert_triangle,
               tr("appeal.not_submitted." + std::string(domain::to_code(*rating.submission.failure))), true);
    if (rating.submission.refused() &&
        button(view.ui, "give-up", tr("sent.give_up"), {.kind = ButtonKind::secondary, .icon = Icon::trash}))
        view.send(app::rating::GivenUp{});
    draw_form_page(form);
    if (app::rating::would_reopen(rating))
        banner(view.ui, "reopens", CardStyle::soft_warn, Icon::refresh, tr("rating.will_reopen"), true);
}

void draw_rating_button(const View& view) {
    const bool busy = view.model.get<app::rating::Model>().submission.busy();
    if (button(view.ui, "rate", tr(busy ? "rating.sending" : "rating.send"), {.busy = busy}))
        view.send(app::rating::Filled{app::form::SubmitPressed{}});
}

void draw_rating_done(const View& view) {
    const bool reopened = view.model.get<app::rating::Model>().reopened;
    empty_state(view.ui, "rated", reopened ? Icon::refresh : Icon::circle_check,
                tr(reopened ? "rating.done.reopened" : "rating.done"),
                tr(reopened ? "rating.done.reopened.text" : "rating.done.text"));
}

}  // namespace ow::ui
