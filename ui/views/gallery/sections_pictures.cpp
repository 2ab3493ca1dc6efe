/// Gallery: photos large and compared, files on their way, signatures, QR codes.

#include "ui/views/gallery/sections.hpp"

#include "ui/views/words.hpp"
#include "ui/widgets/image_viewer.hpp"
#include "ui/widgets/photo_compare.hpp"
#include "ui/widgets/picture_row.hpp"
#include "ui/widgets/qr_code.hpp"
#include "ui/widgets/signature_pad.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/upload_list.hpp"

#include <array>
#include <cmath>
#include <set>
#include <string>

namespace ow::ui::gallery {

namespace {

/// Two pictures there are, made on the spot, and one there is not.
constexpr std::array<std::string_view, 3> samples{"qr:#/gallery", "qr:#/settings", "full:none"};

struct Opened {
    int at = -1;
};

/// One for the section that opens and the page that draws above itself.
Opened& opened(Ui& ui) { return ui.keep<Opened>(0x67616c6cu); }

struct HandState {
    float share = 0.5f;
    Signature signature;
    std::set<std::string> gone, again;
};

}  // namespace

void draw_pictures(Ui& ui, State&) {
    HandState& state = ui.keep<HandState>(ui.id("state"));
    std::vector<PictureItem> items;
    for (std::size_t i = 0; i < samples.size(); ++i)
        items.push_back({std::string(samples[i]), tr("gallery.picture.name", {{"number", i + 1}})});
    if (const auto at = picture_row(ui, "row", items, tr("photo.open"))) opened(ui).at = static_cast<int>(*at);
    const std::string spoken = tr("gallery.compare.spoken", {{"percent", std::lround(state.share * 100)}});
    state.share = photo_compare(ui, "compare",
                                {.before = samples[0],
                                 .after = samples[1],
                                 .before_name = tr("gallery.compare.before.name"),
                                 .after_name = tr("gallery.compare.after.name"),
                                 .before_word = tr("gallery.compare.before"),
                                 .after_word = tr("gallery.compare.after"),
                                 .slider_name = tr("gallery.compare"),
                                 .spoken = spoken},
                                state.share);
    qr_code(ui, "qr", "https://example.org/#/track", tr("gallery.qr"), tr("gallery.qr.caption"));
}

void draw_papers(Ui& ui, State&) {
    HandState& state = ui.keep<HandState>(ui.id("state"));
    using Way = UploadView::State;
    const struct {
        const char* key;
        Way state;
        float share;
    } kinds[] = {{"done", Way::done, 1},
                 {"sending", Way::sending, 0.6f},
                 {"failed", Way::failed, 0},
                 {"refused", Way::refused, 0},
                 {"waiting", Way::waiting, 0}};
    std::vector<UploadView> files;
    for (const auto& kind : kinds) {
        const std::string key = kind.key, base = "gallery.upload." + key;
        if (state.gone.contains(key)) continue;
        const bool again = state.again.contains(key);
        const std::string name(tr(base));
        files.push_back({.key = key,
                         .name = name,
                         .line = std::string(tr(again ? "gallery.upload.sending.line" : base + ".line")),
                         .state = again ? Way::sending : kind.state,
                         .share = again ? 0.1f : kind.share,
                         .spoken = tr("gallery.upload.spoken", {{"percent", again ? 10 : 60}}),
                         .remove_name = tr("gallery.upload.remove", {{"name", name}}),
                         .retry = std::string(tr("gallery.upload.retry")),
                         .retry_name = tr("gallery.upload.retry.name", {{"name", name}})});
    }
    const UploadListResult result =
        upload_list(ui, "files", tr("gallery.upload"), files, tr("gallery.upload.add"), tr("gallery.upload.hint"));
    if (result.removed) state.gone.insert(*result.removed);
    if (result.retried) state.again.insert(*result.retried);
    if (result.add) state.gone.clear();

    const std::size_t strokes = state.signature.strokes.size();
    const std::string said =
        strokes == 0 ? std::string(tr("gallery.sign.none")) : tr("gallery.sign.strokes", {{"count", strokes}});
    SignatureSpec sign{.label = tr("gallery.sign"),
                       .way = tr("gallery.sign.way"),
                       .draw_word = tr("gallery.sign.draw"),
                       .name_word = tr("gallery.sign.name"),
                       .hint = tr("gallery.sign.hint"),
                       .state = said,
                       .undo = tr("gallery.sign.undo"),
                       .clear = tr("gallery.sign.clear"),
                       .name_label = tr("gallery.sign.name.label"),
                       .name_hint = tr("gallery.sign.name.hint")};
    if (auto now = signature_pad(ui, "sign", sign, state.signature)) state.signature = std::move(*now);
    sign.label = tr("gallery.sign.missing");
    sign.error = tr("gallery.sign.error");
    sign.state = tr("gallery.sign.none");
    signature_pad(ui, "missing", sign, {});
}

void draw_opened(Ui& ui) {
    Opened& open = opened(ui);
    if (open.at < 0) return;
    const auto at = static_cast<std::size_t>(open.at);
    const std::string name = tr("gallery.picture.name", {{"number", at + 1}});
    const std::string position = tr("photo.position", {{"index", at + 1}, {"count", samples.size()}});
    const ImageViewerResult result =
        image_viewer(ui, "viewer",
                     {.picture = samples[at],
                      .preview = {},
                      .name = name,
                      .position = position,
                      .close = tr("photo.close"),
                      .zoom_in = tr("photo.zoom_in"),
                      .zoom_out = tr("photo.zoom_out"),
                      .rotate = tr("photo.rotate"),
                      .previous = tr("photo.previous"),
                      .next = tr("photo.next"),
                      .loading = tr("photo.loading"),
                      .failed = tr("photo.failed"),
                      .magnified = [](int percent) { return tr("photo.magnified", {{"percent", percent}}); },
                      .has_previous = at > 0,
                      .has_next = at + 1 < samples.size()});
    open.at += result.step;
    if (result.closed) open.at = -1;
}

}  // namespace ow::ui::gallery
