#!/bin/bash
# Every kind of end of a call between real servers, all at the same time: what the attempt says
# (outcome, SIP and T.30 codes), and that the ports of both sides are free within the deadline
# that applies. Behaviour rows 1 and 14. Prints how long each took; limits have slack for slow machines.
# With the argument `all` also what takes longest: a minute until T.38 that was being received counts as dead.
. "$(dirname "$0")/lib.sh"
all=${1:-}
chart=$DATA_DIR/charts/itu1.tif

now_ms() { date +%s%3N; }

line_of() {  # line_of NAME PORTS OWN_PORT PEER_PORT MEDIA [T38]
  printf '[[line]]\nname = "%s"\nkind = "sip"\nports = %d\nlisten = ["udp:127.0.0.1:%d"]\n' "$1" "$2" "$3"
  printf 'peer = "sip:127.0.0.1:%d"\nmedia_ports = "%s"\nt38 = "%s"\n' "$4" "$5" "${6:-reinvite}"
}
settings() {  # settings NAME LINES: into the server's file
  { printf '[server]\nlisten = "127.0.0.1:0"\n[retry]\ntries = 1\ndials = 1\n'; printf '%s\n' "$2"; } >"$work/$1.toml"
}
port_where() {  # port_where SERVER FILTER: number of the first port that is so
  at "$1"
  api /v1/ports | jq -r "[.ports[] | select($2) | .port][0] // empty"
}
wait_where() {  # wait_where WHAT SERVER FILTER [TENTHS]: sets $found
  for _ in $(seq "${4:-300}"); do
    found=$(port_where "$2" "$3")
    [ -n "$found" ] && return
    pause 0.1
  done
  fail "$1: no port with $3"
}
limit_of() { echo $((($1 + 2) * 1000 * 2)); }  # two seconds after the deadline, twice for slow machines
port_is_free() {  # port_is_free WHAT SERVER PORT SINCE DEADLINE_SECONDS; with a dead peer it is offline
  local limit state
  limit=$(limit_of "$5")
  while at "$2"; state=$(api "/v1/ports/$3/status" | jq -r .state); [ "$state" != available ] && [ "$state" != offline ]; do
    [ $(($(now_ms) - $4)) -gt "$limit" ] && { fail "$1: port $3 of $2 is $state after $(($(now_ms) - $4)) ms (deadline $5 s + 2 s)"; return; }
    pause 0.1
  done
  echo "ok: $1: port $3 of $2 is free after $(($(now_ms) - $4)) ms (deadline $5 s + 2 s)"
}
attempt() {  # attempt WHAT SERVER ID WANTED: status, outcome, SIP code, text of T.30
  at "$2"
  expect "$1" "$4" "$(api "/v1/faxes/$3" | jq -r '[.status] + (.attempts[-1] | [.outcome, .sipCode, .t30Text]) | map(tostring) | join("|")')"
}

# We call: `calm` has the usual ends; `killed` (in audio) and `stopped` (in T.38) are ended from outside while
# they receive, and while they call us.
for each in out_calm out_killed out_stopped calm killed stopped; do free_port; declare "$each=$port"; done
settings us "$(line_of calm 4 "$out_calm" "$calm" 30000-31999
  line_of killed 2 "$out_killed" "$killed" 32000-33999
  line_of stopped 2 "$out_stopped" "$stopped" 34000-35999
  for line in calm killed stopped; do printf '[[route]]\npattern = "_%s."\nlines = ["%s"]\n' "${#line}" "$line"; done)"
settings calm "$(line_of in 4 "$calm" "$out_calm" 36000-36999)"
settings killed "$(line_of in 2 "$killed" "$out_killed" 37000-37999 off)"
settings stopped "$(line_of in 2 "$stopped" "$out_stopped" 38000-38999)"
for server in us calm killed stopped; do serve $server; done
for server in us calm killed stopped; do
  for _ in $(seq 300); do [ -z "$(port_where $server '.state != "available"')" ] && break; pause 0.1; done
  expect "$server: all ports are available" "" "$(port_where $server '.state != "available"')"
done

declare -A id
at us
for case in normal:41 cancelled:42 released:43 killed:6 stopped:7; do
  id[${case%:*}]=$(send_fax "{\"to\": \"${case#*:}5551234\"}" "$chart" | jq -r .id)
done
callers=(killed ${all:+stopped})
for server in "${callers[@]}"; do
  at $server
  id[$server-calls]=$(send_fax '{"to": "5559876"}' "$chart" | jq -r .id)
