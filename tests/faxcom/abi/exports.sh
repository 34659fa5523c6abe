#!/bin/sh
# libfaxcom exports what the file `symbols` lists, each name with the version it came with, and
# nothing else; and it needs no SIP, fax or SQL library. A name that goes, or changes its
# version, breaks programs that were compiled before: that takes a new soname. A new name is
# added to the list, under a version of its own once FAXCOM_1.0 was released.
set -eu
library=$1
listed=$(dirname "$0")/symbols
exported=$(mktemp)
trap 'rm -f "$exported"' EXIT
nm -D --defined-only "$library" | awk '$2 != "A" {print $3}' | LC_ALL=C sort >"$exported"
diff "$listed" "$exported" >&2 || { echo "the exported names are not those of $listed" >&2; exit 1; }
needed=$(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
if echo "$needed" | grep -E 'spandsp|sqlite|pq|sofia|tiff'; then
  echo "these libraries have no business in FaxCom" >&2
  exit 1
fi
readelf -d "$library" | grep -q 'SONAME.*\[libfaxcom.so.1\]' || { echo "the soname is not libfaxcom.so.1" >&2; exit 1; }
