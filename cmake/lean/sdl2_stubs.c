/* What SDL2's video code asks of the parts that are left out. */
#include "SDL_internal.h"

#include "SDL_render.h"
#include "SDL_sysvideo.h"

#include "SDL_emscriptenvideo.h"

#include "SDL_emscriptenevents.h"
#include "SDL_emscriptenframebuffer.h"
#include "SDL_emscriptenmouse.h"

/* Renderers and shared objects: the portal never makes one, so there is none to find or to destroy. */
SDL_Renderer *SDL_GetRenderer(SDL_Window *window)
{
    (void)window;
    return 0;
}

void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer)
{
    (void)renderer;
}

void SDL_UnloadObject(void *handle)
{
    (void)handle;
}

/* Listeners and cursors: the DOM has pointer and keyboard (ADR 3). */
void Emscripten_RegisterEventHandlers(SDL_WindowData *data)
{
    (void)data;
}

void Emscripten_UnregisterEventHandlers(SDL_WindowData *data)
{
    (void)data;
}

void Emscripten_InitMouse(void)
{
}

void Emscripten_FiniMouse(void)
{
}

/* Windows painted by the processor: ours is WebGL's. */
int Emscripten_CreateWindowFramebuffer(_THIS, SDL_Window *window, Uint32 *format, void **pixels, int *pitch)
{
    (void)_this, (void)window, (void)format, (void)pixels, (void)pitch;
    return SDL_Unsupported();
}

int Emscripten_UpdateWindowFramebuffer(_THIS, SDL_Window *window, const SDL_Rect *rects, int numrects)
{
    (void)_this, (void)window, (void)rects, (void)numrects;
    return SDL_Unsupported();
}

void Emscripten_DestroyWindowFramebuffer(_THIS, SDL_Window *window)
{
    (void)_this, (void)window;
}

/* Finding GL functions by name would link every one of them: ours are linked by their names. */
void *ow_no_gl_by_name(const char *name)
{
    (void)name;
    return 0;
}

/* Full screen's own size of the canvas: the page is as large as the window anyway. */
EM_BOOL Emscripten_HandleCanvasResize(int eventType, const void *reserved, void *userData)
{
    (void)eventType, (void)reserved, (void)userData;
    return EM_FALSE;
}
