/// Photos large and compared, signatures, QR codes.

#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/image_viewer.hpp"
#include "ui/widgets/photo_compare.hpp"
#include "ui/widgets/photo_grid.hpp"
#include "ui/widgets/picture_row.hpp"
#include "ui/widgets/qr_code.hpp"
#include "ui/widgets/signature_pad.hpp"

#include <imgui.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace ow;
using namespace ow::test;
using ui::Ui;

namespace {

/// Three photos opened at the second; the third cannot be loaded.
struct Album {
    int at = 1;
    bool closed = false;

    void draw(Ui& ui) {
        const std::string picture = "full:" + std::to_string(at), name = "第 " + std::to_string(at + 1) + " 张照片";
        const std::string position = "第 " + std::to_string(at + 1) + " 张，共 3 张";
        const auto result = ui::image_viewer(ui, "viewer",
                                             {.picture = picture,
                                              .preview = {},
                                              .name = name,
                                              .position = position,
                                              .close = "关闭大图",
                                              .zoom_in = "放大",
                                              .zoom_out = "缩小",
                                              .rotate = "旋转",
                                              .previous = "上一张",
                                              .next = "下一张",
                                              .loading = "正在打开照片",
                                              .failed = "照片打不开",
                                              .magnified = [](int percent) { return std::to_string(percent) + "%"; },
                                              .has_previous = at > 0,
                                              .has_next = at < 2});
        at += result.step;
        closed = closed || result.closed;
    }
};

void open(Harness& h, Album& album) {
    h.pictures().ready = {"full:0", "full:1"};
    h.pictures().failed = {"full:2"};
    h.show([&](Ui& ui) { album.draw(ui); });
}

/// Width of the drawn photo: the texture that the stub hands out.
float photo_width(const Harness& h) {
    float left = 1e9f, right = -1e9f;
    for (const ImDrawList* list : h.drawn().CmdLists)
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.TexRef._TexData != nullptr || command.TexRef._TexID != 77) continue;
            for (unsigned i = 0; i < command.ElemCount; ++i) {
                const ImDrawVert& v = list->VtxBuffer[static_cast<int>(
                    list->IdxBuffer[static_cast<int>(command.IdxOffset + i)] + command.VtxOffset)];
                left = std::min(left, v.pos.x);
                right = std::max(right, v.pos.x);
            }
        }
    return right - left;
}

void key(Harness& h, const char* name) { h.request(h.first(Role::dialog).id, ActionKind::key, name); }

ui::SignatureSpec sign_spec() {
    return {.label = "签名",
            .way = "签名方式",
            .draw_word = "手写",
            .name_word = "输入姓名",
            .hint = "请在这里签名",
            .state = "还没有签名",
            .undo = "撤销一笔",
            .clear = "全部重写",
            .name_label = "您的姓名",
            .name_hint = "与手写效力相同"};
}

/// A stroke by pointer across the node.
void draw_across(Harness& h, const Node& pad) {
    ImGuiIO& io = ImGui::GetIO();
    const a11y::Rect box = pad.screen;
    io.AddMousePosEvent(box.x + 20, box.y + 20);
    h.frame();
    io.AddMouseButtonEvent(0, true);
    h.frame();
    for (int i = 1; i <= 5; ++i) {
        io.AddMousePosEvent(box.x + 20 + 30.0f * static_cast<float>(i), box.y + 20 + 8.0f * static_cast<float>(i));
        h.frame();
    }
    io.AddMouseButtonEvent(0, false);
    h.frame();
    io.AddMousePosEvent(-1, -1);
    h.frame();
}

}  // namespace

