"""What can go wrong on this floor, in words for people."""


class KnowledgeError(Exception):
    """Something that cannot be done; the message says what happened and what to do now."""
