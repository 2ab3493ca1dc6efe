/// Start of the program: SDL gives the canvas its WebGL 2 context, ImGui its renderer, then everything is event-driven.

#include "web/bridges/rest/rest_bridge.hpp"
#include "web/program.hpp"

#include <SDL.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <cmath>
#include <cstdlib>
#include <string>

namespace {

SDL_Window* g_window = nullptr;
ow::web::Program* g_program = nullptr;

/// Window and context; false where WebGL 2 is missing (the shell then shows its plain pages).
bool open_window() {
    // The DOM has the keyboard: SDL listens on the canvas, which never has the focus.
    SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#canvas");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
    // The canvas has the size that ow_resize gives it (cmake/lean/glue.js).
    g_window = SDL_CreateWindow("", 0, 0, 1, 1, SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI);
    return g_window != nullptr && SDL_GL_CreateContext(g_window) != nullptr;
}

}  // namespace

namespace ow::web {

Program& program() { return *g_program; }

}  // namespace ow::web

extern "C" {

/// Size of the page in CSS pixels and its pixel ratio.
EMSCRIPTEN_KEEPALIVE void ow_resize(float width, float height, float density) {
    // Not through SDL, whose windows have whole CSS pixels: at a ratio of 1.25 the last row would be missing.
    emscripten_set_canvas_element_size("#canvas", static_cast<int>(std::lround(width * density)),
                                       static_cast<int>(std::lround(height * density)));
    ow::web::program().on_resize(width, height, density);
}

/// One animation frame. SDL's queue is emptied so that it does not grow; the DOM has told us all before.
EMSCRIPTEN_KEEPALIVE void ow_frame() {
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
    }
    ow::web::program().animation_frame();
}

/// What a person did to a mirrored element; `kind` is a11y::ActionKind. Takes over `text`.
EMSCRIPTEN_KEEPALIVE void ow_dom_action(std::uint32_t id, int kind, char* text, std::uint32_t size, float number) {
    ow::a11y::ActionRequest request{id, static_cast<ow::a11y::ActionKind>(kind), std::string(text, size), number};
    std::free(text);
    ow::web::program().on_request(std::move(request));
}

/// How hard what draws presses, 0–1.
EMSCRIPTEN_KEEPALIVE void ow_pressure(float pressure) { ow::web::program().on_pressure(pressure); }

/// The pointer, for hover and pressed looks. Off the page: x and y negative.
EMSCRIPTEN_KEEPALIVE void ow_pointer(float x, float y, int down) { ow::web::program().on_pointer(x, y, down != 0); }

EMSCRIPTEN_KEEPALIVE void ow_image_ready(std::uint32_t texture, int width, int height) {
    ow::web::program().on_picture(texture, width, height);
}

/// What was drawn last, as a patch (src/a11y/diff.hpp), and the words that did not fit, a line each: address and size
/// in bytes of both, valid until the next call.
EMSCRIPTEN_KEEPALIVE const std::uint32_t* ow_drawn() {
    static ow::a11y::Patch patch;
    static std::string cut;
    static std::uint32_t range[4];
    const auto put = [](std::uint32_t* to, const void* data, std::size_t size) {
        to[0] = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(data));
        to[1] = static_cast<std::uint32_t>(size);
    };
    patch = ow::web::program().drawn();
    cut.clear();
    for (const std::string& text : ow::web::program().cut_texts())
        cut += text + "\n";
    put(range, patch.bytes.data(), patch.bytes.size());
    put(range + 2, cut.data(), cut.size());
    return range;
}

/// Whether the canvas does not yet show all that happened: 1 or 0. -1 where main() found no graphics.
EMSCRIPTEN_KEEPALIVE int ow_behind() {
    if (g_program == nullptr) return -1;
    return g_program->behind() ? 1 : 0;
}

/// All of the program, now. What the linker sees of the doors, which are made after it (tools/split).
EMSCRIPTEN_KEEPALIVE void ow_rest() { ow_rest_needed(); }

/// The browser is about to print (1), or has (0).
EMSCRIPTEN_KEEPALIVE void ow_printing(int printing) { ow::web::program().on_printing(printing != 0); }

EMSCRIPTEN_KEEPALIVE void ow_context_lost() { ow::web::program().on_context_lost(); }
EMSCRIPTEN_KEEPALIVE void ow_context_restored() { ow::web::program().on_context_restored(); }
EMSCRIPTEN_KEEPALIVE void ow_fonts_changed() { ow::web::program().on_fonts_changed(); }
}

int main() {
    if (!open_window()) return 1;
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
    if (!ImGui_ImplOpenGL3_Init("#version 300 es")) return 1;
    // The graphics process compiles them while the first page is laid out.
    ImGui_ImplOpenGL3_CreateDeviceObjects();
    g_program = new ow::web::Program();
    g_program->start();
    return 0;
}
