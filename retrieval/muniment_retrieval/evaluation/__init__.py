"""Scoring what Muniment found and answered against questions whose answers are known.

`words` compares texts, `names` says which document a path means, `quotes` looks quotes up, `figures` holds shares and medians,
`metrics` takes one prediction after the other, `sampling` picks questions. `report` and `plot` show what came out.

scored = evaluate(questions, predictions)
scored.figures["page_recall@5"].value
"""

from __future__ import annotations

from .figures import Figure
from .metrics import Scored, evaluate
from .names import Names, documents_of, gold_documents
from .quotes import NotThere, Pages, Quotes
from .sampling import sample

__all__ = ["Figure", "Names", "NotThere", "Pages", "Quotes", "Scored", "documents_of", "evaluate", "gold_documents", "sample"]
