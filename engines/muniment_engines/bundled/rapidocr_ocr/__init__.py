"""Reads pictures with the PP-OCR models that the rapidocr package carries.

`models` finds them in that package's folder and opens them with onnxruntime; nothing of the package itself is imported, and
nothing is ever fetched. `engine` then does a picture: `specks` cleans it, `detecting` finds where something is written,
`standing` how the writing stands (turned, askew) and its boxes, `turning` turns the picture upright, `recognising` says what is
in a box and where each character is, `words` puts these together, and `order` brings the lines into the order of reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, EngineInfo, Setting, SettingValue

if TYPE_CHECKING:
    from muniment_engines.bundled.rapidocr_ocr.engine import RapidOcr

READER_VERSION = "1"
"""Counts up when the same picture would give another text than before."""


def describe() -> EngineInfo:
    """What this engine is; nothing is loaded."""
    return EngineInfo(
        api=API_VERSION,
        kind="ocr",
        name="rapidocr",
        version=f"{READER_VERSION} (rapidocr {_library_version()})",
        settings=(Setting("threads", "integer", "Processor threads; 0 takes all cores.", default=0, minimum=0, maximum=1024),),
    )


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> RapidOcr:
    """Load the models.

    Raises `EngineMissing` without the libraries or the models, `ModelInvalid` for models that are damaged, `NotEnoughMemory`.
    """
    from muniment_engines.bundled.rapidocr_ocr.models import load

    return load(threads=int(settings.get("threads") or 0))


def _library_version() -> str:
    try:
        return metadata.version("rapidocr")
    except metadata.PackageNotFoundError:
        return "unknown"
