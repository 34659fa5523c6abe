#!/bin/sh
# libfaxcom exports its C functions and identifiers, all under FAXCOM_1.0, and nothing
# else; and it needs no SIP, fax or SQL library.
set -eu
library=$1
exported=$(nm -D --defined-only "$library" | awk '{print $3}')
strange=$(echo "$exported" | grep -vE '^(Sys|Variant|SystemTimeToVariantTime|[SG]etErrorInfo|CreateErrorInfo|Co|CLSID|IID_I|LIBID_FAXCOMLib|GUID_NULL|StringFromGUID2|Dll)[A-Za-z0-9_]*@@FAXCOM_1\.0$' | grep -vx 'FAXCOM_1\.0\(@@FAXCOM_1\.0\)\?' || true)
[ -z "$strange" ] || { echo "exported, but should not be: $strange" >&2; exit 1; }
for name in CoCreateInstance SysAllocString VariantClear GetErrorInfo DllCanUnloadNow IID_IFaxStatus CLSID_FaxServer; do
  echo "$exported" | grep -qx "$name@@FAXCOM_1.0" || { echo "not exported: $name" >&2; exit 1; }
done
needed=$(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
if echo "$needed" | grep -E 'spandsp|sqlite|pq|sofia|tiff'; then
  echo "these libraries have no business in FaxCom" >&2
  exit 1
fi
readelf -d "$library" | grep -q 'SONAME.*\[libfaxcom.so.1\]' || { echo "the soname is not libfaxcom.so.1" >&2; exit 1; }
