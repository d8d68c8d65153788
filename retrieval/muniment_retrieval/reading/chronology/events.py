"""The dated events of one document: each date with the sentence, the field or the row of a table that it stands in.

What nobody can see on its page tells no event.

A line that stands on many pages is no part of the sentences around it, and is told once; at their edges (a header, a footer) it
tells no event, and neither does what only says where a copy is from (`asides.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.answer.evidence import SourceSentence
from muniment_retrieval.answer.fields import fields_in
from muniment_retrieval.for_models import is_hidden
from muniment_retrieval.model import Document, StoredPage
from muniment_retrieval.sentences import first_row_above, is_row, sentence_spans

from ..told_dates import borne, is_letter, told_dates
from ..written_dates import WrittenDate, day_first, likely_day_first, written_dates
from .asides import at_edge, is_aside
from .chronicle import Event, without_page
from .who import names_in, sender_of, speaks_of_self

_SHOWN = 320
"""Characters of a sentence that are shown around its date."""

_FEWEST = 4
"""With fewer words, a sentence says nothing without those around it."""

_LABEL = 60

_RUNNING = 3
"""A line is taken for a header or footer where it stands on so many pages, or on all of fewer."""

_SAYS_MORE = 2
"""So many words beside its date make a line more than the date."""

_GREETING = re.compile(r"\s*Dear\s[^,:\n]{2,60}[,:]\s+(?=\S)")

_LETTER = 6
"""A letter has no more pages than this; in a longer document a date that stands alone is not that of all of it."""

_NAME = re.compile(r"[A-Z][^\d,;.]*")
"""What a field is called."""


def events_of(document: Document, pages: Sequence[StoredPage]) -> Iterator[Event]:
    """The events in the order in which they are told."""
    texts = [page.text for page in pages]
    first, likely = day_first(texts), likely_day_first(texts)
    written = [written_dates(text, first, likely) for text in texts]
    own = borne(texts[0], written[0]) if texts else None
    letter = 0 < len(texts) <= _LETTER and is_letter(texts[0], own)
    sender = sender_of(texts[0]) if letter else ()
    every = ((page, told_dates(page.text, dates, own, letter=letter)) for page, dates in zip(pages, written, strict=True))
    told = [(page, [date for date in dates if not _is_of_paper(page, date)]) for page, dates in every]
    dated = [(page, dates) for page, dates in told if dates]
    running = _running(dated, len(pages))
    for page, every_date in dated:
        dates = [date for date in every_date if not _is_of_edge(page, date, running, len(pages))]
        repeated = [line for line in _dated_lines(page.text, dates) if without_page(page.text[line[0] : line[1]]) in running]
        spans = [*repeated, *sentence_spans(page.text)]
        seen: set[int] = set()
        for span in (one for one in spans if not is_hidden(page, *one)):
            here: set[str] = set()
            for at, date in enumerate(dates):
                if span[0] <= date.start < span[1] and at not in seen:
                    seen.add(at)
                    if date.iso not in here:
                        here.add(date.iso)
                        event = _event(document, page, _whole(spans, span, date), date)
                        yield event if event.who or not speaks_of_self(event.label, event.text) else replace(event, who=sender)


def _whole(spans: Sequence[tuple[int, int]], span: tuple[int, int], date: WrittenDate) -> tuple[int, int]:
    """A sentence, with the next where it was cut within the date ("am 15. | Mai 2020")."""
    return span[0], max([span[1], *(b for a, b in spans if span[1] < date.end and a < date.end <= b)])


def _is_of_paper(page: StoredPage, date: WrittenDate) -> bool:
    return is_aside(page.text, _dated_lines(page.text, [date])[0], date, first_page=page.index == 0)


def _is_of_edge(page: StoredPage, date: WrittenDate, running: Counter[str], pages: int) -> bool:
    """Whether a date stands in a header or footer. One that is hardly more than the date may be that of signatures, unless most
    pages have it.
    """
    (line,) = _dated_lines(page.text, [date])
    times = running[without_page(page.text[slice(*line)])]
    beside = f"{page.text[line[0] : date.start]} {page.text[date.end : line[1]]}"
    says = sum(any(c.isalpha() for c in word) for word in beside.split())
    return times > 0 and at_edge(page.text, line) and (says >= _SAYS_MORE or times * 2 > pages)


def _running(dated: Sequence[tuple[StoredPage, Sequence[WrittenDate]]], pages: int) -> Counter[str]:
    """The lines with a date that stand on many pages, with on how many."""
    counted: Counter[str] = Counter()
    for page, dates in dated:
        counted.update({without_page(page.text[start:end]) for start, end in _dated_lines(page.text, dates)})
    needed = min(_RUNNING, max(pages, 2))
    return Counter({shape: n for shape, n in counted.items() if n >= needed})


def _dated_lines(text: str, dates: Sequence[WrittenDate]) -> list[tuple[int, int]]:
    """Start and end of each line in which a date begins, once."""
    spans = [(text.rfind("\n", 0, date.start) + 1, text.find("\n", date.start)) for date in dates]
    return list(dict.fromkeys((start, end if end >= 0 else len(text)) for start, end in spans))


def _event(document: Document, page: StoredPage, span: tuple[int, int], date: WrittenDate) -> Event:
    start, end = span
    if (greeting := _GREETING.match(page.text, start, end)) and greeting.end() <= date.start:
        start = greeting.end()
    sentence = page.text[start:end]
    citation = citation_of(SourceSentence(document, page, 0, start, end, sentence, "", 0.0))
    whole = (start, end) if len(sentence.split()) >= _FEWEST else (citation.start, citation.end)
    label, field = _label(page.text, start, end, date)
    return Event(
        date.iso,
        " ".join(page.text[date.start : date.end].split()),
        date.certainty.value,
        field or _around(page.text, whole, date),
        names_in(sentence),
        label,
        (citation,),
    )


def _around(text: str, span: tuple[int, int], date: WrittenDate) -> str:
    """The sentence in one line; of a long one, what stands around the date, cut between words."""
    start, end = span
    if end - start <= _SHOWN:
        return " ".join(text[start:end].split())
    begin = max(start, date.start - _SHOWN // 2)
    stop = min(end, max(begin + _SHOWN, date.end))
    begin = max(start, min(begin, stop - _SHOWN))
    if begin > start:
        begin = text.find(" ", begin, date.start) + 1 or begin
    if stop < end:
        stop = max(text.rfind(" ", date.end, stop), date.end)
    return ("… " if begin > start else "") + " ".join(text[begin:stop].split()) + (" …" if stop < end else "")


def _label(text: str, start: int, end: int, date: WrittenDate) -> tuple[str, str]:
    """The name of the field or of the column that a date stands in, and of a field all of it; empty for running text."""
    sentence = text[start:end]
    written = " ".join(text[date.start : date.end].split())
    for label, value in fields_in(sentence):
        if written in value and _NAME.fullmatch(label):
            return label, f"{label}: {value}" if len(value) <= _SHOWN else ""
    if not is_row(sentence):
        return "", ""
    columns = [cell.strip() for cell in first_row_above(text, start).strip("| ").split("|")]
    cells = sentence.strip("| ").split("|")
    if len(columns) != len(cells):
        return "", ""
    at = next((n for n, cell in enumerate(cells) if written in " ".join(cell.split())), 0)
    return columns[at][:_LABEL] if not written_dates(columns[at]) else "", ""
