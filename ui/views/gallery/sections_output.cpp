/// Gallery: what a person reads.

#include "ui/views/gallery/sections.hpp"

#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/code_value.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/fact_line.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/headed_card.hpp"
#include "ui/widgets/heading_row.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/photo_grid.hpp"
#include "ui/widgets/picture_row.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/timeline.hpp"
#include "ui/widgets/virtual_list.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace ow::ui::gallery {

namespace {

struct TagSample {
    std::string_view key, word;
    TagKind kind;
    Icon icon;
};

std::vector<TagSample> tag_samples() {
    return {{"brand", tr("gallery.tag.brand"), TagKind::brand, Icon::none},
            {"ok", tr("gallery.tag.ok"), TagKind::ok, Icon::check},
            {"warn", tr("gallery.tag.warn"), TagKind::warn, Icon::clock},
            {"bad", tr("gallery.tag.bad"), TagKind::bad, Icon::alert_triangle},
            {"neutral", tr("gallery.tag.neutral"), TagKind::neutral, Icon::none}};
}

}  // namespace

void draw_texts(Ui& ui, State&) {
    heading(ui, "h3", 3, tr("gallery.text.h3"));
    heading_row(ui, "row", {.level = 3, .text = tr("gallery.text.row"), .tag = {std::string(tr("gallery.tag.brand"))}});
    struct Sample {
        std::string_view key, words;
        Tone tone;
    };
    const Sample samples[] = {{"normal", tr("gallery.text.normal"), Tone::normal},
                              {"secondary", tr("gallery.text.secondary"), Tone::secondary},
                              {"small", tr("gallery.text.small"), Tone::small},
                              {"strong", tr("gallery.text.strong"), Tone::strong},
                              {"ok", tr("gallery.text.ok"), Tone::ok},
                              {"warn", tr("gallery.text.warn"), Tone::warn},
                              {"bad", tr("gallery.text.bad"), Tone::bad},
                              {"brand", tr("gallery.text.brand"), Tone::brand}};
    for (const Sample& sample : samples)
        paragraph(ui, sample.key, sample.words, sample.tone);
    icon_text(ui, "icon", Icon::info_circle, tr("gallery.text.icon"), ui.body(), ui.theme().colour.brand);
    for (const TagSample& sample : tag_samples())
        tag(ui, std::string("tag-") + std::string(sample.key), {std::string(sample.word), sample.kind, sample.icon});
    const Fact facts[] = {{Icon::clock, std::string(tr("gallery.fact.time"))},
                          {Icon::building, std::string(tr("gallery.fact.department"))},
                          {Icon::map_pin, std::string(tr("gallery.fact.place"))}};
    fact_line(ui, "facts", facts);
}

void draw_cards(Ui& ui, State&) {
    struct Sample {
        std::string_view key;
        CardStyle style;
    };
    static constexpr Sample samples[] = {{"plain", CardStyle::plain},        {"brand", CardStyle::soft_brand},
                                         {"warn", CardStyle::soft_warn},     {"bad", CardStyle::soft_bad},
                                         {"ok", CardStyle::soft_ok},         {"outlined", CardStyle::outlined_bad},
                                         {"accent", CardStyle::accent_warn}, {"bare", CardStyle::bare}};
    for (const Sample& sample : samples) {
        const Scope scope(ui, sample.key);
        const Card card(ui, "card", sample.style);
        paragraph(ui, "title", tr("gallery.card.title"), Tone::strong);
        paragraph(ui, "text", tr("gallery.card.text"), Tone::secondary);
    }
    using enum CardHead::Look;
    for (const auto& [key, look, sign] : {std::tuple{"head-ok", ok, Icon::circle_check},
                                          {"head-warn", warn, Icon::clock},
                                          {"head-bad", bad, Icon::alert_triangle},
                                          {"head-brand", brand, Icon::file_text}}) {
        const std::string_view title = tr("gallery.card.title"), more = tr("gallery.card.text");
        const HeadedCard card(ui, key, {.look = look, .icon = sign, .title = title, .subtitle = more});
        row_link(ui, "row",
                 {.title = title,
                  .subtitle = more,
                  .icon = sign,
                  .icon_look = RowLink::IconLook::tile,
                  .voice = RowLink::Voice::strong,
                  .tag = {std::string(tr("gallery.tag.ok")), TagKind::ok, Icon::check}});
    }
}

