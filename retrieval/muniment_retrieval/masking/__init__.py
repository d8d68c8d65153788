"""Masking: what is personal or secret in a text is exchanged for placeholders, and put back in what comes in reply.

`finding` says what is to be masked: by the rules of `contacts`, `numbers`, `references`, `names` and `employers`, by the vault's
own list (`words`), and by what models on this machine say (`models`, without what `drafting` knows to name nobody). `masker`
exchanges it, with `items` for what is the same and `placeholders` for how that is written and read again.
"""

from .finding import find
from .items import Item
from .masker import Masked, Restored, Restoring, mask
from .models import from_models
from .spans import KINDS, MaskKind, Span

__all__ = ["KINDS", "Item", "MaskKind", "Masked", "Restored", "Restoring", "Span", "find", "from_models", "mask"]
