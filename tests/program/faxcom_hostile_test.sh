#!/bin/bash
# What FaxCom does with a server that means no good: a code and a sentence within the time of one
# call, no crash (sanitizers watch), bounded memory; the token goes to nobody else.
. "$(dirname "$0")/lib.sh"
export CASELLI_TOKEN=secret-token

refuses() {  # refuses WHAT ADDRESS PATTERN: `ports` of the example ends with 1, an HRESULT and a sentence
  CASELLI_URL=$2 timeout 60 "$CASELLI/fax_c" ports 1 >"$work/said" 2>&1
  expect "$1: ends with 1" 1 $?
  expect_match "$1: a code and a sentence" "$3" "$(head -c 2000 "$work/said")"
}

modes=$(hostile_modes)
expect_match "the modes are known" 'endless_body' "$modes"
for mode in $modes; do
  hostile "$mode"
  refuses "$mode" "http://127.0.0.1:$port" ': 0x8[0-9A-F]{7} .{20,}'
  gone
done

# To another place: not followed, and told.
hostile no_content; elsewhere=$port; pid[elsewhere]=${pid[hostile]}
TARGET="http://127.0.0.1:$elsewhere/v1/ports" hostile redirect
refuses "redirect" "http://127.0.0.1:$port" 'not followed'
gone
kill "${pid[elsewhere]}"; wait "${pid[elsewhere]}" 2>/dev/null; unset "pid[elsewhere]"
expect "redirect: nobody comes to the other place" "" "$(cat "$work/heard.no_content")"

# A certificate of another name, and one that nobody vouches for: nothing is told to them.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$work/key.pem" -out "$work/other.pem" \
  -subj /CN=other.example -addext subjectAltName=DNS:other.example -days 2 2>/dev/null
hostile tls "$work/other.pem" "$work/key.pem"
refuses "a certificate nobody vouches for" "https://localhost:$port" 'certificate'
SSL_CERT_FILE=$work/other.pem CURL_CA_BUNDLE=$work/other.pem refuses "a certificate of another name" "https://localhost:$port" 'certificate|name'
gone
expect "certificates: the token stays here" "" "$(cat "$work/heard.tls")"

# Another machine without TLS: refused before a connection is made.
refuses "plain HTTP to another machine" "http://192.0.2.1:8329" 'https'
finish
