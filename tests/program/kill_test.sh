#!/bin/bash
# kill -9 of the server at random instants of a ten-page fax, again and again: every
# accepted fax ends `sent`, no page arrives twice unless the job is marked uncertain, no job
# is lost, no port stays busy. ROUNDS and SEED may be set.
. "$(dirname "$0")/lib.sh"
rounds=${ROUNDS:-20}
RANDOM=${SEED:-2026}

tiffcp "$DATA_DIR"/charts/itu{1,2,1,2,1,2,1,2,1,2}.tif "$work/ten.tif"
write_config 'ports = 2' 'transport = "t38"' 'speed = 100'
start_server || { cat "$work/err" >&2; exit 1; }
pages_of() { jq '[.items[] | select(.direction == "receive") | .pages] | add // 0'; }
before=0
for round in $(seq "$rounds"); do
  id=$(send_fax '{"to": "1002", "port": 1}' "$work/ten.tif" | jq -r .id)
  expect_match "round $round: accepted" '^[0-9]+$' "$id"
  # An instant within the some two seconds that the fax takes: so long the kill waits for an
  # event that never comes.
  timeout "$((RANDOM % 2)).$(printf %03d $((RANDOM % 1000)))" tail -f /dev/null
  stop_server KILL
  start_server || { cat "$work/err" >&2; fail "round $round: the server starts again"; break; }
  "$CASELLI/caselli" job "$id" --json >/dev/null || fail "round $round: the job is still there"
  state=$(api "/v1/faxes/$id" | jq -r .status)
  case $state in sent) ;; *) state=$(wait_for_end "$id") ;; esac
  expect "round $round: fax $id" sent "$state"
  sum=$(api '/v1/faxes?direction=receive&limit=1000' | pages_of)
  got=$((sum - before))
  before=$sum
  uncertain=$(api "/v1/faxes/$id" | jq -r .uncertain)
  case "$got-$uncertain" in
    10-* | 11-true) echo "ok: round $round: $got pages received, uncertain=$uncertain" ;;
    *) fail "round $round: $got pages received, uncertain=$uncertain" ;;
  esac
done
expect "no job is lost" "$rounds" "$(api '/v1/faxes?direction=send&status=sent&limit=1000' | jq '.items | length')"
expect "the database agrees" ok "$(sqlite3 "$data/caselli.db" 'pragma integrity_check')"
# The last port shows how its call ended for half a second; a heartbeat passes meanwhile.
exec 5< <(timeout 10 curl -sN -H "Authorization: Bearer $token" "$url/v1/events")
states=
while read -r line <&5; do
  states=$(api /v1/ports | jq -r '[.ports[].state] | unique | join(" ")')
  [ "$states" = available ] && break
done
exec 5<&-
expect "no port stays busy" available "$states"
finish
