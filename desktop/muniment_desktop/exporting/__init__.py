"""Files of a person's choice: tables as CSV, or XLSX with their citations; conversations and summaries as Markdown or for
Word.
"""

from .saving import save, save_bytes, save_paper
from .sheets import Sheet, chronicle_sheets, sheets_of, table_sheets
from .talk import Paper, paper, summary_paper

__all__ = [
    "Paper",
    "Sheet",
    "chronicle_sheets",
    "paper",
    "save",
    "save_bytes",
    "save_paper",
    "sheets_of",
    "summary_paper",
    "table_sheets",
]
