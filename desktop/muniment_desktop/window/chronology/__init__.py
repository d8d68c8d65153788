"""The room of the chronology: what happened when, as the documents tell it."""
