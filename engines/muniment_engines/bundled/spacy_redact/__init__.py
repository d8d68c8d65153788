"""Finds organisations, places and people with a spaCy pipeline, which lies in a folder here.

`describe` answers without loading anything; `open` imports spaCy without the libraries for training that it would take along, and
loads of the pipeline only what finds names (`engine`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, EngineInfo, Setting, SettingValue

if TYPE_CHECKING:
    from muniment_engines.bundled.spacy_redact.engine import SpacyNames


def describe() -> EngineInfo:
    """What this engine is; nothing is loaded."""
    return EngineInfo(
        api=API_VERSION,
        kind="redact",
        name="spacy",
        version="1",
        settings=(Setting("model", "path", "The folder of a spaCy pipeline that finds names.", required=True),),
    )


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> SpacyNames:
    """Load the pipeline.

    Raises `ModelInvalid` for a folder that holds no such pipeline, `EngineMissing` without spaCy, `NotEnoughMemory`.
    """
    from muniment_engines.bundled.spacy_redact.engine import load

    return load(Path(str(settings["model"])))
