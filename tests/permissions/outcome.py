"""What an address answered, and whether anything in the database changed while it did."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

_WRITE = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.I
)
# A session is kept whatever the answer; that a superuser looked is recorded on purpose.
_KEPT_ALWAYS = frozenset({"django_session", "network_emergencyaccess"})
_SIGN_IN = re.compile(r"^/(?:nl|en)/account/login/$|^/admin/login/$")
_SECOND_FACTOR = re.compile(r"^/(?:nl|en)/account/2fa/")


@contextmanager
def changes_seen() -> Iterator[set[str]]:
    """Collect the tables that are written to; stricter than comparing them before and after."""
    tables: set[str] = set()

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        found = _WRITE.match(str(sql))
        if found and found[1] not in _KEPT_ALWAYS:
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer: `writes` names the tables that were written to, `error` what it broke on."""

    status: int = 0
    location: str = ""
    body: str = ""
    writes: frozenset[str] = field(default_factory=frozenset)
    error: str = ""

    @property
    def denial(self) -> str:
        """How the address said no; empty when it did not."""
        path = urlsplit(self.location).path
        if self.status in {401, 403, 404}:
            return str(self.status)
        if self.status in {301, 302} and _SIGN_IN.match(path):
            return "sign in"
        if self.status in {301, 302} and _SECOND_FACTOR.match(path):
            return "second factor"
        if self.status in {301, 302} and path == "/admin/":
            return "admin home"
        if self.status == 200 and "/authenticate_with_password/" in self.body:
            return "password"
        return ""

    def __str__(self) -> str:
        if self.error:
            return self.error
        where = f" to {self.location}" if self.location else ""
        wrote = f", wrote {', '.join(sorted(self.writes))}" if self.writes else ""
        return f"answered {self.status}{where}{wrote}"


def read_body(response: Any) -> str:
    """Return the text of an answer, also of one that is sent in pieces."""
    pieces = response.streaming_content if response.streaming else [response.content]
    return b"".join(pieces).decode("utf-8", "replace")
