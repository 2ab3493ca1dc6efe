#include "ui/widgets/filter_list.hpp"

#include "ui/frame/layout.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

/// The filters side by side, as many a row as fit. Returns the key of the one pressed.
std::optional<std::string> filter_chips(Ui& ui, const FilterListSpec& spec) {
    if (spec.filters.empty()) return std::nullopt;
    const Theme& t = ui.theme();
    std::optional<std::string> pressed;
    const Group group(ui, "filters", a11y::Role::group, spec.filters_name);
    const Rect at{ui.left(), ui.next_y(), ui.width(), 0};
    const float height = std::max(t.size.target, ui.secondary().line_height() + 16);
    Wrap lines(at, 8, 8);
    for (const FilterChip& chip : spec.filters) {
        const ButtonOptions options{
            .kind = ButtonKind::pill, .icon = chip.on ? Icon::check : Icon::none, .pressed = chip.on};
        const float w = std::clamp(button_width(ui, chip.name, options), t.size.target, at.w);
        if (button_in(ui, chip.key, chip.name, lines.next(w, height), options)) pressed = chip.key;
    }
    ui.place(lines.height());
    return pressed;
}

}  // namespace

FilterListResult filter_list(Ui& ui, std::string_view key, const FilterListSpec& spec) {
    FilterListResult result;
    const Scope scope(ui, key);
    {
        const Group search(ui, "search-area", a11y::Role::search, spec.search_label);
        result.searched = text_field(ui, "search",
                                     {.label = spec.search_label,
                                      .value = spec.search,
                                      .input = a11y::InputType::search,
                                      .required = false,
                                      .label_at = LabelAt::inside,
                                      .icon = Icon::search})
                              .changed;
        ui.gap(12);
        result.toggled = filter_chips(ui, spec);
    }
    ui.gap(12);
    {
        // Said whenever the number changes, without taking the focus from the field.
        const Group count(ui, "count", a11y::Role::status);
        paragraph(ui, "found", spec.found, Tone::secondary);
    }
    const bool narrowed = !spec.search.empty() || std::ranges::any_of(spec.filters, &FilterChip::on);
    const std::size_t total = std::max(spec.list.total, spec.list.loaded);
    if (total == 0) empty_state(ui, "none", Icon::search, spec.none_title, spec.none_text);
    if (narrowed)
        result.cleared = button(ui, "clear", spec.clear,
                                {.kind = total == 0 ? ButtonKind::secondary : ButtonKind::quiet, .icon = Icon::x});
    if (total > 0) result.list = virtual_list(ui, "list", spec.list);
    return result;
}

}  // namespace ow::ui
