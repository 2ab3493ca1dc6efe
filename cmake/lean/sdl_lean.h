#pragma once
// Put before SDL's sources: nobody reads why a call failed (SDL_GetError), only that it did.
#include "SDL_internal.h"
#include "SDL_error.h"

#undef SDL_SetError
#define SDL_SetError(...) (-1)
