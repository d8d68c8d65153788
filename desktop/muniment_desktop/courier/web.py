"""HTTP as the courier speaks it: to a list of hosts, by the system's proxy, with the system's certificates, in exact bytes.

Nothing is added to a request but what the caller gave: no cookie, no agent, no login from a file. A redirect is never followed
here; `process` decides about it. Plain HTTP is for this machine, and, where the caller says so, for the office's own network.
"""

from __future__ import annotations

import base64
import http.client
import ipaddress
import socket
import ssl
import urllib.request
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PORTS = {"https": 443, "http": 80}
_PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
)
_BUNDLES = (  # where systems keep their certificates; for a Python whose OpenSSL was built to look elsewhere
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


class Refused(Exception):
    """The address is not one that may be reached."""


def check_address(url: str, hosts: Sequence[str], *, office: bool = False) -> SplitResult:
    """The parts of `url`. A host of `hosts` may begin with a dot (all below it) and may end with a port.

    Raises `Refused` where the address is no HTTPS address of one of `hosts`. HTTP will do for this machine itself; with `office`
    for others too, of which `open_connection` then sees whether they stand in a private network.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise Refused from error
    plain = parts.scheme == "http" and (office or host in _LOOPBACK)
    if not (parts.scheme == "https" or plain) or "@" in parts.netloc:
        raise Refused
    name = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    if not any(name == allowed or (allowed.startswith(".") and name.endswith(allowed)) for allowed in hosts):
        raise Refused
    return parts


def open_connection(parts: SplitResult, seconds: float = CONNECT_SECONDS) -> http.client.HTTPConnection:
    """Connect to the host of a checked address, through the system's proxy where it has one for that host.

    Raises `OSError`: `ssl.SSLCertVerificationError` where the host's certificate is not one that this system trusts. Raises
    `Refused` where the address is of plain HTTP and its host does not stand in a private network.
    """
    connection = _plainly(parts, seconds) if parts.scheme == "http" else _securely(parts, seconds)
    if connection.sock is not None:
        connection.sock.settimeout(READ_SECONDS)
    return connection


def send(
    connection: http.client.HTTPConnection,
    method: str,
    parts: SplitResult,
    headers: Iterable[tuple[str, str]],
    body: Iterable[bytes | bytearray] = (),
) -> http.client.HTTPResponse:
    """Send exactly these headers and this body; returns the reply, its body unread."""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders()
    for piece in body:
        connection.send(piece)
    return connection.getresponse()


def _securely(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    direct = host in _LOOPBACK or urllib.request.proxy_bypass(host)
    proxy = None if direct else urllib.request.getproxies().get(parts.scheme)
    if proxy:
        connection = _through(proxy, parts, seconds)
    else:
        connection = http.client.HTTPSConnection(host, parts.port, timeout=seconds, context=_certificates())
    connection.connect()
    return connection


def _plainly(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    """To the first of the host's addresses that answers: servers on this machine often listen on one of its two."""
    port = parts.port or _PORTS["http"]
    failure: OSError | None = None
    for address in _private(parts.hostname or "", port):
        connection = http.client.HTTPConnection(address, port, timeout=seconds)
        try:
            connection.connect()
        except OSError as error:
            failure = error
        else:
            return connection
    raise failure or OSError


def _private(host: str, port: int) -> list[str]:
    """The addresses of a host in a private network, to connect to those very ones: a name may mean others a moment later."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    addresses = [ipaddress.ip_address(text.partition("%")[0]) for text in found]
    if not all(any(address in network for network in _PRIVATE) for address in addresses):
        raise Refused
    return found


def _through(proxy: str, parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    """A tunnel: the proxy learns the host's name and nothing else."""
    at = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    connection = http.client.HTTPSConnection(at.hostname or "", at.port or 8080, timeout=seconds, context=_certificates())
    login = {}
    if at.username is not None:
        named = f"{unquote(at.username)}:{unquote(at.password or '')}".encode()
        login["Proxy-Authorization"] = f"Basic {base64.b64encode(named).decode('ascii')}"
    connection.set_tunnel(parts.hostname or "", parts.port or 443, headers=login)
    return connection


def _certificates() -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        bundle = next((path for path in _BUNDLES if Path(path).is_file()), None)
        if bundle is not None:
            context.load_verify_locations(bundle)
    return context
