#!/bin/bash
# The same client source on Linux and on Windows, every member of every interface, early and
# late bound: the same lines against the same server.
. "$(dirname "$0")/lib.sh"
start_server 'ports = 2' 'speed = 8' || { cat "$work/err" >&2; exit 1; }
cp "$DATA_DIR/charts/itu1.tif" "$work/letter.tif"
(cd / && "$CASELLI/walk_all" "" "$work/letter.tif" "$work/letter.tif") >"$work/linux" 2>&1
expect "walk_all on Linux" 0 $?
on_windows "$programs/walk_all.exe" "" "$work/letter.tif" "$work/letter.tif" 2>&1 | tr -d '\r' >"$work/windows"
expect "walk_all on Windows" 0 "${PIPESTATUS[0]}"
expect_match "all members" '^185 members in all$|^[2-9][0-9][0-9] members' "$(cat "$work/linux")"
diff "$work/linux" "$work/windows" || fail "the lines differ (< Linux, > Windows)"
# What was called early and by name must have given the same.
sed -nE 's/^(.*) (early|late ): /\1|/p' "$work/linux" | awk -F'|' '
  { if (NR % 2) { former = $0 } else if (former != $0 && $0 !~ /Send\(\)/) { print "early: " former "\nlate:  " $0; bad = 1 } }
  END { exit bad }' || fail "early and late bound differ"
echo "$(wc -l <"$work/linux") lines"
finish
