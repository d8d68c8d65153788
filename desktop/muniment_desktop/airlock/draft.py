"""What one request will say: the texts of its messages, masked, as a person changes them before they are sent.

A passage is a line of a text. Taking one out moves what was found behind it, so that nothing that was to be masked comes to light
by that. The instructions to the model are the program's own words; they are sent as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from muniment_engines.api import ChatRequest
from muniment_retrieval.masking import Item, Masked, Restored, Span


@dataclass(frozen=True)
class Edits:
    """What a person wants otherwise: `more` texts masked, `bare` items left as they are, lines that are taken `out`."""

    more: tuple[str, ...] = ()
    bare: tuple[tuple[str, str], ...] = ()
    out: frozenset[int] = frozenset()


class Draft:
    """One request. `found` is what is to be masked in each message that is not an instruction, in their order."""

    def __init__(self, request: ChatRequest, found: Sequence[Sequence[Span]]) -> None:
        self._request = request
        self._at = [i for i, message in enumerate(request.messages) if message.role != "system"]
        self._originals = [request.messages[i].content for i in self._at]
        self._found = found
        self.edits = Edits()
        self._masked = self._made()

    @property
    def request(self) -> ChatRequest:
        """As the engine gets it."""
        messages = list(self._request.messages)
        for i, text in zip(self._at, self._masked.texts, strict=True):
            messages[i] = replace(messages[i], content=text)
        return replace(self._request, messages=tuple(messages))

    @property
    def texts(self) -> tuple[str, ...]:
        """All that the request says, masked, with the instructions."""
        return tuple(message.content for message in self.request.messages)

    @property
    def items(self) -> tuple[Item, ...]:
        """What is masked."""
        return self._masked.items

    @property
    def counts(self) -> dict[str, int]:
        return self._masked.counts

    @property
    def lines(self) -> list[str]:
        """The lines of the originals, by which they are taken out, counted from 1."""
        return [line for text in self._originals for line in text.split("\n")]

    def change(self, edits: Edits) -> None:
        self.edits = edits
        self._masked = self._made()

    def restore(self, reply: str) -> Restored:
        return self._masked.restore(reply)

    def _made(self) -> Masked:
        texts, found, before = [], [], 0
        for original, spans in zip(self._originals, self._found, strict=True):
            lines = original.split("\n")
            out = {number - before for number in self.edits.out if before < number <= before + len(lines)}
            text, left = _without(lines, spans, out)
            texts.append(text)
            found.append(left)
            before += len(lines)
        masked = Masked(texts, found)
        for text in self.edits.more:
            masked.mask_more(text)
        for item in masked.items:
            if (item.kind, item.original) in self.edits.bare:
                masked.unmask(item)
        return masked


def spans_of(request: ChatRequest) -> list[str]:
    """The texts of a request in which something may have to be masked."""
    return [message.content for message in request.messages if message.role != "system"]


def _without(lines: Sequence[str], spans: Iterable[Span], out: set[int]) -> tuple[str, list[Span]]:
    """The text without some of its lines, counted from 1, and what is left of what was found in it."""
    kept: list[tuple[int, int]] = []
    at = 0
    for number, line in enumerate(lines, 1):
        if number not in out:
            kept.append((at, at + len(line)))
        at += len(line) + 1
    text = "\n".join(line for number, line in enumerate(lines, 1) if number not in out)
    if not out:
        return text, list(spans)
    moved, begins = [], 0
    for start, end in kept:
        for span in spans:
            a, b = max(span.start, start), min(span.end, end)
            if a < b:
                moved.append(replace(span, start=a - start + begins, end=b - start + begins))
        begins += end - start + 1
    return text, moved