TEST_CASE("A photo is seen nearer, turned and whole again by buttons", "[viewer][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .theme = theme});
        Album album;
        open(h, album);
        CHECK(h.has(Role::dialog, "第 2 张照片"));
        CHECK(h.has(Role::image, "第 2 张照片"));
        const float whole = photo_width(h);
        CHECK(h.find(Role::button, "缩小").has(a11y::state_disabled));
        h.press(Role::button, "放大");
        CHECK(photo_width(h) > whole * 1.4f);
        CHECK(h.says("150%"));
        h.press(Role::button, "缩小");
        CHECK(std::abs(photo_width(h) - whole) < 1);
        h.press(Role::button, "旋转");
        CHECK(photo_width(h) > 0);
        CHECK(h.faults() == std::vector<std::string>{});
    }
}

TEST_CASE("Keys and the wheel do what the buttons do", "[viewer][widget][unit]") {
    Harness h;
    Album album;
    open(h, album);
    const float whole = photo_width(h);
    key(h, "+");
    CHECK(photo_width(h) > whole * 1.4f);
    key(h, "0");
    CHECK(std::abs(photo_width(h) - whole) < 1);
    key(h, "WheelUp");
    CHECK(photo_width(h) > whole * 1.1f);
    key(h, "WheelDown");
    key(h, "ArrowLeft");
    CHECK(album.at == 0);
    key(h, "ArrowLeft");
    CHECK(album.at == 0);
}

TEST_CASE("Leafing shows the other photos, one that cannot be loaded says so, Escape closes",
          "[viewer][widget][unit]") {
    Harness h;
    Album album;
    open(h, album);
    h.tap(Role::button, "下一张");
    CHECK(h.has(Role::dialog, "第 3 张照片"));
    CHECK(h.has(Role::status, "照片打不开"));
    CHECK(h.find(Role::button, "下一张").has(a11y::state_disabled));
    h.dismiss();
    CHECK(album.closed);
}

TEST_CASE("A tap brings a place nearer and to the middle, so that nobody has to drag", "[viewer][widget][unit]") {
    Harness h;
    Album album;
    open(h, album);
    const float whole = photo_width(h);
    h.tap_at(100, 400);
    CHECK(photo_width(h) > whole * 1.9f);
}

TEST_CASE("Photos of a case and of a form open large, and are only pictures where they do not",
          "[viewer][widget][unit]") {
    Harness h({.width = 320, .theme = elder()});
    std::optional<std::size_t> from_row;
    std::optional<std::string> from_grid, removed;
    h.show([&](Ui& ui) {
        const ui::PictureItem pictures[] = {{"thumb:a", "第 1 张照片"}, {"thumb:b", "第 2 张照片"}};
        if (const auto at = ui::picture_row(ui, "row", pictures, "看大图")) from_row = at;
        const ui::PhotoView photos[] = {{.key = "p",
                                         .picture = "local:p",
                                         .name = "窗外",
                                         .refused = {},
                                         .refused_hint = {},
                                         .remove_name = "删除窗外",
                                         .status = {},
                                         .open = "看大图"}};
        const auto result = ui::photo_grid(ui, "grid", "照片", photos, "添加照片");
        if (result.opened) from_grid = result.opened;
        if (result.removed) removed = result.removed;
    });
    CHECK(h.find(Role::button, "第 2 张照片").description == "看大图");
    h.tap(Role::button, "第 2 张照片");
    CHECK(from_row == 1u);
    h.tap(Role::button, "窗外");
    CHECK(from_grid == "p");
    CHECK_FALSE(removed);
    CHECK(h.faults() == std::vector<std::string>{});
}

TEST_CASE("Two photos are compared by a slider that says how much is seen of each", "[compare][widget][unit]") {
    Harness h({.width = 320, .theme = elder()});
    float share = 0.5f;
    h.show([&](Ui& ui) {
        const std::string spoken = "处理前占 " + std::to_string(static_cast<int>(share * 100)) + "%";
        share = ui::photo_compare(ui, "compare",
                                  {.before = "full:a",
                                   .after = "full:b",
                                   .before_name = "处理前的照片",
                                   .after_name = "处理后的照片",
                                   .before_word = "处理前",
                                   .after_word = "处理后",
                                   .slider_name = "处理前后对比",
                                   .spoken = spoken},
                                  share);
    });
    CHECK(h.has(Role::image, "处理前的照片"));
    CHECK(h.has(Role::image, "处理后的照片"));
    CHECK(h.find(Role::slider, "处理前后对比").now == 50);
    h.request(h.find(Role::slider, "处理前后对比").id, ActionKind::set_value, "80");
    CHECK(share > 0.79f);
    CHECK(h.find(Role::slider, "处理前后对比").description == "处理前占 80%");
    CHECK(h.find(Role::image, "处理前的照片").screen.w > h.find(Role::image, "处理后的照片").screen.w * 3);
    CHECK(h.faults() == std::vector<std::string>{});
}

