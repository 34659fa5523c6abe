#!/bin/bash
# The examples in VBScript and JScript do what examples/README.md says.
. "$(dirname "$0")/lib.sh"
start_server 'ports = 2' 'speed = 8' || { cat "$work/err" >&2; exit 1; }
example() {  # example FILE ARGUMENTS...: sets $said and $ended
  (cd / && timeout 300 wine cscript //nologo "Z:${root//\//\\}\\examples\\$1" "${@:2}") >"$work/example" 2>&1
  ended=$?
  said=$(tr -d '\r' <"$work/example")
}
windows_path() { printf 'Z:%s' "${1//\//\\}"; }
cp "$DATA_DIR/charts/itu1.tif" "$work/letter.tif"
tab=$'\t'

for file in fax.vbs fax.js; do
  example $file send "$(windows_path "$work/letter.tif")" 1002
  expect "$file: send ends with 100" 100 "$ended"
  expect_match "$file: send tells the fax" '^fax [0-9]+ to 1002' "$said"
  expect_match "$file: send says that it was sent" '^sent$' "$said"

  example $file ports 1
  expect "$file: ports ends with 100" 100 "$ended"
  for port in 1 2; do expect_match "$file: port $port is shown" "^$port${tab}loop-$port$tab[A-Z][a-z]+" "$said"; done

  waiting=$(send_fax '{"to": "1002", "sendAt": "2099-01-01T00:00:00Z", "documentName": "later"}' "$work/letter.tif" | jq -r .id)
  example $file jobs
  expect_match "$file: the fax that waits is listed" "^$waiting${tab}Pending$tab.*later" "$said"
  example $file cancel "$waiting"
  expect "$file: cancel ends with 100" 100 "$ended"
  expect "$file: it is cancelled" cancelled "$(api "/v1/faxes/$waiting" | jq -r .status)"
  example $file cancel "$waiting"
  expect "$file: once is enough" 101 "$ended"

  received=$(api '/v1/faxes?direction=receive' | jq -r '.items[0].id')
  api "/v1/faxes/$received/document" -H 'Accept: image/tiff' >/dev/null && cp "$work/body" "$work/received.tif"
  example $file tiff "$(windows_path "$work/received.tif")"
  expect "$file: tiff ends with 100" 100 "$ended"
  expect_match "$file: tiff shows who sent" '^Tsid 1001' "$said"
  expect_match "$file: tiff shows who received" '^Csid 1002' "$said"

  example $file
  expect "$file: without a command it says what there is" 102 "$ended"
done
finish
