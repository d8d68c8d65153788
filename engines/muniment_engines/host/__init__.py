"""The host: engines in worker processes, as if they were here.

`ChatWorker` satisfies `api.Chat`, `EmbedWorker` `api.Embed`, `OcrWorker` `api.Ocr`, `RedactWorker` `api.Redact`, and
`ParseWorker` opens documents. Each has one process, which starts with the first call (or with `warm`), is killed when it does not
keep its limits, and starts afresh with the next call.
"""

from muniment_engines.host.chat import ChatWorker
from muniment_engines.host.embed import EmbedWorker
from muniment_engines.host.ocr import OcrWorker
from muniment_engines.host.parse import TOO_MUCH_MEMORY, OpenedDocument, ParseWorker
from muniment_engines.host.redact import RedactWorker
from muniment_engines.host.sending import Outbound
from muniment_engines.host.spec import WorkerSpec
from muniment_engines.host.worker import Worker

__all__ = [
    "TOO_MUCH_MEMORY",
    "ChatWorker",
    "EmbedWorker",
    "OcrWorker",
    "OpenedDocument",
    "Outbound",
    "ParseWorker",
    "RedactWorker",
    "Worker",
    "WorkerSpec",
]
