#!/bin/bash
# WinHTTP and a server that means no good (tests/tools/hostile_server.py has its modes): a
# sentence and an exit status in time, and the token goes to nobody else.
. "$(dirname "$0")/lib.sh"
export CASELLI_TOKEN=secret-token

refuses() {  # refuses WHAT PATTERN
  (cd / && timeout 60 wine "$programs/caselli.exe" --url "http://127.0.0.1:$port" ports) >"$work/said" 2>&1
  case $? in
    0 | 124) fail "$1: not refused, or not in time: $(head -c 500 "$work/said")" ;;
  esac
  expect_match "$1" "$2" "$(head -c 2000 "$work/said")"
}

modes=$(hostile_modes)
expect_match "the modes are known" endless_body "$modes"
for mode in $modes; do
  [ "$mode" != endless_head ] || continue  # Windows ends it (WINHTTP_OPTION_MAX_RESPONSE_HEADER_SIZE); Wine 8 reads on
  hostile "$mode"
  refuses "$mode" '^caselli: .{20,}'
  gone
done
hostile no_content
pid[elsewhere]=${pid[hostile]}
TARGET="http://127.0.0.1:$port/v1/ports" hostile redirect
refuses redirect 'not followed'
gone
kill "${pid[elsewhere]}"; wait "${pid[elsewhere]}" 2>/dev/null; unset "pid[elsewhere]"
expect "nobody comes to the other place" '' "$(cat "$work/heard.no_content")"
finish
