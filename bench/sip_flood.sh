#!/bin/bash
# A flood of INVITEs from a source that is nobody's peer, while faxes run:
#   bench/sip_flood.sh [FAXES] [INVITES A SECOND] [SECONDS]     (20, 5000 and 30 when not given)
# The faxes must not notice: all sent in the first attempt, nothing lost on their media.
set -u
cd "$(dirname "$0")/.." || exit 1
CASELLI=${CASELLI-$PWD/build/release/bin}
. tests/program/lib.sh
. bench/sip_servers.sh
count=${1-20} rate=${2-5000} seconds=${3-30}

open_pair "$count" reinvite 25080
broadcast "$count" tests/data/charts/itu1.tif
until ask "$out_url" "$out_token" /v1/ports | jq -e '[.ports[] | select(.state == "sending")] | length > 0' >/dev/null; do sleep 0.2; done
# From 127.0.0.2: the peers are at 127.0.0.1. Answers are not waited for.
sipp -sf tests/sip/sipp/flood.xml -i 127.0.0.2 -p 25099 -r "$rate" -m $((rate * seconds)) -l 1000000 -nd -nostdin \
  127.0.0.1:25081 >"$work/sipp" 2>&1 </dev/null
sent=$(grep -aE '^ *(Outgoing calls created|OutGoing call created)' "$work/sipp" | tail -1)
echo "flood: ${sent:-$(tail -5 "$work/sipp")}"
wait_for_all "$count"
judge t38 "$count"
lost=$(ask "$in_url" "$in_token" /metrics | grep -E '^caselli.*(lost|refused|dropped)' | tr '\n' ';')
echo "of the flooded server: $lost"
close_pair
finish
