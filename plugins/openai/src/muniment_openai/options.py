"""The settings, checked and typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from muniment_engines.api import SettingValue
from muniment_engines.errors import EngineError

_OPENAIS = (".openai.com", ".openai.azure.com", ".services.ai.azure.com")
"""Where `max_tokens` is called otherwise, and the old name is refused by the newer models."""


@dataclass(frozen=True)
class Options:
    """`api_key` is the key's place in a header, or empty where the server needs none."""

    base_url: str
    model: str
    api_key: str
    context: int
    organization: str
    api_version: str
    first_byte_seconds: float
    between_seconds: float
    tries: int
    temperature: bool
    seed: bool
    usage: bool
    limit: str

    @staticmethod
    def of(values: Mapping[str, SettingValue]) -> Options:
        """Raises `EngineError` where something that is needed is missing."""
        base_url, model = str(values.get("base_url") or "").strip().rstrip("/"), str(values.get("model") or "").strip()
        if not base_url or not model:
            raise EngineError("This engine needs the server's address and a model; set it up again with both.")
        limit = str(values["limit"])
        if limit == "automatic":
            host = f".{urlsplit(base_url).hostname or ''}"
            limit = "max_completion_tokens" if host.endswith(_OPENAIS) else "max_tokens"
        return Options(
            base_url=base_url,
            model=model,
            api_key=str(values.get("api_key") or ""),
            context=int(values["context"] or 0),
            organization=str(values["organization"] or ""),
            api_version=str(values["api_version"] or ""),
            first_byte_seconds=float(values["first_byte_seconds"] or 0),
            between_seconds=float(values["between_seconds"] or 0),
            tries=int(values["tries"] or 1),
            temperature=bool(values["temperature"]),
            seed=bool(values["seed"]),
            usage=bool(values["usage"]),
            limit=limit,
        )
