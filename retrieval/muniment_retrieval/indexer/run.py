"""One piece of work: files, the vectors of whatever has none, the pages that are pictures, and their vectors.

At the end what was replaced is cleaned away.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from muniment_engines.api import Cancel, Cancelled, ParseLimits
from muniment_engines.errors import EngineError

from ..ingest import Ingest
from ..listing import Listed, list_files, stored_path
from ..model import Effort, IndexReport, LeftOut, Progress, Rules
from ..originals import Originals
from ..vault import Vault
from .ahead import MEANING, Ahead
from .engines import Engines
from .meaning import Meaning
from .orders import Orders
from .pace import Pace
from .reading_pace import ReadingPace, telling_first
from .scans import SECONDS, Scans

_LISTING_STEP = 200

MANY_PASSAGES, MANY_SCANS = 1_000, 15
"""From so much work on, which takes most of a minute, what the work before it has started is ended first: each model holds
hundreds of megabytes, and is there again within seconds."""

RAISED = ParseLimits(
    seconds_per_page=120.0,
    seconds=3600.0,
    pages=100_000,
    characters_per_page=20_000_000,
    pixels=160_000_000,
    members=50_000,
    unpacked_bytes=4_000_000_000,
)
"""What one file may take where a person raises the limits for it."""


@dataclass(frozen=True)
class Aside:
    """What comes first while vectors are made and pictures are read: `take` does it, where it is `due`."""

    due: Callable[[], bool]
    take: Callable[[], object]


class Run:
    """Works on one order, or one round of following, and tells how far it is."""

    def __init__(
        self, vault: Vault, engines: Engines, orders: Orders, cancel: Cancel, aside: Aside, tell: Callable[[Progress], None]
    ) -> None:
        self._vault = vault
        self._engines = engines
        self._orders = orders
        self._cancel = cancel
        self._aside = aside
        self._tell = tell
        self._states: Counter[str] = Counter()

    def index(self, paths: Sequence[Path], rules: Rules, effort: Effort) -> IndexReport:
        """Read files and folders. Raises `VaultError`, and `EngineError` where no engine reads files at all."""
        cancelled = False
        try:
            files, left_out = self._list(paths, rules)
            self._vault.folders.leave_out([stored_path(str(path)) for path in paths], left_out)
            self.read(files, effort)
            self._embed()
            self._recognise()
            self._vault.cleaning.clean()
        except Cancelled:
            cancelled = True
        return replace(self.report(), cancelled=cancelled)

    def complete(self) -> None:
        """Make the vectors that are missing and read the pictures that wait. Raises `Cancelled`, and what `index` raises."""
        counts, model = self._vault.counts(), self._engines.embed_model
        vectors = self._vault.embedded().get(model, 0) if model else counts["vectors"]
        if vectors < counts["passages"]:  # else no engine is started to be told that there is nothing to do
            self._embed()
        self._recognise()

    def report(self) -> IndexReport:
        """What has come of the files so far."""
        states = dict(self._states)
        return IndexReport(states, states.pop("unchanged", 0))

    def _list(self, paths: Sequence[Path], rules: Rules) -> tuple[list[Listed], list[LeftOut]]:
        files: list[Listed] = []
        left_out: list[LeftOut] = []
        for count, listed in enumerate(list_files(paths, rules, self._vault.watched())):
            if count % _LISTING_STEP == 0:
                self._cancel.check()
                self._tell(Progress("listing", len(files), 0))
            if listed.left_out and listed.state is not None:
                left_out.append(LeftOut(stored_path(listed.path), listed.state, listed.reason))
                self._states[listed.state] += 1
                if listed.state != "skipped":
                    self._tell(Progress("listing", len(files), 0, left_out[-1].path, listed.state, listed.reason))
            else:
                files.append(listed)
        return files, left_out

    def read(self, files: Sequence[Listed], effort: Effort = Effort()) -> None:  # noqa: B008
        """Read files into the vault. Raises `Cancelled`, and what `index` raises."""
        if not files:
            return
        self._find_parsers()
        ingest = Ingest(self._vault, self._engines.parser_for, RAISED if effort.raised else ParseLimits(), effort)
        pace, ahead = ReadingPace(files, self._vault.measures()), self._ahead()
        ahead.files(files)
        try:
            self._read_all(telling_first(files), ingest, pace, ahead)
        finally:
            self._vault.measuring.keep(pace.measured())

    def _read_all(self, files: Sequence[Listed], ingest: Ingest, pace: ReadingPace, ahead: Ahead) -> None:
        for done, listed in enumerate(files):
            self._pause(Progress("paused", done, len(files)), pace)
            self._cancel.check()
            self._engines.between_files()
            path = stored_path(listed.path)
            self._tell(Progress("reading", done, len(files), path, seconds_left=_both(pace.left(), ahead.after_reading())))
            for outcome in ingest.read(listed, self._cancel):
                self._states[outcome.state] += 1
                itself = outcome.path == path
                if itself:
                    unchanged = outcome.state == "unchanged"
                    pace.did(listed, counts=not unchanged)
                    ahead.did(listed, unchanged=unchanged)
                left = _both(pace.left(), ahead.after_reading())
                self._tell(Progress("reading", done + itself, len(files), outcome.path, outcome.state, outcome.reason, left))

    def _ahead(self) -> Ahead:
        engines = self._engines
        return Ahead(self._vault, embeds=engines.embed is not None, recognises=engines.ocr is not None)

    def _find_parsers(self) -> None:
        for reason in self._engines.find_parsers():
            self._tell(Progress("listing", 0, 0, state="failed", reason=reason))

    def _embed(self) -> None:
        """Complete the vectors. Where that fails, every document can still be found by words, and the reason is told."""
        if self._engines.embed is None:
            return
        try:
            self._embed_all(Meaning(self._vault, self._engines.embed))
        except EngineError as error:
            self._tell(Progress("meaning", 0, 0, state="failed", reason=str(error)))

    def _embed_all(self, meaning: Meaning) -> None:
        total = meaning.missing()
        if not total:
            return
        ahead = self._ahead()
        pace, later, done = Pace(total, ahead.a_passage), ahead.after_meaning(), 0
        if total > MANY_PASSAGES:
            self._engines.release_parsers()
        while done < total:
            self._pause(Progress("paused", done, total), pace)
            self._cancel.check()
            self._let_others()
            self._tell(Progress("meaning", done, total, seconds_left=_both(pace.left(), later)))
            count = meaning.embed_some()
            if count == 0:
                break  # the rest was forgotten meanwhile
            pace.did(count)
            done += count
            self._tell(Progress("meaning", done, total, seconds_left=_both(pace.left(), later)))
        if done:
            self._vault.measuring.keep({MEANING: (done, pace.spent)})

    def _recognise(self) -> None:
        """Read the pages that are pictures, behind everything else. Where that fails they wait, and the reason is told."""
        if self._engines.ocr is None or not self._vault.count_scans():
            return
        self._find_parsers()
        scans = Scans(self._vault, Originals(self._vault, self._engines.parser_for), self._engines.ocr)
        if self._engines.embed is not None and scans.waiting() > MANY_SCANS:
            self._engines.embed.release()
        try:
            self._engines.ocr.start()
            self._recognise_all(scans)
        except EngineError as error:
            self._tell(Progress("recognising", 0, 0, state="failed", reason=str(error)))
        finally:
            scans.close()
            self._engines.ocr.release()
        self._embed()

    def _recognise_all(self, scans: Scans) -> None:
        total = scans.waiting()
        pace, done = Pace(total, self._vault.seconds_a_scan() or SECONDS), 0
        ahead = self._ahead()
        self._tell(Progress("recognising", 0, total, seconds_left=_both(pace.left(), ahead.after_recognising(total))))
        while total := done + scans.waiting():
            self._pause(Progress("paused", done, total), pace)
            self._cancel.check()
            self._let_others(scans.close)
            read = scans.read_next(self._orders.preferred, self._cancel)
            if read is None:
                return
            document, reason = read
            done += not reason
            pace.did(1)
            left = _both(pace.left(), ahead.after_recognising(total))
            self._tell(Progress("recognising", done, total, document.path, "failed" if reason else "", reason, left))

    def _let_others(self, before: Callable[[], None] = lambda: None) -> None:
        """Whatever comes first is done first; `before` it, what is open is closed."""
        if self._aside.due():
            before()
            self._aside.take()

    def _pause(self, event: Progress, pace: Pace | ReadingPace) -> None:
        if self._orders.paused:
            begun = time.monotonic()
            self._tell(event)
            self._orders.wait_while_paused(self._cancel)
            pace.stood_still(time.monotonic() - begun)


def _both(now: float | None, later: float) -> float | None:
    return None if now is None else now + later
