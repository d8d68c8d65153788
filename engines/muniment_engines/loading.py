"""Loading an engine by its reference: "package.module", "package.module:name", or a function there that makes one."""

from __future__ import annotations

import importlib
from typing import cast

from muniment_engines.api import EngineModule


def load_engine(reference: str) -> EngineModule:
    """Import what `reference` names. Raises `ImportError` and `AttributeError` where it is not there."""
    module, _, name = reference.partition(":")
    found: object = importlib.import_module(module)
    for attribute in name.split(".") if name else ():
        found = getattr(found, attribute)
    if isinstance(found, type) or (callable(found) and not hasattr(found, "describe")):
        found = found()
    return cast(EngineModule, found)
