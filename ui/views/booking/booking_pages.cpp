#include "ui/views/booking/booking_pages.hpp"

#include "src/app/booking/booking.hpp"
#include "src/app/booking/pages.hpp"
#include "src/app/services/pages.hpp"
#include "src/domain/time.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/headed_card.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <array>

namespace ow::ui {

namespace {

namespace booking = app::booking;

const booking::Model& state_of(const View& view) { return view.model.get<booking::Model>(); }

/// "11月24日 周二"; what is no date stays as the server wrote it.
std::string day_words(const View& view, const std::string& day) {
    const auto date = domain::read_iso_date(day);
    if (!date) return day;
    const domain::Instant at = domain::from_civil({*date, 12, 0, 0, 0}, view.model.zone_minutes);
    const auto weekday = static_cast<std::size_t>((domain::days_from_civil(*date) % 7 + 7) % 7);
    constexpr std::array names{"4", "5", "6", "7", "1", "2", "3"};  // 1970-01-01 was a Thursday
    return tr("booking.day", {{"day", i18n::date(ms(at), ms(view.model.now))},
                              {"weekday", tr(std::string("booking.weekday.") + names[weekday])}});
}

std::string time_words(const booking::Slot& slot) { return tr("booking.time", {{"from", slot.from}, {"to", slot.to}}); }

std::string when_words(const View& view, const booking::Booking& one) {
    return tr("booking.when",
              {{"day", day_words(view, one.day)}, {"time", tr("booking.time", {{"from", one.from}, {"to", one.to}})}});
}

/// The window is named once: most addresses say it.
std::string where_words(const std::string& address, const std::string& counter) {
    const std::string window = tr("services.way.counter", {{"counter", counter}});
    return address.find(window) != std::string::npos ? address : dotted({address, window});
}

/// When and where, and what can still be done about it.
void draw_details(const View& view, const booking::Booking& one) {
    Ui& ui = view.ui;
    const Colour colour = ui.theme().colour.brand;
    icon_text(ui, "when", Icon::clock, when_words(view, one), tone_style(ui, Tone::strong), colour);
    ui.gap(8);
    icon_text(ui, "where", Icon::building, where_words(one.address, one.counter), ui.body(), colour);
    if (!one.can_change) return;
    ui.gap(14);
    const bool busy = state_of(view).busy();
    const std::array buttons{
        RowButton{
            "move", tr("booking.move"), {.kind = ButtonKind::secondary, .icon = Icon::calendar, .disabled = busy}},
        RowButton{"cancel", tr("booking.cancel"), {.kind = ButtonKind::danger, .disabled = busy}}};
    const auto pressed = button_row(ui, buttons);
    if (pressed == 0u) view.send(booking::MoveWanted{one.id});
    if (pressed == 1u) view.send(booking::CancelPressed{one.id});
}

void draw_booked(const View& view, const booking::Booking& one) {
    const std::string ticket = tr("booking.ticket", {{"ticket", one.ticket}});
    const HeadedCard card(
        view.ui, "booked:" + one.id,
        {.look = CardHead::Look::ok, .icon = Icon::circle_check, .title = tr("booking.have"), .subtitle = ticket});
    draw_details(view, one);
}

void draw_refused(const View& view) {
    const auto& refused = state_of(view).refused;
    if (!refused) return;
    // The server says which times are near, or which one is booked already.
    const std::string said = said_by_server(*refused);
    banner(view.ui, "refused", CardStyle::soft_warn, Icon::info_circle, said, true);
}

/// The day first, then its times.
void draw_choice_of_time(const View& view, const booking::Window& window) {
    Ui& ui = view.ui;
    const auto& model = state_of(view);
    const std::vector<std::string> days = booking::days_of(window);
    if (days.empty()) {
        const Card card(ui, "none");
        empty_state(ui, "none", Icon::calendar, tr("booking.none"), tr("booking.none.text"));
        return;
    }
    const Card card(ui, "choice");
    std::vector<std::string> titles;
    for (const std::string& day : days) {
        const int left = booking::left_on(window, day);
        titles.push_back(dotted(
            {day_words(view, day), left == 0 ? std::string(tr("booking.full")) : tr_plural("booking.left", left)}));
    }
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < days.size(); ++i)
        choices.push_back({days[i], titles[i]});
    if (const auto chosen =
            select(ui, "day", {.label = tr("booking.which_day")}, choices, model.day, tr("form.choose")))
        view.send(booking::DayChosen{*chosen});
    if (model.day.empty()) return;
    std::vector<std::string> times, lefts;
    std::vector<const booking::Slot*> open;
    for (const booking::Slot& slot : window.slots)
        if (slot.day == model.day && slot.left > 0) open.push_back(&slot);
    ui.gap(20);
    if (open.empty()) {
        paragraph(ui, "full", tr("booking.full.text"), Tone::secondary);
        return;
    }
    for (const booking::Slot* slot : open) {
        times.push_back(time_words(*slot));
        lefts.push_back(tr_plural("booking.left", slot->left));
    }
    std::vector<Choice> at;
    for (std::size_t i = 0; i < open.size(); ++i)
        at.push_back({open[i]->from, times[i], lefts[i]});
    if (const auto chosen = radio_group(ui, "time", {.label = tr("booking.which_time")}, at, model.from))
        view.send(booking::TimeChosen{*chosen});
}

void draw_book_actions(const View& view) {
    const auto& model = state_of(view);
    Ui& ui = view.ui;
    if (model.from.empty()) {
        paragraph(ui, "missing", tr("booking.choose_first"), Tone::secondary, Align::center);
        ui.gap(8);
    }
    std::vector<RowButton> buttons;
    if (!model.moving.empty())
        buttons.push_back({"keep", tr("booking.keep"), {.kind = ButtonKind::secondary, .disabled = model.busy()}});
    buttons.push_back({"book",
                       tr(model.busy()           ? "booking.busy"
                          : model.moving.empty() ? "booking.book"
                                                 : "booking.move_here"),
                       {.disabled = model.from.empty(), .busy = model.busy()}});
    const auto pressed = button_row(ui, buttons);
    if (!pressed) return;
    if (*pressed + 1 == buttons.size())
        view.send(booking::BookPressed{});
    else
        view.send(booking::MoveWanted{});
}

}  // namespace

