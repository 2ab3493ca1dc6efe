// The four functions that IMGUI_ENABLE_TEST_ENGINE asks for. They work while ImGuiContext::TestEngineHookItems is set.
#include "imgui_test_hooks.hpp"

#include <imgui.h>
#include <imgui_internal.h>

namespace ow {
ImGuiItemSink imgui_item_sink = nullptr;
}

void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID id, const ImRect& bb, const ImGuiLastItemData*) {
    if (ow::imgui_item_sink != nullptr) ow::imgui_item_sink(id, bb.Min.x, bb.Min.y, bb.GetWidth(), bb.GetHeight());
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
