#!/bin/bash
# `caselli demo`: audio and T.38, several kinds of documents; received equals sent, judged
# by tiffcmp on the files it leaves behind.
. "$(dirname "$0")/lib.sh"

charts=$work/charts.tif
tiffcp "$DATA_DIR"/charts/itu{1,2,5,7}.tif "$charts"

run_demo() {  # run_demo NAME ARGUMENTS...
  local name=$1 folder=$work/$1 out
  shift
  out=$("$CASELLI/caselli" demo --speed 0 --data "$folder" "$@" 2>"$work/err")
  expect "$name ends with 0" 0 $?
  expect_match "$name says that all pages are equal" 'equal to what was sent' "$out"
  tiffcmp -t "$folder/sent.tif" "$folder/received.tif" >"$work/cmp" 2>&1
  expect "$name: tiffcmp finds no difference" 0 $?
}

for transport in audio t38; do
  run_demo "letter-$transport" --transport "$transport"
  run_demo "charts-$transport" --transport "$transport" --file "$charts"
done
tiffcmp -t "$charts" "$work/charts-audio/received.tif" >/dev/null 2>&1
expect "the charts arrive as they were given" 0 $?
for transport in audio t38; do
  run_demo "no-ecm-$transport" --transport "$transport" --no-ecm
  for coding in MH MR MMR; do run_demo "$coding-$transport" --transport "$transport" --compression "$coding"; done
done
for document in four-pages.pdf umlauts-cjk-rtl.txt photo.jpg; do
  for transport in audio t38; do
    run_demo "$document-$transport" --transport "$transport" --file "$DATA_DIR/documents/$document"
  done
done

"$CASELLI/caselli" demo --file /nowhere.pdf --data "$work/none" >/dev/null 2>"$work/err"
expect "a missing file is not found" 5 $?
expect_match "and is named" '/nowhere.pdf' "$(cat "$work/err")"
"$CASELLI/caselli" demo --speed fast >/dev/null 2>"$work/err"
expect "a wrong speed is wrong usage" 2 $?
finish
