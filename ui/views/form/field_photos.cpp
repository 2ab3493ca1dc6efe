#include "ui/views/form/field.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include "src/domain/codes.hpp"
#include "src/i18n/time.hpp"

#include <algorithm>

namespace ow::ui::form_parts {

namespace {

/// The words of one photo's state.
void describe(PhotoView& view, const app::Photo& photo) {
    switch (photo.state) {
        case app::PhotoState::refused: {
            const auto reason = photo.refusal.value_or(app::world::PhotoRefusal::unreadable);
            view.refused = tr("form.photos.refused." + std::string(domain::to_code(reason)));
            view.refused_hint = tr("form.photos.replace");
            break;
        }
        case app::PhotoState::shrinking:
            view.status = tr("form.photos.shrinking");
            view.picture.clear();  // its bytes are not there yet, and asking for them now would fail for good
            view.progress = 0;
            break;
        case app::PhotoState::ready: view.status = tr("form.photos.ready"); break;
    }
}

bool is_handed_in(const FormView& form, const FieldAt& at, const std::string& key) {
    return std::ranges::any_of(photos_at(form, at).items,
                               [&](const app::Photo& photo) { return photo.handed_in && photo.local.local_id == key; });
}

/// Pictures that the server did not take say so themselves. Its paths count the pictures that were sent.
void mark_refused(const FormView& form, const FieldAt& at, std::vector<PhotoView>& views) {
    std::size_t index = 0;
    for (PhotoView& view : views) {
        if (!view.refused.empty()) continue;
        const std::string path = at.path + "." + std::to_string(index++);
        const auto found = std::ranges::find(form.state.errors, path, &domain::FieldError::path);
        if (found == form.state.errors.end()) continue;
        const bool large = found->code == domain::FieldCode::too_large;
        const bool other = found->code == domain::FieldCode::format;
        const bool again = found->code == domain::FieldCode::unknown && is_handed_in(form, at, view.key);
        view.refused = tr(again   ? "form.reuse.gone"
                          : large ? "form.photos.refused.too_large"
                          : other ? "form.photos.refused.not_image"
                                  : "form.photos.refused.lost");
        if (!again && !found->message.empty()) view.refused = found->message;
        view.refused_hint = tr("form.photos.replace");
    }
}

}  // namespace

std::vector<PhotoView> photo_views(const app::PhotoSet& photos) {
    std::vector<PhotoView> views;
    int index = 0;
    for (const app::Photo& photo : photos.items) {
        PhotoView one;
        one.key = photo.local.local_id;
        const bool document = photo.local.document;
        if (photo.state == app::PhotoState::refused) {
            // It is none of those that are sent: these are counted without it.
            one.name = tr("form.photos.not_added", {{"name", photo.local.name}});
            one.remove_name = tr("form.photos.not_added.remove", {{"name", photo.local.name}});
        } else {
            ++index;
            if (!document) one.picture = (photo.handed_in ? "thumb:" : "local:") + photo.local.local_id;
            one.name = tr(document ? "form.documents.name" : "form.photos.name", {{"index", index}});
            one.remove_name = tr(document ? "form.documents.remove" : "form.photos.remove", {{"index", index}});
            if (!document) one.open = tr("photo.open");
        }
        describe(one, photo);
        views.push_back(std::move(one));
    }
    return views;
}

const app::PhotoSet& photos_at(const FormView& form, const FieldAt& at) {
    static const app::PhotoSet none;
    const auto found = form.state.photos.find(at.path);
    return found == form.state.photos.end() ? none : found->second;
}

std::vector<PhotoView> shown_photos(const FormView& form, const FieldAt& at) {
    std::vector<PhotoView> views = photo_views(photos_at(form, at));
    mark_refused(form, at, views);
    return views;
}

std::string day_words(const FormView& form, domain::Instant at) {
    return i18n::date(at.ms, form.view.model.now.ms, form.view.model.zone_minutes);
}

std::string how_many(const app::PhotoSet& photos) {
    const std::vector<domain::LocalPhoto> kept = photos.kept();
    const bool documents = std::ranges::any_of(kept, &domain::LocalPhoto::document);
    return tr(documents ? "form.documents.count" : "form.photos.count", {{"count", kept.size()}});
}

std::string photo_count_words(const FormView& form, const app::PhotoSet& photos) {
    const auto count = photos.kept().size();
    if (count == 0) return {};
    const auto again = static_cast<std::size_t>(photos.handed_in());
    if (again == 0) return how_many(photos);
    const std::string day = day_words(form, *photos.handed_in_at());
    return again == count ? tr("form.reuse.all", {{"count", count}, {"day", day}})
                          : tr("form.reuse.some", {{"all", count}, {"count", again}, {"day", day}});
}

void draw_photo_notes(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const app::PhotoSet& photos = photos_at(form, at);
    const int max = app::form::photos_max(form.setting.form, at.path);
    if (photos.room(max) == 0) {
        ui.gap(12);
        paragraph(ui, "photos-full", tr("form.photos.full", {{"max", max}}), Tone::secondary);
    }
    if (photos.left_out > 0)
        banner(ui, "left-out", CardStyle::soft_warn, Icon::info_circle,
               tr_plural("form.photos.left_out", photos.left_out, {{"max", max}}), true);
    if (std::ranges::any_of(photos.items, &app::Photo::memory_only))
        banner(ui, "memory-only", CardStyle::soft_warn, Icon::alert_triangle, tr("form.photos.memory_only"), true);
}

void draw_photos(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const bool room = photos_at(form, at).room(app::form::photos_max(form.setting.form, at.path)) > 0 && !form.busy;
    const std::string error = error_at(form, at), label = label_of(at), hint = hint_of(at);
    const Scope scope(ui, at.node());
    const ErrorBar bar(ui, !error.empty());
    paragraph(ui, "photos-label", label, Tone::strong);
    if (!hint.empty()) {
        ui.gap(4);
        paragraph(ui, "photos-hint", hint, Tone::secondary);
    }
    if (!error.empty()) {
        ui.gap(6);
        icon_text(ui, "photos-error", Icon::alert_triangle, error, tone_style(ui, Tone::bad), ui.theme().colour.bad);
    }
    ui.gap(10);
    const std::vector<PhotoView> views = shown_photos(form, at);
    const auto result =
        photo_grid(ui, at.node(), tr("form.photos"), views, room ? tr("form.photos.add") : std::string_view{});
    const auto want = [&](app::PhotoSource source, std::string replaces = {}) {
        form.act(app::form::PhotosWanted{at.path, source, std::move(replaces)});
    };
    if (result.add) want(app::PhotoSource::files);
    if (result.opened) open_photos(form.view, views, *result.opened);
    if (result.removed) form.act(app::form::PhotoRemoved{at.path, *result.removed});
    if (result.replaced) want(app::PhotoSource::files, *result.replaced);
    if (room) {
        ui.gap(12);
        if (button(ui, "camera", tr("form.photos.camera"), {.kind = ButtonKind::secondary, .icon = Icon::camera}))
            want(app::PhotoSource::camera);
    }
    draw_photo_notes(form, at);
}

}  // namespace ow::ui::form_parts
