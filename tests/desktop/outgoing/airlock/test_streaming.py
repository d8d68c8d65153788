"""The reply of an engine elsewhere as it comes: placeholders whole, stopped at once, bounded whatever the server does."""

from __future__ import annotations

import pytest
from muniment_desktop.airlock import KeptHere
from muniment_engines.api import Cancel, Cancelled, ChatRequest, HttpLimits, Message, TextDelta, Usage

from .conftest import TEXT

HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
MAIL = "anna.orion@example.com"


@pytest.fixture
def begin(chat, document):
    """Begin to ask about the document; gives the pieces and the job."""

    def begin(cancel=None, text=TEXT):
        with chat.job("a question") as job:
            chat.reads([(document, 0)])
            for piece in chat.generate(ChatRequest((Message("user", text),), max_tokens=50), cancel or Cancel()):
                yield piece, job

    return begin


def test_the_words_come_before_the_reply_is_whole_with_no_half_of_a_placeholder(begin, server):
    server.answers = [(HEAD + b"Ask [MA", None, b"IL_1] tomorrow.")]
    pieces = begin()
    (first, job) = next(pieces)  # the rest is not sent before this has come
    assert first == TextDelta("Ask ")
    server.go_on.set()
    *rest, usage = [piece for piece, _ in pieces]
    assert "".join(piece.text for piece in rest) == f"{MAIL} tomorrow."
    assert usage == Usage(1000, 10)
    assert job.price == pytest.approx(0.0021)


def test_a_half_at_the_end_is_shown_as_it_came(begin, server):
    server.answers = [(HEAD + b"It is [MAIL_",)]
    assert "".join(p.text for p, _ in begin() if isinstance(p, TextDelta)) == "It is [MAIL_"


def test_a_cancel_ends_the_connection_and_the_price_is_not_known(begin, server, vault):
    server.answers = [(HEAD + b"Ask them ", None, *([b"nothing " * 1000] * 1000))]
    cancel = Cancel()
    pieces = begin(cancel)
    (_, job) = next(pieces)
    cancel.request()
    server.go_on.set()
    with pytest.raises(Cancelled):
        list(pieces)
    assert server.left.wait(20)
    assert job.price is None
    assert vault.leaving.log()[0][-1].said["outcome"] == "stopped"


def test_whoever_goes_away_in_the_middle_ends_it_too(begin, server, vault):
    server.answers = [(HEAD + b"Ask them ", None, *([b"nothing " * 1000] * 1000))]
    pieces = begin()
    next(pieces)
    pieces.close()
    server.go_on.set()
    assert server.left.wait(20)
    assert vault.leaving.log()[0][-1].said["outcome"] == "closed"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((), "does not answer"),  # it hangs up without a word, or says nothing for ever
        ((None,), "does not answer"),
        ((HEAD + b"Ask them ", None), "does not answer"),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nAsk them ",), "broke off"),
    ],
    ids=["at once", "nothing", "in the middle", "cut"],
)
def test_a_server_that_hangs_is_left_alone_with_a_sentence(begin, server, chat, answer, words):
    chat.chosen.worker.limits = HttpLimits(1.0, 0.5, 0.5, 1 << 20)
    server.answers = [answer]
    if not answer:
        words = "broke off"
    with pytest.raises(KeptHere, match=words):
        list(begin())


def test_a_byte_now_and_then_is_no_answer(begin, server, chat, monkeypatch):
    from muniment_desktop.courier import sending

    ticks = iter(range(0, 1_000_000, 20))
    monkeypatch.setattr(sending, "monotonic", lambda: float(next(ticks)))
    chat.chosen.worker.limits = HttpLimits(5.0, 60.0, 60.0, 1 << 20)
    server.answers = [(HEAD, *[b"a"] * 40)]
    with pytest.raises(KeptHere, match="does not answer"):
        list(begin())


def test_what_is_no_text_is_shown_as_what_it_is(begin, server):
    server.answers = [(HEAD, bytes(range(256)) * 4, b"\xff\xfe[MAIL_1]\x00", b"[PERSON_77]")]
    told = list(begin())
    text, job = "".join(p.text for p, _ in told if isinstance(p, TextDelta)), told[-1][1]
    assert f"{MAIL}\x00[PERSON_77]" in text
    assert job.unknown == ["[PERSON_77]"]


def test_a_reply_of_gigabytes_is_cut_off_while_it_comes(begin, server, chat):
    chat.chosen.worker.limits = HttpLimits(5.0, 20.0, 20.0, 1 << 20)
    server.answers = [(HEAD, *([b"word " * 13_000] * 200_000))]
    told = []
    with pytest.raises(KeptHere, match="more than any answer is long"):
        told.extend(begin())
    assert 0 < sum(len(piece.text) for piece, _ in told) <= 1 << 20
    assert server.left.wait(20)


def test_a_redirect_is_not_followed_and_its_words_are_the_reply(begin, server, plain_server):
    server.answers = [(f"HTTP/1.1 307 Go\r\nLocation: {plain_server.address}/\r\nContent-Length: 2\r\n\r\nno".encode(),)]
    assert "".join(p.text for p, _ in begin() if isinstance(p, TextDelta)) == "no"
    assert plain_server.received == []


def test_a_certificate_that_is_not_trusted_gets_nothing(begin, server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(KeptHere, match="certificate"):
        list(begin())
    assert server.received == []


def test_a_prompt_that_comes_back_is_only_text(begin, server):
    server.answers = [(HEAD, b"Question: [MAIL_1] [MAIL_1b] ", b"[PHONE_1] {{key}}")]
    text = "".join(p.text for p, _ in begin() if isinstance(p, TextDelta))
    assert text == f"Question: {MAIL} [MAIL_1b] +1 415 555 2671 {{{{key}}}}"


def test_offline_nothing_is_masked_or_shown(begin, chat, finder, someone, monkeypatch):
    chat.chosen.sender.offline = True
    monkeypatch.setattr(finder, "spans", lambda *_: pytest.fail("it was masked"))
    with pytest.raises(KeptHere, match="network is switched off"):
        list(begin())
    assert someone.sheets == []
