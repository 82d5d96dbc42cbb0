"""What can go wrong in the network, in words for people."""


class NetworkError(Exception):
    """Something that cannot be done; the message says what happened and what to do now."""
