"""What is seen in a picture, in one message. The picture itself goes over as the bands of `wire.parse`."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import Seen, SeenLine, SeenWord
from muniment_engines.wire.parts import Parts, array_bytes, array_of, decoding, pack_texts, unpack_texts

MOST_PIXELS = 40_000_000
"""Pixels of one picture."""

_TURNS = (0, 90, 180, 270)


def seen_to_wire(seen: Seen) -> tuple[dict[str, Any], Parts]:
    words = [word for line in seen.lines for word in line.words]
    return {"turned": int(seen.turned)}, {
        **pack_texts([word.text for word in words], "words"),
        "boxes": array_bytes(np.array([word.box for word in words], "<f4").reshape(-1, 4), "<f4"),
        "counts": array_bytes(np.array([len(line.words) for line in seen.lines], "<i4"), "<i4"),
        "confidences": array_bytes(np.array([line.confidence for line in seen.lines], "<f4"), "<f4"),
    }


def seen_from_wire(fields: dict[str, Any], parts: Parts, width: int, height: int) -> Seen:
    """What was seen in a picture of `width` by `height` pixels."""
    with decoding():
        turned = fields["turned"]
        texts, boxes = unpack_texts(parts, "words"), array_of(parts["boxes"], "<f4", 4)
        counts, confidences = (array_of(parts[name], kind, 1)[:, 0] for name, kind in (("counts", "<i4"), ("confidences", "<f4")))
        if turned not in _TURNS or not all(text.strip() for text in texts) or not _within(boxes, width, height):
            raise ValueError
        if (counts < 1).any() or counts.sum(dtype=np.int64) != len(texts) or not ((confidences >= 0) & (confidences <= 1)).all():
            raise ValueError
        rows = boxes.astype(float).tolist()
        words = [SeenWord(text, (left, top, right, bottom)) for text, (left, top, right, bottom) in zip(texts, rows, strict=True)]
        ends = list(accumulate(counts.tolist()))
        lines = (tuple(words[start:end]) for start, end in zip([0, *ends], ends, strict=False))
        sure = confidences.astype(float).tolist()
        return Seen(tuple(SeenLine(line, confidence) for line, confidence in zip(lines, sure, strict=True)), turned)


def _within(boxes: NDArray[np.float32], width: int, height: int) -> bool:
    left, top, right, bottom = boxes.T
    return bool(((left >= 0) & (left <= right) & (right <= width) & (top >= 0) & (top <= bottom) & (bottom <= height)).all())
