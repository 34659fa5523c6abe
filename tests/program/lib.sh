# Shared by the tests of the program from outside. Needs CASELLI (folder of the programs)
# and DATA_DIR (tests/data). Judges are curl, jq, sqlite3, tiffcmp: never our own reading.
set -u
work=$(mktemp -d)
server_pid=
failures=0

stop_server() {  # stop_server [SIGNAL]
  [ -n "$server_pid" ] || return 0
  kill "-${1:-TERM}" "$server_pid" 2>/dev/null
  wait "$server_pid" 2>/dev/null
  server_status=$?
  server_pid=
}
stop_all() {  # everything in `pid`
  local each
  for each in "${pid[@]}"; do kill -CONT "$each" 2>/dev/null; kill "$each" 2>/dev/null; wait "$each" 2>/dev/null; done
  pid=()
}
clean_up() {
  stop_server KILL
  stop_all
  mountpoint -q "$work/disk" 2>/dev/null && umount "$work/disk"
  rm -rf "$work"
}
trap clean_up EXIT

fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }
expect() {  # expect WHAT WANTED GOT
  if [ "$2" = "$3" ]; then echo "ok: $1"; else fail "$1: wanted '$2', got '$3'"; fi
}
expect_match() {  # expect_match WHAT PATTERN GOT
  if printf '%s' "$3" | grep -qE -- "$2"; then echo "ok: $1"; else fail "$1: wanted /$2/, got '$3'"; fi
}
finish() { [ "$failures" = 0 ] || { echo "$failures failed" >&2; exit 1; }; exit 0; }

# start_server [LINE SETTINGS...]: on a free port with data in $data; sets $url and $token.
data=$work/data
config=$work/caselli.toml
write_config() {
  { echo '[server]'; echo 'listen = "127.0.0.1:0"'; echo "[[line]]"; echo 'name = "loop"'
    for setting in "$@"; do echo "$setting"; done; } >"$config"
}
start_server() {
  local line
  [ $# = 0 ] || write_config "$@"
  [ -f "$config" ] || write_config 'ports = 2'
  rm -f "$work/says"
  mkfifo "$work/says"
  "$CASELLI/caselli" serve --config "$config" --data "$data" >"$work/says" 2>"$work/err" </dev/null &
  server_pid=$!
  exec 4<"$work/says"  # the first line says where it listens; the end of file, that it gave up
  if ! read -r -t 60 line <&4; then
    wait "$server_pid"
    server_status=$?
    server_pid=
    return 1
  fi
  url=$(printf '%s' "$line" | grep -oE 'http://127.0.0.1:[0-9]+')
  token=$(cat "$data/admin.token")
  export CASELLI_URL=$url CASELLI_TOKEN=$token
}

api() {  # api PATH [curl arguments...]: the body; its status goes to $work/status
  local path=$1; shift
  curl -sS -o "$work/body" -w '%{http_code}' -H "Authorization: Bearer $token" "$@" "$url$path" >"$work/status" 2>"$work/curl"
  cat "$work/body" 2>/dev/null
}
status() { cat "$work/status"; }
send_fax() { api /v1/faxes -F "fax=$1;type=application/json" -F "document=@$2"; }  # send_fax JSON FILE
wait_for_end() {  # wait_for_end ID [SECONDS]: until the fax has ended; prints its status
  local state= line stream=$work/stream-$1
  rm -f "$stream"
  mkfifo "$stream"
  timeout "${2:-120}" curl -sN -H "Authorization: Bearer $token" "$url/v1/events?job=$1" >"$stream" &
  exec 5<"$stream"
  while read -r line <&5; do  # news, or a heartbeat each second: then ask again
    case $line in data:* | :*) state=$(api "/v1/faxes/$1" | jq -r .status) ;; esac
    case $state in sent | failed | cancelled | received) break ;; esac
  done
  exec 5<&-
  echo "$state"
}

pause() { read -r -t "$1" <> <(:); }  # pause SECONDS
next_port=$((12000 + RANDOM % 8000))
free_port() {  # sets $port: an even one that nobody has in UDP or TCP, and no connection gets by chance
  while next_port=$((next_port + 2))
    grep -qi ": 0*[0-9A-F]*:$(printf %04X $next_port) " /proc/net/udp /proc/net/tcp; do :; done
  port=$next_port
}

# Several servers. serve NAME: with $work/NAME.toml and data in $work/NAME; `at NAME` makes it the one
# that api, send_fax and wait_for_end speak to.
declare -A pid url_of token_of
serve() {
  local name=$1 line says
  mkfifo "$work/$name.says"
  "$CASELLI/caselli" serve --config "$work/$name.toml" --data "$work/$name" >"$work/$name.says" 2>"$work/$name.err" </dev/null &
  pid[$name]=$!
  exec {says}<"$work/$name.says"
  read -r -t 60 line <&"$says" || { cat "$work/$name.err" >&2; fail "$name starts"; finish; }
  url_of[$name]=$(printf '%s' "$line" | grep -oE 'http://127.0.0.1:[0-9]+')
  token_of[$name]=$(cat "$work/$name/admin.token")
}
at() { url=${url_of[$1]} token=${token_of[$1]}; }

# hostile MODE [ARGUMENTS...]: a server that means no good (tests/tools/hostile_server.py); sets $port,
# what it heard goes to $work/heard.MODE. gone: ends it.
hostile() {
  rm -f "$work/hostile.$1"
  mkfifo "$work/hostile.$1"
  /usr/bin/python3 "$DATA_DIR/../tools/hostile_server.py" "$@" >"$work/hostile.$1" 2>"$work/heard.$1" &
  pid[hostile]=$!
  exec {heard}<"$work/hostile.$1"
  read -r -t 60 _ port <&"$heard"
}
gone() { kill "${pid[hostile]}"; wait "${pid[hostile]}" 2>/dev/null; unset "pid[hostile]"; exec {heard}<&-; }
hostile_modes() {  # those that need nothing else
  sed -nE 's/^    "([a-z0-9_]+)": .*/\1/p' "$DATA_DIR/../tools/hostile_server.py" | grep -vxE 'redirect|tls'
}
