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
