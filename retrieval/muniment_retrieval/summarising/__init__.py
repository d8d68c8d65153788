"""Summaries: whole documents, section by section, each sentence with its place, and a receipt of what was read."""

from .kept import Keeps, Kept, kept_summaries
from .receipt import Coverage, Receipt, State
from .speed import Speed, Speeds
from .summary import Summary
from .through import Forecast, Offer, Step, Summarised, Summariser
from .wish import LENGTHS, Way, Wish, words_of_length
from .writer import Writer

__all__ = [
    "LENGTHS",
    "Coverage",
    "Forecast",
    "Keeps",
    "Kept",
    "Offer",
    "Receipt",
    "Speed",
    "Speeds",
    "State",
    "Step",
    "Summarised",
    "Summariser",
    "Summary",
    "Way",
    "Wish",
    "Writer",
    "kept_summaries",
    "words_of_length",
]
