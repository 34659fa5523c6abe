#!/usr/bin/python3
"""A server that means no good: hostile_server.py MODE prints `port N`, then serves connections until it is
killed. Each request's first line and its Authorization header go to standard error. Modes are in ANSWERS;
`tls` with CERTIFICATE and KEY files speaks TLS, `redirect` sends clients to TARGET (environment)."""

import os
import socket
import ssl
import sys
import threading

OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def whole(body):
    return lambda: iter([f"{OK}Content-Length: {len(body.encode())}\r\n\r\n{body}".encode()])


def endless(head, piece):
    def pieces():
        yield head.encode()
        while True:
            yield piece.encode()
    return pieces


def port(**changes):
    """Ports as they should be, but for `changes`."""
    import json
    return json.dumps({"boot": "b", "revision": 1, "ports": [{"port": 1, "name": "one", "state": "available", **changes}]})


CHUNK = "10000\r\n" + "x" * 0x10000 + "\r\n"
ANSWERS = {
    "silent_close": lambda: iter([]),
    "no_http": lambda: iter([b"\x00\xff\x16\x03 what do you want?\r\n\r\n"]),
    "half_a_head": lambda: iter([b"HTTP/1.1 200 OK\r\nContent-Le"]),
    "cut_body": lambda: iter([f"{OK}Content-Length: 100000\r\n\r\n{{\"ports\": [".encode()]),
    "truncated_json": whole('{"boot": "b", "revision": 1, "ports": [{"port": 1, "na'),
    "no_json": whole("<html>Welcome to your router</html>"),
    "no_utf8": lambda: iter([OK.encode() + b'Content-Length: 12\r\n\r\n{"boot": "\xff"']),
    "empty": whole(""),
    "null": whole("null"),
    "list": whole("[1, 2, 3]"),
    "ports_is_text": whole('{"boot": "b", "revision": 1, "ports": "many"}'),
    "ports_of_numbers": whole('{"boot": "b", "revision": 1, "ports": [1, 2]}'),
    "text_for_number": whole(port(page="seven")),
    "number_for_text": whole(port(name=7)),
    "unknown_state": whole(port(state="on fire")),
    "huge_integer": whole(port(pages=10**40)),
    "huge_float": whole(port().replace('"available"', '"available", "percent": 1e999')),
    "negative_port": whole(port(port=-(2**31))),
    "deep": whole("[" * 200_000),
    "deep_objects": whole('{"a":' * 100_000),
    "long_text": whole(port(name="x" * 1_000_000)),
    "endless_body": endless(OK + "Transfer-Encoding: chunked\r\n\r\n", CHUNK),
    "endless_head": endless("HTTP/1.1 200 OK\r\n", "X-More: " + "y" * 1000 + "\r\n"),
    "bad_chunks": endless(OK + "Transfer-Encoding: chunked\r\n\r\n", "zz\r\n"),
    "negative_length": lambda: iter([f"{OK}Content-Length: -5\r\n\r\n{{}}".encode()]),
    "redirect": lambda: iter([f"HTTP/1.1 302 Found\r\nLocation: {os.environ['TARGET']}\r\nContent-Length: 0\r\n\r\n".encode()]),
    "not_modified": lambda: iter([b"HTTP/1.1 304 Not Modified\r\n\r\n"]),
    "no_content": lambda: iter([b"HTTP/1.1 204 No Content\r\n\r\n"]),
    "error_page": lambda: iter([b"HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops"]),
    "odd_problem": lambda: iter([b"HTTP/1.1 403 No\r\nContent-Type: application/problem+json\r\nContent-Length: 34\r\n\r\n"
                                 b'{"code": 7, "detail": ["a"], "x":1}'[:34]]),
    "tls": whole('{"boot": "b", "revision": 1, "ports": []}'),
}


def serve(connection, mode):
    try:
        if mode == "tls":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[2], sys.argv[3])
            connection = context.wrap_socket(connection, server_side=True)
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65536)
            if not piece:
                return
            head += piece
        lines = head.decode("latin-1").split("\r\n")
        token = next((line for line in lines if line.lower().startswith("authorization:")), "no token")
        print(lines[0], token, file=sys.stderr, flush=True)
        for piece in ANSWERS[mode]():
            connection.sendall(piece)
    except OSError:
        pass
    finally:
        connection.close()


listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
while True:
    connected, _ = listener.accept()
    threading.Thread(target=serve, args=(connected, sys.argv[1]), daemon=True).start()
