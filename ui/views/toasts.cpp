#include "ui/views/toasts.hpp"

#include "ui/views/words.hpp"
#include "ui/widgets/toast.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ow::ui {

namespace {

/// Widest message, and the room around it. CSS px.
constexpr float widest = 560, around = 8;

ToastKind kind_of(app::Tone tone) {
    switch (tone) {
        case app::Tone::good: return ToastKind::good;
        case app::Tone::warning: return ToastKind::warning;
        case app::Tone::bad: return ToastKind::bad;
        default: return ToastKind::info;
    }
}

}  // namespace

float toasts_height(const View& view) {
    return view.model.toasts.empty() ? 0 : view.ui.recall(view.ui.id("toasts-height"), 72 + 2 * around);
}

void draw_toasts(const View& view, const Rect& area) {
    Ui& ui = view.ui;
    const std::vector<app::Toast>& all = view.model.toasts;
    // Where there is little height the newest is what there is room for.
    const std::size_t first = ui.surface().height < 520 && all.size() > 1 ? all.size() - 1 : 0;
    std::vector<std::string> texts;
    texts.reserve(all.size());
    std::vector<Toast> toasts;
    for (std::size_t i = first; i < all.size(); ++i)
        toasts.push_back({all[i].id, kind_of(all[i].tone),
                          texts.emplace_back(words(all[i].text, view.model.now, view.model.zone_minutes))});
    const float width = std::min(area.w - 2 * ui.theme().size.margin, widest);
    const float top = area.y + area.h - toasts_height(view) + around;
    ui.push_column({area.x + (area.w - width) * 0.5f, top, width, 0}, around);
    if (const auto closed = toast_stack(ui, "toasts", toasts, tr("toast.close")))
        view.send(app::shell::ToastDismissed{*closed});
    const float used = ui.pop_column();
    if (!toasts.empty()) ui.remember(ui.id("toasts-height"), used + 2 * around);
}

}  // namespace ow::ui
