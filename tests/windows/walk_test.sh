#!/bin/bash
# The same client source on Linux and on Windows, every member of every interface, early and
# late bound: the same lines against the same server.
. "$(dirname "$0")/lib.sh"
start_server 'ports = 2' 'speed = 8' || { cat "$work/err" >&2; exit 1; }
cp "$DATA_DIR/charts/itu1.tif" "$work/letter.tif"
send_fax '{"to": "1002", "port": 1, "senderName": "Anna", "recipientName": "Bert"}' "$work/letter.tif" >/dev/null
expect "a fax for FaxTiff to read" sent "$(wait_for_end 1)"
until [ "$(api /v1/ports | jq '[.ports[] | select(.state == "available")] | length')" = 2 ]; do pause 0.1; done  # both walks see rest
api /v1/faxes/2/document -H 'Accept: image/tiff' >"$work/received.tif"
walk() { (cd / && "$@" "" "$work/letter.tif" "$work/received.tif"); }
numbers_away() { sed -E "s/(fax|job) [0-9]+([: ])/\1 N\2/g"; }  # of jobs, in sentences
walk "$CASELLI/walk_all" 2>&1 | numbers_away >"$work/linux"
expect "walk_all on Linux" 0 "${PIPESTATUS[0]}"
walk timeout 300 wine "$programs/walk_all.exe" 2>&1 | tr -d '\r' | numbers_away >"$work/windows"
expect "walk_all on Windows" 0 "${PIPESTATUS[0]}"
expect_match "all members" '^185 members in all$|^[2-9][0-9][0-9] members' "$(cat "$work/linux")"
diff "$work/linux" "$work/windows" || fail "the lines differ (< Linux, > Windows)"
# What was called early and by name must have given the same; sending twice is two jobs, and a
# paused one cannot be paused.
sed -nE 's/^(.*) (early|late ): /\1|/p' "$work/linux" | awk -F'|' '
  { if (NR % 2) { former = $0 } else if (former != $0 && $0 !~ /Send\(\)|SetStatus/) { print "early: " former "\nlate:  " $0; bad = 1 } }
  END { exit bad }' || fail "early and late bound differ"
echo "$(wc -l <"$work/linux") lines"
finish
