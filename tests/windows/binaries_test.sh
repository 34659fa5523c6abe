#!/bin/bash
# What can be seen of the programs without running them: exports, imports, type library, the
# archive, and that the same sources give the same bytes wherever they are built.
. "$(dirname "$0")/lib.sh"

check_dll() {  # check_dll ARCHITECTURE OBJDUMP FORMAT TYPE_LIBRARY
  local dll=$root/build/windows-$1/bin/faxcom.dll told
  told=$("$2" -p "$dll")
  expect_match "$1: format" "file format $3\$" "$(grep 'file format' <<<"$told")"
  expect "$1: exports" 'DllCanUnloadNow DllGetClassObject DllRegisterServer DllUnregisterServer' \
    "$(sed -n '/Ordinal\/Name Pointer/,/^$/s/^.*\[ *[0-9]*\]\( +base\[ *[0-9]*\] *[0-9a-f]*\)\? \([A-Za-z@0-9_]*\)$/\2/p' <<<"$told" | sort | xargs)"
  expect "$1: imports nothing that Windows does not have" '' "$(sed -n 's/^\tDLL Name: //p' <<<"$told" |
    grep -viE '^(kernel32|advapi32|user32|ole32|oleaut32|winhttp|msvcrt|shell32)\.dll$')"
  expect "$1: no time in it" 0 "$(sed -n 's|^Time/Date stamp||p' <<<"$told" | head -1 | xargs)"
  python3 - "$dll" "$4" <<'PYTHON' || fail "$1: the type library in it is not $4"
import sys
dll, library = (open(name, "rb").read() for name in sys.argv[1:])
sys.exit(0 if library in dll else 1)
PYTHON
}
check_dll x64 x86_64-w64-mingw32-objdump pei-x86-64 "$root/src/faxcom/faxcom.tlb"
check_dll x86 i686-w64-mingw32-objdump pei-i386 "$root/src/faxcom/faxcom32.tlb"

expect "the archive" 'caselli/LICENSE.txt caselli/README.txt caselli/register.cmd caselli/unregister.cmd caselli/x64/caselli.exe caselli/x64/faxcom.dll caselli/x86/caselli.exe caselli/x86/faxcom.dll' \
  "$(python3 -m zipfile -l "$root/build/windows/caselli-windows.zip" | awk 'NR > 1 { print $1 }' | sort | xargs)"

# Again, from a copy of the sources elsewhere (always the same place, for ccache): the objects
# of two folders, or with REPRODUCE=all the DLLs.
elsewhere=$root/build/windows-elsewhere
rm -rf "$elsewhere/sources"
mkdir -p "$elsewhere/sources"
(cd "$root" && cp -r --parents CMakeLists.txt CMakePresets.json cmake src include tests/windows scripts "$elsewhere/sources")
target=caselli_client made='src/client/CMakeFiles/caselli_client.dir/Unity/*.obj'
[ -z "${REPRODUCE-}" ] || target=faxcom made=bin/faxcom.dll
"$elsewhere/sources/scripts/windows" "$target" "$elsewhere/build" || fail "the copy does not build"
for arch in x64 x86; do
  for file in "$elsewhere/build/windows-$arch"/$made; do
    cmp "$file" "$root/build/windows-$arch/${file#"$elsewhere/build/windows-$arch/"}" || fail "$arch: other bytes elsewhere"
    compared=$((${compared-0} + 1))
  done
done
expect_match "the same bytes elsewhere" '^[1-9]' "${compared-0}"
finish
