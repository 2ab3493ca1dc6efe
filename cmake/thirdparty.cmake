# Third-party libraries: a local copy named by OW_*_DIR (./dev passes them), else fetched from
# upstream. Their headers are system headers, so that our warnings do not judge them.
include(FetchContent)

# ow_source(VARIABLE NAME REPOSITORY TAG): VARIABLE becomes the folder of the sources.
function(ow_source variable name repository tag)
  if(${variable} AND EXISTS "${${variable}}")
    return()
  endif()
  message(NOTICE "${variable} names no folder: fetching ${name} ${tag} from upstream")
  FetchContent_Declare(${name} GIT_REPOSITORY "${repository}" GIT_TAG "${tag}" GIT_SHALLOW ON)
  FetchContent_GetProperties(${name})
  if(NOT ${name}_POPULATED)
    FetchContent_Populate(${name})
  endif()
  set(${variable} "${${name}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

ow_source(OW_IMGUI_DIR imgui_upstream https://github.com/ocornut/imgui.git v1.92.5)
ow_source(OW_UNIBREAK_DIR unibreak_upstream https://github.com/adah1972/libunibreak.git libunibreak_6_1)

# --- Dear ImGui: the core; the web build adds the WebGL 2 renderer --------------------------------
file(GLOB imgui_sources "${OW_IMGUI_DIR}/imgui*.cpp")
list(FILTER imgui_sources EXCLUDE REGEX "imgui_demo\\.cpp$")
set(imgui_core_sources ${imgui_sources})
if(EMSCRIPTEN)
  list(APPEND imgui_sources "${OW_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp")
endif()
add_library(imgui STATIC ${imgui_sources})
target_include_directories(imgui SYSTEM PUBLIC "${OW_IMGUI_DIR}" "${OW_IMGUI_DIR}/backends")
# The default font loader is ours instead of stb_truetype's: see cmake/imgui/misc/freetype/imgui_freetype.h.
target_include_directories(imgui PRIVATE "${CMAKE_SOURCE_DIR}/cmake/imgui")
set_source_files_properties("${OW_IMGUI_DIR}/imgui_draw.cpp" PROPERTIES COMPILE_DEFINITIONS IMGUI_ENABLE_FREETYPE)
# A page may have more than 65 536 vertices (a street's map with its outlines), and WebGL 2 has no base vertex to
# split them by.
target_compile_definitions(imgui PUBLIC
  "ImDrawIdx=unsigned int"
  IMGUI_USE_WCHAR32
  IMGUI_DISABLE_DEMO_WINDOWS
  IMGUI_DISABLE_DEBUG_TOOLS
  IMGUI_DISABLE_DEFAULT_FONT
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_FILE_FUNCTIONS)
target_compile_options(imgui PRIVATE -fno-exceptions -fno-rtti -w)
# What the program never does is left out of it (ADR 10).
set(ow_lean "${CMAKE_SOURCE_DIR}/cmake/lean")
foreach(source IN LISTS imgui_core_sources)
  set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS "-include;${ow_lean}/imgui_lean.hpp")
endforeach()
set_source_files_properties("${OW_IMGUI_DIR}/imgui.cpp" PROPERTIES
  COMPILE_OPTIONS "-include;${ow_lean}/imgui_core_lean.hpp")
if(EMSCRIPTEN)
  set_source_files_properties("${OW_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp" PROPERTIES
    COMPILE_OPTIONS "-include;${ow_lean}/imgui_opengl_lean.hpp")
  set_source_files_properties("${OW_IMGUI_DIR}/imgui.cpp" PROPERTIES COMPILE_DEFINITIONS vsnprintf=vsniprintf)
endif()
if(EMSCRIPTEN)
  target_compile_definitions(imgui PUBLIC IMGUI_IMPL_OPENGL_ES3)
else()
  # The tests hear of every item that is drawn.
  target_sources(imgui PRIVATE "${CMAKE_SOURCE_DIR}/cmake/imgui_test_hooks.cpp")
  target_compile_definitions(imgui PRIVATE IMGUI_ENABLE_TEST_ENGINE)
endif()

# --- libunibreak: Unicode line breaking (UAX 14) --------------------------------------------------
file(GLOB unibreak_sources "${OW_UNIBREAK_DIR}/src/*.c")
list(FILTER unibreak_sources EXCLUDE REGEX "/tests\\.c$")
add_library(unibreak STATIC ${unibreak_sources})
target_include_directories(unibreak SYSTEM PUBLIC "${OW_UNIBREAK_DIR}/src")
target_compile_options(unibreak PRIVATE -w)
if(OW_SANITIZE)
  # It calls its readers of UTF-8, -16 and -32 through one pointer type with const void* as text.
  target_compile_options(unibreak PRIVATE -fno-sanitize=function)
endif()

# --- nlohmann_json: headers, used without exceptions ----------------------------------------------
if(NOT OW_NLOHMANN_DIR OR NOT EXISTS "${OW_NLOHMANN_DIR}/nlohmann/json.hpp")
  ow_source(OW_NLOHMANN_DIR nlohmann_upstream https://github.com/nlohmann/json.git v3.11.3)
  set(OW_NLOHMANN_DIR "${OW_NLOHMANN_DIR}/include")
endif()
add_library(nlohmann_json INTERFACE)
target_include_directories(nlohmann_json SYSTEM INTERFACE "${OW_NLOHMANN_DIR}")
target_compile_definitions(nlohmann_json INTERFACE JSON_NOEXCEPTION)

# --- SDL2, for the web only -----------------------------------------------------------------------
if(EMSCRIPTEN)
  include(sdl2)
else()
  # --- Catch2, for native tests only: its amalgamated source is one file instead of a hundred --------
  ow_source(OW_CATCH2_DIR catch2_upstream https://github.com/catchorg/Catch2.git v3.7.1)
  set(CATCH_CONFIG_DEFAULT_REPORTER "console")
  set(CATCH_CONFIG_CONSOLE_WIDTH "100")
  configure_file("${OW_CATCH2_DIR}/src/catch2/catch_user_config.hpp.in"
                 "${CMAKE_BINARY_DIR}/catch2/catch2/catch_user_config.hpp")
  add_library(catch2 STATIC "${OW_CATCH2_DIR}/extras/catch_amalgamated.cpp")
  target_include_directories(catch2 SYSTEM PUBLIC "${OW_CATCH2_DIR}/src" "${CMAKE_BINARY_DIR}/catch2")
  target_compile_options(catch2 PRIVATE -w)
  list(APPEND CMAKE_MODULE_PATH "${OW_CATCH2_DIR}/extras")
endif()
