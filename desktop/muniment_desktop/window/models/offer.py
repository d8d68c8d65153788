"""No model is here that writes answers, or none that knows the vault's languages. One sentence, and the button that gets one; its
size is on it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from ..notice import Notice
from ..services import FetchProgress
from ..sizes import size_text
from .fetch_work import FetchWork

MISSING = "No model that writes answers is here yet. Until then, you get the passages themselves."
WORDS = "Until you get another, words alone find it."


class ModelOfferNotice(QObject):
    """Shows itself in a notice for as long as it is true and has not been put away."""

    def __init__(self, notice: Notice, work: FetchWork) -> None:
        super().__init__(notice)
        self._notice = notice
        self._work = work
        self._failed = False
        work.listed.connect(self._show)
        work.progressed.connect(self._progress)
        work.failed.connect(self._fail)

    def _show(self) -> None:
        if self._work.fetching or self._failed:
            return
        missing = self._work.missing_writer
        offer = missing or self._work.for_languages
        if offer is None:
            self._notice.say("")
        else:
            name, sentence = offer.name, MISSING if missing is not None else f"{offer.note} {WORDS}"
            size = size_text(offer.size)
            self._notice.say(sentence, f"Get one · {size}", lambda: self._work.get(name))
            self._notice.explain(f"Get {offer.title}, {size}, from {offer.source}")

    def _progress(self, name: str, progress: FetchProgress | None) -> None:
        if progress is None:
            if not self._failed:
                self._notice.say("")
            return
        self._failed = False
        if self._work.missing_writer is not None or self._work.for_languages is not None:
            offer = next(o for o in self._work.offers if o.name == name)
            come = f"{size_text(progress.done)} of {size_text(progress.total or offer.size)}"
            self._notice.say(
                f"Getting {offer.title}: {come}. You can go on meanwhile.", "Stop", self._work.stop, primary=False, aloud=False
            )

    def _fail(self, sentence: str) -> None:
        """Why it failed stays until it is tried again: the models are listed anew right after."""
        name, self._failed = self._work.fetching, True
        self._notice.say(sentence, "Try again", lambda: self._try_again(name))

    def _try_again(self, name: str) -> None:
        self._failed = False
        if name:
            self._work.get(name)
        else:
            self._work.refresh()
