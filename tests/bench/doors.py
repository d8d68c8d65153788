"""The door that every file goes through on its way into a vault, for benches that need no vault: type, worker, limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import perf_counter

from muniment_engines.api import Cancel, Member, Page, ParseLimits
from muniment_engines.errors import DocumentError, EngineError
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_engines.registry import find_engines
from muniment_retrieval.indexer.engines import Engines
from muniment_retrieval.types import media_type, refusal

WORKER = {"worker": ("muniment_engines.worker:main", "worker")}


@dataclass
class Ended:
    """How it ended for a file. `state` is "read", another that a person is told, or "CRASHED" where nobody would be told."""

    state: str
    reason: str = ""
    kind: str = ""
    pages: list[Page] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def text(self) -> str:
        return "\n".join(page.text for page in self.pages)


@contextmanager
def bundled_engines(memory_bytes: int | None = None) -> Iterator[Engines]:
    """A worker for each engine that is installed and parses."""
    entries = [entry for entry in find_engines().values() if entry.kind == "parse"]
    specs = [WorkerSpec(entry.reference, "parse", {}, memory_bytes=memory_bytes).as_json() for entry in entries]
    with Engines(DirectLauncher(WORKER), {"parse": specs, "embed": None, "ocr": None}) as engines:
        for failure in engines.find_parsers():
            print(failure)
        yield engines


def through(engines: Engines, data: bytes, name: str, limits: ParseLimits, kind: str = "", *, draw: bool = False) -> Ended:
    """Read one file, its pages and what is in it, and perhaps draw its first page. `kind` is the type, where it is known."""
    begun = perf_counter()
    ended = Ended("read")
    try:
        ended.kind = kind or media_type(data, name)
        parser = engines.parser_for(ended.kind, ())
        if parser is None:
            raise refusal(ended.kind)
        with parser.open(data, ended.kind, limits) as document:
            ended.notes = document.about.notes
            ended.pages = list(document.pages(Cancel()))
            ended.members = list(document.members(Cancel()))
            if draw and ended.pages:
                with suppress(DocumentError):
                    document.render(0, 0.5)
    except DocumentError as error:
        ended.state, ended.reason = error.state, str(error)
    except EngineError as error:
        ended.state, ended.reason = "failed", str(error)
    except Exception as error:
        ended.state, ended.reason = "CRASHED", f"{type(error).__name__}: {error}"
    ended.seconds = perf_counter() - begun
    return ended


def counted(states: Counter[str]) -> str:
    return ", ".join(f"{state} {number}" for state, number in states.most_common())
