"""Answering questions from a vault."""

from __future__ import annotations

from muniment_retrieval.answer.asker import Asker

__all__ = ["Asker"]
