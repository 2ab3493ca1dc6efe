# The WebAssembly program: web/*.cpp and web/bridges/<capability>/*.cpp over all layers.
# Output: <build>/web/onewindow.mjs and onewindow.wasm, and the same program with the gallery of all
# widgets, onewindow-gallery.*, which only #/gallery of the demo loads. The pack step makes <build>/dist of them.
file(GLOB_RECURSE ow_web_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/*.cpp")
file(GLOB ow_js_libraries CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/bridges/*/library.js")
if(NOT ow_web_sources)
  message(NOTICE "web/ holds no .cpp yet: no program to link")
  return()
endif()

# What all programs share is compiled once.
list(FILTER ow_web_sources EXCLUDE REGEX "/gallery_absent\\.cpp$")
add_library(ow_web OBJECT ${ow_web_sources})
target_link_libraries(ow_web PUBLIC ow_client ow_ui ow_app ow_outbox ow_wire ow_a11y ow_i18n
                                    ow_domain imgui sdl2)
add_executable(onewindow "${CMAKE_SOURCE_DIR}/web/gallery_absent.cpp")
add_executable(onewindow-gallery $<TARGET_OBJECTS:ow_web>)
set_property(TARGET onewindow-gallery PROPERTY LINKER_LANGUAGE CXX)
target_link_libraries(onewindow PRIVATE ow_web)
target_link_libraries(onewindow-gallery PRIVATE ow_gallery ow_web)

# web/link.cmake may add to these lists (exported runtime methods, link options).
set(OW_RUNTIME_METHODS UTF8ToString stringToUTF8 lengthBytesUTF8 HEAPU8)
set(OW_LINK_OPTIONS "")
include("${CMAKE_SOURCE_DIR}/web/link.cmake" OPTIONAL)
list(JOIN OW_RUNTIME_METHODS "," ow_methods)

foreach(program IN ITEMS onewindow onewindow-gallery)
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
    # Inlining less than -Oz does by itself and merging equal functions: 3 KB brotli.
    target_link_options(${program} PRIVATE -Oz -flto -sASSERTIONS=0 -sGL_TRACK_ERRORS=0
      --profiling-funcs -Wl,--no-demangle
      -Wl,-mllvm,-inline-threshold=-100 -Wl,-mllvm,-enable-merge-functions)
  else()
    target_link_options(${program} PRIVATE -O1 -g1 -sASSERTIONS=1)
  endif()
  foreach(library IN LISTS ow_js_libraries)
    target_link_options(${program} PRIVATE "SHELL:--js-library ${library}")
  endforeach()
  set_property(TARGET ${program} APPEND PROPERTY LINK_DEPENDS ${ow_js_libraries} "${CMAKE_SOURCE_DIR}/cmake/lean/glue.js")
endforeach()