done
at calm
for each in 1 2 3 4; do api "/v1/ports/$each" -X PATCH -H 'Content-Type: application/json' -d '{"rings": 1}' >/dev/null; done
for fax in 41 42 43; do wait_where "$fax is taken" calm ".routing == \"${fax}5551234\""; declare "calm_$fax=$found"; done
api "/v1/ports/4" -X PATCH -H 'Content-Type: application/json' -d '{"rings": 20}' >/dev/null

# CANCEL while it rings.
at us
id[ringing]=$(send_fax '{"to": "445551234"}' "$chart" | jq -r .id)
wait_where "it rings" calm '.state == "ringing" and .routing == "445551234"'
callee=$found
caller=$(port_where us ".job == \"${id[ringing]}\"")
since=$(now_ms)
at us
api "/v1/faxes/${id[ringing]}" -X DELETE >/dev/null
port_is_free "CANCEL" us "$caller" "$since" 0
port_is_free "CANCEL" calm "$callee" "$since" 0
attempt "CANCEL: the attempt" us "${id[ringing]}" "cancelled|cancelled|487|"

# Cut off from either side in mid-page; killed and stopped ones in mid-page of both directions.
in_page='.pageBytes > 2000'
declare -A our_port since_of
for case in cancelled released; do
  wait_where "$case is in mid-page" us ".job == \"${id[$case]}\" and $in_page"
  our_port[$case]=$found since_of[$case]=$(now_ms)
  case $case in
    cancelled) at us; api "/v1/faxes/${id[$case]}" -X DELETE >/dev/null; theirs=$calm_42 ;;
    released) at calm; theirs=$calm_43; api "/v1/ports/$theirs/release" -X POST >/dev/null ;;
  esac
  port_is_free "$case" us "${our_port[$case]}" "${since_of[$case]}" 0
  port_is_free "$case" calm "$theirs" "${since_of[$case]}" 0
done
for case in killed stopped; do
  wait_where "$case: we send in mid-page" us ".line == \"$case\" and .direction == \"send\" and $in_page"
  our_port[$case]=$found
  if [ -n "${id[$case-calls]-}" ]; then
    wait_where "$case: we receive in mid-page" us ".line == \"$case\" and .direction == \"receive\" and $in_page"
    our_port[$case-calls]=$found
    id[$case-received]=$(at us; api "/v1/ports/$found/status" | jq -r .job)
  fi
  [ $case = killed ] && kill -KILL "${pid[$case]}" || kill -STOP "${pid[$case]}"
  since_of[$case]=$(now_ms)
done
at us
expect "normal: the fax arrives" sent "$(wait_for_end "${id[normal]}" 60)"
for each in 1 2 3 4; do port_is_free "normal" calm "$each" "$(now_ms)" 0; done
attempt "normal: the attempt" us "${id[normal]}" "sent|sent|0|"
attempt "cancelled: the attempt" us "${id[cancelled]}" "cancelled|cancelled|0|"
attempt "released: the attempt" us "${id[released]}" "failed|cut_off|0|The call dropped prematurely"

# Nobody answers and nobody refuses: T.30 gives up, at the latest when nothing moved for a minute.
for case in killed stopped; do
  port_is_free "$case" us "${our_port[$case]}" "${since_of[$case]}" 60
  attempt "$case: the attempt" us "${id[$case]}" "failed|cut_off|0|No response after sending a page"
done
declare -A says=([killed]="Disconnected after permitted retries" [stopped]="The call dropped prematurely")
for case in "${callers[@]}"; do
  port_is_free "$case, receiving" us "${our_port[$case-calls]}" "${since_of[$case]}" 60
  attempt "$case: the received fax" us "${id[$case-received]}" "failed|cut_off|0|${says[$case]}"
done
kill -CONT "${pid[stopped]}"
since=$(now_ms)
for each in 1 2; do port_is_free "stopped and back" stopped "$each" "$since" 60; done
[ -z "$all" ] || attempt "stopped and back: its attempt" stopped "${id[stopped-calls]}" "failed|cut_off|0|The call dropped prematurely"
for server in us calm stopped; do
  expect "$server: nothing is left busy" "" "$(port_where $server '.job != null or .direction != "none"')"
done
expect_match "the dead server's ports say why they are offline" \
  "Offline: 127.0.0.1:$killed over udp does not answer OPTIONS" "$(at us; api /v1/ports | jq -r '.ports[] | select(.line == "killed") | .description')"
wait_where "the server that is back is called again" us '.line == "stopped" and .state == "available"' 400
finish
