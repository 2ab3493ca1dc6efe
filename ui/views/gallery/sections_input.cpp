/// Gallery: what a person presses, follows, fills in and chooses.

#include "ui/views/gallery/sections.hpp"

#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/switch.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

namespace ow::ui::gallery {

void draw_buttons(Ui& ui, State& state) {
    button(ui, "primary", tr("gallery.button.primary"), {.icon = Icon::send});
    button(ui, "secondary", tr("gallery.button.secondary"), {.kind = ButtonKind::secondary});
    button(ui, "danger", tr("gallery.button.danger"), {.kind = ButtonKind::danger, .icon = Icon::trash});
    button(ui, "quiet", tr("gallery.button.quiet"), {.kind = ButtonKind::quiet, .icon = Icon::copy});
    if (button(ui, "pill", tr("gallery.button.pill"), {.kind = ButtonKind::pill, .pressed = state.pressed}))
        state.pressed = !state.pressed;
    if (button(ui, "agree", tr("gallery.button.agree"),
               {.kind = ButtonKind::agree, .icon = Icon::check, .pressed = state.pressed}))
        state.pressed = !state.pressed;
    button(ui, "disabled", tr("gallery.button.disabled"), {.disabled = true});
    button(ui, "busy", tr("gallery.button.busy"), {.busy = true});
    const ButtonOptions unfolds{.kind = ButtonKind::secondary, .expanded = state.expanded, .expandable = true};
    if (button(ui, "expandable", tr("gallery.button.expandable"), unfolds)) state.expanded = !state.expanded;
    const float side = ui.theme().size.target;
    Rect place = ui.place(side);
    place.w = side;
    icon_button(ui, "icon", tr("gallery.button.icon"), Icon::printer, place, {.kind = ButtonKind::quiet});
    const RowButton row[] = {
        {.key = "row-back", .name = tr("gallery.button.back"), .options = {.kind = ButtonKind::secondary}},
        {.key = "row-next", .name = tr("gallery.button.next"), .weight = 2}};
    button_row(ui, row);
    const RowButton bar[] = {
        {.key = "bar-refuse", .name = tr("gallery.button.refuse"), .options = {.kind = ButtonKind::danger}},
        {.key = "bar-return", .name = tr("gallery.button.return"), .options = {.kind = ButtonKind::secondary}},
        {.key = "bar-accept", .name = tr("gallery.button.accept")}};
    button_bar(ui, bar);
}

void draw_links(Ui& ui, State&) {
    static constexpr std::string_view here = "#/gallery";
    text_link(ui, "text", tr("gallery.link.text"), here, ui.theme().colour.brand, true);
    text_link(ui, "short", tr("gallery.link.short"), here, ui.theme().colour.brand, false);
    {
        const Card card(ui, "rows");
        row_link(ui, "row",
                 {.title = tr("gallery.link.row"),
                  .subtitle = tr("gallery.link.row.detail"),
                  .href = here,
                  .icon = Icon::file_text});
        divider(ui);
        row_link(ui, "tagged",
                 {.title = tr("gallery.link.tagged"),
                  .href = here,
                  .icon = Icon::map_pin,
                  .tag = {std::string(tr("gallery.tag.ok")), TagKind::ok, Icon::check},
                  .trailing = tr("gallery.link.trailing")});
    }
    row_link(
        ui, "padded",
        {.title = tr("gallery.link.padded"), .subtitle = tr("gallery.link.row.detail"), .href = here, .padded = true});
    ui.gap(0);
    row_link(ui, "selected",
             {.title = tr("gallery.link.selected"),
              .subtitle = tr("gallery.link.row.detail"),
              .href = here,
              .tag = {std::string(tr("gallery.tag.warn")), TagKind::warn},
              .selected = true,
              .padded = true});
    using Ground = Tile::Ground;
    struct Sample {
        std::string_view key, title;
        Ground ground;
    };
    const Sample samples[] = {{"tile-brand", tr("gallery.tile.brand"), Ground::brand},
                              {"tile-teal", tr("gallery.tile.teal"), Ground::teal},
                              {"tile-plain", tr("gallery.tile.plain"), Ground::surface}};
    for (const Sample& sample : samples) {
        const Tile one{.title = sample.title,
                       .subtitle = tr("gallery.tile.detail"),
                       .href = here,
                       .icon = Icon::home,
                       .ground = sample.ground};
        tile(ui, sample.key, one, ui.place(tile_height(ui, one, ui.width())));
    }
    wide_tile(ui, "wide", tr("gallery.tile.wide"), here, Icon::phone, TagKind::ok);
    const float badge = ui.theme().elder() ? 60.0f : 48.0f;
    icon_link(ui, "icon", tr("gallery.link.icon"), here, Icon::school,
              ui.place(badge + 22 + ui.theme().type.secondary * 1.5f));
    button_link(ui, "button", tr("gallery.link.button"), here, true, Icon::login);
    button_link(ui, "button2", tr("gallery.link.button2"), here, false);
}

void draw_fields(Ui& ui, State& state) {
    const auto field = [&](std::string_view key, FieldSpec spec, std::string& value) {
        if (spec.value.empty()) spec.value = value;
        if (auto result = text_field(ui, key, spec); result.changed) value = *result.changed;
    };
    std::string unchanged;
    field("text", {.label = tr("gallery.field.text"), .value = "", .hint = tr("gallery.field.hint")}, state.text);
    field("invalid",
          {.label = tr("gallery.field.invalid"),
           .value = "1380",
           .error = tr("gallery.field.error"),
           .input = a11y::InputType::tel,
           .autocomplete = "tel"},
          unchanged);
    field("disabled", {.label = tr("gallery.field.disabled"), .value = tr("gallery.field.fixed"), .disabled = true},
          unchanged);
    field("notes",
          {.label = tr("gallery.field.notes"),
           .value = "",
           .note = tr("gallery.field.saved"),
           .note_icon = Icon::cloud_check,
           .rows = 4,
           .max_length = 500,
           .required = false},
          state.notes);
    field("search",
          {.label = tr("gallery.field.search"),
           .value = "",
           .input = a11y::InputType::search,
           .required = false,
           .label_at = LabelAt::inside,
           .icon = Icon::search},
          state.text);
    field("code",
          {.label = tr("gallery.field.code"),
           .value = "",
           .input = a11y::InputType::one_time_code,
           .autocomplete = "one-time-code"},
          state.phone);
    field("password",
          {.label = tr("gallery.field.password"),
           .value = "secret",
           .input = a11y::InputType::password,
           .autocomplete = "current-password"},
          unchanged);
    field("masked",
          {.label = tr("gallery.field.masked"),
           .value = "13812345678",
           .input = a11y::InputType::tel,
           .shown = "138****5678"},
          unchanged);
}

void draw_choices(Ui& ui, State& state) {
    if (const auto now = checkbox(ui, "agree", tr("gallery.choice.agree"), state.agreed)) state.agreed = *now;
    checkbox(ui, "ticked", tr("gallery.choice.ticked"), true);
    checkbox(ui, "missing", tr("gallery.choice.missing"), false, tr("gallery.choice.missing.error"), true);
    if (const auto now = switch_control(ui, "switch", tr("gallery.choice.switch"), state.on,
                                        {.detail = tr("gallery.choice.switch.detail")}))
        state.on = *now;
    const Choice places[] = {{"text", tr("gallery.choice.place.text"), tr("gallery.choice.place.detail")},
                             {"device", tr("gallery.choice.place.device"), {}, Icon::map_pin},
                             {"grid", tr("gallery.choice.place.grid")}};
    if (auto now =
            radio_group(ui, "place", {.label = tr("gallery.choice.place"), .hint = tr("gallery.choice.place.hint")},
                        places, state.place))
        state.place = *now;
    radio_group(ui, "unchosen", {.label = tr("gallery.choice.unchosen"), .error = tr("gallery.choice.unchosen.error")},
                places, "");
    const Choice scores[] = {{"1", "1"}, {"2", "2"}, {"3", "3"}, {"4", "4"}, {"5", "5"}};
    const ChoiceGroup score{.label = tr("gallery.choice.score"), .layout = ChoiceLayout::segments};
    if (auto now = radio_group(ui, "score", score, scores, state.score)) state.score = *now;
    const ChoiceGroup grid{
        .label = tr("gallery.choice.grid"), .hint = tr("gallery.choice.grid.hint"), .required = false};
    if (auto now = select(ui, "grid", grid, places, state.grid, tr("gallery.choice.none"))) state.grid = *now;
    const Choice tabs_of[] = {{"open", tr("gallery.choice.tab.open")}, {"done", tr("gallery.choice.tab.done")}};
    if (auto now = tabs(ui, "tabs", tr("gallery.choice.tabs"), tabs_of, state.tab)) state.tab = *now;
}

}  // namespace ow::ui::gallery
