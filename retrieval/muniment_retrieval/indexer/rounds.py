"""Following the folders of a vault, in rounds: what has changed is read, what has gone is forgotten or marked, vectors follow.

A round gives way to every order: it is cut off, and what it had not done yet is done in the next one. And while
vectors are made or pictures are read, files that have changed meanwhile come first.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

from muniment_engines.api import Cancel, Cancelled
from muniment_engines.channel import Channel

from ..listing import stored_path
from ..model import IndexReport, Progress, WatchedFolder
from ..vault import Vault
from .engines import Engines
from .following import Following
from .orders import Orders
from .protocol import event_to_json
from .run import Aside, Run

_GONE = "The file is not there any more. What was read of it is kept."


class Rounds:
    """Follows while that is wanted."""

    def __init__(self, channel: Channel, vault: Vault, engines: Engines, orders: Orders) -> None:
        self._channel = channel
        self._vault = vault
        self._engines = engines
        self._orders = orders
        self._following: Following | None = None
        self._unfinished = False
        self._settled = False

    def follow(self, wanted: bool) -> None:
        """Begin, look at the folders again, or end."""
        if not wanted:
            self.close()
            self._channel.send({"followed": True, "ended": True}, seconds=None)
        elif self._following is None:
            self._following = Following(self._vault, self._orders.wake, self._say)
            self._unfinished = True  # an earlier run may have been cut off
            self._settled = False
        else:
            self._following.look_again()

    def seconds(self) -> float | None:
        """How long until there may be something to do; None where nothing is followed."""
        if self._following is None:
            return None
        return 0.0 if self._unfinished else self._following.seconds()

    def go(self) -> bool:
        """Do a round; whether there was anything to do."""
        following = self._following
        if following is None:
            return False
        changed = False
        with suppress(Cancelled):
            changed = self._round(self._orders.aside())
        settled = not self._unfinished and following.is_settled()
        if settled and not self._settled:
            self._tell(Progress("watching", 0, 0))
        self._settled = settled
        return changed

    def _round(self, cancel: Cancel) -> bool:
        """Read what has changed, then make what is missing; whether there was anything. Raises `Cancelled`."""
        changed = self._due() and self._read(cancel)
        aside = Aside(self._due, partial(self._read, cancel))
        while self._unfinished:
            self._unfinished = False
            try:
                Run(self._vault, self._engines, self._orders, cancel, aside, self._tell).complete()
            except Cancelled:
                self._unfinished = True
                raise
            changed = True
        return changed

    def aside(self) -> Aside:
        """What has changed in the folders, for the run of an order to let it come first."""
        return Aside(self._due, self._take)

    def close(self) -> None:
        if self._following is not None:
            self._following.close()
            self._following = None

    def _due(self) -> bool:
        return self._following is not None and self._following.seconds() == 0.0

    def _take(self) -> None:
        with suppress(Cancelled):
            self._read(self._orders.aside())

    def _read(self, cancel: Cancel) -> bool:
        """Read and forget what has changed; whether anything has. Raises `Cancelled`, and the rest comes the next time."""
        following = self._following
        if following is None:
            return False
        found = following.collect(cancel.check)
        if not found:
            return False
        run = Run(self._vault, self._engines, self._orders, cancel, Aside(lambda: False, lambda: None), self._tell)
        try:
            self._vault.folders.leave_out(found.places, found.left_out)
            run.read(found.changed)
        except Cancelled:
            following.put_back(found)
            raise
        forgotten = [*found.ruled_out, *following.still_gone(found.gone)]
        self._vault.writing.leave(forgotten)
        kept = sum(map(self._keep, following.still_gone(found.kept)))
        report = run.report()
        if found.changed:
            self._unfinished = True
        if forgotten or kept or report.states:
            states = {**report.states, **{state: n for state, n in (("forgotten", len(forgotten)), ("kept", kept)) if n}}
            self._tell(replace(report, states=states))
            return True
        return False

    def _keep(self, path: str) -> bool:
        """Say of a document that its file is gone; whether that is news. What was not read, or is elsewhere too, just goes."""
        document = self._vault.at_path(path)
        if document is None:
            return False
        if document.path != path or document.copies or document.state != "read":
            self._vault.writing.leave([path])
            return True
        if document.reason != _GONE:
            self._vault.writing.keep(document.id, _GONE)
            return True
        return False

    def _say(self, folder: WatchedFolder) -> None:
        self._tell(Progress("watching", 0, 0, stored_path(folder.path), folder.state, folder.reason))

    def _tell(self, event: Progress | IndexReport) -> None:
        self._channel.send({**event_to_json(event), "followed": True}, seconds=None)
