#!/bin/bash
# The programs for Windows, built where scripts/windows has them.
. "$(dirname "$0")/lib.sh"
need_wine
"$root/scripts/windows" || give_up "scripts/windows does not build"
