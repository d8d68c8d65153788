"""The engine protocol: everything that an engine's author needs to know, one file a kind.

An engine is a module (or an object) with two functions, found by an entry point of the group that its kind names
(`ENTRY_POINT_GROUPS`). The host first calls `describe()`, which answers without loading anything heavy; then, for each way in
which the person has set the engine up, `open(settings, private_folder)`. What `open` returns speaks the protocol of its kind:
`Chat`, `Embed`, `Parse`, `Ocr` or `Redact`. All calls are synchronous and come one at a time; the process has no network and
sees no files but the program's own, its model and its private folder. An engine that names hosts in its permissions is opened
with a third argument, the `Courier` that sends for it.

The protocol's version is part of the entry point's group, so that an engine of another version is never imported.
"""

from muniment_engines.api.cancel import Cancel, Cancelled
from muniment_engines.api.chat import Chat, ChatRequest, Message, TextDelta, TokenCount, Usage
from muniment_engines.api.describing import (
    API_VERSION,
    ENTRY_POINT_GROUPS,
    EngineInfo,
    EngineModule,
    Kind,
    NetworkEngineModule,
    Permissions,
    Setting,
    SettingValue,
)
from muniment_engines.api.embed import Embed, Space
from muniment_engines.api.ocr import Ocr, Seen, SeenLine, SeenWord
from muniment_engines.api.parse import About, Container, Heading, Member, Opened, Page, Parse, ParseLimits, Pixels, Region, Words
from muniment_engines.api.redact import Named, NameKind, Redact
from muniment_engines.api.sending import MOST_BODY, Courier, HttpLimits, HttpReply, HttpRequest

__all__ = [
    "API_VERSION",
    "ENTRY_POINT_GROUPS",
    "MOST_BODY",
    "About",
    "Cancel",
    "Cancelled",
    "Chat",
    "ChatRequest",
    "Container",
    "Courier",
    "Embed",
    "EngineInfo",
    "EngineModule",
    "Heading",
    "HttpLimits",
    "HttpReply",
    "HttpRequest",
    "Kind",
    "Member",
    "Message",
    "NameKind",
    "Named",
    "NetworkEngineModule",
    "Ocr",
    "Opened",
    "Page",
    "Parse",
    "ParseLimits",
    "Permissions",
    "Pixels",
    "Redact",
    "Region",
    "Seen",
    "SeenLine",
    "SeenWord",
    "Setting",
    "SettingValue",
    "Space",
    "TextDelta",
    "TokenCount",
    "Usage",
    "Words",
]
