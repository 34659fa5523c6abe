#!/bin/bash
# A server that is killed and started again while a client under Wine goes on asking.
. "$(dirname "$0")/lib.sh"
start_server 'ports = 2' || { cat "$work/err" >&2; exit 1; }
sed -i "s|127.0.0.1:0|${url#http://}|" "$config"  # it comes back where it was
script lost.vbs >"$work/judged" 2>&1 &
client=$!
says() {  # says WORD: until the client says it
  for _ in $(seq 600); do
    grep -q "^$1" "$work/script" 2>/dev/null && return
    pause 0.1
  done
  fail "the client does not say: $1"
}
says connected
stop_server KILL
says lost
start_server || fail "the server does not come back: $(cat "$work/err")"
says back
wait "$client"
cat "$work/judged"
expect "the client ends well" '' "$(grep FAILED "$work/judged")"
expect_match "it was told in a sentence" '^lost 800706BA could not reach http://127.0.0.1' "$(tr -d '\r' <"$work/script")"
finish
