"""What an evaluation is about: which questions, of which vault, with which models; for the report, and to tell runs apart."""

from __future__ import annotations

import hashlib
import platform
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

from muniment_retrieval.vault import header

from ..models.machine import measure
from ..vault_session import VaultSession
from ..weights import Weights
from .batch import Asking
from .output import size
from .questions import Line

_LIBRARIES = ("muniment", "llama-cpp-python", "sentence-transformers", "torch", "faiss-cpu", "pypdfium2")
_PROCESSOR = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class VaultState:
    """A vault as it was asked: its folder's name, its identifier, how often its documents have changed, and how much it holds."""

    name: str
    identifier: str
    generation: int
    counts: dict[str, int]

    @classmethod
    def of(cls, session: VaultSession) -> VaultState:
        identifier = header.read(session.folder).vault_id
        return cls(session.folder.name, identifier, session.vault.generation(), session.counts())


@dataclass(frozen=True)
class Measurement:
    """`file` holds the questions, `of` in number, of which `number` are asked. `weights` are the models that may be used."""

    file: Path
    number: int
    of: int
    asking: Asking
    weights: tuple[Weights, ...]
    context: int
    vault: VaultState

    def identity(self) -> dict[str, Any]:
        """What must be the same where a run goes on. A sample may grow: its predictions stay right."""
        return {
            "questions": _sha256(self.file),
            "scope": self.asking.scope,
            "answers": not self.asking.retrieve_only,
            "vault": self.vault.identifier,
            "state of the vault": self.vault.generation,
            "models": [str(one) for one in self.weights],
            "context": self.context,
            "version of Muniment": metadata.version("muniment"),
        }

    def facts(self, predictions: Sequence[Line], quotes: str, begun: str, after: VaultState) -> list[tuple[str, str]]:
        """Rows of the report. `quotes` says where they were looked up; `begun` is the first day; `after` is the vault at the end.

        No name and no text of a document, and no question.
        """
        today = date.today().isoformat()
        chosen = "all" if self.number == self.of else f"{self.number}, by random.Random(0).sample over the sorted identifiers,"
        asked = "each question's own documents" if self.asking.scope == "document" else "all documents"
        counts = ", ".join(f"{count} {what}" for what, count in self.vault.counts.items())
        changed = "" if after.generation == self.vault.generation else "; it changed while it was asked"
        answers = (
            [] if self.asking.retrieve_only else [("answers", self._written_by(predictions)), ("quotes looked up in", quotes)]
        )
        return [
            ("questions", f"{chosen} of the {self.of} in {self.file.name} (SHA-256 {_sha256(self.file)})"),
            ("asked", f"{asked} of the vault {self.vault.name}"),
            ("the vault", counts + changed),
            ("found by", self._found_by(predictions)),
            *answers,
            ("date", today if begun == today else f"{today}, begun {begun}"),
            ("versions", ", ".join(_versions())),
            ("machine", ", ".join(_machine())),
        ]

    def _found_by(self, predictions: Sequence[Line]) -> str:
        """As the hits themselves say it: an embedding model that is there need not have been of use."""
        kinds = {hit["found_by"] for prediction in predictions for hit in prediction["hits"]}
        models = ", ".join(str(one) for one in self.weights if one.task == "embed")
        return f"words, and meaning by {models}" if kinds & {"both", "meaning"} else "words alone"

    def _written_by(self, predictions: Sequence[Line]) -> str:
        """As the answers themselves say it."""
        named = {one.name: str(one) for one in self.weights if one.task == "chat"}
        counted = Counter(named.get(p["model"], f"{p['engine']} {p['model']}".strip()) for p in predictions)
        without = counted.pop("", 0)
        parts = [f"{count} by {name}" for name, count in sorted(counted.items())]
        parts += [f"{without} by no model (sentences of the documents, or a refusal)"] if without else []
        quoted = sum(bool(p.get("quoted")) for p in predictions)
        parts += [f"{quoted} of them sentences of the documents, where the model's own words did not hold"] if quoted else []
        return "; ".join(parts + [f"with {one}" for text, one in named.items() if text.startswith("LoRA ")])


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _versions() -> Iterator[str]:
    yield f"Python {platform.python_version()}"
    for name in _LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue


def _machine() -> Iterator[str]:
    here = measure()
    yield f"{here.cores} cores"
    if here.memory:
        yield f"{size(here.memory)} of memory"
    yield f"{platform.system()} on {platform.machine()}"
    yield from _processor()


def _processor() -> list[str]:
    """What Linux calls the processor; elsewhere it is not said."""
    try:
        lines = _PROCESSOR.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [line.partition(":")[2].strip() for line in lines if line.startswith("model name")][:1]
