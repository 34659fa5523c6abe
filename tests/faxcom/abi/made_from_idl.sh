#!/bin/sh
# What is committed is what the IDL makes: header, type libraries, table of members.
set -eu
root=$1
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$root/scripts/make-faxcom" "$made"
for file in include/faxcom/interfaces.h src/faxcom/faxcom.tlb src/faxcom/faxcom32.tlb src/faxcom/dispatch_tables.inc \
  python/faxcom/_members.py; do
  cmp "$made/$(basename "$file")" "$root/$file" || {
    echo "$file is not what src/faxcom/faxcom.idl makes: run scripts/make-faxcom" >&2
    exit 1
  }
done
