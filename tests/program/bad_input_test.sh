#!/bin/bash
# What strangers and mistaken friends send: each gets its error, and nothing that was
# accepted is lost.
. "$(dirname "$0")/lib.sh"
chart=$DATA_DIR/charts/itu1.tif

start_server 'ports = 2' 'speed = 0' || { cat "$work/err" >&2; exit 1; }
good=$(send_fax '{"to": "1002", "port": 1}' "$chart" | jq -r .id)
expect "a good fax is accepted" 202 "$(status)"

refused() {  # refused WHAT STATUS CODE BODY
  expect "$1: status" "$2" "$(status)"
  expect "$1: code" "$3" "$(printf '%s' "$4" | jq -r .code)"
  expect_match "$1: says what to do" '.{15,}' "$(printf '%s' "$4" | jq -r .detail)"
}
: >"$work/empty.pdf"
refused "empty file" 422 empty_document "$(send_fax '{"to": "1002"}' "$work/empty.pdf")"
head -c 9000 "$chart" >"$work/cut.tif"
refused "truncated TIFF" 422 damaged_document "$(send_fax '{"to": "1002"}' "$work/cut.tif")"
head -c 5000 /dev/urandom >"$work/noise.bin"
refused "noise" 415 unsupported_document "$(send_fax '{"to": "1002"}' "$work/noise.bin")"
printf '%%!PS\n/Helvetica 20 selectfont 72 700 moveto (secret) show showpage\n' >"$work/plain.ps"
gs -q -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -sOutputFile="$work/plain.pdf" "$work/plain.ps" </dev/null
qpdf --encrypt user owner 256 -- "$work/plain.pdf" "$work/locked.pdf"
refused "PDF with a password" 422 protected_document "$(send_fax '{"to": "1002"}' "$work/locked.pdf")"
{ echo '%!PS'; echo '1 1 10000 { pop showpage } for'; } >"$work/many.ps"
gs -q -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -sOutputFile="$work/many.pdf" "$work/many.ps" </dev/null
refused "PDF with 10 000 pages" 422 too_many_pages "$(send_fax '{"to": "1002"}' "$work/many.pdf")"
truncate -s 1G "$work/huge.pdf"
refused "1 GB upload" 413 document_too_large "$(send_fax '{"to": "1002"}' "$work/huge.pdf")"
refused "1 GB upload without a length" 413 document_too_large "$(api /v1/faxes -H 'Transfer-Encoding: chunked' \
  -H 'Expect:' -F 'fax={"to": "1002"};type=application/json' -F "document=@$work/huge.pdf")"
refused "wrong media type" 415 unsupported_document \
  "$(api /v1/faxes -F 'fax={"to": "1002"};type=application/json' -F "document=@$chart;type=application/pdf")"
refused "a number with letters" 422 bad_number "$(send_fax '{"to": "555-CALL"}' "$chart")"
refused "an unknown field" 400 unknown_field "$(send_fax '{"to": "1002", "colour": "red"}' "$chart")"
refused "a wrong type" 400 invalid_argument "$(send_fax '{"to": "1002", "priority": 3}' "$chart")"
refused "no JSON" 400 invalid_argument "$(send_fax '{"to": ' "$chart")"
refused "no document" 422 empty_document "$(api /v1/faxes -F 'fax={"to": "1002"};type=application/json')"
right=$token
token=wrong
refused "a wrong token" 401 unauthenticated "$(send_fax '{"to": "1002"}' "$chart")"
token=$right
refused "an unknown fax" 404 not_found "$(api /v1/faxes/999999)"
refused "an unknown page" 404 not_found "$(api /v1/nothing)"

# The command line says it in one line and by its exit status.
cli() { "$CASELLI/caselli" "$@" >"$work/out" 2>"$work/cli-err" </dev/null; code=$?; }
cli send "$work/locked.pdf" --to 1002
expect "send a PDF with a password: exit" 1 "$code"
expect "send a PDF with a password: one line" 1 "$(wc -l <"$work/cli-err")"
cli send "$chart" --to 555-CALL
expect "send to letters: exit" 2 "$code"
CASELLI_TOKEN=wrong cli jobs
expect "wrong token: exit" 4 "$code"
cli job 999999
expect "unknown job: exit" 5 "$code"
cli --url http://127.0.0.1:9 ports
expect "no server: exit" 3 "$code"

# Servers that cannot start say why.
second() { "$CASELLI/caselli" serve "$@" >"$work/out" 2>"$work/err2" </dev/null; code=$?; }
second --listen "${url#http://}" --data "$work/other"
expect "port in use: exit" 1 "$code"
expect_match "port in use: names it" "${url#http://}" "$(cat "$work/err2")"
second --listen 127.0.0.1:0 --data "$data"
expect "database locked: exit" 1 "$code"
expect_match "database locked: names the other" "$server_pid" "$(cat "$work/err2")"
printf '[server]\nlistn = "x"\n' >"$work/bad.toml"
second --config "$work/bad.toml"
expect "bad config key: exit" 2 "$code"
expect_match "bad config key: names line and key" 'bad.toml:2.*listn' "$(cat "$work/err2")"
: >"$work/file"
second --listen 127.0.0.1:0 --data "$work/file/data"
expect "data folder that cannot be: exit" 1 "$code"
expect_match "data folder that cannot be: named" "$work/file" "$(cat "$work/err2")"
mkdir "$work/read-only"
if mount -t tmpfs -o ro none "$work/read-only" 2>/dev/null; then
  second --listen 127.0.0.1:0 --data "$work/read-only"
  expect "data folder not writable: exit" 1 "$code"
  expect_match "data folder not writable: named" "$work/read-only" "$(cat "$work/err2")"
  umount "$work/read-only"
fi

state=$(api "/v1/faxes/$good" | jq -r .status)
[ "$state" = sent ] || state=$(wait_for_end "$good" 60)
expect "the good fax is sent all the same" sent "$state"
expect "nothing else was accepted" 1 "$(api '/v1/faxes?direction=send&limit=1000' | jq '.items | length')"
expect "no work is left behind" "" "$(find "$data/work" -type f)"
finish
