#!/bin/sh
# The committed header is what the IDL makes. Without widl: skipped (77).
set -eu
root=$1
made=$(mktemp)
trap 'rm -f "$made"' EXIT
"$root/scripts/make-faxcom" "$made"
cmp "$made" "$root/include/faxcom/interfaces.h" || {
  echo "include/faxcom/interfaces.h is not what src/faxcom/faxcom.idl makes: run scripts/make-faxcom" >&2
  exit 1
}
