#pragma once
/// What Dear ImGui tells of each item while it is drawn, for the tests (native builds only): they hold that every item
/// ImGui reports has a semantic node.

namespace ow {

/// Called with the id (0 = not interactive) and the rectangle of each item, when set.
using ImGuiItemSink = void (*)(unsigned id, float x, float y, float width, float height);
extern ImGuiItemSink imgui_item_sink;

}  // namespace ow
