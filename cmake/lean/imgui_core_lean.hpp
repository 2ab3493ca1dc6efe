#pragma once
// imgui.cpp only: it would close tables, tab bars and multi-selections that somebody forgot. Nobody opens one.
#include "imgui_lean.hpp"

#define EndTable() ((void)0)
#define EndTabBar() ((void)0)
#define EndMultiSelect() ((void)0)
