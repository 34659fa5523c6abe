#!/bin/bash
# Settings that do not work: the line is offline with the reason in its ports' description, in
# doctor and in the log; it comes back by itself when the cause is gone. How a line comes back
# after a wrong password or an unknown name is tested in tests/sip, where pauses are short.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$(realpath "$0")")
caselli=$CASELLI/caselli

for each in taken tls proxy registrar; do free_port; declare "$each=$port"; done
be_there() {  # be_there PORT SCENARIO
  sipp -sf "$here/sipp/$2.xml" -i 127.0.0.1 -p "$1" -aa -nostdin >/dev/null 2>&1 </dev/null &
  pid[$1]=$!
}
go_away() { kill -KILL "${pid[$1]}"; wait "${pid[$1]}" 2>/dev/null; unset "pid[$1]"; }
certificate() {  # certificate DAYS: for 127.0.0.1, signed by itself; negative days: expired
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$work/new.key" -out "$work/new.csr" \
    -subj /CN=127.0.0.1 2>/dev/null
  openssl x509 -req -in "$work/new.csr" -signkey "$work/new.key" -out "$work/new.pem" -days "$1" 2>/dev/null
  mv "$work/new.key" "$work/line.key"
  mv "$work/new.pem" "$work/line.pem"
}
certificate -1
be_there "$taken" refuses_404
be_there "$registrar" refuses_401
for _ in $(seq 100); do  # until both listen
  [ "$(grep -ciE ": 0*[0-9A-F]*:($(printf '%04X|%04X' "$taken" "$registrar")) " /proc/net/udp)" = 2 ] && break
  pause 0.1
done

cat >"$config" <<TOML
[server]
listen = "127.0.0.1:0"
[[line]]
name = "name"
kind = "sip"
peer = "sip:pbx.invalid"
listen = ["udp:127.0.0.1:0"]
[[line]]
name = "password"
kind = "sip"
peer = "sip:127.0.0.1:$registrar"
listen = ["udp:127.0.0.1:0"]
register = true
username = "fax"
password = "s3cretWord"
[[line]]
name = "taken"
kind = "sip"
listen = ["udp:127.0.0.1:$taken"]
[[line]]
name = "certificate"
kind = "sip"
listen = ["tls:127.0.0.1:$tls", "udp:127.0.0.1:0"]
tls_cert = "$work/line.pem"
tls_key = "$work/line.key"
[[line]]
name = "proxy"
kind = "sip"
peer = "sip:127.0.0.1:$proxy"
listen = ["udp:127.0.0.1:0"]
TOML
start_server || { cat "$work/err" >&2; exit 1; }
described() {  # described LINE: state and description of its port
  api /v1/ports | jq -r --arg line "$1" '.ports[] | select(.line == $line) | .state + ": " + .description'
}
wait_for_state() {  # wait_for_state LINE STATE
  for _ in $(seq 400); do
    case $(described "$1") in "$2: "*) return ;; esac
    pause 0.1
  done
  fail "$1 did not become $2: $(described "$1")"
}
is_offline() {  # is_offline LINE REASON ADVICE: wherever an operator looks
  expect_match "$1: its port" "^offline: Offline: $2" "$(described "$1")"
  expect_match "$1: the log" "$1.*offline: $2" "$(cat "$work/err")"
  expect_match "$1: doctor" "bad +line $1 +$2" "$doctor"
  expect_match "$1: doctor's advice" "$3" "$(printf '%s' "$doctor" | grep -A 3 -E "line $1 ")"
}
for line in name password taken certificate proxy; do wait_for_state "$line" offline; done
doctor=$(COLUMNS=400 "$caselli" doctor)
expect "doctor's exit status says that something is wrong" 1 $?
is_offline name 'pbx.invalid over udp does not answer OPTIONS: 503 .*' 'see that `peer` is right'
is_offline password "127.0.0.1:$registrar over udp refuses to register fax: it answered 401 Unauthorized" 'correct `username` and `password`'
is_offline taken "cannot open SIP over udp on 127.0.0.1 port $taken: Address already in use" 'another program has the port'
is_offline certificate "the certificate \`.*line.pem\` expired on 20" 'put a valid certificate'
is_offline proxy "127.0.0.1:$proxy over udp does not answer OPTIONS: " 'see that `peer` is right'
expect "no password anywhere" "" "$(cat "$work/err" <(printf '%s' "$doctor") | grep s3cretWord)"

# The causes go away; nobody starts the server again.
go_away "$taken"
certificate 2
be_there "$proxy" refuses_404
for line in taken certificate proxy; do
  wait_for_state "$line" available
  expect_match "$line: the log says that it is back" "$line.*ready: " "$(cat "$work/err")"
done
finish
