#pragma once
// imgui.cpp only: it would close tables, tab bars and multi-selections that somebody forgot. Nobody opens one.
#include "imgui_lean.hpp"

#define EndTable() ((void)0)
#define EndTabBar() ((void)0)
#define EndMultiSelect() ((void)0)
// The menu of a docked window and what tables would store: the definitions are in other files, nobody else asks.
#define Selectable(...) false
#define MenuItem(...) false
#define TabBarAddTab(...) ((void)0)
#define TableSettingsAddSettingsHandler() ((void)0)

#if defined(__EMSCRIPTEN__)
// Chosen where Dear ImGui hands over what it could change: nothing is stored, and the tests see to it that what was
// begun is ended.
namespace ImGui {
inline void AddSettingsHandler(ImGuiSettingsHandler*) {}
inline void ErrorRecoveryTryToRecoverState(ImGuiErrorRecoveryState*) {}
inline void ErrorRecoveryTryToRecoverWindowState(ImGuiErrorRecoveryState*) {}
}  // namespace ImGui
#endif
