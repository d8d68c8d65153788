"""The right of the window: where a document says so."""
