"""Gets a document out of a file's bytes, or says in a sentence why that cannot be done."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from muniment_engines.bundled.pdf.repair import with_new_end
from muniment_engines.errors import DocumentError

HEADER_WITHIN = 1024
"""Bytes in which the header must begin, and in which the end of the file is looked for."""


def load(data: NDArray[np.uint8], password: str | None) -> tuple[Any, NDArray[np.uint8]]:
    """PDFium's handle, and the bytes that must stay where they are until that is closed. Raises `DocumentError`."""
    if not len(data):
        raise DocumentError("empty", "The file is empty; get it again from where it came from.")
    secret = None if password is None else password.encode("utf-8")
    handle = _load(data, secret)
    code = int(pdfium.FPDF_GetLastError())
    if not handle and code not in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        mended = with_new_end(data.tobytes())
        if mended is not None:
            data = np.frombuffer(mended, np.uint8)
            handle = _load(data, secret)
    if not handle:
        raise _reason(code, password)
    return handle, data


def _load(data: NDArray[np.uint8], secret: bytes | None) -> Any:
    return pdfium.FPDF_LoadMemDocument64(data.ctypes.data, len(data), secret)


def was_repaired(data: NDArray[np.uint8]) -> bool:
    """Whether the file's own table of contents is not where the file says, so that PDFium had to find the objects itself."""
    header = data[:HEADER_WITHIN].tobytes().find(b"%PDF-")
    starts = re.findall(rb"startxref\s+(\d+)", data[-HEADER_WITHIN:].tobytes())
    if header < 0 or not starts or len(starts[-1]) > len(str(len(data))):
        return True
    start = int(starts[-1])
    return not any(_holds_table(data[at : at + 32].tobytes()) for at in {start, start + header})


def _holds_table(piece: bytes) -> bool:
    return re.match(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)", piece) is not None


def _reason(code: int, password: str | None) -> DocumentError:
    if code == pdfium.FPDF_ERR_PASSWORD:
        if password:
            return DocumentError("encrypted", "The password does not open this PDF; give another one.")
        return DocumentError("encrypted", "This PDF is protected by a password; give the password to have it read.")
    if code == pdfium.FPDF_ERR_SECURITY:
        return DocumentError("encrypted", "This PDF is protected in a way that cannot be opened here; save an unprotected copy.")
    return DocumentError("damaged", "This is not a PDF, or it is too damaged to be read; get it again from where it came from.")
