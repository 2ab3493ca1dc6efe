#include "ui/views/receipt/receipt.hpp"

#include "src/app/assist/pages.hpp"
#include "src/app/case_page/pages.hpp"
#include "src/app/receipt/receipt.hpp"
#include "src/app/session/session.hpp"
#include "src/app/street/street.hpp"
#include "src/app/track/pages.hpp"
#include "ui/views/page.hpp"
#include "ui/views/receipt/receipt_sheet.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/code_value.hpp"
#include "ui/widgets/columns.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/qr_code.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/timeline.hpp"

#include <algorithm>
#include <functional>

namespace ow::ui {

namespace {

/// One centred line or more on the green ground, with its node.
void centred(Ui& ui, std::string_view key, std::string_view text, const TextStyle& style, a11y::Role role,
             const Rect& inner, float& y) {
    const float h = ui.text_height(style, text, inner.w);
    ui.text_block(inner.x, y, inner.w, style, text, Align::center);
    a11y::Node& node = ui.emit(role, ui.id(key), text, {inner.x, y, inner.w, h}, style);
    node.states |= a11y::state_centered;
    if (role == a11y::Role::heading) {
        node.level = 1;
        node.states |= a11y::state_focusable;
    }
    y += h;
}

/// The green card: done, and where it went.
void draw_done(const View& view) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const std::string to = reference ? tr("receipt.sent_to", {{"center", reference->street.center_name}})
                                     : std::string(tr("receipt.sent"));
    const TextStyle title = ui.style(t.type.question, t.colour.on_brand, Face::bold);
    const TextStyle text = ui.style(t.type.body, t.colour.on_brand);
    constexpr float badge = 46, pad = 28;
    const float inner_w = ui.width() - 2 * t.size.card_pad;
    const float height = pad + badge + 20 + ui.text_height(title, tr("receipt.title"), inner_w) + 6 +
                         ui.text_height(text, to, inner_w) + pad;
    const Rect box = ui.place(height);
    ui.shadow(box, t.size.radius_card);
    ui.fill(box, t.colour.ok, t.size.radius_card);
    const float cx = box.x + box.w * 0.5f;
    ui.circle(cx, box.y + pad + badge * 0.5f, badge * 0.5f, t.colour.ok, t.colour.on_brand, 4);
    ui.icon(Icon::check, cx, box.y + pad + badge * 0.5f, badge * 0.6f, t.colour.on_brand);
    const Rect inner{box.x + t.size.card_pad, box.y, inner_w, height};
    float y = box.y + pad + badge + 20;
    centred(ui, "done", tr("receipt.title"), title, a11y::Role::heading, inner, y);
    y += 6;
    centred(ui, "to", to, text, a11y::Role::text, inner, y);
}

/// A code with its button, which says for a while that it has copied it.
bool draw_code(const View& view, std::string_view key, std::string_view label, std::string_view shown,
               std::string_view copied_text, std::string_view offered, std::string_view done) {
    const bool copied = view.model.copied && view.model.copied->text == copied_text;
    return code_value(view.ui, key, label, shown,
                      {.name = tr(copied ? "toast.copied" : "receipt.copy"),
                       .spoken = copied ? done : offered,
                       .state = copied ? CopyButton::State::copied : CopyButton::State::offered});
}

void draw_codes(const View& view, const ReceiptSheet& sheet, const std::string& number) {
    Ui& ui = view.ui;
    const Card card(ui, "codes");
    if (draw_code(view, "number", tr("receipt.number"), sheet.number, number, tr("receipt.copy_number"),
                  tr("receipt.copied_number")))
        view.send(app::shell::CopyPressed{number, {"receipt.copied_number", {}}});
    ui.gap(12);
    if (sheet.query_code.empty()) {
        paragraph(ui, "no-code", tr("receipt.no_code"), Tone::secondary);
        return;
    }
    const std::string code = app::receipt::query_code(view.model.get<app::receipt::Model>());
    if (draw_code(view, "code", tr("receipt.code"), sheet.query_code, code, tr("receipt.copy_code"),
                  tr("receipt.copied_code")))
        view.send(app::shell::CopyPressed{code, {"receipt.copied_code", {}}});
    ui.gap(12);
    paragraph(ui, "keep", tr("receipt.keep"), Tone::secondary);
}

void draw_next(const View& view, const ReceiptSheet& sheet) {
    Ui& ui = view.ui;
    if (sheet.next.empty()) return;
    const Card card(ui, "next");
    heading(ui, "title", 2, tr("receipt.next"));
    ui.gap(12);
    std::vector<TimelineEntry> entries;
    for (const SheetPromise& promise : sheet.next) {
        TimelineEntry entry;
        entry.title = promise.when;
        entry.when = promise.what;
        entry.dot = entries.empty() ? TimelineEntry::Dot::done : TimelineEntry::Dot::waiting;
        entries.push_back(std::move(entry));
    }
    timeline(ui, "steps", tr("receipt.next"), entries);
}

void draw_rows(Ui& ui, std::string_view key, const std::vector<SheetRow>& rows) {
    const Scope scope(ui, key);
    for (std::size_t i = 0; i < rows.size(); ++i)
        answer_row(ui, std::to_string(i), rows[i].label, rows[i].value, {}, {}, i + 1 < rows.size());
}

/// What was filed, who has it now, and the way there for another phone.
void draw_filed(const View& view, const ReceiptSheet& sheet) {
    Ui& ui = view.ui;
    {
        const Card card(ui, "filed");
        heading(ui, "title", 2, tr("receipt.filed"));
        ui.gap(4);
        draw_rows(ui, "rows", sheet.filed);
    }
    const Card card(ui, "office");
    heading(ui, "title", 2, tr("receipt.reach"));
    ui.gap(4);
    draw_rows(ui, "rows", sheet.office);
    ui.gap(12);
    qr_code(ui, "qr", sheet.link, tr("receipt.qr.name"), tr("receipt.qr"));
}

/// Whether a grid worker filed it for somebody: the way on is their own list, the tracking is the person's.
bool is_helper(const View& view) {
    const domain::Account* account = app::account_of(view.model);
    return account != nullptr && account->role == domain::Role::grid_worker;
}

/// The case page for its filer, tracking by number and code for anybody else.
std::string progress_href(const View& view, const std::string& number) {
    if (is_helper(view)) return app::format_route(app::to_page(app::pages::assisted));
    const bool resident = view.model.get<app::session::Model>().account &&
                          !domain::is_staff(*view.model.get<app::session::Model>().account);
    return app::format_route(resident ? app::to_case(number) : app::to_page(app::pages::track, number));
}

void draw_ways_on(const View& view, const ReceiptSheet& sheet, const std::string& number) {
    Ui& ui = view.ui;
    const auto keep = [&] {
        const RowButton buttons[] = {
            {"print", tr("receipt.print"), {.kind = ButtonKind::secondary, .icon = Icon::printer}, 1},
            {"image", tr("receipt.save_image"), {.kind = ButtonKind::secondary, .icon = Icon::photo}, 1},
        };
        const auto pressed = button_row(ui, buttons);
        if (pressed == 0u) view.send(app::shell::PrintPressed{});
        if (pressed == 1u) view.send(app::receipt::SaveImagePressed{receipt_lines(sheet)});
        // Some apps show pages and drop what they download, without a word to the page.
        if (view.model.get<app::receipt::Model>().picture_given) {
            ui.gap(8);
            banner(ui, "given", CardStyle::soft_ok, Icon::photo, tr("receipt.saved"), true);
        }
    };
    const std::string_view on = tr(is_helper(view) ? "receipt.helped" : "receipt.progress");
    beside(ui, 0.6f, 480, keep, [&] { button_link(ui, "progress", on, progress_href(view, number), true); });
}

}  // namespace

