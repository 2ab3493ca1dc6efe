#include "ui/views/help_wish/help_wish.hpp"

#include "src/app/case_page/pages.hpp"
#include "src/app/filings/filings.hpp"
#include "src/app/help_wish/help_wish.hpp"
#include "src/app/help_wish/pages.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/phone_rows.hpp"
#include "ui/views/visit_words.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

namespace help_wish = app::help_wish;

const help_wish::Model& state_of(const View& view) { return view.model.get<help_wish::Model>(); }

/// When somebody comes; what is no moment stays as the server wrote it.
std::string when_words(const View& view, const std::string& from, const std::string& to) {
    const auto begins = domain::parse_iso8601(from), ends = domain::parse_iso8601(to);
    return begins && ends ? span_words(view, *begins, *ends) : from;
}

std::string option_words(const View& view, std::string_view option) {
    const auto& times = state_of(view).times.value;
    if (!times) return {};
    const auto found = std::ranges::find(*times, option, &help_wish::Span::from);
    return found == times->end() ? std::string() : when_words(view, found->from, found->to);
}

Tag tag_of(const std::string& state) {
    const std::string word(word_of("wish.state", state));
    if (state == "open") return {word, TagKind::brand, Icon::clock};
    if (state == "done") return {word, TagKind::ok, Icon::check};
    return {word, TagKind::neutral};
}

void draw_tries(const View& view, const help_wish::Wish& wish) {
    Ui& ui = view.ui;
    for (std::size_t at = 0; at < wish.tries.size(); ++at) {
        const help_wish::Try& tried = wish.tries[at];
        ui.gap(8);
        const std::string when = i18n::date_time(ms(tried.at), ms(view.model.now), view.model.zone_minutes);
        icon_text(ui, "try" + std::to_string(at), Icon::circle_check,
                  dotted({word_of("wish.result", tried.result), when}), ui.body(), ui.theme().colour.ok);
    }
}

void draw_wish(const View& view, const help_wish::Wish& wish) {
    Ui& ui = view.ui;
    const Colour colour = ui.theme().colour.brand;
    row_link(ui, "row", {.title = wish.matter, .voice = RowLink::Voice::strong, .tag = tag_of(wish.state), .level = 3});
    icon_text(ui, "when", Icon::clock, when_words(view, wish.from, wish.to), ui.body(), colour);
    ui.gap(8);
    icon_text(ui, "where", Icon::map_pin, wish.place, ui.body(), colour);
    if (wish.state == "open") {
        ui.gap(8);
        icon_text(ui, "who", Icon::user, dotted({tr("wish.who", {{"who", wish.who}}), wish.phone}), ui.body(), colour);
    }
    draw_tries(view, wish);
    if (!wish.number.empty()) {
        const std::string number = domain::group_case_number(wish.number);
        const std::string link = app::format_route(app::to_case(wish.number));
        ui.gap(8);
        row_link(ui, "case", {.title = tr("wish.case"), .subtitle = number, .href = link, .icon = Icon::file_text});
    }
    if (wish.state != "open") return;
    ui.gap(14);
    const bool busy = state_of(view).cancel.busy() && state_of(view).cancel.of == wish.id;
    if (button(ui, "off", tr("wish.call_off"), {.kind = ButtonKind::secondary, .busy = busy}))
        view.send(help_wish::CancelPressed{wish.id});
}

void draw_own(const View& view) {
    const auto& model = state_of(view);
    Ui& ui = view.ui;
    if (model.cancel.error) {
        const std::string said = said_by_server(*model.cancel.error);
        banner(ui, "refused", CardStyle::soft_warn, Icon::info_circle, said, true);
    }
    if (!model.mine.value) {
        if (model.mine.error) banner(ui, "own-missing", CardStyle::soft_warn, Icon::cloud_off, tr("wish.mine_missing"));
        return;
    }
    if (model.mine.value->empty()) return;
    heading(ui, "own-title", 2, tr("wish.mine"));
    ui.gap(8);
    const Group list(ui, "own", a11y::Role::list, tr("wish.mine"));
    for (const help_wish::Wish& wish : *model.mine.value) {
        if (&wish != &model.mine.value->front()) ui.gap(16);
        const Group item(ui, wish.id, a11y::Role::list_item);
        const Card card(ui, "card");
        draw_wish(view, wish);
    }
}

/// Wishes that the server does not have yet.
void draw_waiting(const View& view) {
    for (const domain::CommandStatus& status : view.model.get<app::filings::Model>().mine) {
        const bool waits =
            status.state == domain::CommandState::waiting || status.state == domain::CommandState::signed_out;
        if (status.act != app::help_wish_act || !waits) continue;
        const Scope scope(view.ui, status.key);
        draw_waiting_note(view, status);
    }
}

void draw_form(const View& view) {
    const auto& model = state_of(view);
    Ui& ui = view.ui;
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const app::form::Setting setting = help_wish::setting_of(
        model, domain::to_civil(view.model.now, view.model.zone_minutes).date, reference ? &*reference : nullptr);
    const FormView form{
        .view = view,
        .setting = setting,
        .state = model.form,
        .act = [&view](app::form::Action action) { view.send(help_wish::Filled{std::move(action)}); },
        .busy = model.submission.busy(),
        .option = [&view](std::string_view, std::string_view option) { return option_words(view, option); }};
    const auto error = model.submission.error();
    draw_form_errors(form, error && error->fields.empty() ? error : std::nullopt);
    const Card card(ui, "ask");
    heading(ui, "ask-title", 2, tr("wish.ask"));
    paragraph(ui, "lead", tr("wish.lead"), Tone::secondary);
    ui.gap(12);
    draw_form_page(form);
    if (model.save_failed) banner(ui, "unsaved", CardStyle::soft_warn, Icon::info_circle, tr("wish.unsaved"), true);
    if (model.submission.failure)
        banner(ui, "unsent", CardStyle::soft_bad, Icon::alert_triangle,
               tr("appeal.submit_failed." + std::string(domain::to_code(*model.submission.failure))), true);
    ui.gap(16);
    const bool times = std::ranges::any_of(model.asked.fields, [](const auto& field) { return field.path == "from"; });
    if (!times) {
        if (model.times.busy()) return loading(view, 1);
        banner(ui, "no-times", CardStyle::soft_warn, Icon::cloud_off, tr("wish.no_times"), true);
        return;
    }
    const bool signed_out = app::account_of(view.model) == nullptr;
    if (signed_out) {
        paragraph(ui, "code", tr("wish.code_last"), Tone::secondary);
        ui.gap(12);
    }
    if (button(ui, "send", tr("wish.button"), {.icon = Icon::heart_handshake, .busy = model.submission.busy()}))
        view.send(help_wish::Filled{app::form::SubmitPressed{}});
    if (model.submission.refused()) {
        ui.gap(12);
        if (button(ui, "give-up", tr("sent.give_up"), {.kind = ButtonKind::secondary})) view.send(help_wish::GivenUp{});
    }
}

}  // namespace

void draw_assist(const View& view) {
    page(view, {.title = tr("page.assist.title"), .back = false, .pill = PageSpec::Pill::read_aloud}, [&] {
        if (help_wish::may_ask(view.model)) {
            draw_waiting(view);
            draw_own(view);
            draw_form(view);
        } else {
            const Card card(view.ui, "staff");
            empty_state(view.ui, "state", Icon::heart_handshake, tr("wish.ask"), tr("wish.staff"));
        }
        draw_phone_rows(view);
    });
}

}  // namespace ow::ui
