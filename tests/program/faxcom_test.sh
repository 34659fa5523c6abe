#!/bin/bash
# A FaxCom client reads both ports while a fax moves: examples/seven_steps over the real
# library, connection and server.
. "$(dirname "$0")/lib.sh"

start_server 'ports = 2' 'speed = 8' || { cat "$work/err" >&2; exit 1; }
id=$(send_fax '{"to": "1002", "port": 1, "senderName": "Anna", "recipientName": "Bert", "documentName": "two pages"}' \
  "$DATA_DIR/charts/itu1.tif" | jq -r .id)
bytes=$(api "/v1/faxes/$id" | jq -r .documentBytes)
# However long the machine takes: until the fax has ended, and once more.
state= status_of_steps=0
while [ "$state" != sent ] && [ "$state" != failed ]; do
  state=$(api "/v1/faxes/$id" | jq -r .status)
  "$CASELLI/seven_steps" "$url" 4 20 >>"$work/seen" 2>&1 || status_of_steps=$?
done
expect "the seven steps end with 0" 0 $status_of_steps
seen() { expect_match "port $1 showed $2 '$3'" "port $1 +$2 +$3" "$(cat "$work/seen")"; }
seen 1 Send yes
seen 2 Receive yes
seen 1 Description Sending
seen 2 Description Receiving
for port in 1 2; do
  seen $port Tsid 1001
  seen $port Csid 1002
  seen $port CurrentPage 1
  seen $port StartTime "$(date -u +%Y)"
done
seen 1 PageCount 1
seen 1 Address 1002
seen 1 DocumentName 'two pages'
seen 1 DocumentSize "$bytes"
seen 1 SenderName Anna
seen 1 RecipientName Bert
seen 1 SubmittedTime "$(date -u +%Y)"
expect_match "no reference is left" 'no reference is left' "$(cat "$work/seen")"
last() { grep -E "port $1 +$2( |\$)" "$work/seen" | tail -1 | sed -E "s/.*$2 *//"; }
for port in 1 2; do
  expect "port $port is available again" Available "$(last $port Description)"
  for member in Send Receive; do expect "port $port: $member afterwards" no "$(last $port $member)"; done
  for member in Tsid Csid SenderName RecipientName DocumentName StartTime SubmittedTime; do
    expect "port $port: $member afterwards" '' "$(last $port $member)"
  done
  for member in CurrentPage PageCount DocumentSize; do expect "port $port: $member afterwards" 0 "$(last $port $member)"; done
done
finish
