#include "ui/views/apply/apply_pages.hpp"

#include "src/app/apply/apply.hpp"
#include "src/app/apply/pages.hpp"
#include "src/app/form/application.hpp"
#include "src/app/my_data/pages.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/form/other_device.hpp"
#include "ui/views/page.hpp"
#include "ui/views/service_told.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ow::ui {

namespace {

namespace apply = app::apply;

std::string page_href(const View& view, std::string_view page) {
    app::Route route = app::to_page(app::pages::apply_page, view.model.route.id());
    route.set("page", std::string(page));
    route.set("for", view.model.route.value("for"));
    return app::format_route(route);
}

domain::CivilDate today_of(const View& view) { return domain::to_civil(view.model.now, view.model.zone_minutes).date; }

app::form::Setting setting_of(const View& view, const apply::Model& model) {
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    return apply::setting_of(model, today_of(view), reference ? &*reference : nullptr, view.model.settings.mode);
}

FormView form_of(const View& view, const apply::Model& model, const app::form::Setting& setting) {
    const bool kept = model.save == apply::SaveState::saved;
    return {.view = view,
            .setting = setting,
            .state = model.form,
            .act = [&view](app::form::Action action) { view.send(apply::Filled{std::move(action)}); },
            .busy = model.busy(),
            .note = kept                                     ? tr("apply.kept")
                    : model.save == apply::SaveState::saving ? tr("apply.saving")
                                                             : std::string_view(),
            .note_icon = kept ? Icon::cloud_check : Icon::none,
            .photos = FormView::Photos::papers,
            .handed_in = model.may_use_again() ? &model.handed_in : nullptr,
            .href = [&view](std::string_view page) { return page_href(view, page); }};
}

/// What went wrong with keeping or sending it, as long as it is so.
void draw_trouble(const View& view, const apply::Model& model) {
    const auto say = [&](const char* area, app::world::StorageFailure reason) {
        banner(view.ui, "trouble", CardStyle::soft_bad, Icon::alert_triangle,
               tr(std::string(area) + "." + std::string(domain::to_code(reason))));
    };
    if (model.submission.failure)
        say("appeal.submit_failed", *model.submission.failure);
    else if (model.save == apply::SaveState::failed && model.save_failure)
        say("appeal.save_failed", *model.save_failure);
    if (model.submission.refused() && app::behalf::stopped(model.submission.error()).empty())
        banner(view.ui, "refused", CardStyle::soft_warn, Icon::info_circle, tr("apply.refused"));
}

void draw_sign_in_offer(const View& view) {
    if (app::account_of(view.model) != nullptr) return;
    Ui& ui = view.ui;
    const Card card(ui, "sign-in", CardStyle::soft_brand);
    paragraph(ui, "text", tr("apply.sign_in"));
    ui.gap(8);
    app::Route login = app::to_page(app::pages::login);
    login.set("next", app::format_route(view.model.route));
    button_link(ui, "login", tr("apply.login"), app::format_route(login), false, Icon::login);
}

/// For whom: "替李桂芳办"; of oneself and of the family as it is chosen.
std::string whom_of(const apply::Model& model) {
    return model.behalf.value ? tr("apply.behalf", {{"who", model.behalf.value->name}})
                              : std::string(word_of("apply.for", model.whom));
}

/// The mandate does not allow it, or not any more: why, what became of what was written, and how to go on.
void draw_stopped(const View& view, const std::string& why) {
    Ui& ui = view.ui;
    const Card card(ui, "stopped", CardStyle::soft_warn);
    heading(ui, "title", 1, tr("apply.stopped"));
    paragraph(ui, "why", why);
    ui.gap(8);
    paragraph(ui, "kept", tr("apply.stopped.kept"));
    paragraph(ui, "next", tr("apply.stopped.next"));
    ui.gap(12);
    button_link(ui, "helped", tr("apply.stopped.go"), app::format_route(app::to_page(app::pages::my_data)), true);
}

/// What the mandate is not about, of several services at once.
void draw_left_out(const View& view, const apply::Model& model) {
    if (!model.within.value || model.within.value->titles.empty()) return;
    std::string names;
    for (const std::string& title : model.within.value->titles)
        add_to_list(names, title);
    banner(view.ui, "left-out", CardStyle::soft_warn, Icon::info_circle, tr("apply.left_out", {{"services", names}}));
}

/// What is in the way of asking for it, told before anything is filled in.
void draw_told_early(const View& view, const apply::Model& model) {
    if (model.service == nullptr) return;
    if (const std::string season = season_words(model.service->season, today_of(view)); !season.empty())
        banner(view.ui, "season", CardStyle::soft_warn, Icon::clock, season);
    if (model.person.empty() && model.whom == "self") draw_standing(view, model.standing);
}

/// While the service is on its way, or instead of it.
void draw_not_ready(const View& view, const apply::Model& model) {
    page(view, {.title = tr("page.apply.title"), .navigation = false}, [&] {
        if (const std::string why = app::behalf::stopped(model.behalf.error); !why.empty() && !model.behalf.busy())
            return draw_stopped(view, why);
        if (!model.person.empty() && app::account_of(view.model) == nullptr) return draw_sign_in_offer(view);
        if (model.behalf.error && !model.behalf.busy()) return failed(view, *model.behalf.error);
        if (model.within.error && !model.within.busy()) return failed(view, *model.within.error);
        if (!model.missing) return loading(view, 3);
        if (model.missing->kind != domain::ApiErrorKind::not_found) return failed(view, *model.missing);
        const Card card(view.ui, "missing");
        empty_state(view.ui, "state", Icon::info_circle, tr("apply.missing"), tr("apply.missing.text"));
        button_link(view.ui, "guide", tr("apply.guide"),
                    app::format_route(app::to_page(app::pages::service, view.model.route.id())), true);
    });
}

/// Papers that are promised for later.
void draw_later(const FormView& form, const apply::Model& model) {
    std::string names;
    for (const std::string& path : apply::promised_later(model))
        add_to_list(names, tr(form.setting.form.words + "." + path + ".label"));
    if (names.empty()) return;
    const domain::Instant by =
        domain::from_civil({app::form::later_by(today_of(form.view)), 0, 0, 0, 0}, form.view.model.zone_minutes);
    const std::string day = i18n::date(ms(by), ms(form.view.model.now));
    banner(form.view.ui, "later", CardStyle::soft_warn, Icon::clock,
           tr("apply.later", {{"materials", names}, {"day", day}}));
}

/// Who helps is told why a paper that people may promise has to be handed in here.
void draw_no_promise(const FormView& form, const apply::Model& model, const app::form::Page& page) {
    if (model.person.empty() || model.service == nullptr || !model.service->form) return;
    for (const app::form::FormField* field : page.fields) {
        if (const auto* promise = domain::promise_for(*model.service->form, field->path))
            banner(form.view.ui, "no-promise:" + field->path, CardStyle::soft_warn, Icon::info_circle,
                   tr(model.service->form->words + "." + promise->path + ".error.unknown"));
    }
}

void draw_review(const FormView& form, const apply::Model& model, const app::form::Page& page) {
    Ui& ui = form.view.ui;
    paragraph(ui, "lead", tr("apply.check.lead"), Tone::secondary);
    draw_left_out(form.view, model);
    draw_answers(form);
    draw_later(form, model);
    if (!draw_fields(form, page.fields)) draw_note(form);
    if (model.submit_when_ready)
        banner(ui, "waiting-photos", CardStyle::soft_brand, Icon::photo, tr("apply.waiting_photos"), true);
}

void draw_actions(const FormView& form, const apply::Model& model, bool last, bool known) {
    const bool busy = model.busy();
    std::vector<RowButton> buttons{
        {"previous", tr("apply.previous"), {.kind = ButtonKind::secondary, .disabled = busy}, 1}};
    // 对 and 要改 lead on where something is known.
    if (!known) {
        const char* word = !last ? "apply.on" : busy ? "apply.submitting" : "apply.submit";
        buttons.push_back({last ? "submit" : "next", tr(word), {.busy = busy}, 2});
    }
    draw_step_buttons(form, buttons, last);
}

/// The form that the address names, with everything that it needs.
bool is_shown(const View& view, const apply::Model& model) {
    const app::Route& route = view.model.route;
    return model.ready() && model.code == route.id() && model.person == route.value("for");
}

}  // namespace