void draw_book(const View& view) {
    const auto& model = state_of(view);
    const bool here = model.code == view.model.route.id() && model.window.value.has_value();
    const booking::Booking* booked = booking::open_booking(model, view.model.route.id());
    const PageSpec spec{.title = tr("page.book.title"),
                        .subtitle = here ? std::string_view(model.window.value->title) : std::string_view(),
                        .navigation = false,
                        .pill = PageSpec::Pill::read_aloud};
    const bool choosing = here && (booked == nullptr || !model.moving.empty());
    const auto content = [&] {
        Ui& ui = view.ui;
        if (!here || !(model.mine.value || model.mine.error)) {
            const auto& error = model.window.error;
            if (!error) return loading(view, 3);
            if (error->kind != domain::ApiErrorKind::not_found) return failed(view, *error);
            const Card card(ui, "no-window");
            empty_state(ui, "no-window", Icon::building, tr("booking.no_window"), tr("booking.no_window.text"));
            return;
        }
        draw_refused(view);
        if (booked != nullptr && model.moving.empty()) {
            draw_booked(view, *booked);
        } else {
            icon_text(ui, "where", Icon::building,
                      where_words(model.window.value->address, model.window.value->counter), ui.body(),
                      ui.theme().colour.brand);
            draw_choice_of_time(view, *model.window.value);
        }
        paragraph(ui, "walk-in", tr("booking.walk_in"), Tone::secondary);
    };
    if (choosing)
        page(view, spec, content, [&] { draw_book_actions(view); });
    else
        page(view, spec, content);
}

void draw_bookings(const View& view) {
    page(view, {.title = tr("page.bookings.title")}, [&] {
        const auto& model = state_of(view);
        Ui& ui = view.ui;
        draw_refused(view);
        if (!model.mine.value) {
            if (model.mine.error)
                failed(view, *model.mine.error);
            else
                loading(view, 2);
            return;
        }
        if (model.mine.value->empty()) {
            const Card card(ui, "none");
            empty_state(ui, "none", Icon::calendar, tr("booking.mine.none"), tr("booking.mine.none.text"));
            ui.gap(16);
            button_link(ui, "services", tr("page.services.title"),
                        app::format_route(app::to_page(app::pages::services)), true, Icon::file_text);
            return;
        }
        const Group list(ui, "bookings", a11y::Role::list, tr("page.bookings.title"));
        for (const booking::Booking& one : *model.mine.value) {
            if (&one != &model.mine.value->front()) ui.gap(16);
            const Group item(ui, one.id, a11y::Role::list_item);
            const Card card(ui, "card");
            const bool open = one.state == "booked";
            const std::string ticket = tr("booking.ticket", {{"ticket", one.ticket}});
            const Tag tag{std::string(word_of("booking.state", one.state)), open ? TagKind::ok : TagKind::neutral,
                          open ? Icon::check : Icon::none};
            row_link(ui, "row",
                     {.title = one.title,
                      .subtitle = open ? std::string_view(ticket) : std::string_view(),
                      .voice = RowLink::Voice::strong,
                      .tag = tag,
                      .level = 2});
            draw_details(view, one);
        }
    });
}

}  // namespace ow::ui
