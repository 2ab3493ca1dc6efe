#include "ui/views/receipt/receipt_sheet.hpp"

#include "src/app/receipt/receipt.hpp"
#include "src/app/street/street.hpp"
#include "src/domain/codes.hpp"
#include "src/domain/ids.hpp"
#include "ui/views/words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace ow::ui {

namespace {

#include "ui/views/receipt/receipt_lines.inl"

/// How many were handed in; "" for none.
std::string some(std::string_view key, int count) {
    return count > 0 ? std::string(tr(key, {{"count", count}})) : std::string();
}

/// What stands in a line; "" where it is not known here.
std::string value_of(const View& view, const domain::CaseDetail& detail, Line line) {
    const domain::CaseSummary& filed = detail.summary;
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    const bool is_application = filed.category == domain::Category::service;
    switch (line) {
        case Line::category: return std::string(category_word(filed.category));
        case Line::title: return filed.title;
        case Line::place: return filed.place_text;
        case Line::photos: return is_application ? std::string() : some("form.photos.count", filed.photos);
        // There may be a PDF among them.
        case Line::papers: return is_application ? some("form.documents.count", filed.photos) : std::string();
        case Line::promised: {
            std::string names;
            for (const domain::FilledLine& one : detail.filled)
                if (one.is_promise()) add_to_list(names, one.label);
            return names;
        }
        case Line::at:
            return filed.created_at.ms > 0 ? i18n::full_date_time(filed.created_at.ms, view.model.zone_minutes)
                                           : std::string();
        case Line::by: return detail.filed_by;
        case Line::who: return filed.department_name;
        case Line::office: return reference ? reference->street.center_name : std::string();
        case Line::phone: return reference ? reference->street.phone : std::string();
        case Line::hours: break;
    }
    if (!reference) return {};
    const auto same = std::ranges::find(reference->phones, reference->street.phone, &domain::HelpPhone::number);
    return same != reference->phones.end() ? same->hours : std::string();
}

template <std::size_t Count>
std::vector<SheetRow> rows_of(const View& view, const domain::CaseDetail& detail,
                              const std::array<LineRow, Count>& lines) {
    std::vector<SheetRow> rows;
    for (const LineRow& row : lines)
        if (std::string value = value_of(view, detail, row.line); !value.empty())
            rows.push_back({std::string(tr(row.words)), std::move(value)});
    return rows;
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
    sheet.filed = rows_of(view, detail, filed_lines);
    for (const domain::BundlePart& part : detail.parts)
        sheet.filed.push_back({part.title, domain::group_case_number(part.number)});
    sheet.office = rows_of(view, detail, office_lines);
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