void draw_receipt(const View& view) {
    // On a phone the receipt is a sheet of its own, as on paper; wide screens keep their frame, and the elder mode its
    // phone and its reading aloud.
    const bool wide = view.ui.wide(), elder = view.ui.theme().elder();
    const PageSpec spec{.title = tr("page.receipt.title"),
                        .title_is_heading = false,
                        .navigation = wide,
                        .top_bar = wide || elder,
                        .pill = elder ? PageSpec::Pill::read_aloud : PageSpec::Pill::none,
                        .max_width = 560};
    const app::receipt::Model& model = view.model.get<app::receipt::Model>();
    const domain::CaseDetail* detail = app::receipt::shown_case(model);
    if (detail == nullptr) {
        page(view, spec, [&] {
            heading(view.ui, "waiting", 1, tr("receipt.waiting"));
            if (!model.loading && model.detail.error)
                failed(view, *model.detail.error);
            else
                loading(view, 3);
        });
        return;
    }
    const ReceiptSheet sheet = receipt_sheet(view, *detail);
    const std::string& number = detail->summary.number;
    const auto ways_on = [&] { draw_ways_on(view, sheet, number); };
    const auto content = [&] {
        draw_done(view);
        draw_codes(view, sheet, number);
        draw_next(view, sheet);
        if (!wide) ways_on();
        draw_filed(view, sheet);
    };
    // A wide screen is seldom high enough for all of it: there the ways on stay in sight.
    page(view, spec, content, wide ? std::function<void()>(ways_on) : nullptr);
}

}  // namespace ow::ui
