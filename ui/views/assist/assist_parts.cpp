#include "ui/views/assist/assist_pages.hpp"

#include "src/app/grid_copy.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui::assist_parts {

namespace {

constexpr int steps = 4;
/// With less room for the words the button stands under them, CSS px.
constexpr float words_least = 260;

/// Full years on a day.
int age_on(domain::CivilDate birth, domain::CivilDate day) {
    const bool before = day.month < birth.month || (day.month == birth.month && day.day < birth.day);
    return static_cast<int>(day.year) - static_cast<int>(birth.year) - (before ? 1 : 0);
}

}  // namespace

std::string step_words(int step) { return tr("apply.step", {{"step", step}, {"count", steps}}); }

domain::CivilDate today_of(const View& view) {
    const domain::Instant now = app::grid::server_now(view.model.get<app::grid::Copy>(), view.model.now);
    return domain::to_civil(now, view.model.zone_minutes).date;
}

const domain::Reference* reference_of(const View& view) {
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    return reference ? &*reference : nullptr;
}

std::string person_words(const View& view, const app::assist::Person& person) {
    const auto birth = domain::read_iso_date(person.birth_date);
    return birth ? dotted({person.name, tr("assist.age", {{"years", age_on(*birth, today_of(view))}})}) : person.name;
}

std::string matter_words(const app::assist::Errand& errand) {
    switch (errand.kind) {
        case app::assist::Kind::application: return errand.title.empty() ? errand.matter : errand.title;
        case app::assist::Kind::appeal: return std::string(word_of("category", errand.matter));
        case app::assist::Kind::none: break;
    }
    return {};
}

void draw_offline(const View& view) {
    if (!view.model.online)
        banner(view.ui, "offline", CardStyle::soft_warn, Icon::cloud_off, tr("assist.offline"), true);
}

void draw_clock(const View& view) {
    const auto& copy = view.model.get<app::grid::Copy>();
    if (!app::grid::street_time(copy, view.model.now)) {
        paragraph(view.ui, "clock", tr("assist.clock.unknown"), Tone::secondary);
        return;
    }
    const std::int64_t off = std::abs(app::grid::freshness(copy, view.model.now).clock_error.ms);
    if (off >= app::grid::clock_matters.ms)
        banner(view.ui, "clock", CardStyle::soft_brand, Icon::clock,
               tr("assist.clock.off", {{"off", i18n::duration(off)}}), true);
}

void draw_trouble(const View& view, const app::assist::Model& model) {
    const auto say = [&](const char* area, app::world::StorageFailure reason) {
        banner(view.ui, "trouble", CardStyle::soft_bad, Icon::alert_triangle,
               tr(std::string(area) + "." + std::string(domain::to_code(reason))));
    };
    if (model.submit_failure)
        say("appeal.submit_failed", *model.submit_failure);
    else if (model.save_failure)
        say("appeal.save_failed", *model.save_failure);
    if (model.errand) {
        if (draw_deceased(view, model.errand->person)) return;  // which is why it was refused, if it was
    }
    if (const domain::CommandStatus* refused = app::assist::refused_of(model); refused != nullptr && refused->error) {
        std::string why;
        for (const domain::FieldError& field : refused->error->fields)
            why = why.empty() ? words(field) : dotted({why, words(field)});
        banner(view.ui, "refused", CardStyle::soft_warn, Icon::info_circle,
               tr("assist.refused", {{"why", why.empty() ? words(*refused->error) : why}}), true);
    }
}

bool draw_choice(Ui& ui, std::string_view name, const ButtonOptions& options, const std::function<void()>& words) {
    const float gap = 24, line_gap = 4, button_w = button_width(ui, name, options), height = ui.theme().size.button;
    const float top = ui.next_y(), x = ui.left(), width = ui.width();
    if (width - button_w - gap < words_least) {
        ui.push_column({x, top, width, 0}, line_gap);
        words();
        ui.place(ui.pop_column());
        ui.gap(8);
        return button(ui, "choose", name, options);
    }
    ui.push_column({x, top, width - button_w - gap, 0}, line_gap);
    words();
    const float used = std::max(height, ui.pop_column());
    const Rect box{x + width - button_w, top + std::round((used - height) * 0.5f), button_w, height};
    const bool pressed = button_in(ui, "choose", name, box, options);
    ui.place(used);
    return pressed;
}

bool draw_not_ready(const View& view, const app::assist::Model& model, std::string_view title, int step) {
    const bool mine = model.errand && model.errand->id == view.model.route.id();
    if (mine && model.ready()) return false;
    page(view, {.title = title, .subtitle = step_words(step), .navigation = false}, [&] {
        if (!mine || !model.missing) return loading(view, 3);
        if (model.missing->kind != domain::ApiErrorKind::not_found) return failed(view, *model.missing);
        const Card card(view.ui, "missing");
        empty_state(view.ui, "state", Icon::info_circle, tr("apply.missing"), tr("assist.missing"));
    });
    return true;
}

}  // namespace ow::ui::assist_parts
