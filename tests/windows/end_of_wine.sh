#!/bin/bash
# The prefix of these tests goes, and with it what still runs in it.
[ -d "$WINEPREFIX" ] || exit 0
wineserver -k
rm -rf "$WINEPREFIX"
