#!/bin/bash
# TLS by Windows' own means: certificates of an authority it trusts, for the name that was
# asked for, and no others.
. "$(dirname "$0")/lib.sh"
certificate() {  # certificate NAME AUTHORITY: $work/NAME.crt for the host name NAME
  openssl req -newkey rsa:2048 -nodes -keyout "$work/$1.key" -subj "/CN=$1" -out "$work/$1.csr" 2>/dev/null
  openssl x509 -req -in "$work/$1.csr" -CA "$work/$2.crt" -CAkey "$work/$2.key" -CAcreateserial -days 2 \
    -extfile <(printf 'subjectAltName=DNS:%s\nextendedKeyUsage=serverAuth\n' "$1") -out "$work/$1.crt" 2>/dev/null
}
authority() {
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/$1.key" -subj "/CN=$1 of a test" -days 2 \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign -out "$work/$1.crt" 2>/dev/null
}
authority trusted
authority stranger
certificate localhost trusted
certificate elsewhere.example trusted
openssl x509 -in "$work/trusted.crt" -outform DER -out "$work/trusted.der"

serve_with() {  # serve_with NAME: $address is https://localhost:PORT
  stop_server
  sed -i '/^tls_/d' "$config"
  sed -i "s|^listen = .*|&\ntls_cert = \"$work/$1.crt\"\ntls_key = \"$work/$1.key\"|" "$config"
  rm -f "$work/says"
  mkfifo "$work/says"
  "$CASELLI/caselli" serve --config "$config" --data "$data" >"$work/says" 2>"$work/err" </dev/null &
  server_pid=$!
  exec 4<"$work/says"
  read -r -t 60 line <&4 || { cat "$work/err" >&2; fail "the server with $1"; return; }
  address=https://localhost:$(grep -oE ':[0-9]+' <<<"$line" | tail -1 | tr -d :)
  export CASELLI_TOKEN=$(cat "$data/admin.token") CASELLI_URL=$address
}
caselli() { on_windows "$programs/caselli.exe" --url "$address" "$@" 2>&1; }
write_config 'ports = 2'

serve_with localhost
said=$(caselli ports); expect "an authority nobody trusts" 3 $?
expect_match "is told" 'no trusted TLS connection' "$said"
on_windows "$programs/trust_ca.exe" "Z:$work/trusted.der"; expect "it is trusted now" 0 $?
expect_match "https with a trusted certificate" 'loop-2' "$(caselli ports)"
script walk.vbs
(cd / && timeout 20 wine "$programs/caselli.exe" --url "$address" watch 2>/dev/null) | head -2 >"$work/watched"
expect_match "events over TLS" 'port 2 loop-2: available' "$(cat "$work/watched")"
serve_with elsewhere.example
said=$(caselli ports); expect "a certificate for another name" 3 $?
expect_match "is told" 'no trusted TLS connection' "$said"
certificate localhost stranger
serve_with localhost
said=$(caselli ports); expect "of another authority" 3 $?
expect_match "is told" 'no trusted TLS connection' "$said"
finish
