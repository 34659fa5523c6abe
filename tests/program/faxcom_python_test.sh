#!/bin/bash
# The Python package `faxcom` (Debian's Python, no build step) against a real server.
. "$(dirname "$0")/lib.sh"
start_server 'ports = 2' 'speed = 8' || { cat "$work/err" >&2; exit 1; }

library=$(realpath "$CASELLI/../lib/libfaxcom.so.1")
runtime=$(ldd "$library" | grep -oE '/[^ ]*lib[at]san[^ ]*' | head -1)  # must be the program's first library
export FAXCOM_LIBRARY=$library PYTHONPATH=$(dirname "$0")/../../python DATA_DIR CASELLI WORK=$work PYTHONDONTWRITEBYTECODE=1
LD_PRELOAD=$runtime ASAN_OPTIONS=detect_leaks=0 /usr/bin/python3 "$(dirname "$0")/../python/faxcom_test.py" 2>&1
expect "the tests of the Python package end with 0" 0 $?
finish
