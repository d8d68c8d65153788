"""Finds the models in the folder of the rapidocr package, and opens them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muniment_engines.bundled.machine import physical_cores
from muniment_engines.errors import EngineMissing, ModelInvalid, NotEnoughMemory

if TYPE_CHECKING:
    from muniment_engines.bundled.rapidocr_ocr.engine import RapidOcr

NEEDED = ("rapidocr", "onnxruntime", "cv2")
MISSING = (
    "Recognising text needs the packages rapidocr, onnxruntime and opencv-python-headless, which are not installed here; "
    "install them, or go on without the text of scanned pages."
)
DETECTION, RECOGNITION = "*_det_*.onnx", "*_rec_*.onnx"
CHARACTERS = "character"
"""The entry of a recognition model's metadata that lists its characters, one a line."""


def load(threads: int) -> RapidOcr:
    """Open the models; `threads` 0 takes every core. Raises `EngineMissing`, `ModelInvalid` and `NotEnoughMemory`."""
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        raise EngineMissing(MISSING)
    try:
        import cv2
        import onnxruntime

        from muniment_engines.bundled.rapidocr_ocr.engine import RapidOcr
    except ImportError:
        raise EngineMissing(MISSING) from None
    folder, count = _folder(), threads or physical_cores()
    onnxruntime.disable_telemetry_events()
    cv2.setNumThreads(count)
    detection = _session(_only(folder, DETECTION), count)
    recognition = _session(_only(folder, RECOGNITION), count)
    listed = recognition.get_modelmeta().custom_metadata_map.get(CHARACTERS, "").splitlines()
    # Besides those listed there is "none", which stands first, and the space, which stands last.
    characters = ["", *listed, " "]
    if not listed or recognition.get_outputs()[0].shape[-1] not in (len(characters), None):
        raise ModelInvalid("The recognition model of rapidocr does not list its characters; install rapidocr again.")
    return RapidOcr(detection, recognition, characters)


def _folder() -> Path:
    """Where the package's models lie. The package is looked for, but not imported."""
    spec = importlib.util.find_spec("rapidocr")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        return Path(place) / "models"
    raise EngineMissing(MISSING)


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise EngineMissing("The models that belong to rapidocr are not there; install rapidocr again.")
    return found[-1]


def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False  # it would keep the most that any picture has needed
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that wait leave the cores to others
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except MemoryError:
        raise NotEnoughMemory("Recognising text needs about 400 MB of memory; close other programs.") from None
    except Exception:
        # Whatever onnxruntime says of a file that is no model.
        raise ModelInvalid(f"The model “{path.name}” of rapidocr is damaged; install rapidocr again.") from None
