"""What the engine says of itself, and where it cannot be opened."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from muniment_engines.api import Cancel, Ocr, Pixels
from muniment_engines.bundled import rapidocr_ocr
from muniment_engines.bundled.rapidocr_ocr import models
from muniment_engines.errors import EngineMissing, ModelInvalid
from muniment_engines.host import OcrWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_engines.registry import find_engines

NAME = "muniment_engines.bundled.rapidocr_ocr"
HEAVY = ("cv2", "onnxruntime", "rapidocr")


@pytest.fixture
def worker(ocr: Ocr) -> Iterator[OcrWorker]:
    """A confined process, where the libraries are there at all."""
    launcher = DirectLauncher({"worker": ("muniment_engines.worker:main", "worker")})
    with OcrWorker(launcher, WorkerSpec(NAME, "ocr", {"threads": 1})) as made:
        yield made


def test_it_is_found_by_its_entry_point() -> None:
    entry = find_engines()["rapidocr"]
    assert (entry.kind, entry.reference) == ("ocr", NAME)


def test_it_describes_itself_without_its_libraries() -> None:
    asked = f"import sys, {NAME} as e; e.describe(); print([name for name in {HEAVY} if name in sys.modules])"
    root = str(Path(rapidocr_ocr.__file__).parents[3])
    said = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
    info = rapidocr_ocr.describe()
    assert (info.kind, info.name, [setting.name for setting in info.settings]) == ("ocr", "rapidocr", ["threads"])


def test_it_reads_in_a_confined_process(worker: OcrWorker, write: Any, said: Any) -> None:
    seen = worker.recognise(Pixels(np.array(write(["Notice of termination"]))), Cancel())
    assert said(seen) == ["Notice of termination"]
    if sys.platform == "linux":
        assert worker.confinement is not None
        assert worker.confinement["seccomp"]


def test_without_its_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EngineMissing, match="install"):
        rapidocr_ocr.open({}, Path())


def test_without_its_models_it_says_so(ocr: Ocr, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "_folder", lambda: tmp_path)
    with pytest.raises(EngineMissing, match="install rapidocr again"):
        rapidocr_ocr.open({}, Path())


def test_a_damaged_model_is_named(ocr: Ocr, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a_det_b.onnx").write_bytes(b"no model")
    (tmp_path / "a_rec_b.onnx").write_bytes(b"")
    monkeypatch.setattr(models, "_folder", lambda: tmp_path)
    with pytest.raises(ModelInvalid, match="a_det_b"):
        rapidocr_ocr.open({}, Path())
