"""What stands before a real Temporal service: TLS with client certificates and a check of the API key, in front of a plain dev
server. Each connection is judged by the `authorization` header of its first request; a good one is passed through byte by
byte, a bad one gets UNAUTHENTICATED on every call."""
import contextlib
import select
import socket
import ssl
import struct
import threading

import hpack
import trustme

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
HEADERS, SETTINGS, PING, CONTINUATION = 1, 4, 6, 9
ACK = END_STREAM = 1
END_HEADERS, PADDED, PRIORITY = 4, 8, 32


def frame(kind, flags, stream, body=b""):
    return struct.pack(">I", len(body))[1:] + struct.pack(">BBI", kind, flags, stream) + body


class Frames:
    """Cuts a client's bytes into frames."""

    def __init__(self):
        self.rest, self.greeted = b"", False

    def feed(self, data):
        self.rest += data
        if not self.greeted:
            if len(self.rest) < len(PREFACE):
                return
            self.rest, self.greeted = self.rest[len(PREFACE):], True
        while len(self.rest) >= 9:
            size = int.from_bytes(self.rest[:3], "big")
            if len(self.rest) < 9 + size:
                return
            kind, flags, stream = struct.unpack(">BBI", self.rest[3:9])
            body, self.rest = self.rest[9:9 + size], self.rest[9 + size:]
            yield kind, flags, stream & 0x7fffffff, body


def header_block(flags, body):
    if flags & PADDED:
        body = body[1:len(body) - body[0]]
    return body[5:] if flags & PRIORITY else body


class SecureFront:
    """Listens on a free loopback port until closed; `seen` holds the names of the clients' certificates."""

    def __init__(self, backend, folder, api_key=None, client_certificates=False):
        self.backend, self.api_key, self.seen = backend, api_key, set()
        authority = trustme.CA()
        self.ca_path, self.cert_path, self.key_path = folder / "ca.pem", folder / "client.pem", folder / "client.key"
        authority.cert_pem.write_to_path(self.ca_path)
        client = authority.issue_cert("client.example", common_name="the client")
        client.cert_chain_pems[0].write_to_path(self.cert_path)
        client.private_key_pem.write_to_path(self.key_path)
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1", "localhost").configure_cert(self.context)
        self.context.set_alpn_protocols(["h2"])
        if client_certificates:
            authority.configure_trust(self.context)
            self.context.verify_mode = ssl.CERT_REQUIRED
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def accept(self):
        with contextlib.suppress(OSError):  # the listener was closed
            while True:
                threading.Thread(target=self.serve, args=(self.listener.accept()[0],), daemon=True).start()

    def serve(self, plain):
        with contextlib.suppress(OSError), self.context.wrap_socket(plain, server_side=True) as client:
            for part in (client.getpeercert() or {}).get("subject", ()):
                self.seen.update(value for key, value in part if key == "commonName")
            start, frames, decoder = b"", Frames(), hpack.Decoder()
            while data := client.recv(65536):
                start += data
                for kind, flags, stream, body in frames.feed(data):
                    if kind == HEADERS:
                        headers = dict(decoder.decode(header_block(flags, body)))
                        if self.api_key is None or headers.get("authorization") == f"Bearer {self.api_key}":
                            return self.pass_through(client, start)
                        return self.refuse(client, stream, frames)

    def pass_through(self, client, start):
        # One thread for both directions: a TLS connection must not be read and written by two.
        host, port = self.backend.split(":")
        with socket.create_connection((host, int(port))) as server:
            server.sendall(start)
            other = {client: server, server: client}
            while True:
                ready = [client] if client.pending() else select.select([client, server], [], [])[0]
                for source in ready:
                    data = source.recv(65536)
                    if not data:
                        return
                    other[source].sendall(data)

    @staticmethod
    def refuse(client, stream, frames):
        encoder = hpack.Encoder()

        def answer(stream):
            block = encoder.encode([(":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "16"), ("grpc-message", "Request unauthorized.")])
            client.sendall(frame(HEADERS, END_HEADERS | END_STREAM, stream, block))
        client.sendall(frame(SETTINGS, 0, 0) + frame(SETTINGS, ACK, 0))
        answer(stream)
        while data := client.recv(65536):
            for kind, flags, stream, body in frames.feed(data):
                if kind == HEADERS:
                    answer(stream)
                elif kind == PING and not flags & ACK:
                    client.sendall(frame(PING, ACK, 0, body))