void draw_apply(const View& view) {
    const auto& model = view.model.get<apply::Model>();
    if (!is_shown(view, model)) return draw_not_ready(view, model);
    const app::form::Setting setting = setting_of(view, model);
    const FormView form = form_of(view, model, setting);
    const std::string whom = whom_of(model);
    const std::string title = tr("apply.title", {{"title", model.title}});
    page(
        view, {.title = title, .subtitle = whom, .navigation = false, .pill = PageSpec::Pill::read_aloud},
        [&] {
            draw_trouble(view, model);
            draw_other_device(form);
            draw_told_early(view, model);
            draw_sign_in_offer(view);
            draw_left_out(view, model);
            draw_task_list(form);
            if (button(view.ui, "start-over", tr("apply.start_over"), {.kind = ButtonKind::quiet, .icon = Icon::trash}))
                view.send(apply::DiscardPressed{});
        },
        [&] {
            const app::form::Page next = apply::next_page(setting, model.form);
            if (next.section == nullptr) return;
            const std::string name = next.section->review ? std::string(tr("apply.check"))
                                                          : tr("apply.next", {{"page", form_page_title(form, next)}});
            button_link(view.ui, "go-on", name, page_href(view, next.id), true);
        });
}

void draw_apply_page(const View& view) {
    const auto& model = view.model.get<apply::Model>();
    if (!is_shown(view, model)) return draw_not_ready(view, model);
    const app::form::Setting setting = setting_of(view, model);
    const FormView form = form_of(view, model, setting);
    const std::vector<app::form::Page> pages = app::form::pages_of(setting, model.form);
    const app::form::Page shown = app::form::page_of(setting, model.form);
    if (shown.section == nullptr) return draw_not_ready(view, model);
    const auto at = std::ranges::find(pages, shown.id, &app::form::Page::id) - pages.begin() + 1;
    const auto count = static_cast<std::ptrdiff_t>(pages.size());
    const bool last = at == count;
    const bool elder = setting.layout == app::form::Layout::one_by_one;
    const std::string step = tr(elder ? "apply.position" : "apply.step", {{"step", at}, {"count", count}});
    const std::string whom = model.behalf.value ? whom_of(model) : std::string();
    const std::string position = whom.empty() ? step : dotted({whom, step});
    const bool known = elder && shown.fields.size() == 1 && model.form.known.contains(shown.fields.front()->path);
    page(
        view,
        {.title = model.code == apply::turned_away ? tr("page.turned_away.title") : std::string_view(model.title),
         // Large letters leave the head no room for both.
         .subtitle = elder ? step : position,
         .title_is_heading = false,
         .navigation = false,
         .progress = static_cast<float>(at) / static_cast<float>(std::max<std::ptrdiff_t>(1, count)),
         .progress_name = tr("apply.progress"),
         .progress_spoken = position,
         .pill = PageSpec::Pill::read_aloud},
        [&] {
            // What was wrong with single answers is said at them, as long as it is.
            const auto error = model.submission.error();
            draw_form_errors(form, error && error->fields.empty() ? error : std::nullopt);
            draw_trouble(view, model);
            draw_other_device(form);
            // There is no page before the questions that would say it.
            if (elder && model.form.touched.empty()) draw_told_early(view, model);
            if (elder && !whom.empty()) {
                paragraph(view.ui, "whom", whom, Tone::secondary);
                // There is no page before the questions that would say it.
                if (model.form.touched.empty()) draw_left_out(view, model);
            }
            heading(view.ui, "question", 1, form_page_title(form, shown));
            if (shown.section->review)
                draw_review(form, model, shown);
            else if (!draw_known_question(form)) {
                draw_no_promise(form, model, shown);
                draw_form_page(form);
            }
        },
        [&] { draw_actions(form, model, last, known); });
}

}  // namespace ow::ui
