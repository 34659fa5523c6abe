#!/bin/bash
# Copies of faxes in other folders: the archive of those sent, the routing method of those
# received. Judges are tiffinfo and tiffcmp.
. "$(dirname "$0")/lib.sh"

mkdir "$work/archive" "$work/inbox"
start_server 'ports = 2' 'speed = 0' "received_folder = \"$work/inbox\"" || { cat "$work/err" >&2; exit 1; }
patch() { api /v1/server -X PATCH -H 'Content-Type: application/json' -d "$1"; }
patch '{"branding": false, "archiveOutboundFaxes": true, "archiveDirectory": "/nowhere"}' >"$work/answer"
expect "a folder that is not there is refused" 400 "$(status)"
expect_match "in a sentence" 'there is no folder /nowhere on the server' "$(jq -r .detail "$work/answer")"
patch "{\"branding\": false, \"archiveOutboundFaxes\": true, \"archiveDirectory\": \"$work/archive\"}" >/dev/null
expect "one that can be written is taken" 200 "$(status)"

id=$(send_fax '{"to": "1002", "port": 1, "senderName": "Anna", "recipientName": "Bert", "documentName": "a chart"}' \
  "$DATA_DIR/charts/itu1.tif" | jq -r .id)
expect "the fax is sent" sent "$(wait_for_end "$id")"
copy_in() {  # copy_in FOLDER: waits for the one file there
  local tries
  for tries in $(seq 200); do
    set -- "$1" "$1"/*.tif
    [ -f "$2" ] && break
    pause 0.1
  done
  echo "$2"
}
archived=$(copy_in "$work/archive") received=$(copy_in "$work/inbox")
tag() { tiffinfo "$1" 2>&1 | grep -m1 -E "^ *$2"; }
expect_match "the archive names the sender" 'Artist: Anna' "$(tag "$archived" Artist)"
expect_match "the recipient" 'recipientName: Bert' "$(tag "$archived" recipientName)"
expect_match "the document" 'DocumentName: a chart' "$(tag "$archived" DocumentName)"
expect_match "what was received names who sent it" 'HostComputer: 1001' "$(tag "$received" HostComputer)"
expect_match "one strip a page" 'Rows/Strip: 2376' "$(tag "$received" Rows/Strip)"
for file in "$archived" "$received"; do
  expect "tiffinfo has nothing to complain" '' "$(tiffinfo "$file" 2>&1 >/dev/null)"
  tiffcmp -t "$DATA_DIR/charts/itu1.tif" "$file" >"$work/differs" 2>&1
  expect "the pixels of $(basename "$(dirname "$file")") are those that were sent" '' "$(grep -vE 'tag appears only|^PageNumber' "$work/differs")"
done
"$CASELLI/caselli" fetch 2 -o "$work/fetched.tif" --url "$url" --token "$token" >/dev/null
expect "what is fetched has the same tags" "$(tag "$received" HostComputer)" "$(tag "$work/fetched.tif" HostComputer)"

# An archive that went away is waited for, and told.
rm -r "$work/archive"
id=$(send_fax '{"to": "1002", "port": 1}' "$DATA_DIR/charts/itu1.tif" | jq -r .id)
expect "no fax is held up" sent "$(wait_for_end "$id")"
expect_match "the server says what is wrong" 'there is no folder' \
  "$(api /v1/checks | jq -r '.checks[] | select(.name == "copies" and .health == "warning") | .text')"
mkdir "$work/archive"
stop_server KILL
start_server || { cat "$work/err" >&2; exit 1; }
expect_match "the next start makes the copy" "sent-$id.tif" "$(copy_in "$work/archive")"
finish
