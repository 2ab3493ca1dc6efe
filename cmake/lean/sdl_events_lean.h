#pragma once
// Put before SDL_events.c: the log of all events is never switched on, so that the compiler sees that nobody writes it.
#include "SDL_internal.h"
#include "SDL_stdinc.h"

#undef SDL_atoi
#define SDL_atoi(text) 0
