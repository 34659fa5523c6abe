#!/bin/bash
# Two servers with a SIP trunk between them, through a relay that delays, reorders, repeats
# and loses: faxes arrive as they were sent, judged by tiffcmp. One fax in T.38 and one in
# audio, at the same time, in each direction of the call that is made. With an argument,
# so many faxes of ten pages at once in each kind: sip_relay_test.sh 20
. "$(dirname "$0")/lib.sh"
faxes=${1:-1}
charts=(2)
[ "$faxes" = 1 ] || charts=(1 2 1 2 5 2 1 2 1 2)
tiffcp -c g4 $(printf "$DATA_DIR/charts/itu%d.tif " "${charts[@]}") "$work/sent.tif"

# Names of servers: KIND-calls and KIND-called. serve_trunk NAME OWN_PORT PEER_PORT MEDIA [SETTINGS...]
serve_trunk() {
  { echo '[server]'; echo 'listen = "127.0.0.1:0"'; echo '[[line]]'; echo 'name = "trunk"'; echo 'kind = "sip"'
    echo "ports = $faxes"; echo "listen = [\"udp:127.0.0.1:$2\"]"; echo "peer = \"sip:127.0.0.1:$3\""
    echo 'accept_from = ["127.0.0.1"]'; echo "media_ports = \"$4\""
    for setting in "${@:5}"; do echo "$setting"; done; } >"$work/$1.toml"
  serve "$1"
}

# connect KIND MEDIA_BASE RELAY_OPTIONS...: two servers and the relay between them. The
# relay must know where they listen, and they where the relay does: its ports come first.
connect() {
  local kind=$1 base=$2 line caller called
  shift 2
  free_port; caller=$port
  free_port; called=$port
  mkfifo "$work/$kind.relay"
  "$CASELLI/udp_relay" --a "$caller" --b "$called" "$@" >"$work/$kind.relay" &
  pid[$kind-relay]=$!
  exec {relay}<"$work/$kind.relay"
  read -r _ facing_caller _ facing_called <&"$relay"
  serve_trunk "$kind-calls" "$caller" "$facing_caller" "$base-$((base + 999))" "${settings[@]}"
  serve_trunk "$kind-called" "$called" "$facing_called" "$((base + 1000))-$((base + 1999))" "${settings[@]}"
  relay_of[$kind]=$relay
  for end in calls called; do
    at "$kind-$end"
    api /v1/server -X PATCH -H 'Content-Type: application/json' -d '{"branding": false}' >/dev/null
    expect "$kind-$end prints no header line" 200 "$(status)"
  done
}
declare -A relay_of ids

settings=('t38 = "reinvite"')
connect t38 30000 --delay 100 --jitter 30 --loss 5 --duplicates 2 --held-up 2 --hold-up 60
settings=('t38 = "off"')
connect audio 34000 --delay 100 --jitter 60

for kind in t38 audio; do
  at $kind-calls
  for fax in $(seq "$faxes"); do
    id=$(send_fax "{\"to\": \"$((5551000 + fax))\"}" "$work/sent.tif" | jq -r .id)  # one call at a time to a number
    expect_match "$kind: fax $fax is accepted" '^[0-9]+$' "$id"
    ids[$kind]+=" $id"
  done
done
for kind in t38 audio; do
  at $kind-calls
  for id in ${ids[$kind]}; do
    state=$(api "/v1/faxes/$id" | jq -r .status)
    case $state in sent | failed) ;; *) state=$(wait_for_end "$id" 900) ;; esac
    expect "$kind: fax $id" sent "$state"
    attempts=$(api "/v1/faxes/$id" | jq -r '[.attempts[].transport] | join(" ")')
    expect "$kind: fax $id went in one attempt, by" "$kind" "$attempts"
    [ "$attempts" = "$kind" ] || api "/v1/faxes/$id/trace" | jq -r '.attempts[].entries[] | "\(.at) \(.way) \(.what) \(.detail[:100])"' >&2
  done
  at $kind-called
  received=$(api '/v1/faxes?direction=receive&limit=1000' | jq -r '.items[].id')
  expect "$kind: so many arrived" "$faxes" "$(echo "$received" | wc -w)"
  for id in $received; do
    api "/v1/faxes/$id/document" -H 'Accept: image/tiff' >/dev/null
    cp "$work/body" "$work/got.tif"
    expect "$kind: received fax $id ended well" received "$(api "/v1/faxes/$id" | jq -r .status)"
    tiffcmp -t "$work/sent.tif" "$work/got.tif" >"$work/cmp" 2>&1
    expect "$kind: tiffcmp finds no difference in received fax $id" 0 $?
  done
done
for kind in t38 audio; do
  kill "${pid[$kind-relay]}"
  said=$(cat <&"${relay_of[$kind]}")
  echo "$kind: $said"
  expect_match "$kind: the media went through the relay" 'from_a packets [1-9][0-9]+' "$said"
  [ $kind = audio ] || expect_match "t38: and some of it was lost there" 'from_a packets [0-9]+ lost [1-9]' "$said"
done
finish