void draw_feedback(Ui& ui, State& state) {
    const ErrorLine errors[] = {{tr("gallery.error.first"), ui.id("first"), "#/gallery"},
                                {tr("gallery.error.second"), ui.id("second"), "#/gallery"}};
    error_summary(ui, "errors", tr("gallery.error.title"), errors, false);
    banner(ui, "ok", CardStyle::soft_ok, Icon::circle_check, tr("gallery.banner.ok"));
    banner(ui, "warn", CardStyle::soft_warn, Icon::cloud_off, tr("gallery.banner.warn"));
    banner(ui, "bad", CardStyle::soft_bad, Icon::alert_triangle, tr("gallery.banner.bad"));
    banner(ui, "info", CardStyle::soft_brand, Icon::info_circle, tr("gallery.banner.info"));
    progress_bar(ui, "progress", tr("gallery.progress"), 0.4f, tr("gallery.progress.spoken"));
    const std::string_view stages[] = {tr("stage.0"), tr("stage.1"), tr("stage.2"), tr("stage.3")};
    stage_bar(ui, "stages", tr("gallery.stages"), stages, 1);
    empty_state(ui, "empty", Icon::file_text, tr("gallery.empty.title"), tr("gallery.empty.text"));
    skeleton(ui, "skeleton", tr("gallery.skeleton"), 2);
    if (disclosure(ui, "more", tr("gallery.disclosure"))) paragraph(ui, "unfolded", tr("gallery.disclosure.text"));
    if (button(ui, "ask", tr("gallery.dialog.open"), {.kind = ButtonKind::secondary})) state.dialog = true;
}

void draw_records(Ui& ui, State& state) {
    code_value(ui, "number", tr("gallery.code.label"), "320505 S 20261121 000429",
               {tr("gallery.code.copy"), tr("gallery.code.copy.spoken")});
    answer_row(ui, "answer", tr("gallery.answer.label"), tr("gallery.answer.value"), tr("gallery.answer.change"),
               "#/gallery");
    using Dot = TimelineEntry::Dot;
    const TimelineEntry chain[] = {
        {.title = std::string(tr("gallery.chain.next")),
         .when = std::string(tr("gallery.chain.next.when")),
         .text = {},
         .dot = Dot::waiting},
        {.title = std::string(tr("gallery.chain.now")),
         .when = "2026-11-21 10:00",
         .text = std::string(tr("gallery.chain.now.text")),
         .dot = Dot::open,
         .pictures = {{"qr:#/gallery", std::string(tr("gallery.photo.evidence"))}}},
        {.title = std::string(tr("gallery.chain.done")), .when = "2026-11-20 09:00", .text = {}}};
    timeline(ui, "chain", tr("gallery.chain"), chain);
    std::vector<PhotoView> photos;
    for (int i = 1; i <= state.photos; ++i) {
        const std::string name = tr("gallery.photo.name", {{"number", i}});
        PhotoView photo;
        photo.key = "p" + std::to_string(i);
        photo.picture = "qr:#/gallery/" + std::to_string(i);
        photo.name = name;
        photo.remove_name = tr("gallery.photo.remove", {{"name", name}});
        if (i == 2) photo.progress = 0.6f, photo.status = tr("gallery.photo.busy");
        if (i == 3) photo.refused = tr("gallery.photo.refused"), photo.refused_hint = tr("gallery.photo.replace");
        photos.push_back(std::move(photo));
    }
    const PhotoGridResult result = photo_grid(ui, "photos", tr("gallery.photos"), photos,
                                              state.photos < 5 ? tr("gallery.photo.add") : std::string_view{});
    if (result.add) ++state.photos;
    if (result.removed || result.replaced) --state.photos;
    const PictureItem pictures[] = {{"qr:#/settings", tr("gallery.photo.name", {{"number", 1}})},
                                    {"thumb:gallery2", tr("gallery.photo.name", {{"number", 2}})}};
    picture_row(ui, "pictures", pictures);
}

void draw_list(Ui& ui, State&) {
    VirtualListSpec spec;
    spec.name = tr("gallery.list.name");
    spec.loaded = 1000;
    spec.divided = true;
    spec.key_of = [](std::size_t row) { return "row" + std::to_string(row); };
    spec.draw = [&](std::size_t row) {
        const std::string title = tr("gallery.list.row", {{"number", row + 1}});
        row_link(ui, "link", {.title = title, .href = "#/gallery", .padded = true});
    };
    virtual_list(ui, "rows", spec);
}

}  // namespace ow::ui::gallery
