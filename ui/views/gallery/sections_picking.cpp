/// Gallery: fields with a form of their own - dates, money, identity numbers, suggestions, steps.

#include "ui/views/date_words.hpp"
#include "ui/views/gallery/sections.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/cascade.hpp"
#include "ui/widgets/combobox.hpp"
#include "ui/widgets/date_range_field.hpp"
#include "ui/widgets/id_number_field.hpp"
#include "ui/widgets/money_field.hpp"

namespace ow::ui::gallery {

namespace {

constexpr domain::CivilDate today{2026, 3, 18};

void draw_dates(Ui& ui, State& state) {
    const DateWords words = date_words();
    const domain::DateBounds lived{.first = domain::CivilDate{1900, 1, 1}, .last = today};
    if (auto now = date_field(ui, "birth",
                              {.label = tr("gallery.date.birth"),
                               .value = state.birth,
                               .words = words,
                               .hint = tr("gallery.date.birth.hint"),
                               .bounds = lived,
                               .today = today,
                               .birthday = true});
        now.changed)
        state.birth = *now.changed;
    const domain::DateText past{"2026", "2", "20"}, fixed{"2026", "3", "18"};
    date_field(ui, "visit",
               {.label = tr("gallery.date.visit"),
                .value = past,
                .words = words,
                .error = tr("gallery.date.visit.error"),
                .bounds = {.first = today},
                .today = today});
    date_field(ui, "off", {.label = tr("gallery.date.off"), .value = fixed, .words = words, .disabled = true});
    date_field(ui, "read", {.label = tr("gallery.date.read"), .value = fixed, .words = words, .read_only = true});
    if (auto now = date_range_field(ui, "range",
                                    {.label = tr("gallery.range"),
                                     .from_label = tr("gallery.range.from"),
                                     .to_label = tr("gallery.range.to"),
                                     .from = state.from,
                                     .to = state.to,
                                     .words = words,
                                     .hint = tr("gallery.range.hint"),
                                     .today = today});
        now.from || now.to) {
        if (now.from) state.from = *now.from;
        if (now.to) state.to = *now.to;
    }
    date_range_field(ui, "wrong-range",
                     {.label = tr("gallery.range.wrong"),
                      .from_label = tr("gallery.range.from"),
                      .to_label = tr("gallery.range.to"),
                      .from = fixed,
                      .to = past,
                      .words = words,
                      .error = tr("gallery.range.error")});
}

void draw_numbers(Ui& ui, State& state) {
    if (auto now =
            money_field(ui, "money", {.label = tr("gallery.money"), .value = state.money}, tr("gallery.money.unit"));
        now.changed)
        state.money = *now.changed;
    money_field(ui, "money-wrong",
                {.label = tr("gallery.money.wrong"), .value = "12.345", .error = tr("gallery.money.error")},
                tr("gallery.money.unit"));
    if (auto now = id_number_field(ui, "identity",
                                   {.label = tr("gallery.id"), .value = state.identity, .hint = tr("gallery.id.hint")});
        now.changed)
        state.identity = *now.changed;
    id_number_field(ui, "identity-wrong",
                    {.label = tr("gallery.id.wrong"), .value = "110101199003076630", .error = tr("gallery.id.error")});
}

void draw_suggestions(Ui& ui, State& state) {
    const Suggestion estates[] = {
        {"1", tr("gallery.estate.1"), tr("gallery.estate.detail"), "lxxc"},
        {"2", tr("gallery.estate.2"), {}, "lxsy"},
        {"3", tr("gallery.estate.3"), {}, "dhhy"},
        {"4", tr("gallery.estate.4"), {}, "dhl"},
        {"5", tr("gallery.estate.5"), {}, "xtjy"},
        {"6", tr("gallery.estate.6"), {}, "xtgy"},
        {"7", tr("gallery.estate.7"), {}, "qsqxq"},
        {"8", tr("gallery.estate.8"), {}, "wty"},
    };
    const auto count = [](std::size_t number) {
        return tr_plural("gallery.combo.count", static_cast<long long>(number),
                         {{"count", static_cast<long long>(number)}});
    };
    if (auto now = combobox(ui, "estate",
                            {.label = tr("gallery.combo"),
                             .text = state.estate,
                             .suggestions = estates,
                             .none_found = tr("gallery.combo.none"),
                             .count = count,
                             .hint = tr("gallery.combo.hint")});
        now.text)
        state.estate = *now.text;
    combobox(ui, "section",
             {.label = tr("gallery.combo.wrong"),
              .text = "?",
              .suggestions = estates,
              .none_found = tr("gallery.combo.none"),
              .count = count,
              .error = tr("gallery.combo.error")});
    combobox(ui, "street",
             {.label = tr("gallery.combo.off"),
              .text = tr("gallery.combo.street"),
              .suggestions = {},
              .none_found = {},
              .count = {},
              .disabled = true});
}

/// Communities, their grids, their buildings; the words of the numbered ones are made once.
std::vector<CascadeItem> places_below(const std::vector<std::string>& path) {
    static std::vector<std::string> titles(6);
    static constexpr std::string_view numbers[] = {"1", "2", "3"};
    if (path.empty()) return {{"a", tr("gallery.cascade.a"), false}, {"b", tr("gallery.cascade.b"), false}};
    std::vector<CascadeItem> items;
    const bool grids = path.size() == 1;
    if (path.size() > 2) return items;
    for (std::size_t i = 0; i < 3; ++i) {
        std::string& title = titles[i + (grids ? 0 : 3)];
        title = tr(grids ? "gallery.cascade.grid" : "gallery.cascade.building", {{"number", numbers[i]}});
        items.push_back({numbers[i], title, !grids});
    }
    return items;
}

void draw_cascades(Ui& ui, State& state) {
    if (auto now = cascade(ui, "building",
                           {.label = tr("gallery.cascade"),
                            .back = tr("gallery.cascade.back"),
                            .children = places_below,
                            .chosen = state.building,
                            .hint = tr("gallery.cascade.hint")}))
        state.building = *now;
    const std::vector<std::string> none;
    cascade(ui, "registered",
            {.label = tr("gallery.cascade.off"),
             .back = tr("gallery.cascade.back"),
             .children = places_below,
             .chosen = none,
             .error = tr("gallery.cascade.off.error"),
             .disabled = true});
}

}  // namespace

void draw_pickers(Ui& ui, State& state) {
    draw_dates(ui, state);
    draw_numbers(ui, state);
    draw_suggestions(ui, state);
    draw_cascades(ui, state);
}

}  // namespace ow::ui::gallery
