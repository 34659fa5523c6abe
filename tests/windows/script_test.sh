#!/bin/bash
# VBScript and JScript clients.
. "$(dirname "$0")/lib.sh"
start_server 'ports = 2' 'speed = 6' || { cat "$work/err" >&2; exit 1; }
windows_path() { printf 'Z:%s' "${1//\//\\}"; }
chart() { cp "$DATA_DIR/charts/itu1.tif" "$work/$1"; windows_path "$work/$1"; }

script walk.vbs
tiffcp "$DATA_DIR"/charts/itu1.tif "$DATA_DIR"/charts/itu2.tif "$DATA_DIR"/charts/itu5.tif "$work/three.tif"
script send.vbs "$(windows_path "$work/three.tif")" 3
expect "the fax whose file was deleted" 'sent 3' "$(api /v1/faxes/1 | jq -r '"\(.status) \(.document.pages // .pages)"')"
echo 'no document' | gzip >"$work/broken.zip"
script queue.vbs "$(chart letter.tif)" "$(windows_path "$work/broken.zip")"
script patterns.vbs "$(chart letter.tif)" "$(chart other.tif)" "$(hostname)"
script client.js "$(chart letter.tif)"
finish
