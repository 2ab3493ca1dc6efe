#include "ui/views/date_words.hpp"

#include "src/i18n/text.hpp"

namespace ow::ui {

DateWords date_words() {
    using i18n::tr;
    return {.year = tr("widget.date.year"),
            .month = tr("widget.date.month"),
            .day = tr("widget.date.day"),
            .choose = tr("widget.date.choose"),
            .close = tr("widget.date.close"),
            .earlier_month = tr("widget.date.earlier_month"),
            .later_month = tr("widget.date.later_month"),
            .earlier_year = tr("widget.date.earlier_year"),
            .later_year = tr("widget.date.later_year"),
            .month_title = tr("widget.date.month_title"),
            .day_name = tr("widget.date.day_name"),
            .months = {tr("time.month.01"), tr("time.month.02"), tr("time.month.03"), tr("time.month.04"),
                       tr("time.month.05"), tr("time.month.06"), tr("time.month.07"), tr("time.month.08"),
                       tr("time.month.09"), tr("time.month.10"), tr("time.month.11"), tr("time.month.12")},
            .weekdays = {tr("widget.weekday.0"), tr("widget.weekday.1"), tr("widget.weekday.2"), tr("widget.weekday.3"),
                         tr("widget.weekday.4"), tr("widget.weekday.5"), tr("widget.weekday.6")},
            .short_weekdays = {tr("widget.weekday.short.0"), tr("widget.weekday.short.1"), tr("widget.weekday.short.2"),
                               tr("widget.weekday.short.3"), tr("widget.weekday.short.4"), tr("widget.weekday.short.5"),
                               tr("widget.weekday.short.6")}};
}

}  // namespace ow::ui
