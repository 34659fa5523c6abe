#!/bin/bash
# regsvr32 in and out leaves the registry as it was; then in again for the other tests.
. "$(dirname "$0")/lib.sh"
need_wine
[ ! -d "$WINEPREFIX" ] || wineserver -k
rm -rf "$WINEPREFIX"
mkdir -p "$WINEPREFIX"
on_windows wineboot -i >"$work/boot" 2>&1 || { cat "$work/boot" >&2; give_up "wineboot"; }
registry() {
  on_windows regedit /E "Z:$work/$1.reg" 'HKEY_LOCAL_MACHINE\Software\Classes' >/dev/null 2>&1
  iconv -f UTF-16 -t UTF-8 "$work/$1.reg" >"$work/$1"
}
regsvr32() { on_windows regsvr32 /s "$@" "Z:${programs//\//\\}\\faxcom.dll"; }
registry before
regsvr32; expect "regsvr32" 0 $?
registry registered
regsvr32 /u; expect "regsvr32 /u" 0 $?
registry after
expect "nothing is left in the registry" '' "$(diff "$work/before" "$work/after")"
regsvr32; expect "regsvr32 again" 0 $?
regsvr32; expect "and over what is there" 0 $?
new=$(diff "$work/before" "$work/registered" | sed -n 's/^> //p')
for class in '{D73733C8-CC80-11D0-B225-00C04FB6C2F5}' '{87099231-C7AF-11D0-B225-00C04FB6C2F5}'; do
  expect_match "class $class" "Classes\\\\CLSID\\\\$class\\\\InprocServer32\]" "$new"
done
expect "threads from everywhere" 2 "$(grep -c '"ThreadingModel"="Both"' <<<"$new")"
for name in FaxServer.FaxServer FaxServer.FaxServer.1 FaxTiff.FaxTiff FaxTiff.FaxTiff.1; do
  expect_match "name $name" "Classes\\\\$name\\\\CLSID\]" "$new"
done
expect_match "the type library" 'Classes\\Typelib\\\{87099223-C7AF-11D0-B225-00C04FB6C2F5\}\\1.0\\0\\win64\]' "$new"
expect "interfaces with OLE automation's marshaller" 10 \
  "$(grep -A1 -iE 'Classes\\Interface\\\{[-0-9A-F]*\}\\ProxyStubClsid32\]' <<<"$new" | grep -c '{00020424-0000-0000-C000-000000000046}')"
finish
