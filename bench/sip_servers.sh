# Shared by the SIP benchmarks: two real servers on this machine. Sourced after
# tests/program/lib.sh; CASELLI is the folder of the program.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
tick=$(getconf CLK_TCK)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; wait; rm -rf "$work"' EXIT

# serve NAME SIP_PORT PEER_PORT PORTS T38 MEDIA_PORTS: sets NAME_url, NAME_token, NAME_pid.
serve() {
  local name=$1 folder=$work/$1 line
  rm -rf "$folder"
  mkdir -p "$folder"
  cat >"$folder/caselli.toml" <<TOML
[server]
listen = "127.0.0.1:0"
[log]
level = "warn"
[[line]]
name = "sip"
kind = "sip"
ports = $4
peer = "sip:127.0.0.1:$3;transport=udp"
listen = ["udp:127.0.0.1:$2"]
media_ports = "$6"
t38 = "$5"
TOML
  mkfifo "$folder/says"
  "$CASELLI/caselli" serve --config "$folder/caselli.toml" --data "$folder/data" >"$folder/says" 2>"$folder/log" </dev/null &
  eval "${name}_pid=$!"
  pids+=($!)
  exec {says}<"$folder/says"
  read -r -t 60 line <&"$says" || { cat "$folder/log"; exit 1; }
  eval "${name}_url=$(grep -oE 'http://127.0.0.1:[0-9]+' <<<"$line")"
  eval "${name}_token=$(cat "$folder/data/admin.token")"
}
ask() { curl -sS -H "Authorization: Bearer $2" "${@:4}" "$1$3"; }  # ask URL TOKEN PATH [curl...]
cpu_ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }
memory_kib() { awk -v key="$2:" '$1 == key {print $2}' "/proc/$1/status"; }

# open_pair FAXES T38 SIP_PORT: servers `out` and `in` with so many ports each, all ready.
open_pair() {
  serve out "$3" $(($3 + 1)) "$1" "$2" 20000-$((20000 + 4 * $1 + 100))
  serve in $(($3 + 1)) "$3" "$1" "$2" 30000-$((30000 + 4 * $1 + 100))
  ask "$out_url" "$out_token" /v1/server -X PATCH --json '{"branding": false}' >/dev/null  # no header line in the pages
  until [ "$(ask "$out_url" "$out_token" /v1/ports | jq '[.ports[] | select(.state == "available")] | length')" = "$1" ]; do
    kill -0 "$out_pid" || exit 1
    sleep 0.2
  done
}
# broadcast FAXES FILE: all at once.
broadcast() {
  local to
  to=$(seq -f '"030%05g"' -s, 1 "$1")
  ask "$out_url" "$out_token" /v1/faxes -F "fax={\"to\": [$to]};type=application/json" -F "document=@$2" >"$work/answer"
  [ "$(jq '.items | length' "$work/answer" 2>/dev/null)" = "$1" ] || { cat "$work/answer"; exit 1; }
}
# wait_for_all FAXES: until they ended; sent.json and received.json in $work.
wait_for_all() {
  local list="/v1/faxes?direction=send&limit=1000" deadline=$((SECONDS + 1800))
  until [ "$(ask "$out_url" "$out_token" "$list" | jq '[.items[] | select(.status == "sent" or .status == "failed")] | length')" = "$1" ]; do
    [ $SECONDS -lt $deadline ] || { echo "not over after half an hour"; break; }
    sleep 2
  done
  ask "$out_url" "$out_token" "$list" >"$work/sent.json"
  ask "$in_url" "$in_token" "/v1/faxes?direction=receive&status=received&limit=1000" >"$work/received.json"
}
# judge KIND FAXES: all sent in the first attempt by that transport, and received as sent.
judge() {
  local id equal=0
  expect "$1: faxes sent" "$2" "$(jq '[.items[] | select(.status == "sent")] | length' "$work/sent.json")"
  expect "$1: in the first attempt" "$2" "$(jq '[.items[] | select(.attempts | length == 1)] | length' "$work/sent.json")"
  expect "$1: carried by" "$1" "$(jq -r '[.items[].attempts[].transport] | unique | join(" ")' "$work/sent.json")"
  ask "$out_url" "$out_token" "/v1/faxes/$(jq -r '.items[0].id' "$work/sent.json")/document" -H 'Accept: image/tiff' -o "$work/a.tif"
  for id in $(jq -r '.items[].id' "$work/received.json"); do
    ask "$in_url" "$in_token" "/v1/faxes/$id/document" -H 'Accept: image/tiff' -o "$work/b.tif"
    tiffcmp -t "$work/a.tif" "$work/b.tif" >/dev/null 2>&1 && equal=$((equal + 1))
  done
  expect "$1: received as sent" "$2" "$equal"
}
close_pair() {
  kill "$out_pid" "$in_pid"
  wait "$out_pid" "$in_pid"
}
