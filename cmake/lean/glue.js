// What of emscripten's glue never runs is not linked (docs/adr/0010): the canvas fills the window, so there is no full
// screen to ask for; frames are drawn on demand, so there is no main loop to time and none to wait in; the DOM has
// pointer and keyboard (docs/adr/0003), so nobody listens for SDL.
addToLibrary({
  // What SDL's context wants of it.
  $Browser: { useWebGL: false, moduleContextCreatedCallbacks: [] },
  $Browser__deps: [],
  $Browser__postset: '',
  // There is one configuration; SDL only compares what it says.
  eglGetConfigAttrib: (display, config, attribute, value) => {
    HEAP32[value >> 2] = 0;
    return 1;
  },
  eglGetConfigAttrib__deps: [],
  // Asked for the largest texture only (imgui_opengl_lean.hpp).
  glGetIntegerv: (name, value) => {
    HEAP32[value >> 2] = GLctx.getParameter(name);
  },
  glGetIntegerv__deps: [],
  // Looked up when it is first set: to ask which there are is to wait until the shaders are compiled
  // (imgui_opengl_lean.hpp).
  glGetUniformLocation: (program, name) => {
    const { uniformLocsById: locations, uniformArrayNamesById: names } = Object.assign(GL.programs[program], {
      uniformLocsById: GL.programs[program].uniformLocsById || {},
      uniformArrayNamesById: GL.programs[program].uniformArrayNamesById || {},
    });
    const id = Object.keys(names).length;
    locations[id] = 0;
    names[id] = UTF8ToString(name);
    return id;
  },
  glGetUniformLocation__deps: ['$GL', '$UTF8ToString'],
  // Nobody sets variables of an environment here.
  environ_sizes_get: (count, size) => {
    HEAPU32[count >> 2] = HEAPU32[size >> 2] = 0;
    return 0;
  },
  environ_sizes_get__deps: [],
  environ_get: () => 0,
  environ_get__deps: [],
  eglSwapInterval: () => 1,
  eglSwapInterval__deps: [],
  emscripten_sleep: () => {},
  emscripten_sleep__deps: [],
  emscripten_request_fullscreen_strategy: () => -1,
  emscripten_request_fullscreen_strategy__deps: [],
  emscripten_exit_fullscreen: () => -1,
  emscripten_exit_fullscreen__deps: [],
  // SDL tries with a canvas of one pixel whether CSS sizes it. It does; the try would lay the page out and make buffers.
  emscripten_get_element_css_size: (target, width, height) => {
    HEAPF64[width >> 3] = HEAPF64[height >> 3] = 0;
    return 0;
  },
  emscripten_get_element_css_size__deps: [],
  emscripten_set_element_css_size: () => 0,
  emscripten_set_element_css_size__deps: [],
  emscripten_set_canvas_element_size: (target, width, height) => {
    const canvas = Module['canvas'];
    if (width > 8 && height > 8) {
      canvas.width = width;
      canvas.height = height;
    }
    return 0;
  },
  emscripten_set_canvas_element_size__deps: [],
  // The title is the page's (history bridge).
  emscripten_set_window_title: () => {},
  emscripten_set_window_title__deps: [],
});
