#include "ui/views/attachments.hpp"

#include "ui/views/case_history.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/picture_row.hpp"

#include <utility>

namespace ow::ui {

void draw_attachments(const View& view, const std::string& key, const std::vector<domain::Attachment>& attachments) {
    std::vector<PictureItem> pictures = picture_items(attachments);
    if (!pictures.empty())
        if (const auto at = picture_row(view.ui, key, pictures, tr("photo.open")))
            open_photos(view, std::move(pictures), *at);
    int index = 0;
    for (const domain::Attachment& attachment : attachments) {
        if (!attachment.pages) continue;
        const std::string word = tr("case.document", {{"index", ++index}, {"pages", *attachment.pages}});
        view.ui.gap(8);
        button_link(view.ui, "document:" + attachment.id, word, "/api/v1/attachments/" + attachment.id, false,
                    Icon::file_text);
    }
}

}  // namespace ow::ui
