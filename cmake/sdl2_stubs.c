/* What SDL2's video code asks of the parts that are left out (renderers, shared objects). The portal
   never makes an SDL renderer, so there is none to find or to destroy. */
#include "SDL_render.h"

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
