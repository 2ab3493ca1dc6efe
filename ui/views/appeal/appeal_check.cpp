#include "ui/views/appeal/appeal_parts.hpp"

#include "src/app/appeal/appeal.hpp"
#include "src/app/appeal/pages.hpp"
#include "src/app/session/session.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/code_value.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include "src/domain/codes.hpp"
#include "src/domain/phone.hpp"

namespace ow::ui::appeal_parts {

namespace {

namespace appeal = app::appeal;
using domain::AppealStep;

std::string mode_key(domain::ContactMode mode) { return "appeal.contact." + std::string(domain::to_code(mode)); }

std::string account_phone(const View& view) {
    return view.model.get<app::session::Model>().account ? view.model.get<app::session::Model>().account->phone_masked
                                                         : std::string();
}

/// The answer to "how can we reach you" in one line.
std::string contact_text(const View& view) {
    const domain::AppealDraft& draft = view.model.get<app::appeal::Model>().draft;
    if (!draft.contact_mode) return {};
    const auto phone = domain::normalise_phone(draft.contact_phone);
    const std::string other =
        draft.contact_phone.empty()
            ? std::string()
            : tr("appeal.check.other_phone",
                 {{"phone", phone.ok() ? domain::group_phone(phone.value()) : draft.contact_phone}});
    return dotted({tr(mode_key(*draft.contact_mode)), account_phone(view), other});
}

void draw_answers(const View& view) {
    Ui& ui = view.ui;
    const domain::AppealDraft& draft = view.model.get<app::appeal::Model>().draft;
    const Card card(ui, "answers");
    const auto row = [&](const char* name, std::string_view value, AppealStep step, bool line = true) {
        const std::string key = "appeal.check." + std::string(name);
        answer_row(ui, name, tr(key), value.empty() ? tr("appeal.check.empty") : value, tr("appeal.check.change"),
                   app::format_route(app::to_appeal_step(step)), line);
    };
    row("kind", draft.category ? category_word(*draft.category) : std::string_view{}, AppealStep::kind);
    row("title", draft.title, AppealStep::what);
    row("description", draft.description, AppealStep::what);
    row("place", draft.place_text, AppealStep::where);
    if (const std::string grid = grid_text(view.model, draft.grid_id); !grid.empty())
        row("grid", grid, AppealStep::where);
    if (draft.position) row("position", tr("appeal.check.position_text"), AppealStep::where);
    const std::size_t count = draft.photos.size();
    row("photos",
        count == 0 ? std::string(tr("appeal.check.photos_none")) : tr("appeal.check.photos_text", {{"count", count}}),
        AppealStep::where, count == 0);
    if (count > 0) {
        app::PhotoSet set;
        for (const app::Photo& photo : view.model.get<app::appeal::Model>().photos.items)
            if (photo.state != app::PhotoState::refused) set.items.push_back(photo);
        ui.gap(4);
        const std::vector<PhotoView> views = photo_views(set);
        if (const auto key = photo_strip(ui, "strip", tr("form.photos"), views)) open_photos(view, views, *key);
        ui.gap(12);
        divider(ui);
        ui.gap(0);
    }
    row("contact", contact_text(view), AppealStep::contact, false);
}

}  // namespace

void draw_contact(const View& view) {
    Ui& ui = view.ui;
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    const auto& codes = domain::Codes<domain::ContactMode>::words;
    const std::string named = mode_key(domain::ContactMode::named),
                      anonymous = mode_key(domain::ContactMode::anonymous);
    const Choice choices[] = {
        {codes[0], tr(named), tr(named + "_detail"), Icon::user},
        {codes[1], tr(anonymous), tr(anonymous + "_detail"), Icon::shield_check},
    };
    const std::string error = error_of(model.errors, "contact.mode");
    const std::string_view chosen =
        model.draft.contact_mode ? domain::to_code(*model.draft.contact_mode) : std::string_view{};
    const auto picked =
        radio_group(ui, "field:contact.mode", {.label = tr("appeal.contact.mode"), .error = error, .hide_label = true},
                    choices, chosen);
    if (picked) {
        if (const auto mode = domain::from_code<domain::ContactMode>(*picked))
            view.send(appeal::ContactModeChosen{*mode});
    }
    if (const std::string phone = account_phone(view); !phone.empty()) {
        const Card card(ui, "account");
        paragraph(ui, "label", tr("appeal.contact.account"), Tone::strong);
        ui.gap(4);
        icon_text(ui, "phone", Icon::phone, tr("appeal.contact.account_text", {{"phone", phone}}), ui.body(),
                  ui.theme().colour.brand);
    }
    ui.gap(20);
    const std::string phone_error = error_of(model.errors, "contact.phone");
    const auto phone = text_field(ui, "field:contact.phone",
                                  {.label = tr("appeal.contact.phone"),
                                   .value = model.draft.contact_phone,
                                   .hint = tr("appeal.contact.phone_hint"),
                                   .error = phone_error,
                                   .input = a11y::InputType::tel,
                                   .autocomplete = "tel",
                                   .required = false});
    if (phone.changed) view.send(appeal::TextEdited{appeal::Field::contact_phone, *phone.changed});
}

void draw_check(const View& view) {
    Ui& ui = view.ui;
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    paragraph(ui, "lead", tr("appeal.check.lead"), Tone::secondary);
    draw_answers(view);
    const std::string error = error_of(model.errors, "consent");
    if (const auto given = checkbox(ui, "field:consent", tr("appeal.check.consent"), model.draft.consent, error, true))
        view.send(appeal::ConsentChanged{*given});
    if (model.submit_when_ready)
        banner(ui, "waiting-photos", CardStyle::soft_brand, Icon::photo, tr("appeal.check.waiting_photos"), true);
}

}  // namespace ow::ui::appeal_parts
