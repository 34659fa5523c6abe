#!/bin/bash
# COM's own machinery, cycles that must leave nothing behind, and caselli.exe.
. "$(dirname "$0")/lib.sh"
start_server 'ports = 2' 'speed = 8' || { cat "$work/err" >&2; exit 1; }
on_windows "$programs/apartments.exe" 2>&1 | tr -d '\r'
expect "apartments, type information, unloading" 0 "${PIPESTATUS[0]}"
on_windows "$programs/cycles.exe" "${CYCLES-1000}" 2>&1 | tr -d '\r'
expect "cycles leave nothing" 0 "${PIPESTATUS[0]}"

caselli() { on_windows "$programs/caselli.exe" "$@"; }
cp "$DATA_DIR/charts/itu1.tif" "$work/Grüße.tif"
expect_match "caselli.exe ports" 'loop-2 +loop +available' "$(caselli ports)"
said=$(caselli send "$work/Grüße.tif" --to 1002 --name 'Jörg Müßig' --wait 2>&1)
expect "caselli.exe send --wait" 0 $?
expect_match "it tells how it went" 'fax 1 to 1002 sent: 1 page' "$said"
expect "names go over as they are" 'Grüße.tif Jörg Müßig' \
  "$(api /v1/faxes/1 | jq -r '.documentName + " " + .recipientName')"
expect_match "caselli.exe inbox" '^ 2 +received' "$(caselli inbox)"
expect_match "caselli.exe job" 'confirmed +1 of 1 page' "$(caselli job 1)"
caselli fetch 2 -o "$work/Ausgänge.tif" >/dev/null
expect "caselli.exe fetch" 0 $?
caselli fetch 2 >"$work/piped.tif"
expect "to a pipe and to a file the same bytes" '' "$(cmp "$work/piped.tif" "$work/Ausgänge.tif" 2>&1)"
expect_match "caselli.exe doctor" '^ok +server' "$(caselli doctor)"
caselli doctor 1 >/dev/null; expect "caselli.exe doctor JOB" 0 $?
caselli --json jobs --all | jq -e '.items | length == 2' >/dev/null; expect "caselli.exe --json" 0 $?
caselli cancel 77 2>/dev/null; expect "an error has its exit status" 5 $?
api /v1/server -X PATCH -H 'Content-Type: application/json' -d '{"pauseServerQueue": true}' >/dev/null
caselli send "$work/Grüße.tif" --to 1002 >/dev/null
for verb in hold resume cancel; do caselli $verb 3 >/dev/null; expect "caselli.exe $verb" 0 $?; done
caselli --url http://127.0.0.1:1 ports 2>"$work/said"; expect "no server" 3 $?
expect_match "with the address" 'could not reach http://127.0.0.1:1: nothing answers there' "$(cat "$work/said")"
# The stream of events: a line for each port, then the end when its reader has enough.
(cd / && timeout 20 wine "$programs/caselli.exe" watch 2>/dev/null) | head -2 >"$work/watched"
expect_match "caselli.exe watch" 'port 2 loop-2: available' "$(cat "$work/watched")"

# Plain HTTP to another machine only when it is allowed; the registry in place of variables.
caselli --url http://fax.example:1 ports 2>"$work/said"; expect "no token over plain HTTP" 4 $?
expect_match "with its sentence" 'the token is not sent to http://fax.example:1' "$(cat "$work/said")"
on_windows reg add 'HKLM\Software\Caselli' /v Url /d "$url" /f >/dev/null 2>&1
on_windows reg add 'HKLM\Software\Caselli' /v Token /d "$token" /f >/dev/null 2>&1
(unset CASELLI_URL CASELLI_TOKEN; caselli ports | grep -q loop-2); expect "address and token from the registry" 0 $?
on_windows reg delete 'HKLM\Software\Caselli' /f >/dev/null 2>&1
finish
