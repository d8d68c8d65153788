"""The conformance kit against engines that conform: here, and through a worker, which must not be told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import numpy as np
import pytest
from muniment_engines.api import (
    Cancel,
    Chat,
    ChatRequest,
    Embed,
    Named,
    Ocr,
    Opened,
    Parse,
    ParseLimits,
    Pixels,
    Redact,
    Seen,
    TextDelta,
    Usage,
)
from muniment_engines.conformance import (
    ChatConformance,
    EmbedConformance,
    OcrConformance,
    ParseConformance,
    RedactConformance,
    fakes,
)
from muniment_engines.conformance.blocks import drawn
from muniment_engines.host import ChatWorker, EmbedWorker, OcrWorker, ParseWorker, RedactWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher
from numpy.typing import NDArray

ROLES = {"worker": ("muniment_engines.worker:main", "worker")}
SAMPLE = "Title of it\n\nSome words.\fSecond page, ünï 📜.\fThird".encode()


class TestScriptedChat(ChatConformance):
    @pytest.fixture
    def engine(self) -> Chat:
        return fakes.ScriptedChat()


class TestHashEmbed(EmbedConformance):
    @pytest.fixture
    def engine(self) -> Embed:
        return fakes.HashEmbed()


class TestPlainParse(ParseConformance):
    sample, media_type = SAMPLE, "text/plain"

    @pytest.fixture
    def engine(self) -> Parse:
        return fakes.PlainParse()


class TestPlainOcr(OcrConformance):
    picture = drawn("Some words.\n\n ünï 📜 end", scale=2.0)
    words = ("Some", "words.", "ünï", "📜", "end")

    @pytest.fixture
    def engine(self) -> Ocr:
        return fakes.PlainOcr()


class TestPlainRedact(RedactConformance):
    text, names = "Then ANNA met BEN.", (("ANNA", "person"), ("BEN", "person"))

    @pytest.fixture
    def engine(self) -> Redact:
        return fakes.PlainRedact()


@pytest.fixture(scope="module")
def chat_worker() -> Iterator[ChatWorker]:
    with ChatWorker(DirectLauncher(ROLES), WorkerSpec("muniment_engines.conformance.fakes:chat", "chat", {})) as worker:
        worker.start()
        yield worker


@pytest.fixture(scope="module")
def embed_worker() -> Iterator[EmbedWorker]:
    with EmbedWorker(DirectLauncher(ROLES), WorkerSpec("muniment_engines.conformance.fakes:embed", "embed", {})) as worker:
        worker.start()
        yield worker


@pytest.fixture(scope="module")
def parse_worker() -> Iterator[ParseWorker]:
    with ParseWorker(DirectLauncher(ROLES), WorkerSpec("muniment_engines.conformance.fakes:parse", "parse", {})) as worker:
        worker.start()
        yield worker


@pytest.fixture(scope="module")
def ocr_worker() -> Iterator[OcrWorker]:
    with OcrWorker(DirectLauncher(ROLES), WorkerSpec("muniment_engines.conformance.fakes:ocr", "ocr", {})) as worker:
        worker.start()
        yield worker


class TestScriptedChatInAWorker(ChatConformance):
    @pytest.fixture
    def engine(self, chat_worker: ChatWorker) -> Chat:
        return chat_worker


class TestHashEmbedInAWorker(EmbedConformance):
    @pytest.fixture
    def engine(self, embed_worker: EmbedWorker) -> Embed:
        return embed_worker


def test_a_page_that_is_a_picture_says_so_and_can_be_read() -> None:
    document = fakes.PlainParse().open(memoryview(f"Text\f{fakes.SCANNED}Read me".encode()), "text/plain", ParseLimits())
    text, picture = document.pages(Cancel())
    assert (text.scanned, picture.scanned, picture.text) == (False, True, "")
    (line,) = fakes.PlainOcr().recognise(document.render(1, 200 / 72), Cancel()).lines
    assert [word.text for word in line.words] == ["Read", "me"]


class _Through:
    """A parse worker with the engine's own way of opening."""

    def __init__(self, worker: ParseWorker) -> None:
        self._worker = worker

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> Opened:
        return self._worker.open(bytes(data), media_type, limits, password)


