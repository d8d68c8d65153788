"""Runs the Rampart model over texts with onnxruntime."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import Cancel, Named
from muniment_engines.bundled.machine import physical_cores
from muniment_engines.bundled.rampart_redact.joining import ROLES, Part, joined
from muniment_engines.bundled.rampart_redact.windows import windows
from muniment_engines.errors import EngineMissing, ModelInvalid, NotEnoughMemory

NEEDED = ("onnxruntime", "tokenizers")
FILES = ("config.json", "tokenizer.json", "onnx/model_q4.onnx")
MISSING = (
    "Finding people and addresses needs the packages onnxruntime and tokenizers, which are not installed here; "
    "install them, or go on with the rules alone."
)
LONGEST = 512
"""Tokens that the model takes at most."""
SURE = 0.5


def load(folder: Path, threads: int) -> Rampart:
    """Open the model; `threads` 0 takes every core. Raises `EngineMissing`, `ModelInvalid` and `NotEnoughMemory`."""
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        raise EngineMissing(MISSING)
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        raise ModelInvalid(f"“{folder.name}” is no Rampart model: {', '.join(missing)} is not there; fetch it again.")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    import onnxruntime
    from tokenizers import Tokenizer

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or physical_cores()
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that wait leave the cores to others
    try:
        labels = json.loads((folder / FILES[0]).read_text(encoding="utf-8"))["id2label"]
        tokenizer = Tokenizer.from_file(str(folder / FILES[1]))
        session = onnxruntime.InferenceSession(folder / FILES[2], options, providers=["CPUExecutionProvider"])
        return Rampart(session, tokenizer, [labels[str(number)] for number in range(len(labels))])
    except MemoryError:
        raise NotEnoughMemory("Finding names needs about 300 MB of memory; close other programs.") from None
    except Exception:
        # Whatever the libraries say of files that are no model.
        raise ModelInvalid(f"The model “{folder.name}” is damaged; fetch it again.") from None


class Rampart:
    """Satisfies `muniment_engines.api.Redact`. `labels` are what the model's numbers mean."""

    def __init__(self, session: Any, tokenizer: Any, labels: Sequence[str]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._tokenizer.enable_truncation(LONGEST)
        self._roles = [ROLES.get(label.partition("-")[2]) for label in labels]

    def names(self, texts: Sequence[str], cancel: Cancel) -> list[tuple[Named, ...]]:
        found = []
        for text in texts:
            cancel.check()
            found.append(tuple(joined(text, self._parts(text, cancel))))
        return found

    def _parts(self, text: str, cancel: Cancel) -> Iterator[Part]:
        """Every token that is a part of a name, in the order of the text."""
        whole = text.encode("utf-8", "replace").decode() if not text.isascii() else text  # half a character is none to a library
        for window in windows(whole):
            cancel.check()
            encoded = self._tokenizer.encode(whole[window.start : window.end])
            likelihood = self._likelihood(encoded.ids)
            best = likelihood.argmax(axis=1)
            for (start, end), number, row in zip(encoded.offsets, best.tolist(), likelihood, strict=True):
                role, score = self._roles[number], float(row[number])
                at = window.start + start
                if role is not None and start < end and score >= SURE and window.first <= at < window.last:
                    yield Part(at, window.start + end, role, min(1.0, score))

    def _likelihood(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """float32[tokens, labels], each row summing to 1."""
        ids = np.array([numbers], np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        raw = self._session.run(None, given)[0][0]
        powers = np.exp(raw - raw.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
