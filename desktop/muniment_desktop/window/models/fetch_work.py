"""Listing and getting models, on the fetching lane."""

from __future__ import annotations

from collections.abc import Sequence

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Job, Lanes
from ..services import FetchProgress, ModelOffer, Services


class FetchWork(QObject):
    """`listed` with the offers; `embeds` when another model finds by meaning from now on; `progressed` with a model's name and
    `FetchProgress`, or None when it ended; `failed`.
    """

    listed = Signal(object)
    embeds = Signal()
    progressed = Signal(str, object)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._services = services
        self._job: Job | None = None
        self.fetching = ""
        self.offers: tuple[ModelOffer, ...] = ()

    @property
    def missing_writer(self) -> ModelOffer | None:
        """The model to offer where there is none on this machine that writes answers."""
        writers = [o for o in self.offers if o.task == "chat"]
        if any(o.here for o in writers):
            return None
        return next((o for o in writers if o.recommended), writers[0] if writers else None)

    @property
    def for_languages(self) -> ModelOffer | None:
        """The model to offer where the vault has languages that the one which finds by meaning does not know."""
        return next((o for o in self.offers if o.for_languages and not o.here), None)

    def refresh(self) -> None:
        """List the models anew."""
        self._lanes.fetching.call(self._services.models, self._take, self._fail)

    def get(self, name: str) -> None:
        """Fetch a model and use it; one at a time."""
        if self.fetching:
            return
        self.fetching = name
        self.progressed.emit(name, FetchProgress(0, 0, ""))
        services = self._services
        self._job = self._lanes.fetching.follow(
            lambda cancel: services.get_model(name, cancel),
            lambda events: self.progressed.emit(name, events[-1]),
            self._fail,
            self._end,
        )

    def stop(self) -> None:
        """Stop fetching; what has come is kept, and the next time it goes on from there."""
        if self._job is not None:
            self._job.stop()

    def use(self, name: str) -> None:
        """Use a model that is here."""
        services = self._services

        def work() -> Sequence[ModelOffer]:
            services.use_model(name)
            return services.models()

        self._lanes.fetching.call(work, self._take, self._fail)

    def _end(self) -> None:
        name, self.fetching = self.fetching, ""
        self.progressed.emit(name, None)
        self.refresh()

    def _take(self, offers: Sequence[ModelOffer]) -> None:
        before, first = _embedding(self.offers), not self.offers
        self.offers = tuple(offers)
        self.listed.emit(self.offers)
        if not first and _embedding(offers) not in ("", before):
            self.embeds.emit()

    def _fail(self, error: MunimentError) -> None:
        self.failed.emit(str(error))


def _embedding(offers: Sequence[ModelOffer]) -> str:
    """The model that finds by meaning; empty where there is none."""
    return next((o.name for o in offers if o.task == "embed" and o.chosen), "")
