# The WebAssembly programs: web/*.cpp and web/bridges/<capability>/*.cpp over all layers, each with the features it is for.
# Output: <build>/web/<program>.mjs and <program>.wasm, and programs.json, which tells the pack step of them.
file(GLOB_RECURSE ow_web_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/*.cpp")
file(GLOB ow_js_libraries CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/bridges/*/library.js")
if(NOT ow_web_sources)
  message(NOTICE "web/ holds no .cpp yet: no program to link")
  return()
endif()

# What all programs share is compiled once.
add_library(ow_web OBJECT ${ow_web_sources})
target_link_libraries(ow_web PUBLIC ow_client ow_ui ow_app ow_outbox ow_wire ow_a11y ow_i18n
                                    ow_domain imgui sdl2)

# web/link.cmake may add to these lists (exported runtime methods, link options).
set(OW_RUNTIME_METHODS UTF8ToString stringToUTF8 lengthBytesUTF8 HEAPU8)
set(OW_LINK_OPTIONS "")
include("${CMAKE_SOURCE_DIR}/web/link.cmake" OPTIONAL)
list(JOIN OW_RUNTIME_METHODS "," ow_methods)

# ow_program(NAME FEATURES feature… [LIBRARIES library…] [WITHOUT_STRINGS area…])
# A program of so many features (the objects <feature>_feature of ui/views), which hear of what happens in this order.
# What no feature of it reaches is not linked. WITHOUT_STRINGS: areas of assets/i18n that it has no words of.
function(ow_program program)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "FEATURES;LIBRARIES;WITHOUT_STRINGS")
  set(source "${CMAKE_BINARY_DIR}/web/${program}_features.cpp")
  ow_write_features("${source}" ${arg_FEATURES})
  add_executable(${program} "${source}")
  target_link_libraries(${program} PRIVATE ow_web ${arg_LIBRARIES})
  set_target_properties(${program} PROPERTIES SUFFIX ".mjs" RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/web")
  target_link_options(${program} PRIVATE
    -sMAX_WEBGL_VERSION=2 -sMIN_WEBGL_VERSION=2 -sENVIRONMENT=web -sFILESYSTEM=0 -sGL_ENABLE_GET_PROC_ADDRESS=0
    -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH=1 -sDYNAMIC_EXECUTION=0 -sSTACK_SIZE=512KB
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createOneWindow
    -sEXPORTED_RUNTIME_METHODS=${ow_methods} ${OW_LINK_OPTIONS}
    # What of the glue never runs is not linked (ADR 10).
    -sINCOMING_MODULE_JS_API=canvas,instantiateWasm,noExitRuntime -sTEXTDECODER=2
    -sHTML5_SUPPORT_DEFERRING_USER_SENSITIVE_REQUESTS=0 -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0
    "SHELL:--js-library ${CMAKE_SOURCE_DIR}/cmake/lean/glue.js")
  if(CMAKE_BUILD_TYPE STREQUAL "MinSizeRel")
    # Names are what a program is split by (ADR 18); the pack step takes them out.
    # Next to no inlining, also where a function has one caller: what the first page does not run can be told apart, and
    # each part is inlined after the split. With equal functions merged: 18 KB brotli of the boot part.
    target_link_options(${program} PRIVATE -Oz -flto -sASSERTIONS=0 -sGL_TRACK_ERRORS=0
      --profiling-funcs -Wl,--no-demangle
      -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=1
      -Wl,-mllvm,-inline-threshold=-20000 -Wl,-mllvm,-enable-merge-functions)
  else()
    target_link_options(${program} PRIVATE -O1 -g1 -sASSERTIONS=1)
  endif()
  foreach(library IN LISTS ow_js_libraries)
    target_link_options(${program} PRIVATE "SHELL:--js-library ${library}")
  endforeach()
  set_property(TARGET ${program} APPEND PROPERTY LINK_DEPENDS ${ow_js_libraries} "${CMAKE_SOURCE_DIR}/cmake/lean/glue.js")
  list(JOIN arg_WITHOUT_STRINGS "\", \"" without)
  string(REGEX REPLACE "^(.+)$" "\"\\1\"" without "${without}")
  set_property(GLOBAL APPEND PROPERTY OW_PROGRAMS "\"${program}\": {\"withoutStrings\": [${without}]}")
endfunction()

# Residents, and the kiosk. Words of the server are the server's alone.
ow_program(onewindow FEATURES ${ow_resident_features} WITHOUT_STRINGS workbench assist mandate_text staff_login tablet gallery server admin)
# Staff: they are people who live here too.
ow_program(onewindow-staff FEATURES ${ow_staff_features} WITHOUT_STRINGS gallery server admin)
# The demo's gallery of all widgets, for people who make pages.
ow_program(onewindow-gallery FEATURES ${ow_all_features} LIBRARIES ow_gallery WITHOUT_STRINGS server admin)

get_property(ow_programs GLOBAL PROPERTY OW_PROGRAMS)
list(JOIN ow_programs ",\n  " ow_programs)
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/web/programs.json" CONTENT "{\n  @ow_programs@\n}\n" @ONLY)
