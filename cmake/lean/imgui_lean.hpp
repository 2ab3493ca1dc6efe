#pragma once
// Put before every source of Dear ImGui: conditions that never hold in this program become constants, so that the
// linker leaves what stands behind them out of the WebAssembly (about 60 KB). Nothing of Dear ImGui is copied or
// changed; docs/adr/0010 says what is left out.
#define IMGUI_DEFINE_MATH_OPERATORS
#if defined(__EMSCRIPTEN__) && defined(NDEBUG)
// What a program did wrong is told by its words in the builds that tests run, and passed over here.
#define IM_ASSERT_USER_ERROR(_EXPR, _MSG) ((void)(_EXPR))
#define IM_ASSERT_USER_ERROR_RET(_EXPR, _MSG) do { if (!(_EXPR)) return; } while (0)
#define IM_ASSERT_USER_ERROR_RETV(_EXPR, _RETV, _MSG) do { if (!(_EXPR)) return _RETV; } while (0)
#endif
#include <imgui.h>
#include <imgui_internal.h>
#include <stdio.h>

// Nobody docks windows nor moves them out of the canvas; the DOM has the keyboard; settings are not read from text.
#define ImGuiConfigFlags_DockingEnable 0
#define ImGuiConfigFlags_ViewportsEnable 0
#define ImGuiConfigFlags_NavEnableKeyboard 0
#define ImGuiConfigFlags_NavEnableGamepad 0
#define ImGuiConfigFlags_NavEnableSetMousePos 0
#define sscanf(...) 0
