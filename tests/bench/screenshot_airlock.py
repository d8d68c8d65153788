"""The airlock's sheet, for `screenshots.py`."""

from __future__ import annotations

import json
from typing import Any

from muniment_desktop.airlock import Draft, Job
from muniment_desktop.airlock.sheet import Prices, Sheet, sheet_of
from muniment_desktop.outgoing import Outgoing
from muniment_engines.api import ChatRequest, HttpRequest, Message
from muniment_retrieval.masking import find
from muniment_retrieval.vault.policies import Policy

TEXT = (
    "Excerpts:\n\n[Supply Agreement]\nEither party may end this Agreement upon ninety (90) days' prior written notice to Ms. Anna"
    " Orion, anna.orion@example.com, +1 415 555 2671, 12 Harbour Street, Boston, MA 02110.\n\nQuestion: How much notice must"
    " Orion give?\nAnswer in one short sentence, with the exact names, numbers and dates."
)
PAGES = (
    "Supply Agreement.pdf, p. 14",
    "Amendment 1.pdf, p. 2",
    "A very long name of a file that does not fit the list.pdf, p. 112",
)


def a_sheet() -> Sheet:
    request = ChatRequest(
        (Message("system", "You answer questions about documents from the excerpts given."), Message("user", TEXT))
    )
    draft = Draft(request, [find(TEXT)])
    said = [{"role": m.role, "content": m.content} for m in draft.request.messages]
    body = json.dumps({"model": "gpt", "stream": True, "messages": said}, ensure_ascii=False).encode()
    headers = (("Authorization", "Bearer {{api_key}}"), ("Content-Type", "application/json"))
    sent = HttpRequest("POST", "https://api.example.org/v1/chat/completions", headers, body).complete()
    outgoing = Outgoing(sent, "office", "gpt", "https://api.example.org", "a question", 1)
    return sheet_of(outgoing, Job("a question", (1,)), draft, Policy.ASK, Prices(2.5, 10.0), PAGES, ())


def airlock(studio: Any) -> None:
    bench = studio.opened()
    bench.rooms.airlock.show_sheet(a_sheet(), lambda _: None, "Lucid distribution")
    bench.rooms.enter("airlock")
    bench.rooms.airlock.verbs.disclose.click()
    studio.shoot(bench, "62-airlock")
