"""How values are printed: as text for a person, as JSON for a script.

The JSON is documented in `docs/COMMANDS.md` and stays stable.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from muniment_retrieval.model import Answer, Badge, Citation, Cost, Document, Hit, IndexReport, Progress

from ..leaving_text import asides, writer

LINE = 110

NONE_TO_ASK = "There is no document to ask; add some with “muniment index PATH”."

BADGES = {Badge.VERIFIED: "✓", Badge.CLOSE: "≈", Badge.NOT_FOUND: "✗"}


def print_json(value: Mapping[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def place_json(path: str, holder: str) -> dict[str, Any]:
    """`document` is the file on the disk; `inside` is where in it a file in a file is, and empty for what is none."""
    return {"document": holder or path, "inside": path[len(holder) :].lstrip("/") if holder else ""}


def hit_json(hit: Hit) -> dict[str, Any]:
    """`page` counts from 1; `start` and `end` are code points of the page's text."""
    return {
        **place_json(hit.document.path, hit.document.holder),
        "page": hit.passage.page_index + 1,
        "label": hit.page_label,
        "text": hit.passage.text,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": round(hit.score, 6),
        "found_by": hit.found_by.value,
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    return {
        **place_json(citation.path, citation.holder),
        "page": citation.page_index + 1,
        "label": citation.page_label,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def answer_json(answer: Answer, hits: Sequence[Hit]) -> dict[str, Any]:
    citations = answer.citations
    return {
        "question": answer.question,
        "answer": answer.text,
        "refused": answer.refused,
        "sentences": [
            {"text": s.text, "badge": s.badge.value, "citations": [citations.index(c) for c in s.citations]}
            for s in answer.sentences
        ],
        "citations": [citation_json(c) for c in citations],
        "nearest": [citation_json(c) for c in answer.nearest],
        "hits": [hit_json(h) for h in hits],
        "searched": answer.searched,
        "documents": answer.documents,
        "engine": answer.cost.engine,
        "model": answer.cost.model,
        "quoted": answer.cost.quoted,
        "seconds_to_first_token": round(answer.cost.seconds_to_first_token, 3),
        "seconds": round(answer.cost.seconds, 3),
        "prompt_tokens": answer.cost.prompt_tokens,
        "generated_tokens": answer.cost.generated_tokens,
        **leaving_json(answer.cost),
    }


def document_json(document: Document) -> dict[str, Any]:
    return {
        "name": document.name,
        "path": document.path,
        "state": document.state,
        "reason": document.reason,
        "media_type": document.media_type,
        "title": document.title,
        "pages": document.page_count,
        "passages": document.passage_count,
        "vectors": document.vector_count,
        "words": document.words,
        "meaning": document.meaning,
        "notes": list(document.notes),
        "sha256": document.sha256,
    }


def report_json(report: IndexReport) -> dict[str, Any]:
    return {"states": dict(report.states), "unchanged": report.unchanged, "cancelled": report.cancelled}


def page_name(label: str) -> str:
    return f"p. {label}"


def answer_text(answer: Answer) -> str:
    """The answer with its badges, then each source with its page and its quote, then what was searched and what it took.

    A quote that is a sentence of the answer already is not said twice. Where there was no document, that is said instead.
    """
    if not answer.documents:
        return f"{NONE_TO_ASK}\n{_cost_text(answer)}"
    citations = answer.citations
    said = []
    for sentence in answer.sentences:
        marks = "".join(f" [{citations.index(c) + 1}]" for c in sentence.citations)
        said.append(sentence.text if answer.refused else f"{sentence.text}{marks} {BADGES[sentence.badge]}")
    lines = [" ".join(said)]
    told = {sentence.text.strip("“”") for sentence in answer.sentences}
    lines += [source_text(f"[{n}]", c, quoted=_on_one_line(c.quote) not in told) for n, c in enumerate(citations, 1)]
    if answer.refused and answer.nearest:
        lines.append("Nearest:")
        lines += [source_text(" · ", c) for c in answer.nearest]
    return "\n".join([*lines, _cost_text(answer)])


def source_text(mark: str, citation: Citation, *, quoted: bool = True) -> str:
    """A source with its mark, where it is, and what it says."""
    name = citation.path.replace("\\", "/").rsplit("/", 1)[-1]
    place = f"  {mark} {name}, {page_name(citation.page_label)}"
    return f"{place}\n      “{_on_one_line(citation.quote)}”" if quoted else place


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _cost_text(answer: Answer) -> str:
    cost = answer.cost
    searched = f"searched {answer.searched} of {answer.documents} documents"
    return f"  {searched} · {writer(cost)} · {cost.seconds:.1f} s · {where_text(cost)}"


def where_text(cost: Cost) -> str:
    """Whether anything left, what that cost, why it was kept here, and what was held back."""
    return " · ".join(["left this machine" if cost.sent_elsewhere else "on this machine", *asides(cost)])


def leaving_json(cost: Cost) -> dict[str, Any]:
    return {
        "sent_elsewhere": cost.sent_elsewhere,
        "price": cost.price,
        "kept_here": cost.kept_here,
        "held_back": cost.held_back,
    }


class LiveLine:
    """One line of a terminal that changes in place; where there is no terminal, nothing is shown."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._width = 0

    def show(self, text: str) -> None:
        if self._live:
            text = text[:LINE]
            self._stream.write("\r" + text.ljust(self._width))
            self._stream.flush()
            self._width = len(text)

    def end(self) -> None:
        """Clear the line, so that something else can be printed."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0


class ProgressPrinter:
    """Progress on stderr: a line that changes in a terminal, and a line for each file that is finished elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._line = LiveLine(sys.stderr)

    def show(self, event: Progress) -> None:
        if event.state and (_problem(event) or not self._terminal):
            self._line.end()
            print(_progress_text(event), file=sys.stderr)
        else:
            self._line.show(_progress_text(event))

    def end(self) -> None:
        self._line.end()


def _problem(event: Progress) -> bool:
    return event.state not in ("", "read", "unchanged")


def _progress_text(event: Progress) -> str:
    name = event.path.replace("\\", "/").rsplit("/", 1)[-1]
    left = "" if event.seconds_left is None else f" · {duration(event.seconds_left)} left"
    what = f" · {event.state}" if event.state else ""
    why = f": {event.reason}" if _problem(event) and event.reason else ""
    count = f" {event.done} of {event.total}" if event.total else ""
    return f"{event.stage}{count}{left}{f' · {name}' if name else ''}{what}{why}"


def duration(seconds: float) -> str:
    """A length of time as a person says it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


def size(count: int) -> str:
    """Bytes as a person says them."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB"
