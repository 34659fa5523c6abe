#!/bin/bash
# What FaxStatus.Refresh costs through faxcom.dll under Wine, against the server scripts/bench
# started, and that clients that come and go leave nothing (CYCLES, 1000 unless set).
cd "$(dirname "$0")/.." || exit 1
scripts/windows >/dev/null || exit 1
made=$(mktemp -d)
export WINEPREFIX=$made/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" DISPLAY=
trap 'wineserver -k; rm -rf "$made"' EXIT
programs=$PWD/build/windows-x64/bin
wine wineboot -i >/dev/null 2>&1
wine regsvr32 /s "Z:${programs//\//\\}\\faxcom.dll" || exit 1
wine "$programs/cycles.exe" "${CYCLES-1000}" | tr -d '\r'
exit "${PIPESTATUS[0]}"
