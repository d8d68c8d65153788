"""What a publisher's hub says of a repository: the commit behind a revision, and the size and checksum of each file.

Only asked where the catalogue does not hold the checksums itself. What the hub states of a large file is its SHA-256, of a small
one git's own.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from muniment_engines.api import Cancel, HttpRequest
from muniment_engines.errors import ModelInvalid

from ..addresses import Hub
from ..courier.client import Courier
from ..courier.failures import CourierFailed
from .catalogue import HubSource, ModelFile

_OK = 200
_ANSWER_AT_MOST = 8 << 20


def file_address(hub: Hub, source: HubSource, file: ModelFile) -> str:
    return f"{hub.address}/{source.repository}/resolve/{quote(source.revision, safe='')}/{quote(file.hub_path)}"


def stated(
    courier: Courier, hub: Hub, source: HubSource, files: tuple[ModelFile, ...], cancel: Cancel
) -> tuple[HubSource, tuple[ModelFile, ...]]:
    """The source pinned to the commit that its revision is now, and the files with the hub's sizes and checksums.

    A checksum of the catalogue's own stays. Raises `CourierFailed`, and `ModelInvalid` where the hub does not say enough.
    """
    root = f"{hub.address}/api/models/{source.repository}"
    about = _ask(courier, f"{root}/revision/{quote(source.revision, safe='')}", cancel)
    try:
        pinned = HubSource(source.repository, str(about["sha"]))
        listing = _ask(courier, f"{root}/tree/{pinned.revision}?recursive=true", cancel)
        entries = {entry["path"]: entry for entry in listing if entry["type"] == "file"}
        return pinned, tuple(_with_statement(file, entries[file.hub_path]) for file in files)
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelInvalid("The hub does not say what this model's files are; fetch the model another way.") from error


def _with_statement(file: ModelFile, entry: dict[str, Any]) -> ModelFile:
    large = entry.get("lfs")
    if large is None:
        return replace(file, size=int(entry["size"]), git="" if file.sha256 else str(entry["oid"]))
    return replace(file, size=int(large["size"]), sha256=file.sha256 or str(large["oid"]))


def _ask(courier: Courier, url: str, cancel: Cancel) -> Any:
    request = HttpRequest("GET", url, (("Accept", "application/json"), ("Accept-Encoding", "identity"))).complete()
    reply = courier.send(request, urlsplit(url).netloc, {}, cancel)
    body = b""
    for piece in reply.pieces:
        body += piece
        if len(body) > _ANSWER_AT_MOST:
            raise CourierFailed("too large")
    if reply.status != _OK:
        raise CourierFailed("status", reply.status)
    try:
        return json.loads(body)
    except ValueError as error:
        raise CourierFailed("cut") from error
