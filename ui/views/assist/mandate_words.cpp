#include "ui/views/assist/mandate_words.hpp"

#include "src/app/street/street.hpp"
#include "ui/views/assist/assist_pages.hpp"
#include "ui/views/words.hpp"

namespace ow::ui {

namespace {

/// "替我交上去、告诉我办到哪一步".
std::string scope_words(const app::assist::Errand& errand) {
    std::string words(tr("mandate.text.scope.file"));
    for (const domain::Value& scope : errand.mandate.answers.list_at("scopes"))
        if (const std::string* code = scope.as_text()) {
            words += tr("mandate.text.and");
            words += tr("mandate.text.scope." + *code);
        }
    return words;
}

}  // namespace

std::string mandate_text(const View& view, const app::assist::Errand& errand) {
    const domain::CivilDate last = app::assist::last_day(errand, assist_parts::today_of(view));
    const domain::Instant day = domain::from_civil({last, 0, 0, 0, 0}, view.model.zone_minutes);
    const domain::Account* account = app::account_of(view.model);
    const domain::Reference* reference = assist_parts::reference_of(view);
    const std::string matter = assist_parts::matter_words(errand);
    const bool appeal = errand.kind == app::assist::Kind::appeal;
    const std::string who =
        tr(appeal ? "mandate.text.appeal" : "mandate.text.service",
           {{"number", account == nullptr ? std::string() : account->staff_no}, {"matter", matter}});
    const std::string scopes = tr("mandate.text.scopes", {{"scopes", scope_words(errand)}});
    // Long before any day of a mandate: the year is always said.
    const std::string until = tr("mandate.text.until", {{"day", i18n::date(ms(day), 0, view.model.zone_minutes)},
                                                        {"days", app::assist::days_of(errand)}});
    const std::string revoke = reference == nullptr || reference->street.phone.empty()
                                   ? std::string(tr("mandate.text.revoke"))
                                   : tr("mandate.text.revoke_by_phone", {{"phone", reference->street.phone}});
    return tr("mandate.text.whole", {{"about", who}, {"scopes", scopes}, {"until", until}, {"revoke", revoke}});
}

}  // namespace ow::ui
