"""One order to read: its files, the vectors of whatever has none, the pages that are pictures, and their vectors.

At the end what was replaced is cleaned away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from muniment_engines.api import Cancelled, ParseLimits
from muniment_engines.errors import EngineError

from ..ingest import Ingest
from ..listing import Listed, list_files, stored_path
from ..model import IndexReport, Progress
from ..originals import Originals
from ..vault import Vault
from .engines import Engines
from .meaning import Meaning
from .orders import Order, Orders
from .pace import Pace
from .scans import SECONDS, Scans

_LISTING_STEP = 200


class Run:
    """Works on one order, and tells how far it is."""

    def __init__(self, vault: Vault, engines: Engines, orders: Orders, order: Order, tell: Callable[[Progress], None]) -> None:
        self._vault = vault
        self._engines = engines
        self._orders = orders
        self._order = order
        self._cancel = order.cancel
        self._tell = tell
        self._states: Counter[str] = Counter()

    def index(self) -> IndexReport:
        """Raises `VaultError`, and `EngineError` where no engine reads files at all."""
        cancelled = False
        try:
            self._read(self._list())
            self._embed()
            self._recognise()
            self._vault.cleaning.clean()
        except Cancelled:
            cancelled = True
        unchanged = self._states.pop("unchanged", 0)
        return IndexReport(dict(self._states), unchanged, cancelled)

    def _list(self) -> list[Listed]:
        files: list[Listed] = []
        for listed in list_files(self._order.paths):
            if len(files) % _LISTING_STEP == 0:
                self._cancel.check()
                self._tell(Progress("listing", len(files), 0))
            files.append(listed)
        return files

    def _read(self, files: list[Listed]) -> None:
        if not files:
            return
        self._find_parsers()
        ingest = Ingest(self._vault, self._engines.parser_for, ParseLimits())
        pace = Pace(sum(f.size for f in files))
        for done, listed in enumerate(files):
            self._pause(Progress("paused", done, len(files)))
            self._cancel.check()
            path = stored_path(listed.path)
            self._tell(Progress("reading", done, len(files), path, seconds_left=pace.left()))
            for outcome in ingest.read(listed, self._cancel):
                self._states[outcome.state] += 1
                itself = outcome.path == path
                if itself:
                    pace.did(listed.size, counts=outcome.state != "unchanged")
                self._tell(
                    Progress("reading", done + itself, len(files), outcome.path, outcome.state, outcome.reason, pace.left())
                )

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
        pace, done = Pace(total), 0
        while done < total:
            self._pause(Progress("paused", done, total))
            self._cancel.check()
            self._tell(Progress("meaning", done, total, seconds_left=pace.left()))
            count = meaning.embed_some()
            if count == 0:
                break  # the rest was forgotten meanwhile
            pace.did(count)
            done += count
            self._tell(Progress("meaning", done, total, seconds_left=pace.left()))

    def _recognise(self) -> None:
        """Read the pages that are pictures, behind everything else. Where that fails they wait, and the reason is told."""
        if self._engines.ocr is None or not self._vault.count_scans():
            return
        self._find_parsers()
        scans = Scans(self._vault, Originals(self._vault, self._engines.parser_for), self._engines.ocr)
        try:
            self._recognise_all(scans)
        except EngineError as error:
            self._tell(Progress("recognising", 0, 0, state="failed", reason=str(error)))
        finally:
            scans.close()
        self._embed()

    def _recognise_all(self, scans: Scans) -> None:
        total = scans.waiting()
        pace, done = Pace(total, SECONDS), 0
        self._tell(Progress("recognising", 0, total, seconds_left=pace.left()))
        while total := done + scans.waiting():
            self._pause(Progress("paused", done, total))
            self._cancel.check()
            read = scans.read_next(self._orders.preferred, self._cancel)
            if read is None:
                return
            document, reason = read
            done += not reason
            pace.did(1)
            self._tell(Progress("recognising", done, total, document.path, "failed" if reason else "", reason, pace.left()))

    def _pause(self, event: Progress) -> None:
        if self._orders.paused:
            self._tell(event)
            self._orders.wait_while_paused()
