"""Writes text with a quantised model in a GGUF file, through llama.cpp.

`describe` answers without loading anything. `open` reads the head of the file (`gguf`: is it a model, is it whole), compares
what the model will take with the memory that is free (`memory`), and only then lets llama.cpp load it (`native`). A request is
put into the model's own words (`prompt`), read (only what differs from the request before), and answered token by token
(`engine`), each turned into text that is whole characters and never part of a stop string (`stream`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, EngineInfo, Permissions, Setting, SettingValue

if TYPE_CHECKING:
    from muniment_engines.bundled.llama_cpp_chat.engine import LlamaCppChat

CONTEXT = 4096


def describe() -> EngineInfo:
    """What this engine is; nothing is loaded."""
    return EngineInfo(
        api=API_VERSION,
        kind="chat",
        name="llama-cpp",
        version="1",
        settings=(
            Setting("model", "path", "The model's GGUF file.", required=True),
            Setting(
                "context",
                "integer",
                "Tokens that question, evidence and answer may have together; never more than the model was made for.",
                default=CONTEXT,
                minimum=256,
                maximum=1_048_576,
            ),
            Setting("threads", "integer", "Processor threads; 0 takes all cores.", default=0, minimum=0, maximum=1024),
            Setting(
                "gpu_layers",
                "integer",
                "Layers of the model that the graphics card works on; -1 takes all where there is one.",
                default=-1,
                minimum=-1,
            ),
            Setting("lora", "text", f"Files of LoRA adapters, separated by “{os.pathsep}”.", default=""),
        ),
        permissions=Permissions(gpu=True),
    )


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> LlamaCppChat:
    """Load the model; nothing is written to `private_folder`.

    Raises `ModelInvalid` for a file that is no whole model, `EngineMissing` without the library, `NotEnoughMemory`.
    """
    from muniment_engines.bundled.llama_cpp_chat.engine import load

    gpu_layers = settings.get("gpu_layers")
    return load(
        Path(str(settings["model"])),
        context=int(settings.get("context") or CONTEXT),
        threads=int(settings.get("threads") or 0),
        gpu_layers=-1 if gpu_layers is None else int(gpu_layers),
        adapters=[Path(path) for path in str(settings.get("lora") or "").split(os.pathsep) if path],
    )