class TestPlainParseInAWorker(ParseConformance):
    sample, media_type = SAMPLE, "text/plain"

    @pytest.fixture
    def engine(self, parse_worker: ParseWorker) -> Parse:
        return _Through(parse_worker)


class TestPlainOcrInAWorker(TestPlainOcr):
    @pytest.fixture
    def engine(self, ocr_worker: OcrWorker) -> Ocr:
        return ocr_worker


class TestPlainRedactInAWorker(TestPlainRedact):
    @pytest.fixture
    def engine(self, redact_worker: Callable[[], RedactWorker]) -> Redact:
        return redact_worker()


class _TakesNoNotice(fakes.ScriptedChat):
    """Looks at nothing of a request but its messages."""

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        return super().generate(ChatRequest(request.messages, max_tokens=400), cancel)


class _Sorts(fakes.HashEmbed):
    """Returns the rows in another order."""

    def encode(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        return super().encode(sorted(texts), role)


class _NeverStops(fakes.PlainParse):
    """Its documents are read to the end, whatever is asked."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> fakes.PlainDocument:
        document = super().open(data, media_type, ParseLimits(), password)
        read = document.pages
        document.pages = lambda _: read(Cancel())  # type: ignore[method-assign]
        return document


class _NeverLooks(fakes.PlainOcr):
    """Sees the same in every picture, whoever asks for whatever."""

    def recognise(self, pixels: Pixels, cancel: Cancel) -> Seen:
        return super().recognise(drawn("Nothing new"), Cancel())


class _Shifted(fakes.PlainRedact):
    """Gives each text the names of the one before it, and takes no notice of a cancel."""

    def names(self, texts: Sequence[str], cancel: Cancel) -> list[tuple[Named, ...]]:
        found = super().names(texts, Cancel())
        return [*found[-1:], *found[:-1]]


class _Beyond(fakes.PlainRedact):
    """Finds a name behind the end of every text."""

    def names(self, texts: Sequence[str], cancel: Cancel) -> list[tuple[Named, ...]]:
        return [(Named(0, len(text) + 1, "person", 1.0),) for text in texts]


CHAT, EMBED, PARSE, OCR = ChatConformance(), EmbedConformance(), TestPlainParse(), TestPlainOcr()
REDACT = TestPlainRedact()


@pytest.mark.parametrize(
    ("check", "engine"),
    [
        (CHAT.test_writes_no_stop_word, _TakesNoNotice()),
        (CHAT.test_keeps_to_the_number_of_tokens, _TakesNoNotice()),
        (CHAT.test_is_a_chat_engine, fakes.HashEmbed()),
        (EMBED.test_keeps_the_order, _Sorts()),
        (EMBED.test_is_an_embed_engine, fakes.ScriptedChat()),
        (PARSE.test_stops_when_cancelled, _NeverStops()),
        (PARSE.test_keeps_to_the_number_of_pages, _NeverStops()),
        (PARSE.test_draws_within_the_limits, _NeverStops()),
        (OCR.test_is_an_ocr_engine, fakes.ScriptedChat()),
        (OCR.test_reads_words_in_their_order, _NeverLooks()),
        (OCR.test_boxes_are_pixels_of_the_picture_that_was_given, _NeverLooks()),
        (OCR.test_sees_nothing_where_nothing_is, _NeverLooks()),
        (OCR.test_takes_any_picture, _NeverLooks()),
        (OCR.test_stops_when_cancelled, _NeverLooks()),
        (REDACT.test_finds_names, fakes.ScriptedChat()),
        (REDACT.test_of_each_text_its_own, _Shifted()),
        (REDACT.test_takes_any_text, _Beyond()),
    ],
)
def test_the_kit_finds_what_does_not_conform(check: Callable[[object], None], engine: object) -> None:
    with pytest.raises(AssertionError):
        check(engine)
