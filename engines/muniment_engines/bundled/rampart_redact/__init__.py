"""Finds people and addresses with the Rampart model, a small BERT that names the parts of them, which lies in a folder here.

`describe` answers without loading anything. `open` loads the model with onnxruntime (`engine`), `windows` cuts texts into what
the model sees at a time, and `joining` makes people and addresses of the parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, EngineInfo, Setting, SettingValue

if TYPE_CHECKING:
    from muniment_engines.bundled.rampart_redact.engine import Rampart


def describe() -> EngineInfo:
    """What this engine is; nothing is loaded."""
    return EngineInfo(
        api=API_VERSION,
        kind="redact",
        name="rampart",
        version="1",
        settings=(
            Setting("model", "path", "The folder of the Rampart model.", required=True),
            Setting("threads", "integer", "Processor threads; 0 takes all cores.", default=0, minimum=0, maximum=1024),
        ),
    )


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> Rampart:
    """Load the model.

    Raises `ModelInvalid` for a folder that holds no whole model, `EngineMissing` without the libraries, `NotEnoughMemory`.
    """
    from muniment_engines.bundled.rampart_redact.engine import load

    return load(Path(str(settings["model"])), threads=int(settings.get("threads") or 0))
