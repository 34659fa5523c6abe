#!/bin/bash
# A small disk fills up: submissions are refused with storage_full, a fax that comes in is
# not confirmed, and what was accepted before is sent when there is room again.
. "$(dirname "$0")/lib.sh"
mkdir "$work/disk"
mount -t tmpfs -o size=6m none "$work/disk" 2>/dev/null || { echo "ok: no right to mount a small disk here"; exit 0; }
data=$work/disk/data
chart=$DATA_DIR/charts/itu7.tif

write_config 'ports = 2' 'speed = 0'
start_server || { cat "$work/err" >&2; exit 1; }
api /v1/server -X PATCH -H 'Content-Type: application/json' -d '{"pauseServerQueue": true}' >/dev/null
kept=$(send_fax '{"to": "1002", "port": 1}' "$chart" | jq -r .id)
expect "a fax is accepted while there is room" 202 "$(status)"
dd if=/dev/zero of="$work/disk/ballast" bs=4k >/dev/null 2>&1
body=$(send_fax '{"to": "1002", "port": 1}' "$chart")
expect "a fax without room: status" 507 "$(status)"
expect "a fax without room: code" storage_full "$(printf '%s' "$body" | jq -r .code)"
expect "reading still works" 200 "$(api "/v1/faxes/$kept" >/dev/null; status)"
rm "$work/disk/ballast"
api /v1/server -X PATCH -H 'Content-Type: application/json' -d '{"pauseServerQueue": false}' >/dev/null
state=$(api "/v1/faxes/$kept" | jq -r .status)
[ "$state" = sent ] || state=$(wait_for_end "$kept" 60)
expect "what was accepted is sent" sent "$state"
stop_server
expect "the server ends well" 0 "$server_status"
expect "the database is whole" ok "$(sqlite3 "$data/caselli.db" 'pragma integrity_check')"
finish
