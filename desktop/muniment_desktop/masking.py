"""What is to be masked in texts, as one person has set it up: the rules, the vault's own words, and the models that are here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from muniment_engines.api import Cancel
from muniment_retrieval.masking import Masked, Span, find, from_models

from .engine_setup import EngineSetup

WITHOUT_MODELS = (
    "No model that finds names is here, so only what has a form of its own was found; "
    "“muniment models get rampart” and “muniment models get spacy-en-md” fetch them."
)


class Masker:
    """Masks by rules, by the terms that are listed at that time, and by the engines that find names. A context manager: its
    workers end with it.

    `models` are the engines' names; without any, rules and terms do what they can, which `WITHOUT_MODELS` says.
    """

    def __init__(self, setup: EngineSetup, terms: Callable[[], Sequence[str]] = tuple) -> None:
        self._workers = setup.redact()
        self._terms = terms
        self.models = tuple(name for name, _ in self._workers)

    def spans(self, texts: Sequence[str], cancel: Cancel) -> list[list[Span]]:
        """What is to be masked in each text. Raises `EngineError` where a model fails, because half a masking is none."""
        for _, worker in self._workers:
            worker.warm()
        said = {name: worker.names(texts, cancel) for name, worker in self._workers}
        found, terms = [], tuple(self._terms())
        for number, text in enumerate(texts):
            cancel.check()
            named = from_models(text, {name: one[number] for name, one in said.items()})
            found.append(find(text, terms, named))
        return found

    def mask(self, texts: Sequence[str], cancel: Cancel) -> Masked:
        """The texts of one job, masked with numbers that they share."""
        return Masked(texts, self.spans(texts, cancel))

    def close(self) -> None:
        for _, worker in self._workers:
            worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()
