"""Conversations in the window: the list at the left, the questions before in a conversation, and the record of an answer."""
