# SDL2 for the web, compiled with the rest of the build (ccache makes it cheap): window, WebGL
# context, events. SDL's own CMake project asks the compiler several hundred questions, which takes
# minutes with emcc; its ready-made SDL_config_emscripten.h answers them all, so only the files that
# the portal needs are listed here. Audio, joysticks, sensors, renderers and threads stay out.
ow_source(OW_SDL2_DIR sdl2_upstream https://github.com/libsdl-org/SDL.git release-2.32.4)
file(GLOB sdl2_sources
  "${OW_SDL2_DIR}/src/*.c"
  "${OW_SDL2_DIR}/src/atomic/*.c"
  "${OW_SDL2_DIR}/src/cpuinfo/*.c"
  "${OW_SDL2_DIR}/src/events/*.c"
  "${OW_SDL2_DIR}/src/file/*.c"
  "${OW_SDL2_DIR}/src/filesystem/emscripten/*.c"
  "${OW_SDL2_DIR}/src/stdlib/*.c"
  "${OW_SDL2_DIR}/src/thread/*.c"
  "${OW_SDL2_DIR}/src/thread/generic/*.c"
  "${OW_SDL2_DIR}/src/timer/*.c"
  "${OW_SDL2_DIR}/src/timer/unix/*.c"
  "${OW_SDL2_DIR}/src/video/*.c"
  "${OW_SDL2_DIR}/src/video/emscripten/SDL_emscriptenopengles.c"
  "${OW_SDL2_DIR}/src/video/emscripten/SDL_emscriptenvideo.c"
  "${OW_SDL2_DIR}/src/video/yuv2rgb/yuv_rgb_std.c"
  "${OW_SDL2_DIR}/src/locale/SDL_locale.c"
  "${OW_SDL2_DIR}/src/locale/emscripten/*.c"
  "${OW_SDL2_DIR}/src/misc/SDL_url.c"
  "${OW_SDL2_DIR}/src/misc/emscripten/*.c")
list(FILTER sdl2_sources EXCLUDE REGEX "imKStoUCS|scancode_tables_x|SDL_vulkan_utils\\.c$|generic/SDL_sysrwlock")
add_library(sdl2 STATIC ${sdl2_sources} "${CMAKE_SOURCE_DIR}/cmake/lean/sdl2_stubs.c")
target_include_directories(sdl2 SYSTEM PUBLIC "${OW_SDL2_DIR}/include")
target_include_directories(sdl2 SYSTEM PRIVATE "${OW_SDL2_DIR}/src" "${OW_SDL2_DIR}/src/video"
  "${OW_SDL2_DIR}/src/video/emscripten" "${OW_SDL2_DIR}/src/video/khronos")
# What the program never does is left out of it (ADR 10).
foreach(source IN LISTS sdl2_sources)
  if(NOT source MATCHES "/SDL_error\\.c$")
    set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS "-include;${CMAKE_SOURCE_DIR}/cmake/lean/sdl_lean.h")
  endif()
endforeach()
set_source_files_properties("${OW_SDL2_DIR}/src/events/SDL_events.c" PROPERTIES
  COMPILE_OPTIONS "-include;${CMAKE_SOURCE_DIR}/cmake/lean/sdl_lean.h;-include;${CMAKE_SOURCE_DIR}/cmake/lean/sdl_events_lean.h")
set_source_files_properties("${OW_SDL2_DIR}/src/video/emscripten/SDL_emscriptenopengles.c" PROPERTIES
  COMPILE_DEFINITIONS eglGetProcAddress=ow_no_gl_by_name)
set_source_files_properties("${OW_SDL2_DIR}/src/stdlib/SDL_string.c" PROPERTIES
  COMPILE_DEFINITIONS vsnprintf=vsniprintf)
# Lean: no software blitters, nothing here draws with them.
target_compile_definitions(sdl2 PRIVATE SDL_LEAN_AND_MEAN=1 SDL_AUDIO_DISABLED=1 SDL_JOYSTICK_DISABLED=1
  SDL_RENDER_DISABLED=1 SDL_SENSOR_DISABLED=1 SDL_POWER_DISABLED=1 SDL_LOADSO_DISABLED=1)
target_compile_options(sdl2 PRIVATE -w -sUSE_SDL=0)
