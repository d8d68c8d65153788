"""What the standard library makes of the parts of a mail: the parts in them, their bytes, and their lines."""

from __future__ import annotations

import binascii
import email
import email.policy
import re
from email.message import Message

from muniment_engines.bundled.mail.headers import decoded_header
from muniment_engines.bundled.web.charset import characters

BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library raises about parts that are broken."""

_BOUNDARY = re.compile(r"^--([^\s\"\\]{1,200})[ \t]*\r?\n(?:[A-Za-z-]+:|\r?\n)", re.M)


def children_of(part: Message) -> list[Message]:
    """The parts of a part. Where the line between them is not as stated, it is the first that looks like one."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return [child for child in payload if isinstance(child, Message)]
    text = str(payload)
    if not (found := _BOUNDARY.search(text)):
        rest = email.message_from_string("")
        rest.set_payload(text)
        return [rest]
    whole = f'Content-Type: multipart/mixed; boundary="{found[1]}"\n\n{text}'
    again = email.message_from_bytes(whole.encode("ascii", "surrogateescape"), policy=email.policy.compat32).get_payload()
    return [child for child in again if isinstance(child, Message)] if isinstance(again, list) else []


def bytes_of(part: Message) -> bytes:
    """The bytes of a part, as far as they can be decoded."""
    coding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if coding:
        part.replace_header("content-transfer-encoding", coding)
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def report(part: Message) -> str:
    """A report about a mail, whose fields were taken for headers."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        return characters(bytes_of(part))[0]
    groups = [
        "\n".join(f"{key}: {decoded_header(str(value))}" for key, value in p.raw_items())
        for p in payload
        if isinstance(p, Message)
    ]
    return "\n\n".join(groups)


def written(part: Message, message: Message) -> bytes:
    """A mail in a mail, as a file of its own. Some programs encode it as if it were any file, which nobody should."""
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64" and not message.keys():
        try:
            return binascii.a2b_base64(str(message.get_payload()).encode("ascii", "ignore"))
        except binascii.Error:
            pass
    try:
        return message.as_bytes()
    except (*BROKEN, RecursionError):
        return str(message).encode("utf-8", "surrogateescape")


def unfolded(text: str, part: Message) -> str:
    """A text whose lines were broken to be sent: a space at a line's end says that it goes on (RFC 3676)."""
    drop = str(part.get_param("delsp", "")).lower() == "yes"
    lines: list[str] = []
    goes_on = ""
    for line in text.split("\n"):
        quote = re.match(r">*", line).group() if line else ""  # type: ignore[union-attr]
        body = line[len(quote) :].removeprefix(" ")
        if goes_on and lines and quote == goes_on.rstrip("+"):
            lines[-1] += body
        else:
            lines.append(f"{quote} {body}" if quote else body)
        flows = body.endswith(" ") and body != "-- "
        if flows and drop:
            lines[-1] = lines[-1][:-1]
        goes_on = f"{quote}+" if flows else ""
    return "\n".join(lines)
