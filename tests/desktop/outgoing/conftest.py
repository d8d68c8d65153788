"""A host that keeps what it is sent, on HTTPS with a certificate of the tests' own, and a launcher for workers and couriers."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from muniment_desktop.ledger import Ledger
from muniment_desktop.outgoing import Approved, Outcome, Outgoing
from muniment_desktop.set_up import SetUp
from muniment_engines.api import Cancel
from muniment_engines.errors import Refused
from muniment_engines.launcher import Child, DirectLauncher

KEY = "sk-very-secret-0123456789"


@pytest.fixture(scope="session")
def identity(tmp_path_factory):
    """A folder with a key and a certificate for 127.0.0.1, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
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


class Server:
    """Takes one connection after the other; `received` has the bytes of each. Answers with `answers`, one after the other, the
    last again and again; each is a sequence of pieces, and None among them waits for `go_on`, which closing sets.
    """

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self.received: list[bytes] = []
        self.answers: list[Sequence[bytes | None]] = [(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",)]
        self.go_on = threading.Event()
        self.left = threading.Event()
        self._context = context
        self._server = socket.create_server(("127.0.0.1", 0))
        self.name = f"127.0.0.1:{self._server.getsockname()[1]}"
        self.address = f"{'https' if context else 'http'}://{self.name}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self.go_on.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            try:
                with connection:
                    talk = self._context.wrap_socket(connection, server_side=True) if self._context else connection
                    with talk:
                        self._talk(talk)
            except OSError:
                self.left.set()  # the other side did not want more

    def _talk(self, talk: socket.socket) -> None:
        talk.settimeout(20)
        got = b""
        while not _is_whole(got):
            piece = talk.recv(1 << 20)
            if not piece:
                return
            got += piece
        self.received.append(got)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        for part in answer:
            if part is None:
                self.go_on.wait(20)
            else:
                talk.sendall(part)


def _is_whole(got: bytes) -> bool:
    head, end, body = got.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    return bool(end) and len(body) >= int(lengths[0] if lengths else 0)


@pytest.fixture
def tls(identity) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(identity / "certificate.pem", identity / "key.pem")
    return context


@pytest.fixture
def server(tls, identity, monkeypatch) -> Iterator[Server]:
    """On HTTPS, and trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(identity / "certificate.pem"))
    made = Server(tls)
    yield made
    made.close()


@pytest.fixture
def plain_server() -> Iterator[Server]:
    made = Server(None)
    yield made
    made.close()


class Both:
    """Workers are real, confined processes; couriers run in threads of the test. `specs` is what workers were told."""

    def __init__(self, couriers: Any) -> None:
        self.couriers = couriers
        self.specs: list[Mapping[str, Any]] = []
        self._workers = DirectLauncher({"worker": ("muniment_engines.worker:main", "worker")})

    def start(self, role: str, spec: Mapping[str, Any]) -> Child:
        if role == "courier":
            return self.couriers.start(role, spec)
        self.specs.append(spec)
        return self._workers.start(role, spec)

    def open_elsewhere(self, target: str) -> None:
        raise AssertionError(target)


@pytest.fixture
def both(launcher) -> Both:
    return Both(launcher)


class OpenGate:
    """Says yes to everything, or to nothing. `seen`, `ended` are what came to it."""

    def __init__(self) -> None:
        self.seen: list[Outgoing] = []
        self.outcomes: list[Outcome] = []
        self.refusals: list[tuple[str, str, str, str]] = []
        self.no = False

    def approve(self, outgoing: Outgoing, cancel: Cancel) -> Approved:
        self.seen.append(outgoing)
        if self.no:
            raise Refused("You said no.")
        return Approved(outgoing, "the test")

    def ended(self, approved: Approved, outcome: Outcome) -> None:
        self.outcomes.append(outcome)

    def refused(self, engine: str, host: str, purpose: str, why: str) -> None:
        self.refusals.append((engine, host, purpose, why))


@pytest.fixture
def gate() -> OpenGate:
    return OpenGate()


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    return Ledger(tmp_path / "ledger.jsonl")


@pytest.fixture
def key() -> str:
    return KEY


def set_up_for(address: str, path: str = "") -> SetUp:
    return SetUp("office", "relay", {"base_url": f"{address}{path}", "model": "m"}, (address,), ("key",))


@pytest.fixture
def set_up(server) -> SetUp:
    return set_up_for(server.address, "/v1")
