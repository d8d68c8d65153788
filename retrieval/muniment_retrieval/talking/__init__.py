"""Talking: a question that follows another one is made to stand alone, and what is kept of how an answer came about."""

from .standing import Rewritten, Turn, stand_alone

__all__ = ["Rewritten", "Turn", "stand_alone"]
