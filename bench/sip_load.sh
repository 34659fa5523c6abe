#!/bin/bash
# Two servers on this machine, N faxes between them at once over SIP:
#   bench/sip_load.sh [T38 FAXES] [AUDIO FAXES] [FILE]     (200 and 100, one chart, when not given)
# Each fax must arrive with every page as it was sent (judge: tiffcmp). Prints for each
# kind: CPU per port and second of a call, of both servers together and halved, with
# signalling and sockets; and the memory each port came to need at most.
# CASELLI: the folder of the program (build/release/bin).
set -u
cd "$(dirname "$0")/.." || exit 1
CASELLI=${CASELLI-$PWD/build/release/bin}
. tests/program/lib.sh
. bench/sip_servers.sh
fax=${3-tests/data/charts/itu1.tif}

run() {  # run KIND FAXES T38 SIP_PORT
  local kind=$1 count=$2 seconds ticks before memory
  [ "$count" -gt 0 ] || return 0
  open_pair "$count" "$3" "$4"
  before=$(($(cpu_ticks "$out_pid") + $(cpu_ticks "$in_pid")))
  memory=$(($(memory_kib "$out_pid" VmRSS) + $(memory_kib "$in_pid" VmRSS)))
  broadcast "$count" "$fax"
  wait_for_all "$count"
  ticks=$(($(cpu_ticks "$out_pid") + $(cpu_ticks "$in_pid") - before))
  memory=$(($(memory_kib "$out_pid" VmHWM) + $(memory_kib "$in_pid" VmHWM) - memory))
  judge "$kind" "$count"
  seconds=$(jq '[.items[].attempts[] | (.end | sub("\\.[0-9]+"; "") | fromdate) - (.start | sub("\\.[0-9]+"; "") | fromdate)] | add' "$work/sent.json")
  awk -v kind="$kind" -v ticks="$ticks" -v hz="$tick" -v s="$seconds" -v kib="$memory" -v n="$count" 'BEGIN {
    printf "%s: %d at once, %.0f s a call; CPU %.3f ms per port and call second; memory %.0f KiB a port\n",
      kind, n, s / n, 1000 * ticks / hz / (2 * s), kib / (2 * n) }'
  close_pair
}

run t38 "${1-200}" reinvite 25060
run audio "${2-100}" off 25070
finish
