"""The room of the health report: what became of every file that was offered, and what to do about those that ask for it."""
