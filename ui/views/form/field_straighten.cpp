#include "ui/views/form/field.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/corner_editor.hpp"
#include "ui/widgets/text.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

/// 裁正: a page of a paper that was photographed at an angle, made straight by its four corners. Nothing is done to it
/// before the person has put them there, and the picture as it was taken can be had back until it is sent (ADR 35).
namespace ow::ui::form_parts {

namespace {

namespace engine = app::form;

/// The page that is being straightened; outlives a frame, not the visit of a page.
struct Straightening {
    enum class Stage : std::uint8_t { editing, making, made } stage = Stage::editing;
    std::string path, local_id;
    std::size_t index = 0;
    domain::Quad quad = domain::first_corners();
    std::size_t chosen = 0;
    bool focus = false;  ///< what is drawn next takes the focus
    std::string back;    ///< the photo whose 裁正 takes it, since this is over
    decltype(app::Model::visit) visit{};
};

/// One for all pages, wherever they stand in the tree of ids.
constexpr NodeId slot = 0x71756164u;

Straightening& kept(const View& view) { return view.ui.keep<Straightening>(slot); }

/// It is over; the focus goes back to where it was begun, at the photo that stands there then.
void finish(const View& view, Straightening& now, std::string photo) {
    now = {};
    now.back = std::move(photo);
    now.visit = view.model.visit;
    view.ui.unsettle();
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)); }

/// Once the new picture stands in the old one's place, it is looked at.
void follow(Straightening& now, const FieldAt& at, const app::Photo& photo, std::size_t index) {
    if (now.stage != Straightening::Stage::making || now.path != at.path || now.index != index) return;
    if (photo.state == app::PhotoState::refused) {
        now = {};
    } else if (photo.local.local_id != now.local_id && photo.state == app::PhotoState::ready && photo.before) {
        now.local_id = photo.local.local_id;
        now.stage = Straightening::Stage::made;
        now.focus = true;
    }
}

void draw_editing(const FormView& form, const FieldAt& at, Straightening& now, const std::string& name) {
    Ui& ui = form.view.ui;
    paragraph(ui, "title", tr("form.straighten.title"), Tone::strong);
    ui.gap(4);
    paragraph(ui, "hint", tr("form.straighten.hint"), Tone::secondary);
    const std::string large = "whole:" + now.local_id, small = "local:" + now.local_id;
    const std::array corners{tr("form.straighten.corner.top_left"), tr("form.straighten.corner.top_right"),
                             tr("form.straighten.corner.bottom_right"), tr("form.straighten.corner.bottom_left")};
    const CornerEditorResult result =
        corner_editor(ui, "editor",
                      {.picture = large,
                       .preview = small,
                       .name = name,
                       .corners = corners,
                       .moves = {tr("form.straighten.left"), tr("form.straighten.up"), tr("form.straighten.down"),
                                 tr("form.straighten.right")},
                       .place =
                           [](domain::PicturePlace place) {
                               return tr("form.straighten.place", {{"x", percent(place.x)}, {"y", percent(place.y)}});
                           },
                       .spoken =
                           [&](std::string_view move) {
                               return tr("form.straighten.move", {{"corner", corners[now.chosen]}, {"move", move}});
                           },
                       .loading = tr("photo.loading"),
                       .failed = tr("photo.failed")},
                      now.quad, now.chosen, now.focus);
    if (result.focused) now.focus = false;
    if (result.moved) now.quad = *result.moved;
    if (result.chosen) now.chosen = *result.chosen;
    if (result.moved || result.chosen) ui.unsettle();
    ui.gap(12);
    const bool making = now.stage == Straightening::Stage::making;
    const std::array buttons{
        RowButton{"leave", tr("form.straighten.leave"), {.kind = ButtonKind::secondary, .disabled = making}},
        RowButton{"make",
                  tr(making ? "form.straighten.making" : "form.straighten.make"),
                  {.kind = ButtonKind::secondary, .icon = Icon::check, .busy = making}}};
    const auto pressed = button_row(ui, buttons);
    if (pressed == 0u) finish(form.view, now, now.local_id);
    if (pressed == 1u) {
        now.stage = Straightening::Stage::making;
        form.act(engine::PhotoStraightened{at.path, now.local_id, now.quad});
    }
}

void draw_made(const FormView& form, const FieldAt& at, const app::Photo& photo, Straightening& now,
               const std::string& name) {
    Ui& ui = form.view.ui;
    paragraph(ui, "title", tr("form.straighten.made"), Tone::strong);
    ui.gap(10);
    whole_picture(ui, "made", "whole:" + now.local_id, "local:" + now.local_id, name);
    ui.gap(12);
    const std::array buttons{
        RowButton{"undo", tr("form.straighten.undo"), {.kind = ButtonKind::secondary}},
        RowButton{"use", tr("form.straighten.use"), {.kind = ButtonKind::secondary, .icon = Icon::check}}};
    const auto pressed = button_row(ui, buttons);
    if (std::exchange(now.focus, false)) ui.want_focus(ui.id("use"));
    if (pressed == 0u) {
        form.act(engine::StraighteningUndone{at.path, now.local_id});
        finish(form.view, now, photo.before ? photo.before->local_id : now.local_id);
    }
    if (pressed == 1u) finish(form.view, now, now.local_id);
}

}  // namespace

void open_straightening(const FormView& form, const FieldAt& at, std::string_view local_id, std::size_t index) {
    Straightening& now = kept(form.view);
    now = {};
    now.path = at.path;
    now.local_id = local_id;
    now.index = index;
    now.focus = true;
    now.visit = form.view.model.visit;
    form.view.ui.unsettle();
}

bool ends_straightening(const FormView& form, std::string_view local_id) {
    Straightening& now = kept(form.view);
    const bool here = now.back == local_id && !now.back.empty() && now.visit == form.view.model.visit;
    if (here) now.back.clear();
    return here;
}

bool draw_straightening(const FormView& form, const FieldAt& at, const app::Photo& photo, std::size_t index,
                        const std::string& name) {
    Straightening& now = kept(form.view);
    if (now.visit != form.view.model.visit) now = {};
    if (now.local_id.empty() || form.busy) return false;
    follow(now, at, photo, index);
    if (now.path != at.path || now.local_id != photo.local.local_id) return false;
    const Scope scope(form.view.ui, "straighten");
    if (now.stage == Straightening::Stage::made)
        draw_made(form, at, photo, now, name);
    else
        draw_editing(form, at, now, name);
    return true;
}

}  // namespace ow::ui::form_parts
