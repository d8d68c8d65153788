"""The record of an answer: all that it takes to see how it came about, and to try whether it would come about again.

It is kept in the vault with the answer, and goes with any document whose words are in it. Passages are told by their place and
the SHA-256 of their text; the prompt holds what the model read of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from ..conversations import KeptAnswer
from ..model import Hit, Trace

PASSAGES = 10
"""So many of the passages are recorded: those whose sentences the answer can rest on."""


def record_of(trace: Trace, generation: int, model_sha256: str) -> dict[str, Any]:
    """What is kept. `generation` is the vault's; `model_sha256` that of the model's file, empty where there is none."""
    request = trace.request
    return {
        "version": version("muniment"),
        "vault_generation": generation,
        "model_sha256": model_sha256,
        "prompt": [asdict(message) for message in request.messages] if request else [],
        "seed": request.seed if request else None,
        "temperature": request.temperature if request else None,
        "max_tokens": request.max_tokens if request else None,
        "written": trace.written,
        "sent": [dict(one) for one in trace.sent],
        "passages": [_passage(hit) for hit in trace.hits[:PASSAGES]],
    }


def shown(answer: KeptAnswer, record: Mapping[str, Any] | None) -> dict[str, Any]:
    """The whole record of an answer, as it is shown and exported: with its question, engine and the check of each sentence."""
    cost = answer.answer.cost
    return {
        "answer": answer.id,
        "conversation": answer.conversation,
        "asked_at": answer.asked_at,
        "question": answer.answer.question,
        "standing_question": answer.asked,
        "rewritten_by": answer.rewritten_by.value,
        "scope": None if answer.scope is None else list(answer.scope),
        "refused": answer.answer.refused,
        "engine": cost.engine,
        "model": cost.model,
        "quoted": cost.quoted,
        "seconds_to_first_token": round(cost.seconds_to_first_token, 3),
        "seconds": round(cost.seconds, 3),
        "sent_elsewhere": cost.sent_elsewhere,
        "sentences": [
            {
                "text": sentence.text,
                "badge": sentence.badge.value,
                "marked": {True: "right", False: "wrong", None: ""}[answer.marks.get(at)],
                "citations": [
                    {"document": c.path, "page": c.page_index + 1, "label": c.page_label, "start": c.start, "end": c.end}
                    | {"quote_sha256": _sha256(c.quote)}
                    for c in sentence.citations
                ],
            }
            for at, sentence in enumerate(answer.answer.sentences)
        ],
        "forgotten": answer.forgotten,
        **(record or {}),
    }


def _passage(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "document": hit.document.path,
        "document_sha256": hit.document.sha256,
        "page": passage.page_index + 1,
        "start": passage.start,
        "end": passage.end,
        "sha256": _sha256(passage.text),
        "score": round(hit.score, 6),
        "found_by": hit.found_by.value,
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
