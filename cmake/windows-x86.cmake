# The client side for 32-bit Windows, made on Debian with mingw-w64.
set(CASELLI_WINDOWS_TRIPLE i686-w64-mingw32)
include(${CMAKE_CURRENT_LIST_DIR}/windows-toolchain.cmake)
