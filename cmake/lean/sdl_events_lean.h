#pragma once
// Put before SDL_events.c: the log of all events is never switched on.
#include "SDL_internal.h"
#include "SDL_stdinc.h"

#undef SDL_snprintf
#define SDL_snprintf(...) 0
