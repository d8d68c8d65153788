"""The airlock in figures: bytes approved against bytes received, and a summary of a long document and a question about it.

For 500 generated requests through masking, gate and courier to an HTTPS server of its own, what arrives is compared with what was
approved, byte for byte; then as many are refused. With --vault and --document, the document is summarised, and asked about, by a
faithful server of this file's own with a context of 128,000 tokens, and then by one that breaks off in the middle. To a question
it also says what no document says.

    python tests/bench/bench_airlock.py --requests 500
    python tests/bench/bench_airlock.py --requests 0 --vault DIR --document NAME
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import ipaddress
import json
import os
import random
import re
import ssl
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, cast

from muniment_desktop import settings
from muniment_desktop.airlock import AirlockChat, AirlockGate, Decision, Keep, KeptHere, Once, Sheet
from muniment_desktop.airlock.sheet import Prices
from muniment_desktop.engine_setup import ChosenChat
from muniment_desktop.keys import KeyFile
from muniment_desktop.ledger import Ledger
from muniment_desktop.outgoing import Sender
from muniment_desktop.roles import ROLES
from muniment_desktop.set_up import SetUp
from muniment_desktop.vault_session import VaultSession
from muniment_engines.api import Cancel, ChatRequest, HttpRequest, Message, SettingValue, TextDelta, TokenCount, Usage
from muniment_engines.host import ChatWorker
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.masking import Span, find
from muniment_retrieval.model import Answered, Scope, Sources
from muniment_retrieval.summarising import Summarised, Way, Wish
from muniment_retrieval.vault import create_vault
from muniment_retrieval.vault.writing import Reading, Source

KEY = "sk-for-the-bench-0123456789"
TOLD = 12


class Handler(BaseHTTPRequestHandler):
    """Keeps what comes. As a model it tells some sentences of what it was given; with `cut` it hangs up half way."""

    received: ClassVar[list[bytes]] = []
    cut = False
    besides = ""

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.received.append(body)
        text = _told(json.loads(body)["messages"][-1]["content"]) + self.besides
        pieces = [b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in _chunks(text)]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(sum(map(len, pieces))))
        self.end_headers()
        for piece in pieces[: len(pieces) // 2] if self.cut else pieces:
            self.wfile.write(piece)
        self.close_connection = True


def _told(text: str) -> str:
    sentences = [s.strip() for s in re.split(r"(?<=[.])\s+", text) if 60 < len(s) < 300][1:-1]
    return " ".join(sentences[:: max(1, len(sentences) // TOLD)][:TOLD])


def _chunks(text: str) -> Iterator[dict[str, Any]]:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    for word in re.findall(r"\S+\s*", text):
        yield {**head, "choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]}
    yield {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}


def identity(folder: Path) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bench")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
    own = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = made.add_extension(own, critical=False).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    signed = made.add_extension(issuer, critical=False).sign(key, hashes.SHA256())
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "both.pem").write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return folder / "both.pem"


def serving(folder: Path, tls: bool = True) -> tuple[ThreadingHTTPServer, str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        file = identity(folder)
        os.environ["SSL_CERT_FILE"] = str(file)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"


class Asked:
    """A person that says the same to everything, and remembers what they were shown."""

    name = "bench"

    def __init__(self, says: Decision) -> None:
        self.says = says
        self.bodies: list[bytes] = []
        self.sheets: list[tuple[int, dict[str, int]]] = []

    def sending(self, host: str) -> None:
        pass

    def decide(self, sheet: Sheet, cancel: Cancel) -> Decision:
        self.bodies.append(sheet.outgoing.request.body)
        self.sheets.append((sheet.tokens, sheet.draft.counts))
        return self.says


class Engine:
    def __init__(self, url: str, sender: Sender) -> None:
        self.url, self.sender = url, sender

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        said = [{"role": m.role, "content": m.content} for m in request.messages]
        body = json.dumps({"model": "m", "messages": said}, ensure_ascii=False).encode("utf-8", "replace")
        headers = (("Authorization", "Bearer {{key}}"), ("Content-Type", "application/json"))
        reply = self.sender.send(HttpRequest("POST", self.url, headers, body).complete(), cancel)
        yield TextDelta(b"".join(reply.pieces).decode("utf-8", "replace"))
        yield Usage(1, 1)

    def count_tokens(self, text: str) -> TokenCount:
        return TokenCount(len(text) // 4, exact=False)


class Rules:
    models = ("rules",)

    def spans(self, texts: Sequence[str], cancel: Cancel) -> list[list[Span]]:
        return [find(text) for text in texts]


def requests(count: int, folder: Path) -> None:
    server, address = serving(folder)
    launcher = DirectLauncher(ROLES)
    chance = random.Random(11)
    words = ["notice", "ninety", "é", "𝄞", '"', "\\", "\n", "[PERSON_1]", "anna.orion@example.com", "+1 415 555 2671", "{{key}}"]
    for says in (Once(), Keep()):
        Handler.received.clear()
        with create_vault(folder / type(says).__name__, [KeyFile(folder / "keys")]) as vault:
            document = vault.writing.put(Source("/a.txt", "s", 1, 1, "text/plain"), Reading("read"))
            person = Asked(says)
            gate = AirlockGate(vault, person)
            set_up = SetUp("office", "bench", {"model": "m"}, (address,), ("key",))
            sender = Sender(launcher, set_up, lambda: {"key": KEY}, gate, Ledger(folder / "ledger.jsonl"))
            chat = AirlockChat(
                ChosenChat(cast(ChatWorker, Engine(f"{address}/v1", sender)), "office", "m", sender), gate, Rules(), Prices()
            )
            failed = 0
            started = time.perf_counter()
            for _ in range(count):
                text = " ".join(chance.choices(words[:-1], k=chance.randrange(400)))
                with chat.job("a question", [document]):
                    try:
                        list(chat.generate(ChatRequest((Message("user", text),)), Cancel()))
                    except KeptHere:
                        failed += 1
            seconds = time.perf_counter() - started
            same = sum(a == b for a, b in zip(person.bodies, Handler.received, strict=False))
            leaked = sum(b"anna.orion@" in body or KEY.encode() in body for body in Handler.received)
            entries, found = vault.leaving.log()
        print(
            f"{type(says).__name__}: shown {len(person.bodies)}, received {len(Handler.received)}, equal to the byte {same}, kept"
            f" here {failed}, bodies with masked text or the key {leaked}, log {len(entries)} entries, wrong {len(found)},"
            f" {seconds:.0f} s"
        )
    server.shutdown()


def elsewhere(address: str) -> settings.Settings:
    values: dict[str, SettingValue] = {"base_url": f"{address}/v1", "model": "faithful", "context": 128_000, "tries": 1}
    return settings.Settings(chat_engine="bench", engines=(SetUp("bench", "openai", values, (address,)),))


def question(folder: Path, name: str) -> None:
    server, address = serving(Path(), tls=False)
    Handler.besides = " Penguins of the Antarctic signed the agreement in 1843 for nine barrels of herring."
    for cut in (False, True):
        Handler.received.clear()
        Handler.cut = cut
        person, started, first, began = Asked(Once()), time.perf_counter(), 0.0, 0
        with VaultSession.open(folder, DirectLauncher(ROLES), elsewhere(address), person=person) as session:
            document = session.vault.resolve(name)
            for event in session.ask("What must the parties do?", Scope((document.id,)), Cancel()):
                began += isinstance(event, Sources)
                if isinstance(event, TextDelta):
                    first = first or time.perf_counter() - started
                if isinstance(event, Answered):
                    told = event.answer
        badges = Counter(sentence.badge.value for sentence in told.sentences)
        sent = ", ".join(f"{len(b):,} bytes {hashlib.sha256(b).hexdigest()[:12]}" for b in Handler.received)
        last = told.sentences[-1].badge.value
        print(
            f"question, {'cut off' if cut else 'faithful'}: {document.page_count} pages; shown {person.sheets}; received {sent};"
            f" equal {person.bodies == Handler.received}; {dict(badges)}, what was made up: {last}; begun {began} times;"
            f" kept here “{told.cost.kept_here}”; first word {first:.0f} s, all {time.perf_counter() - started:.0f} s"
        )
    Handler.besides = ""
    server.shutdown()


def summary(folder: Path, name: str, words: int) -> None:
    server, address = serving(Path(), tls=False)
    mine = elsewhere(address)
    for cut in (False, True):
        Handler.received.clear()
        Handler.cut = cut
        person = Asked(Once())
        started = time.perf_counter()
        with VaultSession.open(folder, DirectLauncher(ROLES), mine, person=person) as session:
            document = session.vault.resolve(name)
            length = words + 50 * cut  # another wish, or what was written of the first is taken up
            wish = Wish(Scope((document.id,)), length, "", Way.READ)
            made = next(e.summary for e in session.summaries.make(wish, Cancel()) if isinstance(e, Summarised))
        held = sum(s.badge.value != "not found" for s in made.sentences)
        sent = ", ".join(f"{len(b):,} bytes {hashlib.sha256(b).hexdigest()[:12]}" for b in Handler.received)
        print(
            f"{'cut off' if cut else 'faithful'}: {document.page_count} pages; shown {person.sheets}; received {sent};"
            f" equal {person.bodies == Handler.received}; {len(made.sentences)} sentences, {held} matched,"
            f" {made.receipt.dropped} dropped; way {made.way}; {made.receipt.text}; kept here “{made.cost.kept_here}”;"
            f" {time.perf_counter() - started:.0f} s"
        )
    server.shutdown()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--document")
    parser.add_argument("--words", type=int, default=200)
    options = parser.parse_args()
    if options.requests:
        with tempfile.TemporaryDirectory() as folder:
            requests(options.requests, Path(folder))
    if options.vault and options.document:
        summary(options.vault, options.document, options.words)
        question(options.vault, options.document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
