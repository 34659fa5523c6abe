#!/bin/bash
# The examples do what they promise: each sends a fax and waits, shows the ports, lists and
# cancels, and reads what came. Those for Windows are run by tests/windows.
. "$(dirname "$0")/lib.sh"
examples=$(realpath "$(dirname "$0")/../../examples")
start_server 'ports = 2' 'speed = 8' || { cat "$work/err" >&2; exit 1; }

library=$(realpath "$CASELLI/../lib/libfaxcom.so.1")
runtime=$(ldd "$library" | grep -oE '/[^ ]*lib[at]san[^ ]*' | head -1)  # must be Python's first library
export PYTHONDONTWRITEBYTECODE=1
python_example() {
  LD_PRELOAD=$runtime ASAN_OPTIONS=detect_leaks=0 FAXCOM_LIBRARY=$library PYTHONPATH=$examples/../python \
    /usr/bin/python3 "$examples/fax.py" "$@" 2>&1
}
c_example() { "$CASELLI/fax_c" "$@" 2>&1; }

for language in python c; do
  cp "$DATA_DIR/charts/itu1.tif" "$work/letter.tif"
  said=$("${language}_example" send "$work/letter.tif" 1002)
  expect "$language: send ends with 0" 0 $?
  expect_match "$language: send tells the fax" '^fax [0-9]+ to 1002' "$said"
  expect_match "$language: send shows it moving" '^In Progress' "$said"
  expect_match "$language: send says that it was sent" '^sent$' "$said"

  said=$("${language}_example" ports 1)
  expect "$language: ports ends with 0" 0 $?
  for port in 1 2; do expect_match "$language: port $port is shown" "^ *$port +loop-$port +[A-Z][a-z]+" "$said"; done

  waiting=$(send_fax '{"to": "1002", "sendAt": "2099-01-01T00:00:00Z", "documentName": "later"}' "$work/letter.tif" | jq -r .id)
  expect_match "$language: the fax that waits is listed" "^ *$waiting +Pending.*later" "$("${language}_example" jobs)"
  said=$("${language}_example" cancel "$waiting")
  expect "$language: cancel ends with 0" 0 $?
  expect "$language: it is cancelled" cancelled "$(api "/v1/faxes/$waiting" | jq -r .status)"
  "${language}_example" cancel "$waiting" >"$work/again"
  expect "$language: once is enough" 1 $?

  received=$(api '/v1/faxes?direction=receive' | jq -r '.items[0].id')
  api "/v1/faxes/$received/document" -H 'Accept: image/tiff' >/dev/null && cp "$work/body" "$work/received.tif"
  said=$("${language}_example" tiff "$work/received.tif")
  expect "$language: tiff ends with 0" 0 $?
  expect_match "$language: tiff shows who sent" '^Tsid +1001' "$said"
  expect_match "$language: tiff shows who received" '^Csid +1002' "$said"
  expect_match "$language: tiff shows a tag as tiffinfo does" "^ImageWidth +$(tiffinfo "$work/received.tif" | sed -nE 's/.*Image Width: ([0-9]+).*/\1/p' | head -1)\$" "$said"

  said=$("${language}_example" tiff "$work/nothing.tif")
  expect "$language: a file that is missing ends with 1" 1 $?
  expect_match "$language: with code and sentence" '0x80070002' "$said"
done
finish
