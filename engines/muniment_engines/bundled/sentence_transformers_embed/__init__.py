"""Turns text into vectors with a sentence-transformers model that lies in a folder on this machine.

`describe` answers without loading anything. `open` first looks at the folder (`model_folder`: is it a model, is it whole), then
imports the libraries with everything switched off that could look for a network (`libraries`), then loads the model (`engine`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, EngineInfo, Setting, SettingValue

if TYPE_CHECKING:
    from muniment_engines.bundled.sentence_transformers_embed.engine import SentenceTransformersEmbed


BATCH = 8
"""No slower than larger ones without a graphics card, and what the arithmetic holds at once is a quarter of that of 32."""


def describe() -> EngineInfo:
    """What this engine is; nothing is loaded."""
    return EngineInfo(
        api=API_VERSION,
        kind="embed",
        name="sentence-transformers",
        version="1",
        settings=(
            Setting("model", "path", "The folder of a sentence-transformers model.", required=True),
            Setting("threads", "integer", "Processor threads; 0 takes all cores.", default=0, minimum=0, maximum=1024),
            Setting("batch", "integer", "Texts that are worked on together.", default=BATCH, minimum=1, maximum=1024),
        ),
    )


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> SentenceTransformersEmbed:
    """Load the model.

    Raises `ModelInvalid` for a folder that holds no whole model, `EngineMissing` without the libraries, `NotEnoughMemory`.
    """
    from muniment_engines.bundled.sentence_transformers_embed.engine import load

    return load(
        Path(str(settings["model"])),
        threads=int(settings.get("threads") or 0),
        batch=int(settings.get("batch") or BATCH),
        private_folder=private_folder,
    )
