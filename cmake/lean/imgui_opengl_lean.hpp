#pragma once
// Put before imgui_impl_opengl3.cpp: it reads the number out of "#version 300 es", which web/main.cpp gives it. (Its
// other use, for drivers that do not tell their version, cannot be reached: WebGL 2 always answers 3.0.)
#include <stdio.h>

#define sscanf(text, format, version, ...) (*(version) = 300, 1)
