#include "ui/views/receipt/receipt_sheet.hpp"

#include "src/app/receipt/receipt.hpp"
#include "src/app/street/street.hpp"
#include "src/domain/codes.hpp"
#include "src/domain/ids.hpp"
#include "ui/views/words.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

void add(std::vector<SheetRow>& rows, std::string_view label, std::string_view value) {
    if (!value.empty()) rows.push_back({std::string(label), std::string(value)});
}

SheetPromise promise_of(const View& view, const domain::NextStep& step) {
    SheetPromise promise;
    if (step.by)
        promise.when = tr("receipt.by", {{"when", i18n::full_date_time(step.by->ms, view.model.zone_minutes)}});
    else
        promise.when = tr(step.code == domain::NextCode::verify_then_rate ? "receipt.next.after" : "receipt.next.soon");
    promise.what = tr("receipt.next." + std::string(domain::to_code(step.code)));
    return promise;
}

}  // namespace

ReceiptSheet receipt_sheet(const View& view, const domain::CaseDetail& detail) {
    const domain::CaseSummary& filed = detail.summary;
    ReceiptSheet sheet;
    sheet.number = domain::group_case_number(filed.number);
    const std::string code = app::receipt::query_code(view.model.get<app::receipt::Model>());
    if (!code.empty()) sheet.query_code = domain::group_query_code(code);
    sheet.link = "/t/" + filed.number;
    add(sheet.filed, tr("receipt.filed.category"), category_word(filed.category));
    add(sheet.filed, tr("receipt.filed.title"), filed.title);
    add(sheet.filed, tr("receipt.filed.place"), filed.place_text);
    if (filed.photos > 0)
        add(sheet.filed, tr("receipt.filed.photos"), tr("form.photos.count", {{"count", filed.photos}}));
    if (filed.created_at.ms > 0)
        add(sheet.filed, tr("receipt.filed.at"), i18n::full_date_time(filed.created_at.ms, view.model.zone_minutes));
    if (const auto& reference = view.model.get<app::street::Model>().reference.value) {
        const domain::Street& street = reference->street;
        add(sheet.office, tr("receipt.office"), street.center_name);
        add(sheet.office, tr("receipt.phone"), street.phone);
        const auto same = std::ranges::find(reference->phones, street.phone, &domain::HelpPhone::number);
        if (same != reference->phones.end()) add(sheet.office, tr("receipt.hours"), same->hours);
    }
    for (const domain::NextStep& step : detail.next)
        sheet.next.push_back(promise_of(view, step));
    return sheet;
}

std::vector<app::ReceiptLine> receipt_lines(const ReceiptSheet& sheet) {
    using Style = app::ReceiptLine::Style;
    std::vector<app::ReceiptLine> lines;
    const auto line = [&](Style style, std::string_view text) { lines.push_back({style, std::string(text)}); };
    const auto rows = [&](const std::vector<SheetRow>& all) {
        for (const SheetRow& row : all) {
            line(Style::label, row.label);
            line(Style::text, row.value);
        }
    };
    line(Style::title, tr("receipt.title"));
    line(Style::label, tr("receipt.number"));
    line(Style::value, sheet.number);
    if (!sheet.query_code.empty()) {
        line(Style::label, tr("receipt.code"));
        line(Style::value, sheet.query_code);
    }
    rows(sheet.filed);
    rows(sheet.office);
    for (const SheetPromise& promise : sheet.next) {
        line(Style::label, promise.when);
        line(Style::text, promise.what);
    }
    line(Style::qr, sheet.link);
    line(Style::note, tr("receipt.qr"));
    if (!sheet.query_code.empty()) line(Style::note, tr("receipt.keep.secret"));
    return lines;
}

}  // namespace ow::ui
