#!/bin/bash
# Two servers over SIP: what the trace shows, what doctor says, what is left of failed calls.
# Judges are curl, jq and tshark; SIPp is the peer that asks for a password and refuses.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$(realpath "$0")")
chart=$DATA_DIR/charts/itu1.tif
caselli=$CASELLI/caselli

for each in ours theirs judge; do free_port; declare "$each=$port"; done

beside() {  # beside PATH [curl arguments...]: asks the callee
  local path=$1; shift
  curl -sS -H "Authorization: Bearer ${token_of[callee]}" "$@" "${url_of[callee]}$path"
}
cat >"$work/callee.toml" <<TOML
[server]
listen = "127.0.0.1:0"
[[line]]
name = "in"
kind = "sip"
ports = 1
accept_from = ["127.0.0.1"]
listen = ["udp:127.0.0.1:$theirs"]
TOML
serve callee
sipp -sf "$here/sipp/refuses_404.xml" -i 127.0.0.1 -p "$judge" -aa -nostdin >/dev/null 2>&1 </dev/null &
pid[sipp]=$!

cat >"$config" <<TOML
[server]
listen = "127.0.0.1:0"
[[line]]
name = "out"
kind = "sip"
ports = 2
peer = "sip:127.0.0.1:$theirs"
listen = ["udp:127.0.0.1:$ours"]
pcap_of_failed_calls = true
[[line]]
name = "judge"
kind = "sip"
ports = 1
peer = "sip:127.0.0.1:$judge"
listen = ["udp:127.0.0.1:0"]
username = "fax"
password = "s3cretWord"
pcap_of_failed_calls = true
[[route]]
pattern = "_404."
lines = ["judge"]
[[route]]
pattern = "."
lines = ["out"]
[retry]
tries = 1
TOML
start_server || { cat "$work/err" >&2; exit 1; }
expect_match "a start is no warning" 'starts: asking' "$(cat "$work/err")"
expect "nothing is wrong at the start" "" "$(grep -i 'offline' "$work/err")"
wait_for_line() {  # wait_for_line NAME
  for _ in $(seq 200); do
    api /v1/ports | jq -e --arg line "$1" '[.ports[] | select(.line == $line) | .state] | all(. == "available")' >/dev/null && return
    pause 0.1
  done
  fail "line $1 did not come up"
}
wait_for_line out
wait_for_line judge

# A fax that arrives: signalling and frames of both ends.
id=$(send_fax '{"to": "0301234"}' "$chart" | jq -r .id)
expect "the fax arrives" sent "$(wait_for_end "$id" 90)"
trace=$(api "/v1/faxes/$id/trace")
what() { printf '%s' "$1" | jq -r '.attempts[0].entries[] | .way + " " + .what'; }
for step in '> INVITE' '< 200 OK' '> ACK' '< DIS' '> DCS' '< MCF' '. media' '. released'; do
  expect_match "the sender's trace has $step" "^${step/./[.]}" "$(what "$trace" | sed 's/^\. /. /')"
done
expect_match "with T.38 in its description" 'm=image [0-9]+ udptl t38' \
  "$(printf '%s' "$trace" | jq -r '.attempts[0].entries[].detail')"
expect "times never go back" true \
  "$(printf '%s' "$trace" | jq '[.attempts[0].entries[].at] | . == sort')"
for _ in $(seq 100); do  # its end may come a moment later
  received=$(beside '/v1/faxes?direction=receive&status=received' | jq -r '.items[0].id // empty')
  [ -n "$received" ] && break
  pause 0.1
done
for step in '< INVITE' '> 200 OK' '> DIS' '> MCF'; do
  expect_match "the receiver's trace has $step" "^$step" "$(what "$(beside "/v1/faxes/$received/trace")")"
done
expect "a fax that arrived leaves no capture" "" "$(ls "$data/pcap" 2>/dev/null)"

