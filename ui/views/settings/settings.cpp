#include "ui/views/settings/settings.hpp"

#include "src/app/filings/filings.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/messages/messages.hpp"
#include "src/app/my_data/pages.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/settings/settings.hpp"
#include "src/domain/codes.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/switch.hpp"
#include "ui/widgets/text.hpp"

#include <string>
#include <vector>

namespace ow::ui {

namespace {

/// A radio group over the codes of an enum; titles are "<base>.<code>".
template <class E>
std::optional<E> choose(const View& view, const std::string& base, E value) {
    std::vector<Choice> choices;
    std::vector<std::string> keys;
    for (const std::string_view code : domain::Codes<E>::words)
        choices.push_back({code, tr(base + "." + std::string(code))});
    const ChoiceGroup group{.label = tr(base), .required = false, .layout = ChoiceLayout::segments};
    const auto chosen = radio_group(view.ui, base, group, choices, domain::to_code(value));
    return chosen ? domain::from_code<E>(*chosen) : std::nullopt;
}

/// Smaller, the value, larger. Returns the step pressed: -1, 0 or 1.
int stepper(const View& view, const std::string& base, const std::string& value, bool can_less, bool can_more) {
    Ui& ui = view.ui;
    const Scope scope(ui, base);
    int step = 0;
    paragraph(ui, "label", tr(base), Tone::strong);
    ui.gap(8);
    const float h = ui.theme().size.button;
    const Rect line = ui.place(h);
    const float w = std::min(line.w * 0.34f, 160.0f);
    if (button_in(ui, "less", tr(base + ".less"), {line.x, line.y, w, h},
                  {.kind = ButtonKind::secondary, .disabled = !can_less, .compact = true}))
        step = -1;
    const Rect middle{line.x + w, line.y, line.w - 2 * w, h};
    const TextStyle style = ui.style(ui.theme().type.section, ui.theme().colour.ink, Face::bold);
    ui.text_in(middle, style, value, Align::center);
    ui.emit(a11y::Role::status, ui.id("value"), value, middle, style).states |= a11y::state_centered;
    if (button_in(ui, "more", tr(base + ".more"), {line.x + line.w - w, line.y, w, h},
                  {.kind = ButtonKind::secondary, .disabled = !can_more, .compact = true}))
        step = 1;
    return step;
}

void reading_card(const View& view) {
    const domain::Settings& s = view.model.settings;
    const Card card(view.ui, "reading");
    heading(view.ui, "reading-title", 2, tr("settings.reading"));
    const std::string rate = tr("settings.rate.value", {{"percent", s.reading_rate}});
    const int step = stepper(view, "settings.rate", rate, s.reading_rate > domain::reading_rate_min,
                             s.reading_rate < domain::reading_rate_max);
    if (step != 0) view.send(app::settings::ReadingRateStepped{step});
    const bool reading = view.model.reading == app::Reading::reading || view.model.reading == app::Reading::starting;
    if (button(view.ui, "read", tr(reading ? "page.pill.stop_reading" : "settings.rate.try"),
               {.kind = ButtonKind::secondary, .icon = reading ? Icon::player_stop : Icon::volume}))
        view.send(app::shell::ReadingToggled{});
}

/// The services that the portal told of by itself, each with its reason.
void draw_told(const View& view, const std::vector<app::messages::Reminder>& told) {
    Ui& ui = view.ui;
    ui.gap(16);
    heading(ui, "told-title", 3, tr("settings.reminders.told"));
    if (told.empty()) return void(paragraph(ui, "told-none", tr("settings.reminders.none"), Tone::secondary));
    const Group list(ui, "told", a11y::Role::list, tr("settings.reminders.told"));
    for (const app::messages::Reminder& one : told) {
        const Group item(ui, one.service + std::to_string(&one - told.data()), a11y::Role::list_item);
        const std::string day = tr("settings.reminders.day", {{"day", i18n::date(ms(one.at), ms(view.model.now))}});
        const bool is_ready = one.prepared != app::messages::Prepared::none;
        const std::string why = is_ready ? dotted({tr("prepared.title"), one.why, day}) : dotted({one.why, day});
        row_link(ui, "row",
                 {.title = one.title,
                  .subtitle = why,
                  .href = is_ready ? app::messages::prepared_page(one.service)
                                   : app::format_route(app::to_page(app::pages::service, one.service)),
                  .icon = Icon::file_text,
                  .spoken = one.title,
                  .description = why});
    }
}

/// What one is told without asking: asked of the server, for it is so on every device.
void messages_card(const View& view) {
    const auto& model = view.model.get<app::messages::Model>();
    if (!app::messages::is_asked(view.model)) return;
    Ui& ui = view.ui;
    const Card card(ui, "messages");
    heading(ui, "messages-title", 2, tr("settings.messages"));
    if (model.failed) {
        banner(ui, "messages-failed", CardStyle::soft_warn, Icon::cloud_off, tr("settings.messages.failed"), true);
        if (button(ui, "messages-again", tr("page.again"), {.kind = ButtonKind::secondary, .icon = Icon::refresh}))
            view.send(app::messages::Wanted{});
    }
    if (!model.wishes) {
        if (!model.failed) skeleton(ui, "messages-loading", tr("page.loading"), 1);
        return;
    }
    app::messages::Wishes wishes = *model.wishes;
    const auto sms = switch_control(ui, "messages-sms", tr("settings.messages.sms"), wishes.sms,
                                    {.detail = tr("settings.messages.sms.text")});
    const auto reminders = switch_control(ui, "messages-reminders", tr("settings.reminders"), wishes.reminders,
                                          {.detail = tr("settings.reminders.text")});
    wishes = {sms.value_or(wishes.sms), reminders.value_or(wishes.reminders)};
    if (sms || reminders) view.send(app::messages::Chosen{wishes});
    if (model.told.value) draw_told(view, *model.told.value);
}

/// What is kept on this device, and a way to be rid of it.
void device_card(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "device");
    heading(ui, "device-title", 2, tr("settings.device"));
    paragraph(ui, "device-text", tr("settings.device.text"), Tone::secondary);
    if (!view.model.get<app::filings::Model>().mine.empty())
        paragraph(ui, "device-waiting",
                  tr("settings.device.waiting", {{"count", view.model.get<app::filings::Model>().mine.size()}}));
    ui.gap(12);
    if (button(ui, "clear-device", tr("settings.device.clear"), {.kind = ButtonKind::danger, .icon = Icon::trash}))
        view.send(app::settings::ClearDevicePressed{});
}

}  // namespace

