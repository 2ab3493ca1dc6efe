# Compile flags of our own code, carried by the interface targets ow_flags (all) and ow_client
# (the client's layers: no exceptions, no run-time type information).
add_library(ow_flags INTERFACE)
target_compile_options(ow_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror)
target_include_directories(ow_flags INTERFACE "${CMAKE_SOURCE_DIR}")

# Options of every translation unit, third-party code included, so that all agree.
if(OW_SANITIZE)
  # vptr checks need run-time type information, which the client does without.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined -fno-sanitize=vptr)
endif()
if(OW_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(EMSCRIPTEN)
  if(CMAKE_BUILD_TYPE STREQUAL "MinSizeRel")
    foreach(language C CXX)
      set(CMAKE_${language}_FLAGS_MINSIZEREL "-Oz -flto -DNDEBUG")
    endforeach()
  else()
    foreach(language C CXX)
      set(CMAKE_${language}_FLAGS_DEBUG "-O1 -g1")
    endforeach()
  endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT OW_SANITIZE)
  foreach(language C CXX)
    set(CMAKE_${language}_FLAGS_DEBUG "-O0 -g1")
  endforeach()
elseif(OW_SANITIZE)
  foreach(language C CXX)
    set(CMAKE_${language}_FLAGS_DEBUG "-O1 -g1")
  endforeach()
endif()

add_library(ow_client INTERFACE)
target_link_libraries(ow_client INTERFACE ow_flags)
target_compile_options(ow_client INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>
                                           $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
