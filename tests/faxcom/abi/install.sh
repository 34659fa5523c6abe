#!/bin/sh
# install.sh BUILD SOURCE FLAGS: what `cmake --install` puts somewhere else serves programs in C11
# and C++17 by pkg-config and by find_package, and Python; the build folder is not needed.
set -eu
build=$1 source=$2 flags=$3
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cmake --install "$build" --component faxcom --prefix "$made/usr" >"$made/log" 2>&1 || { cat "$made/log" >&2; exit 1; }
if grep -rlE "$build|$source" "$made/usr" --include=*.cmake --include=*.pc --include=*.h --include=*.py; then
  echo "the installed files know the folder they were built in" >&2
  exit 1
fi
export LD_LIBRARY_PATH="$made/usr/lib:$made/usr/lib/x86_64-linux-gnu"
export PKG_CONFIG_PATH="$made/usr/lib/pkgconfig:$made/usr/lib/x86_64-linux-gnu/pkgconfig"

cc -std=c11 $flags "$source/examples/fax.c" $(pkg-config --cflags --libs faxcom) -o "$made/fax_c"
c++ -std=c++17 $flags "$source/examples/seven_steps.cpp" $(pkg-config --cflags --libs faxcom) -o "$made/seven_steps"
mkdir "$made/project"
cat >"$made/project/CMakeLists.txt" <<CMAKE
cmake_minimum_required(VERSION 3.25)
project(client C)
find_package(faxcom 0 REQUIRED)
add_executable(client $source/examples/fax.c)
target_link_libraries(client faxcom::faxcom)
CMAKE
cmake -S "$made/project" -B "$made/project/build" -DCMAKE_PREFIX_PATH="$made/usr" -DCMAKE_C_FLAGS="$flags" >"$made/log" 2>&1 &&
  cmake --build "$made/project/build" >>"$made/log" 2>&1 || { cat "$made/log" >&2; exit 1; }

# Nobody is at this address: each says so in the library's words and ends with 1.
export CASELLI_URL=http://127.0.0.1:9 CASELLI_TOKEN=none
answers() {  # answers WHAT COMMAND...
  what=$1
  shift
  status=0
  said=$("$@" 2>&1) || status=$?
  case "$status:$said" in
    1:*800706BA* | 1:*800706ba*) ;;
    *) echo "$what: ended with $status and said: $said" >&2; exit 1 ;;
  esac
}
answers "C11 by pkg-config" "$made/fax_c" jobs
answers "C++17 by pkg-config" "$made/seven_steps"
answers "C by find_package" "$made/project/build/client" jobs
runtime=$(ldd "$made/fax_c" | grep -oE '/[^ ]*lib[at]san[^ ]*' | head -1)
export PYTHONPATH=$(echo "$made"/usr/lib/python3*/dist-packages)
answers "Python" env LD_PRELOAD="$runtime" ASAN_OPTIONS=detect_leaks=0 /usr/bin/python3 "$source/examples/fax.py" jobs
