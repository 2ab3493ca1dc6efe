#include "ui/widgets/qr_code.hpp"

#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>

namespace ow::ui {

void qr_code(Ui& ui, std::string_view key, std::string_view text, std::string_view name, std::string_view caption,
             float most) {
    const Theme& t = ui.theme();
    const Group group(ui, key, a11y::Role::group, name);
    const float side = std::min(ui.width(), most);
    Rect box = ui.place(side);
    box.x += std::max(0.0f, (box.w - side) * 0.5f);
    box.w = side;
    // The white around the code is part of it: without it cameras do not find the code on a dark ground.
    ui.fill(box, 0xffffff, 12);
    const Picture code = ui.picture_of("qr:" + std::string(text));
    const float pad = 6;
    if (code.state == Picture::State::ready)
        ui.draw().AddImage(ImTextureRef(static_cast<ImTextureID>(code.texture)), ImVec2(box.x + pad, box.y + pad),
                           ImVec2(box.x + side - pad, box.y + side - pad));
    else
        ui.icon(code.state == Picture::State::failed ? Icon::alert_triangle : Icon::clock, box.x + side * 0.5f,
                box.y + side * 0.5f, 32, 0x4a5868);
    if (!t.colour.shadows) ui.outline(box, t.colour.border, 12, 2);
    a11y::Node& node = ui.emit(a11y::Role::image, ui.id("code"), name, box);
    node.value = "qr:" + std::string(text);
    if (code.state == Picture::State::loading) node.states |= a11y::state_busy;
    ui.gap(8);
    paragraph(ui, "caption", caption, Tone::secondary, Align::center);
}

}  // namespace ow::ui
