#include "ui/views/photo_viewer.hpp"

#include "ui/views/words.hpp"
#include "ui/widgets/image_viewer.hpp"

#include <algorithm>
#include <string>

namespace ow::ui {

namespace {

/// What is open; outlives a frame, not the visit of a page.
struct OpenPhotos {
    std::vector<PictureItem> photos;
    std::size_t at = 0;
    decltype(app::Model::visit) visit{};
};

/// One for all pages, wherever they stand in the tree of ids.
constexpr NodeId slot = 0x70686f74u;

/// The large picture of a small one's key: "thumb:7" → "full:7", "local:3" → "whole:3".
std::string large(std::string_view key) {
    const std::size_t colon = key.find(':');
    return (key.starts_with("local:") ? "whole" : "full") + std::string(key.substr(std::min(colon, key.size())));
}

}  // namespace

void open_photos(const View& view, std::vector<PictureItem> photos, std::size_t at) {
    view.ui.keep<OpenPhotos>(slot) = {std::move(photos), at, view.model.visit};
}

void open_photos(const View& view, std::span<const PhotoView> photos, std::string_view key) {
    std::vector<PictureItem> pictures;
    std::size_t at = 0;
    for (const PhotoView& photo : photos) {
        if (!photo.refused.empty()) continue;
        if (photo.key == key) at = pictures.size();
        pictures.push_back({photo.picture, photo.name});
    }
    open_photos(view, std::move(pictures), at);
}

void draw_photo_viewer(const View& view) {
    OpenPhotos& open = view.ui.keep<OpenPhotos>(slot);
    if (open.visit != view.model.visit) open.photos.clear();
    if (open.photos.empty()) return;
    const std::size_t count = open.photos.size();
    const PictureItem& photo = open.photos[open.at];
    const std::string picture = large(photo.picture);
    const std::string position =
        count > 1 ? tr("photo.position", {{"index", open.at + 1}, {"count", count}}) : std::string();
    const ImageViewerResult result =
        image_viewer(view.ui, "photo-viewer",
                     {.picture = picture,
                      .preview = photo.picture,
                      .name = photo.name,
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
                      .has_previous = open.at > 0,
                      .has_next = open.at + 1 < count});
    if (result.step < 0 && open.at > 0) --open.at;
    if (result.step > 0 && open.at + 1 < count) ++open.at;
    if (result.closed) open.photos.clear();
}

}  // namespace ow::ui
