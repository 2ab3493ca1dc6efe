# ow_layer(NAME FOLDER [DEPENDENCIES…]): the static library of a layer from all *.cpp below FOLDER.
# Platform variation is by file: *_web.cpp is compiled for the web only, *_native.cpp natively only.
# A layer without sources yet is header-only. The gallery of widgets is a library of its own: only the
# gallery program and the tests carry it.
function(ow_layer name folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cpp")
  if(NOT folder MATCHES "/gallery$")
    list(FILTER sources EXCLUDE REGEX "/gallery/")
  endif()
  if(EMSCRIPTEN)
    list(FILTER sources EXCLUDE REGEX "_native\\.cpp$")
  else()
    list(FILTER sources EXCLUDE REGEX "_web\\.cpp$")
  endif()
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PRIVATE ow_client)
    target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${name} PUBLIC ${ARGN})
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${name} INTERFACE ${ARGN})
  endif()
endfunction()

# ow_precompile(NAME HEADERS…): the headers that nearly every file of a layer reads anyway are parsed
# once. Only natively: the web build compiles each file from its own includes, which keeps them honest.
function(ow_precompile name)
  get_target_property(type ${name} TYPE)
  if(EMSCRIPTEN OR type STREQUAL "INTERFACE_LIBRARY")
    return()
  endif()
  foreach(header IN LISTS ARGN)
    if(NOT EXISTS "${CMAKE_SOURCE_DIR}/${header}")
      return()
    endif()
  endforeach()
  list(TRANSFORM ARGN PREPEND "${CMAKE_SOURCE_DIR}/" OUTPUT_VARIABLE headers)
  # Without the timestamp ccache may share what is compiled with it.
  target_compile_options(${name} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  target_precompile_headers(${name} PRIVATE ${headers})
endfunction()
