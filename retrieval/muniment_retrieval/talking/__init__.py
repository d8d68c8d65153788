"""Talking: a question that follows another one is made to stand alone, and what is kept of how an answer came about."""

from .standing import Rewritten, stand_alone
from .turn import Turn

__all__ = ["Rewritten", "Turn", "stand_alone"]
