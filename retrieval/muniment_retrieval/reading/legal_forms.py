"""The legal forms by which the name of a company ends ("Inc.", "GmbH", "L.P."), as they are written, and names that have one."""

from __future__ import annotations

import re

_LAST = (
    r"(?:GmbH|AG)\s*&\s*Co\.?(?:\s*(?:KGaA|KG|OHG)\b)?|(?i:inc|corp|ltd|ltda|llc|llp|plc|gmbh)\b\.?|(?:Incorporated|INCORPORATED|Corporation|CORPORATION|Limited|LIMITED)(?!\s+(?i:liability|partnership))"
    r"|(?:Co|CO|P\.L\.C|L\.\s?L\.\s?C|L\.\s?L\.\s?P|L\.\s?P|S\.\s?A\.\s?S|S\.?\s?A|N\.\s?V|B\.\s?V|S\.\s?p\.\s?A|S\.\s?r\.\s?l|K\.\s?K|A\.\s?G|N\.\s?A|a\.\s?s|s\.\s?r\.\s?o|P\.\s?C|P\.\s?A)\."
    r"|(?:LP|Pty|PTY|Pte|PTE|Pvt|Sdn|Bhd|Berhad|Oyj|ApS|ASA|SpA|SARL|KGaA|L\.L\.C|L\.P)\b\.?|A/S|(?i:limited\s+partnership)\b"
)
_SHORT = r"(?:AG|KG|SE|SA|NV|BV|AB|KK|Oy)\b"
_KINDS = (
    r"(?i:company|trust|bank|university|foundation|association|partnership|institute|fund|partners|group|holdings|authority|college"
    r"|hospital|ministry|department|council|society|agency)\b"
)

LAST = re.compile(rf"(?:(?:,|(?<!\s))\s++(?:{_LAST})|(?<!\s)\s++(?:{_SHORT}))(?!\w)")
"""A form with which a name ends, with what parts it from the name."""

_WORD = r"[a-z]?[A-Z0-9&*][\w.&’'*/+-]*"
_LINK = r"(?:of|(?<!\d\s)and|&|de|da|del|der|van|von|for|the|la|le)"
_NAME = rf"(?:[Tt]he\s++)?(?:{_WORD},\s++)?{_WORD}(?:\s++(?:{_LINK}\s++){{0,2}}(?:\([A-Z][\w.]*\)\s++)?{_WORD}){{0,9}}?"

WHOLE = re.compile(
    rf"{_NAME}(?:\s++\([A-Z][\w.]*\))?(?:,?\s++(?:{_LAST})|\s++(?:{_SHORT})|\s++{_KINDS})(?!\w)|(?:[Tt]he\s+)?(?:University|Bank|Ministry|Department|City|County|Town|Village|State|Government|Republic|Commonwealth"
    r"|Kingdom|Province|Borough|Port)\s+of\s+(?:the\s+)?[A-Z]"
)
"""A name that says which form, or which kind of body, it is of."""
