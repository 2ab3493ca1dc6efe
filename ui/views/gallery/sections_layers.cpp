/// Gallery: icon buttons, switches and signs, and what opens above the page.

#include "ui/views/gallery/sections.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/avatar.hpp"
#include "ui/widgets/badge.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/menu.hpp"
#include "ui/widgets/shortcut_help.hpp"
#include "ui/widgets/switch.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/toast.hpp"
#include "ui/widgets/tooltip.hpp"

#include <algorithm>

namespace ow::ui::gallery {

void draw_controls(Ui& ui, State& state) {
    struct Sample {
        std::string_view key, name;
        Icon icon;
        ButtonOptions options;
    };
    const Sample samples[] = {
        {"edit", tr("gallery.icon.edit"), Icon::edit, {.kind = ButtonKind::secondary}},
        {"remove", tr("gallery.icon.remove"), Icon::trash, {.kind = ButtonKind::danger}},
        {"star", tr("gallery.icon.star"), Icon::star, {.kind = ButtonKind::quiet, .pressed = state.starred}},
        {"off", tr("gallery.icon.off"), Icon::printer, {.kind = ButtonKind::secondary, .disabled = true}},
        {"busy", tr("gallery.icon.busy"), Icon::refresh, {.kind = ButtonKind::secondary, .busy = true}},
    };
    const float side = ui.theme().size.target, step = side + 12;
    const int fit = std::max(1, static_cast<int>((ui.width() + 12) / step));
    Rect line{};
    int column = fit;
    for (const Sample& sample : samples) {
        if (column == fit) {
            line = ui.place(side);
            column = 0;
        }
        const Rect box{line.x + step * static_cast<float>(column++), line.y, side, side};
        if (icon_button(ui, sample.key, sample.name, sample.icon, box, sample.options) && sample.icon == Icon::star)
            state.starred = !state.starred;
    }
    const Card card(ui, "switches");
    if (const auto now = switch_control(ui, "reminders", tr("gallery.switch.off"), state.reminders,
                                        {.detail = tr("gallery.switch.off.detail")}))
        state.reminders = *now;
    divider(ui);
    switch_control(ui, "disabled", tr("gallery.switch.disabled"), false, {.disabled = true});
    divider(ui);
    switch_control(ui, "disabled-on", tr("gallery.switch.disabled.on"), true, {.disabled = true});
    divider(ui);
    switch_control(ui, "busy-switch", tr("gallery.switch.busy"), true, {.busy = true});
}

void draw_people(Ui& ui, State&) {
    const Card card(ui, "people");
    badge_line(ui, "messages", tr("gallery.badge"), 3, tr("gallery.badge.spoken", {{"count", 3}}));
    badge_line(ui, "tasks", tr("gallery.badge.many"), 128, tr("gallery.badge.many.spoken", {{"count", 128}}));
    divider(ui);
    avatar_line(ui, "worker", tr("gallery.person.1"), tr("gallery.person.1.detail"));
    avatar_line(ui, "resident", tr("gallery.person.2"), tr("gallery.person.2.detail"));
}

void draw_layers(Ui& ui, State& state) {
    const MenuItem items[] = {{"copy", tr("gallery.menu.copy"), Icon::copy},
                              {"print", tr("gallery.menu.print"), Icon::printer},
                              {"share", tr("gallery.menu.share"), Icon::users, true},
                              {"withdraw", tr("gallery.menu.withdraw"), Icon::trash, false, true}};
    if (auto chosen =
            menu_button(ui, "menu", tr("gallery.menu"), items, {.kind = ButtonKind::secondary, .icon = Icon::dots}))
        for (const MenuItem& item : items)
            if (item.value == *chosen) state.command = item.title;
    if (!state.command.empty())
        paragraph(ui, "chosen", tr("gallery.menu.chosen", {{"what", state.command}}), Tone::secondary);
    menu_button(ui, "menu-off", tr("gallery.menu.off"), items, {.kind = ButtonKind::secondary, .disabled = true});
    const float side = ui.theme().size.target;
    Rect place = ui.place(side);
    place.w = side;
    icon_button(ui, "export", tr("gallery.tip"), Icon::send, place, {.kind = ButtonKind::secondary});
    tooltip(ui, ui.id("export"), tr("gallery.tip.text"));
    if (button(ui, "sheet", tr("gallery.sheet.open"), {.kind = ButtonKind::secondary, .icon = Icon::filter}))
        state.sheet = true;
    if (button(ui, "shortcuts", tr("gallery.shortcuts.open"), {.kind = ButtonKind::quiet, .icon = Icon::keyboard}))
        state.shortcuts = true;
    const Toast toasts[] = {{1, ToastKind::info, tr("gallery.toast.info")},
                            {2, ToastKind::good, tr("gallery.toast.good")},
                            {3, ToastKind::warning, tr("gallery.toast.warning")},
                            {4, ToastKind::bad, tr("gallery.toast.bad")}};
    for (const Toast& one : toasts)
        toast(ui, "toast" + std::to_string(one.id), one, tr("gallery.toast.close"));
}

namespace {

void draw_sheet(Ui& ui, State& state) {
    const Dialog sheet(ui, "sheet-layer", tr("gallery.sheet.title"),
                       {.place = DialogPlace::sheet, .close = tr("gallery.sheet.close")});
    paragraph(ui, "text", tr("gallery.sheet.text"));
    if (const auto now = switch_control(ui, "overdue", tr("gallery.sheet.overdue"), state.overdue))
        state.overdue = *now;
    if (sheet.dismissed()) state.sheet = false;
}

}  // namespace

void draw_open_layers(Ui& ui, State& state) {
    if (state.sheet) draw_sheet(ui, state);
    if (!state.shortcuts) return;
    static constexpr std::string_view tab[] = {"Tab"}, back[] = {"Shift", "Tab"},
                                      arrows[] = {"\xE2\x86\x91\xE2\x86\x93"}, enter[] = {"Enter"}, escape[] = {"Esc"};
    const Shortcut moving[] = {{tab, tr("gallery.shortcuts.next")},
                               {back, tr("gallery.shortcuts.previous")},
                               {arrows, tr("gallery.shortcuts.choose")}};
    const Shortcut acting[] = {{enter, tr("gallery.shortcuts.press")}, {escape, tr("gallery.shortcuts.escape")}};
    const ShortcutGroup groups[] = {{tr("gallery.shortcuts.move"), moving}, {tr("gallery.shortcuts.act"), acting}};
    if (shortcut_help(ui, "shortcut-layer", tr("gallery.shortcuts.title"), tr("gallery.sheet.close"), groups))
        state.shortcuts = false;
}

}  // namespace ow::ui::gallery