void draw_settings(const View& view) {
    const domain::Settings& s = view.model.settings;
    page(view, {.title = tr("page.settings.title")}, [&] {
        Ui& ui = view.ui;
        {
            const Card card(ui, "look");
            heading(ui, "look-title", 2, tr("settings.look"));
            if (const auto mode = choose(view, "settings.mode", s.mode)) view.send(app::settings::ModeChosen{*mode});
            ui.gap(20);
            const bool elder = s.mode == domain::DisplayMode::elder;
            const std::string size = elder ? tr("settings.size.px", {{"px", s.elder_text_px}})
                                           : tr("settings.size.percent", {{"percent", s.text_percent}});
            const int step =
                stepper(view, "settings.size", size,
                        elder ? s.elder_text_px > domain::elder_text_min : s.text_percent > domain::text_percent_min,
                        elder ? s.elder_text_px < domain::elder_text_max : s.text_percent < domain::text_percent_max);
            if (step != 0) view.send(app::settings::TextSizeStepped{step});
            ui.gap(20);
            if (const auto contrast = choose(view, "settings.contrast", s.contrast))
                view.send(app::settings::ContrastChosen{*contrast});
            ui.gap(20);
            if (const auto language = choose(view, "settings.language", s.language))
                view.send(app::settings::LanguageChosen{*language});
        }
        {
            const Card card(ui, "touch");
            heading(ui, "touch-title", 2, tr("settings.touch"));
            if (const auto motion = choose(view, "settings.motion", s.motion))
                view.send(app::settings::MotionChosen{*motion});
            ui.gap(16);
            if (const auto on = switch_control(ui, "one-handed", tr("settings.one_handed"), s.one_handed,
                                               {.detail = tr("settings.one_handed.text")}))
                view.send(app::settings::OneHandedChanged{*on});
        }
        reading_card(view);
        messages_card(view);
        device_card(view);
        {
            const Card card(ui, "more");
            const auto& account = view.model.get<app::session::Model>().account;
            if (account && account->role == domain::Role::admin) {
                row_link(ui, "admin",
                         {.title = tr("settings.admin"),
                          .subtitle = tr("settings.admin.text"),
                          .href = "/plain/admin",
                          .icon = Icon::external_link,
                          .spoken = tr("settings.admin"),
                          .description = tr("settings.admin.text")});
                ui.gap(0);
                divider(ui);
                ui.gap(0);
            }
            if (account && !domain::is_staff(*account)) {
                row_link(ui, "my-data",
                         {.title = tr("page.my_data.title"),
                          .subtitle = tr("settings.my_data.text"),
                          .href = app::format_route(app::to_page(app::pages::my_data)),
                          .icon = Icon::eye,
                          .spoken = tr("page.my_data.title"),
                          .description = tr("settings.my_data.text")});
                ui.gap(0);
                divider(ui);
                ui.gap(0);
            }
            row_link(ui, "help",
                     {.title = tr("page.help.title"),
                      .href = app::format_route(app::to_page(app::pages::help)),
                      .icon = Icon::phone});
            ui.gap(0);
            divider(ui);
            ui.gap(0);
            row_link(ui, "about",
                     {.title = tr("page.about.title"),
                      .href = app::format_route(app::to_page(app::pages::about)),
                      .icon = Icon::info_circle});
        }
    });
}

}  // namespace ow::ui
