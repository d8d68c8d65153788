"""The chronology: every dated event of the documents in scope, in the order of time, each with its sentence."""

from .chronicle import Chronicle, Event
from .through import Chronicled, Chronicler, ReadOne

__all__ = ["Chronicle", "Chronicled", "Chronicler", "Event", "ReadOne"]
