# What the client side needs from outside when it is built for Windows: header-only
# libraries. Debian's are the same for every machine; they are seen through a folder of
# links, so that the other headers of this system are not.
set(headers ${CMAKE_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${headers})
foreach(library nlohmann fmt CLI)
  if(NOT EXISTS /usr/include/${library})
    message(FATAL_ERROR "/usr/include/${library} is missing: run scripts/install")
  endif()
  file(CREATE_LINK /usr/include/${library} ${headers}/${library} SYMBOLIC)
endforeach()
foreach(target fmt::fmt nlohmann_json::nlohmann_json CLI11::CLI11 Threads::Threads)
  add_library(${target} INTERFACE IMPORTED)
  target_include_directories(${target} INTERFACE ${headers})
endforeach()
target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY)

add_compile_definitions(UNICODE _UNICODE WIN32_LEAN_AND_MEAN NOMINMAX _WIN32_WINNT=0x0601
                        _POSIX_THREAD_SAFE_FUNCTIONS=200112L)  # localtime_r
# The same bytes wherever and whenever they are built: no paths, no times.
add_compile_options(-ffile-prefix-map=${CMAKE_BINARY_DIR}=build -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
add_link_options(-static -s -Wl,--no-insert-timestamp -Wl,--gc-sections)
add_compile_options(-ffunction-sections -fdata-sections)