TEST_CASE("A signature is kept as strokes, one taken back at a time, and drawn as a path",
          "[signature][widget][unit]") {
    Harness h({.width = 360});
    ui::Signature signature;
    h.show([&](Ui& ui) {
        if (auto now = ui::signature_pad(ui, "sign", sign_spec(), signature)) signature = *now;
    });
    CHECK(h.find(Role::button, "撤销一笔").has(a11y::state_disabled));
    h.press_hard(0.75f);
    draw_across(h, h.find(Role::image, "签名"));
    draw_across(h, h.find(Role::image, "签名"));
    REQUIRE(signature.strokes.size() == 2);
    CHECK(signature.strokes.front().size() >= 5);
    // Places are parts of the field, times run on from stroke to stroke, pressure is the device's.
    for (const domain::Stroke& stroke : signature.strokes)
        for (const domain::StrokePoint& point : stroke) {
            CHECK((point.x > 0 && point.x <= 1 && point.y > 0 && point.y <= 1));
            CHECK(point.pressure == 0.75);
        }
    CHECK(signature.strokes.front().front().ms == 0);
    CHECK(signature.strokes.front().back().ms > signature.strokes.front().front().ms);
    CHECK(signature.strokes.back().front().ms > signature.strokes.front().back().ms);
    const std::string path = ui::svg_path(signature);
    CHECK(path.starts_with("M"));
    CHECK(std::ranges::count(path, 'M') == 2);
    CHECK(h.faults().empty());
    h.press(Role::button, "撤销一笔");
    CHECK(signature.strokes.size() == 1);
    h.press(Role::button, "全部重写");
    CHECK(signature.empty());
    CHECK(ui::svg_path(signature).empty());
}

TEST_CASE("Who cannot draw types the name, and going back finds the strokes again", "[signature][widget][unit]") {
    Harness h({.width = 320, .theme = elder()});
    ui::Signature signature;
    signature.strokes = {{{0.1, 0.1}, {0.5, 0.6}}};
    h.show([&](Ui& ui) {
        if (auto now = ui::signature_pad(ui, "sign", sign_spec(), signature)) signature = *now;
    });
    h.press(Role::radio, "输入姓名");
    CHECK_FALSE(h.has(Role::image, "签名"));
    CHECK(signature.empty());
    h.type("您的姓名", "王秀英");
    CHECK(signature.by_name);
    CHECK(signature.name == "王秀英");
    CHECK(h.faults() == std::vector<std::string>{});
    h.press(Role::radio, "手写");
    CHECK(signature.strokes.size() == 1);
}

TEST_CASE("A QR code is a picture with a name, on white in every mode", "[qr][widget][unit]") {
    ui::ThemeChoice dark;
    dark.contrast = ui::Contrast::high_dark;
    Harness h({.theme = dark});
    h.pictures().ready = {"qr:https://example.org/"};
    h.show([](Ui& ui) { ui::qr_code(ui, "code", "https://example.org/", "查询页的二维码", "用手机扫一扫"); });
    CHECK(h.pictures().asked.contains("qr:https://example.org/"));
    CHECK(h.has(Role::image, "查询页的二维码"));
    CHECK(h.says("用手机扫一扫"));
    CHECK(h.vertices_of(0xffffff) > 0);
    CHECK(photo_width(h) > 200);
}
