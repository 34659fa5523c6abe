# Shared by the tests under Wine, besides what ../program/lib.sh has. WINEPREFIX is the
# prefix register.sh made; nothing here touches another one.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../program/lib.sh"
root=$(cd "$here/../.." && pwd)
programs=$root/build/windows-x64/bin
export WINEPREFIX WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" DISPLAY=

give_up() { echo "FAILED: $*" >&2; exit 1; }
need_wine() {
  command -v wine >/dev/null || give_up "there is no wine: run scripts/install, or install wine64"
  command -v x86_64-w64-mingw32-g++-posix >/dev/null && command -v i686-w64-mingw32-g++-posix >/dev/null ||
    give_up "there is no mingw-w64: run scripts/install, or install g++-mingw-w64-x86-64-posix and g++-mingw-w64-i686-posix"
}
# on_windows PROGRAM.exe [ARGUMENTS...]: in / so that paths like /tmp/x mean the same there.
on_windows() { (cd / && timeout 300 wine "$@"); }
# script FILE [ARGUMENTS...]: by cscript. One that stops half-way ends with 0 there, so a
# whole one ends with 100 and the number of its failures more.
script() {
  local file=$1 status; shift
  on_windows cscript //nologo "Z:${here//\//\\}\\scripts\\$file" "$@" >"$work/script" 2>&1
  status=$?
  tr -d '\r' <"$work/script"
  case $status in
    100) ;;
    0) fail "$file stopped half-way" ;;
    *) fail "$file ended with $status" ;;
  esac
}
