#include "src/domain/service.hpp"
#include "ui/views/form/field.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/heading_row.hpp"
#include "ui/widgets/picture_row.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

/// A paper as its pages: in order, each with what is to be said of it, and the way to take it again.
namespace ow::ui::form_parts {

namespace {

namespace engine = app::form;

/// One page of a paper where it stands.
struct PageAt {
    const FormView& form;
    const FieldAt& at;
    const app::Photo& photo;
    const PhotoView& view;
    std::size_t index;  ///< among those that are sent, from 0
    std::size_t count;  ///< of those

    /// It was chosen and not taken: it is no page.
    [[nodiscard]] bool is_left_out() const { return photo.state == app::PhotoState::refused; }
};

std::string numbered(const char* key, const PageAt& page) { return tr(key, {{"index", page.index + 1}}); }

Tag state_tag_of(const PageAt& page) {
    if (!page.view.refused.empty()) return {page.view.refused, TagKind::bad, Icon::alert_triangle};
    if (page.photo.handed_in)
        return {tr("form.reuse.page", {{"day", day_words(page.form, *page.photo.handed_in)}}), TagKind::ok,
                Icon::check};
    if (page.photo.state == app::PhotoState::shrinking) return {page.view.status, TagKind::neutral, Icon::clock};
    if (const std::string& fault = page.photo.local.fault; !fault.empty())
        return {std::string(word_of("form.photos.fault", fault)), TagKind::warn, Icon::info_circle};
    return {page.view.status, TagKind::ok, Icon::check};
}

/// 上移、下移: a press each, since not everybody can drag.
void draw_arrows(const PageAt& page, const Rect& box) {
    Ui& ui = page.form.view.ui;
    using Way = engine::PhotoMoved::Way;
    const float side = ui.theme().size.target;
    const auto arrow = [&](const char* key, const char* word, Icon icon, float y, bool off, Way way) {
        if (icon_button(ui, key, numbered(word, page), icon, {box.x, y, side, side}, {.disabled = off}))
            page.form.act(engine::PhotoMoved{page.at.path, page.view.key, way});
    };
    arrow("earlier", "form.photos.earlier", Icon::chevron_up, box.y, page.index == 0, Way::earlier);
    arrow("later", "form.photos.later", Icon::chevron_down, box.y + side, page.index + 1 == page.count, Way::later);
}

/// What may be wrong with it: said kindly, with the way to a better one; the person decides.
void draw_fault(const PageAt& page) {
    Ui& ui = page.form.view.ui;
    const std::string& fault = page.photo.local.fault;
    const bool refused = !page.view.refused.empty();
    if (fault.empty() && !refused) return;
    const Card card(ui, "fault", refused ? CardStyle::soft_bad : CardStyle::soft_warn);
    if (!refused) {
        paragraph(ui, "what", tr("form.photos.fault"), Tone::warn);
        paragraph(ui, "how", word_of("form.photos.fault.how", fault), Tone::normal);
        ui.gap(10);
    }
    const std::string again = page.is_left_out() ? tr("form.photos.not_added.again", {{"name", page.photo.local.name}})
                                                 : numbered("form.photos.again.spoken", page),
                      use = numbered("form.photos.use.spoken", page);
    std::vector<RowButton> buttons{
        {"again", tr("form.photos.again"), {.kind = ButtonKind::secondary, .icon = Icon::camera, .spoken = again}}};
    if (!refused) buttons.push_back({"use", tr("form.photos.use"), {.kind = ButtonKind::quiet, .spoken = use}});
    const auto pressed = button_row(ui, buttons);
    if (pressed == 0u) page.form.act(engine::PhotosWanted{page.at.path, app::PhotoSource::camera, page.view.key});
    if (pressed == 1u) page.form.act(engine::PhotoAccepted{page.at.path, page.view.key});
}

/// A document's pages, where they are known, and its size.
std::string about_document(const domain::LocalPhoto& local) {
    const std::string size = i18n::file_size(local.bytes);
    return local.pages > 0 ? tr("form.documents.about", {{"pages", local.pages}, {"size", size}}) : size;
}

void draw_page_buttons(const PageAt& page) {
    const FormView& form = page.form;
    const std::string& key = page.view.key;
    const bool off = page.photo.state != app::PhotoState::ready;
    const std::string turn = numbered("form.photos.turn.spoken", page),
                      straighten = numbered("form.photos.straighten.spoken", page),
                      undo = numbered("form.straighten.undo.spoken", page);
    std::vector<RowButton> first, second;
    const auto quiet = [](Icon icon, std::string_view spoken, bool disabled = false) {
        return ButtonOptions{.kind = ButtonKind::quiet, .icon = icon, .disabled = disabled, .spoken = spoken};
    };
    // What was handed in before is used as it is, and so is a document.
    if (!page.photo.handed_in && !page.photo.local.document && !page.is_left_out()) {
        first.push_back({"straighten", tr("form.photos.straighten"), quiet(Icon::maximize, straighten, off)});
        first.push_back({"turn", tr("form.photos.turn"), quiet(Icon::rotate_clockwise, turn, off)});
    }
    if (page.photo.before)
        second.push_back({"undo", tr("form.straighten.undo"), quiet(Icon::arrow_back_up, undo, off)});
    second.push_back({"remove", tr("form.remove"), quiet(Icon::trash, page.view.remove_name)});
    const auto in_first = first.empty() ? std::nullopt : button_row(form.view.ui, first);
    if (!first.empty() && ends_straightening(form, key)) form.view.ui.want_focus(form.view.ui.id("straighten"));
    const auto in_second = button_row(form.view.ui, second);
    const std::string_view pressed = in_first ? first[*in_first].key : in_second ? second[*in_second].key : "";
    if (pressed == "straighten") open_straightening(form, page.at, key, page.index);
    if (pressed == "turn") form.act(engine::PhotoTurned{page.at.path, key});
    if (pressed == "undo") form.act(engine::StraighteningUndone{page.at.path, key});
    if (pressed == "remove") form.act(engine::PhotoRemoved{page.at.path, key});
}

void draw_page(const PageAt& page, bool& opened) {
    Ui& ui = page.form.view.ui;
    const Theme& t = ui.theme();
    const bool ordered = page.count > 1 && !page.form.busy && !page.is_left_out();
    const float thumb_w = t.elder() ? 128.0f : 108.0f, thumb_h = std::round(thumb_w * 0.75f);
    const float arrows = ordered ? t.size.target + 8 : 0, space = 12;
    const Rect row{ui.left(), ui.next_y(), ui.width(), 0};
    const Rect thumb{row.x, row.y, thumb_w, thumb_h};
    const domain::LocalPhoto& local = page.photo.local;
    if (page.view.picture.empty()) {
        ui.fill(thumb, t.colour.track, t.size.radius_field);
        ui.icon(Icon::file_text, thumb.x + thumb.w * 0.5f, thumb.y + thumb.h * 0.5f, 36, t.colour.ink2);
    } else if (small_picture(ui, "picture", {page.view.picture, page.view.name}, thumb, page.view.open))
        opened = true;
    ui.push_column({row.x + thumb_w + space, row.y, row.w - thumb_w - space - arrows, 0}, 6);
    paragraph(ui, "name",
              page.is_left_out() ? page.view.name
                                 : numbered(local.document ? "form.documents.name" : "form.photos.page", page),
              Tone::strong);
    if (local.document && !page.photo.handed_in) paragraph(ui, "about", about_document(local), Tone::secondary);
    const Tag state = state_tag_of(page);
    // With the largest letters a badge is wider than what is left beside picture and arrows: words wrap.
    if (tag_width(ui, state) <= ui.width())
        tag(ui, "state", state);
    else
        paragraph(ui, "state", state.text, Tone::small);
    const float words = ui.pop_column();
    if (ordered) draw_arrows(page, {row.x + row.w - t.size.target, row.y, t.size.target, 0});
    ui.place(std::max({thumb_h, words, ordered ? 2 * t.size.target : 0}));
    if (page.form.busy) return;
    ui.gap(8);
    draw_fault(page);
    ui.gap(4);
    draw_page_buttons(page);
}

void draw_pages(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const app::PhotoSet& photos = photos_at(form, at);
    if (photos.items.empty()) return;
    const std::vector<PhotoView> views = shown_photos(form, at);
    const Group list(ui, "pages", a11y::Role::list, tr("form.photos"));
    const std::size_t count = photos.kept().size();
    std::size_t index = 0;
    for (std::size_t i = 0; i < views.size(); ++i) {
        const Group item(ui, views[i].key, a11y::Role::list_item);
        if (i > 0) {
            divider(ui);
            ui.gap(12);
        }
        const std::size_t here = photos.items[i].state == app::PhotoState::refused ? index : index++;
        if (draw_straightening(form, at, photos.items[i], here, views[i].name)) continue;
        bool opened = false;
        draw_page({form, at, photos.items[i], views[i], here, count}, opened);
        if (opened) open_photos(form.view, views, views[i].key);
    }
}

/// 就用那份, with what it would be; or that it is used, with the way back.
void draw_reuse(const FormView& form, const FieldAt& at, const std::string& label) {
    if (form.busy) return;
    Ui& ui = form.view.ui;
    const app::PhotoSet& photos = photos_at(form, at);
    const std::string node = engine::reuse_node(at.path);
    if (photos.handed_in() > 0) {
        const Card card(ui, "reuse", CardStyle::soft_ok);
        const std::string day = day_words(form, *photos.handed_in_at());
        paragraph(ui, "title", tr("form.reuse.used", {{"day", day}}), Tone::strong);
        ui.gap(10);
        const std::string spoken = tr("form.reuse.back.spoken", {{"day", day}, {"label", label}});
        if (button(ui, "back", tr("form.reuse.back"), {.kind = ButtonKind::secondary, .spoken = spoken}))
            form.act(engine::ReuseTakenBack{at.path});
        ui.mark(node, ui.id("back"));
        ui.gap(12);
        return;
    }
    const engine::HandedIn* offer =
        form.handed_in == nullptr ? nullptr : engine::handed_in_for(*form.handed_in, at.path);
    if (offer == nullptr || !engine::fits(form.setting.form, photos, *offer)) return;
    const Card card(ui, "reuse", CardStyle::soft_brand);
    const std::string day = day_words(form, offer->at);
    const auto count = static_cast<long long>(offer->pictures.size());
    paragraph(ui, "title", tr("form.reuse.title"), Tone::strong);
    paragraph(ui, "what", tr_plural("form.reuse.what", count, {{"day", day}, {"service", offer->service_title}}));
    ui.gap(10);
    std::vector<PictureItem> pictures;
    for (const domain::LocalPhoto& picture : offer->pictures)
        if (!picture.document)
            pictures.push_back({"thumb:" + picture.local_id, tr("form.reuse.name", {{"index", pictures.size() + 1}})});
    if (const auto opened = picture_row(ui, "pictures", pictures, tr("photo.open")))
        open_photos(form.view, std::move(pictures), *opened);
    ui.gap(10);
    const std::string spoken = tr_plural("form.reuse.use.spoken", count, {{"day", day}, {"label", label}});
    if (button(ui, "use", tr("form.reuse.use"), {.kind = ButtonKind::secondary, .icon = Icon::check, .spoken = spoken}))
        form.act(engine::PhotosReused{at.path, offer->pictures, offer->at});
    ui.mark(node, ui.id("use"));
}

/// What is asked of a paper that is not here, in the guide's words.
Tag need_tag(const FormView& form, const FieldAt& at) {
    if (const app::form::FormField* instead = domain::promise_for(form.setting.form, at.path))
        return {std::string(tr(instead->later ? "services.material.later" : "services.material.promise")),
                TagKind::neutral, instead->later ? Icon::clock : Icon::edit};
    return at.required ? Tag{std::string(tr("services.material.required")), TagKind::warn, Icon::camera}
                       : Tag{std::string(tr("services.material.optional")), TagKind::neutral, Icon::none};
}

/// Whether the page asks for this paper alone: then its heading says which.
bool is_alone(const FormView& form) { return form.setting.layout == engine::Layout::one_by_one; }

}  // namespace

void draw_paper(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const app::PhotoSet& photos = photos_at(form, at);
    const std::string error = error_at(form, at), label = label_of(at), hint = hint_of(at);
    // Every paper has buttons of the same names: the group says whose they are.
    const Group paper(ui, at.node(), a11y::Role::group, label);
    const Card card(ui, "paper");
    const ErrorBar bar(ui, !error.empty());
    const auto count = photos.kept().size();
    const Tag tag = count > 0 ? Tag{how_many(photos), TagKind::ok, Icon::check} : need_tag(form, at);
    if (is_alone(form))
        ui::tag(ui, "photos-state", tag);
    else
        heading_row(ui, "photos-label", {.level = 2, .text = label, .px = ui.theme().type.section, .tag = tag});
    if (!hint.empty()) {
        ui.gap(4);
        paragraph(ui, "photos-hint", hint, Tone::secondary);
    }
    if (!error.empty()) {
        ui.gap(6);
        icon_text(ui, "photos-error", Icon::alert_triangle, error, tone_style(ui, Tone::bad), ui.theme().colour.bad);
    }
    if (at.field.documents) {
        ui.gap(4);
        paragraph(ui, "documents-hint", tr("form.documents.hint"), Tone::secondary);
    }
    ui.gap(12);
    draw_reuse(form, at, label);
    draw_pages(form, at);
    if (photos.room(app::form::photos_max(form.setting.form, at.path)) > 0 && !form.busy) {
        ui.gap(12);
        const ButtonOptions side{.kind = ButtonKind::secondary, .icon = Icon::camera};
        const ButtonOptions album{.kind = ButtonKind::secondary, .icon = Icon::photo};
        const std::array buttons{
            RowButton{"camera", tr("form.photos.camera"), side},
            RowButton{"add", tr(at.field.documents ? "form.documents.add" : "form.photos.add"), album}};
        const auto pressed = button_row(ui, buttons);
        if (pressed == 0u) form.act(engine::PhotosWanted{at.path, app::PhotoSource::camera, {}});
        if (pressed == 1u) form.act(engine::PhotosWanted{at.path, app::PhotoSource::files, {}});
        ui.mark(at.node(), ui.id("camera"));
    }
    draw_photo_notes(form, at);
}

}  // namespace ow::ui::form_parts
