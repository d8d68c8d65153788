"""Sending one approved request: exactly its bytes, to its host only, the reply as it comes."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading

import pytest
from muniment_desktop.courier.client import Courier
from muniment_desktop.courier.failures import CourierFailed
from muniment_desktop.ledger import Ledger
from muniment_engines.api import Cancel, HttpLimits, HttpRequest
from muniment_engines.errors import MunimentError

MANY_HEADERS = b"".join(b"X-%d: %s\r\n" % (number, b"y" * 2000) for number in range(60))


@pytest.fixture
def courier(launcher, tmp_path):
    with Courier(launcher, None, Ledger(tmp_path / "ledger"), "test") as made:
        yield made


class Wire:
    """Takes one connection, keeps what comes, and answers with the pieces of `answer`, the last one after `go_on` is set."""

    def __init__(self, answer=(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",), context=None, body=0):
        self.received = b""
        self.go_on = threading.Event()
        self.go_on.set()
        self._body = body
        self._answer = answer
        self._context = context
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.name = f"127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        connection, _ = self._server.accept()
        with connection:
            try:
                talk = self._context.wrap_socket(connection, server_side=True) if self._context else connection
                with talk:
                    self._talk(talk)
            except (ssl.SSLError, ConnectionError):
                pass  # the client did not like us

    def _talk(self, talk):
        while len(self.received.partition(b"\r\n\r\n")[2]) < self._body or b"\r\n\r\n" not in self.received:
            self.received += talk.recv(1 << 20)
        for piece in self._answer[:-1]:
            talk.sendall(piece)
        self.go_on.wait(10)
        talk.sendall(self._answer[-1])

    def close(self):
        self._server.close()
        self._thread.join()


@pytest.fixture
def wire(request):
    made = []

    def make(*arguments, **how):
        made.append(Wire(*arguments, **how))
        return made[-1]

    yield make
    for server in made:
        server.close()


def test_the_bytes_approved_are_the_bytes_sent(courier, wire):
    server = wire(body=2)
    request = HttpRequest(
        "POST", f"http://{server.name}/v1/chat?x=1", (("content-type", "a/b"), ("X-Key", "{{key}}")), b"{}"
    ).complete()
    reply = courier.send(request, server.name, {"key": "s3cret"}, Cancel())
    assert (reply.status, b"".join(reply.pieces)) == (200, b"ok")
    head = f"POST /v1/chat?x=1 HTTP/1.1\r\nHost: {server.name}\r\nConnection: close\r\nContent-Length: 2\r\n"
    assert server.received == head.encode() + b"content-type: a/b\r\nX-Key: s3cret\r\n\r\n{}"
    assert "s3cret" not in repr(request)


def test_a_large_body_arrives_whole(courier, wire):
    body = bytes(range(251)) * 40_000  # 10 MB, more than one attachment holds
    server = wire(body=len(body))
    request = HttpRequest("PUT", f"http://{server.name}/", (), body).complete()
    reply = courier.send(request, server.name, {}, Cancel())
    assert b"".join(reply.pieces) == b"ok"
    assert server.received.endswith(body)


def test_the_reply_comes_as_it_is_written(courier, wire):
    server = wire((b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst", b"later"))
    server.go_on.clear()
    reply = courier.send(HttpRequest("GET", f"http://{server.name}/").complete(), server.name, {}, Cancel())
    assert next(reply.pieces) == b"first"
    server.go_on.set()
    assert b"".join(reply.pieces) == b"later"


def test_a_redirect_is_handed_back(courier, host, other_host, page):
    host.pages["/a"] = page(status=302, headers={"Location": other_host.url("/b")})
    reply = courier.send(HttpRequest("GET", host.url("/a")).complete(), host.name, {}, Cancel())
    assert reply.status == 302
    assert ("Location", other_host.url("/b")) in reply.headers
    assert other_host.requests == []


def test_another_host_than_the_approved_one_is_refused(courier, host):
    with pytest.raises(CourierFailed) as caught:
        courier.send(HttpRequest("GET", host.url("/")).complete(), "api.example", {}, Cancel())
    assert caught.value.why == "host"
    assert host.requests == []


@pytest.mark.parametrize("bad", [("X-A", "1\r\nX-B: 2"), ("X A\r\n", "1"), ("X-A", "{{key}}")])
def test_a_header_cannot_bring_another(courier, host, bad):
    request = HttpRequest("GET", host.url("/"), (bad,)).complete()
    with pytest.raises(CourierFailed) as caught:
        courier.send(request, host.name, {"key": "a\r\nX-B: 2"}, Cancel())
    assert caught.value.why == "request"
    assert host.requests == []


def test_a_reply_that_breaks_off(courier, wire):
    server = wire((b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", b""))
    reply = courier.send(HttpRequest("GET", f"http://{server.name}/").complete(), server.name, {}, Cancel())
    with pytest.raises(CourierFailed, match="broke off"):
        list(reply.pieces)


@pytest.mark.parametrize(
    ("answer", "limits", "why"),
    [
        ((b"",), HttpLimits(first_byte_seconds=0.3), "slow"),
        ((b"HTTP/1.1 200 OK\r\n\r\nfirst", b""), HttpLimits(between_seconds=0.3), "slow"),
        ((b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100, b""), HttpLimits(reply_bytes=99), "too large"),
        ((b"no HTTP at all\r\n\r\n",), HttpLimits(), "cut"),
        (
            (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 2000) for n in range(60)) + b"\r\n",),
            HttpLimits(),
            "too large",
        ),
    ],
)
def test_a_host_that_does_not_keep_the_limits(courier, wire, answer, limits, why):
    server = wire(answer)
    if why == "slow":
        server.go_on.clear()
    with pytest.raises(CourierFailed) as caught:
        list(
            courier.send(HttpRequest("GET", f"http://{server.name}/", limits=limits).complete(), server.name, {}, Cancel()).pieces
        )
    assert caught.value.why == why
    server.go_on.set()


def test_plain_http_is_for_private_networks_only(courier):
    with pytest.raises(CourierFailed) as caught:
        courier.send(HttpRequest("GET", "http://192.0.2.1/").complete(), "192.0.2.1", {}, Cancel())
    assert caught.value.why == "plain"


def test_a_reply_that_is_closed_ends_the_courier(courier, wire, launcher):
    server = wire((b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst", b"later"))
    server.go_on.clear()
    reply = courier.send(HttpRequest("GET", f"http://{server.name}/").complete(), server.name, {}, Cancel())
    reply.close()
    assert launcher.children[0].channel.fileno() == -1
    server.go_on.set()


# ── the ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_sent_is_in_the_ledger_without_its_text(courier, wire, tmp_path):
    server = wire(body=6)
    request = HttpRequest("POST", f"http://{server.name}/path?q=1", (("X-Key", "{{key}}"),), b"secret").complete()
    reply = courier.send(request, server.name, {"key": "s3cret"}, Cancel())
    (begun,) = Ledger(tmp_path / "ledger").entries()
    assert (begun.outcome, begun.received) == ("begun", 0)
    b"".join(reply.pieces)
    (entry,) = Ledger(tmp_path / "ledger").entries()
    headers = sum(len(name) + len(value) for name, value in request.headers)
    assert (entry.what, entry.host, entry.why, entry.outcome) == ("send", server.name, "test", "done")
    assert (entry.sent, entry.received, entry.status) == (headers + 6, 2, 200)
    assert b"secret" not in (tmp_path / "ledger").read_bytes()
    assert b"s3cret" not in (tmp_path / "ledger").read_bytes()


def test_what_failed_and_what_was_stopped_is_in_the_ledger(courier, host, wire, tmp_path):
    with pytest.raises(CourierFailed):
        courier.send(HttpRequest("GET", host.url("/")).complete(), "api.example", {}, Cancel())
    server = wire((b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst", b"later"))
    courier.send(HttpRequest("GET", f"http://{server.name}/").complete(), server.name, {}, Cancel()).close()
    assert [entry.outcome for entry in Ledger(tmp_path / "ledger").entries()] == ["failed: host", "closed"]


def test_what_cannot_be_accounted_for_is_not_sent(launcher, host, tmp_path):
    (tmp_path / "file").write_text("")
    with Courier(launcher, None, Ledger(tmp_path / "file" / "ledger"), "test") as courier, pytest.raises(MunimentError):
        courier.send(HttpRequest("GET", host.url("/")).complete(), host.name, {}, Cancel())
    assert host.requests == []


# ── certificates and proxies ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    """A key and certificate for 127.0.0.1 and hub.example, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("hub.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("identity")
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(private)
    return folder


@pytest.fixture
def tls(identity):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(identity / "certificate.pem", identity / "key.pem")
    return context


def test_a_certificate_that_the_system_does_not_trust(courier, wire, tls):
    server = wire(context=tls)
    with pytest.raises(CourierFailed) as caught:
        courier.send(HttpRequest("GET", f"https://{server.name}/").complete(), server.name, {}, Cancel())
    assert caught.value.why == "certificate"
    assert server.received == b""


def test_a_certificate_that_the_system_trusts(courier, wire, tls, identity, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(identity / "certificate.pem"))
    server = wire(context=tls)
    reply = courier.send(HttpRequest("GET", f"https://{server.name}/").complete(), server.name, {}, Cancel())
    assert b"".join(reply.pieces) == b"ok"


class Proxy:
    """Takes one connection and pipes it to `port`, whatever host was asked for."""

    def __init__(self, port):
        self.asked = b""
        self._to = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        near, _ = self._server.accept()
        with near, socket.create_connection(("127.0.0.1", self._to)) as far:
            while b"\r\n\r\n" not in self.asked:
                self.asked += near.recv(65536)
            near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=self._pipe, args=(far, near))
            back.start()
            self._pipe(near, far)
            back.join()

    @staticmethod
    def _pipe(source, target):
        try:
            while piece := source.recv(65536):
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        self._server.close()
        self._thread.join()


def test_the_systems_proxy_is_used_and_sees_only_the_hosts_name(courier, wire, tls, identity, monkeypatch):
    server = wire(context=tls)
    proxy = Proxy(server.port)
    monkeypatch.setenv("SSL_CERT_FILE", str(identity / "certificate.pem"))
    monkeypatch.setenv("https_proxy", f"http://me:pass%20word@127.0.0.1:{proxy.port}")
    reply = courier.send(
        HttpRequest("GET", "https://hub.example/file", (("X-Key", "k"),)).complete(), "hub.example", {}, Cancel()
    )
    assert b"".join(reply.pieces) == b"ok"
    proxy.close()
    assert proxy.asked.startswith(b"CONNECT hub.example:443 HTTP/1")
    assert b"Proxy-Authorization: Basic bWU6cGFzcyB3b3Jk" in proxy.asked
    assert b"X-Key" not in proxy.asked
    assert server.received.startswith(b"GET /file HTTP/1.1\r\nHost: hub.example\r\n")
    assert b"Proxy-Authorization" not in server.received
