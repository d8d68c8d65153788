"""The room of the summaries: what is wished for, how long it takes, how far it is, and what came out."""