# No password leaves by the trace, and doctor says what the 404 means.
id=$(send_fax '{"to": "4045551234"}' "$chart" | jq -r .id)
expect "the number does not exist" failed "$(wait_for_end "$id" 60)"
api "/v1/faxes/$id/trace" >"$work/trace"
expect_match "the refusal is in the trace" '^< 404 Not Found' "$(what "$(cat "$work/trace")")"
expect_match "and our answer to the challenge" 'Proxy-Authorization: Digest' "$(cat "$work/trace")"
expect "without response and nonce" "" "$(grep -oE 'n0nceOfTheServer|response=\\?"[0-9a-f]{32}|s3cretWord' "$work/trace")"
said=$("$caselli" doctor "$id")
expect_match "doctor: cause" 'cause +The number does not exist \(bad_address\)' "$said"
expect_match "doctor: details" 'details +the far end does not know the number' "$said"
expect_match "doctor: what to try" 'try +compare the number in the INVITE' "$said"
expect_match "doctor: the cause the network gave" 'network +SIP 404: .*unallocated number' "$said"
expect_match "doctor: the ladder" '> INVITE +sip:4045551234@127.0.0.1:[0-9]+; audio port [0-9]+ PCMU PCMA' "$said"

# Busy: the one port of the callee does not receive.
beside /v1/ports/1 -X PATCH -H 'Content-Type: application/json' -d '{"receive": false}' >/dev/null
id=$(send_fax '{"to": "0309999"}' "$chart" | jq -r .id)
outcome=
for _ in $(seq 300); do
  outcome=$(api "/v1/faxes/$id" | jq -r '.attempts[0].outcome // empty')
  [ -n "$outcome" ] && break
  pause 0.1
done
expect "busy is busy" busy "$outcome"
expect_match "doctor on busy" 'network +SIP 486' "$("$caselli" doctor "$id")"
api "/v1/faxes/$id" -X DELETE >/dev/null
beside /v1/ports/1 -X PATCH -H 'Content-Type: application/json' -d '{"receive": true}' >/dev/null

# Cut off in the middle of the page: the capture has SIP and T.38.
id=$(send_fax '{"to": "0305555"}' "$chart" | jq -r .id)
for _ in $(seq 600); do
  moved=$(beside /v1/ports/1/status | jq -r .pageBytes)
  [ "${moved:-0}" -gt 2000 ] && break
  pause 0.1
done
beside /v1/ports/1/release -X POST >/dev/null
expect "the fax is cut off" failed "$(wait_for_end "$id" 60)"
captures=("$data"/pcap/*.pcap)
expect "each of the three failed calls left a capture" 3 "${#captures[@]}"
# Packets that are sent thrice in a row (T.38 9.1) are no error, but tshark puts them together thrice.
for file in "${captures[@]}"; do editcap -D 10 "$file" "$work/$(basename "$file")" >/dev/null 2>&1; done
decoded() { for file in "${captures[@]}"; do tshark -n -r "$work/$(basename "$file")" "$@" 2>/dev/null; done; }
expect "tshark: 404" 1 "$(decoded -Y 'sip.Status-Code == 404' | wc -l)"
expect "tshark: 486" 1 "$(decoded -Y 'sip.Status-Code == 486' | wc -l)"
expect_match "tshark: T.38" '^[1-9][0-9]{2,}$' "$(decoded -Y t38 | wc -l)"
expect "tshark: nothing is malformed" 0 "$(decoded -Y '_ws.malformed || _ws.expert.severity == error' | wc -l)"
expect "no secret in them" "" "$(cat "${captures[@]}" | grep -aoE 'n0nceOfTheServer|response="[0-9a-f]{32}|s3cretWord')"
expect "only the owner reads them" 600 "$(stat -c %a "${captures[0]}")"

# The installation as a whole: an account that is refused, a proxy that is not there.
said=$("$caselli" doctor)
expect "doctor: all is well" 0 "$?"
for finding in 'ok +line out +127.0.0.1:[0-9]+ over udp answers; 2 ports' 'ok +out address +we say 127.0.0.1' \
  'ok +out sip +listens on udp 127.0.0.1 port' 'ok +out media ' 'ok +libraries +SpanDSP.*sofia-sip.*LIBTIFF' \
  'ok +disk .*free' 'ok +self-test +a fax of 2 pages to ourselves came out the same'; do
  expect_match "doctor: $finding" "$finding" "$said"
done
stop_all
finish
