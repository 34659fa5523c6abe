#!/bin/bash
# WinHTTP and a server that means no good (tests/tools/hostile_server.py has its modes): a
# sentence and an exit status in time, and the token goes to nobody else.
. "$(dirname "$0")/lib.sh"
server=$root/tests/tools/hostile_server.py
export CASELLI_TOKEN=secret-token

hostile() {  # hostile MODE: sets $port
  mkfifo "$work/hostile.$1"
  python3 "$server" "$1" >"$work/hostile.$1" 2>"$work/heard.$1" &
  hostile_pid=$!
  exec 6<"$work/hostile.$1"
  read -r -t 60 _ port <&6
}
gone() { kill "$hostile_pid"; wait "$hostile_pid" 2>/dev/null; exec 6<&-; }
refuses() {  # refuses WHAT PATTERN
  (cd / && timeout 60 wine "$programs/caselli.exe" --url "http://127.0.0.1:$port" ports) >"$work/said" 2>&1
  case $? in
    0 | 124) fail "$1: not refused, or not in time: $(head -c 500 "$work/said")" ;;
  esac
  expect_match "$1" "$2" "$(head -c 2000 "$work/said")"
}

modes=$(sed -nE 's/^    "([a-z0-9_]+)": .*/\1/p' "$server")
expect_match "the modes are known" endless_body "$modes"
for mode in $modes; do
  case $mode in
    redirect | tls) continue ;;
    endless_head) continue ;; # Windows ends it (WINHTTP_OPTION_MAX_RESPONSE_HEADER_SIZE); Wine 8 reads on
  esac
  hostile "$mode"
  refuses "$mode" '^caselli: .{20,}'
  gone
done
rm -f "$work/hostile.no_content"
hostile no_content
elsewhere=$hostile_pid
TARGET="http://127.0.0.1:$port/v1/ports" hostile redirect
refuses redirect 'not followed'
gone
kill "$elsewhere"; wait "$elsewhere" 2>/dev/null
expect "nobody comes to the other place" '' "$(cat "$work/heard.no_content")"
finish
