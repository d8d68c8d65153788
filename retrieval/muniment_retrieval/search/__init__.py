"""Finding passages in a vault."""

from __future__ import annotations

from muniment_retrieval.search.searcher import Searcher

__all__ = ["Searcher"]
