# How targets look here: one library a folder of src, one test program a folder of
# tests, one program a fuzz target, benchmark or example. Sources are found by name.

add_library(caselli_options INTERFACE)
target_compile_options(caselli_options INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor)
target_include_directories(caselli_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(caselli_options INTERFACE CASELLI_VERSION="${PROJECT_VERSION}")
if(CMAKE_UNITY_BUILD)
  target_compile_options(caselli_options INTERFACE -Wno-subobject-linkage)  # asks which file is the main one
endif()
if(CASELLI_SANITIZE)
  target_compile_options(caselli_options INTERFACE -fsanitize=${CASELLI_SANITIZE} -fno-omit-frame-pointer
                                                   -fno-sanitize-recover=all)
  target_link_options(caselli_options INTERFACE -fsanitize=${CASELLI_SANITIZE})
endif()
if(CASELLI_SANITIZE MATCHES "thread")
  target_compile_options(caselli_options INTERFACE -Wno-tsan)  # Boost has fences by the hundred
endif()
if(CASELLI_COVERAGE)
  target_compile_options(caselli_options INTERFACE --coverage)
  target_link_options(caselli_options INTERFACE --coverage)
endif()
if(CASELLI_FUZZ)
  target_compile_options(caselli_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# What most sources include, compiled once for src and once for tests. The preset dev
# goes without, so that a source that does not include what it uses is found there.
function(caselli_precompile name)
  add_library(${name} OBJECT ${PROJECT_SOURCE_DIR}/cmake/precompiled.cpp)
  target_link_libraries(${name} PRIVATE caselli_options fmt::fmt nlohmann_json::nlohmann_json Threads::Threads)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()
set(frequent <algorithm> <atomic> <chrono> <cstdint> <cstring> <deque> <filesystem> <fstream> <functional> <iterator>
    <map> <memory> <mutex> <optional> <span> <string> <string_view> <thread> <utility> <variant> <vector>
    <fmt/format.h> <nlohmann/json.hpp>)
if(NOT WIN32)
  caselli_precompile(caselli_precompiled ${frequent})
  caselli_precompile(caselli_precompiled_tests ${frequent} <gmock/gmock.h> <gtest/gtest.h>)
  target_link_libraries(caselli_precompiled_tests PRIVATE GTest::gmock)
endif()

# caselli_library(NAME [USES libraries...] [PRIVATE libraries...] [WINDOWS sources...])
# makes caselli_NAME from the sources of this folder and the folders below it. A folder
# `windows` holds what is for Windows alone; its files replace those of the same name
# above it. WINDOWS: only these, and that folder, belong to the client side for Windows.
function(caselli_library name)
  cmake_parse_arguments(ARG "" "" "USES;PRIVATE;WINDOWS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
  list(FILTER sources EXCLUDE REGEX "_main\\.cpp$")
  if(WIN32)
    set(special ${sources})
    list(FILTER special INCLUDE REGEX "/windows/")
    if(ARG_WINDOWS)
      list(TRANSFORM ARG_WINDOWS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
      set(sources ${ARG_WINDOWS} ${special})
    endif()
    list(TRANSFORM special REPLACE "/windows/" "/")
    list(REMOVE_ITEM sources ${special})
  else()
    list(FILTER sources EXCLUDE REGEX "/windows/")
  endif()
  if(sources)
    add_library(caselli_${name} STATIC ${sources})
    target_link_libraries(caselli_${name} PUBLIC caselli_options ${ARG_USES} PRIVATE ${ARG_PRIVATE})
    if(NOT WIN32)
      target_precompile_headers(caselli_${name} REUSE_FROM caselli_precompiled)
    endif()
  else()
    add_library(caselli_${name} INTERFACE)
    target_link_libraries(caselli_${name} INTERFACE caselli_options ${ARG_USES})
  endif()
endfunction()

# caselli_tests(FOLDER libraries...): tests/FOLDER/*_test.cpp as one program. Test names
# are found when the tests run, so that building does not run them.
function(caselli_tests folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${folder} ${sources})
  target_link_libraries(test_${folder} PRIVATE caselli_test_support ${ARGN} GTest::gmock GTest::gtest_main)
  target_precompile_headers(test_${folder} REUSE_FROM caselli_precompiled_tests)
  include(GoogleTest)
  gtest_discover_tests(test_${folder} TEST_PREFIX ${folder}/ DISCOVERY_MODE PRE_TEST
                       PROPERTIES LABELS ${folder} TIMEOUT 300)
endfunction()

# caselli_program(NAME SOURCE libraries...)
function(caselli_program name source)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE ${ARGN})
endfunction()
