"""Words of a mail with `{name}` and the like in them, filled in: as plain text and as HTML.

Both come from the same few signs of Markdown. What is filled in never counts as such a sign:
somebody who calls themselves `[click here](…)` is called just that.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from cms.mailing.texts import Words, html_body, rendered
from cms.markdown import render
from events.enums import MailKind

# A list is shown as one, a line for each.
Values = Mapping[str, str | Sequence[str]]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+.!|~-])")
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_LONE_LINK = re.compile(r"<p>(<a [^>]*>[^<]*</a>)</p>")

EVERYWHERE = frozenset({"name", "event", "when", "where", "organiser", "link"})
_ALSO = {
    MailKind.CONFIRM: {"sessions", "until"},
    MailKind.REGISTERED: {"sessions", "code", "changes"},
    MailKind.WAITLISTED: {"sessions", "position", "changes"},
    MailKind.PROMOTED: {"sessions", "code", "changes"},
    MailKind.OFFERED: {"sessions", "until", "changes"},
    MailKind.CHANGED: {"sessions", "changes", "code"},
    MailKind.MOVED: {"sessions", "changes"},
    MailKind.CALLED_OFF: {"changes"},
    MailKind.PUT_OFF: {"changes"},
    MailKind.REMINDER: {"sessions", "code"},
}
# What there is no need to open anything for.
WITHOUT_LINK = frozenset({MailKind.CANCELLED, MailKind.CALLED_OFF})


@dataclass(frozen=True, slots=True)
class Source:
    """Subject and text of a mail before anything is filled in."""

    subject: str
    body: str


def known_in(kind: MailKind) -> frozenset[str]:
    """Return the placeholders that a mail of this kind can fill in."""
    return EVERYWHERE | frozenset(_ALSO.get(kind, ()))


def named_in(text: str) -> list[str]:
    """Return the placeholders in a text, in their order."""
    return _PLACEHOLDER.findall(text)


def default_source(kind: MailKind, language: str) -> Source:
    """Return the words that a mail has by itself."""
    words = rendered(f"events/mail_texts/{kind}", {}, language)
    return Source(words.subject, words.text)


def compose(source: Source, values: Values, closing: str = "") -> Words:
    """Return a mail with its values filled in, and with what stands below every mail."""
    body = _without_empty(source.body, values)
    text = _PLACEHOLDER.sub(lambda found: _as_text(found[1], values), _without_signs(body))
    html = _html(body, values)
    subject = _PLACEHOLDER.sub(lambda found: _as_text(found[1], values), source.subject)
    return Words(
        subject=" ".join(subject.split())[:255],
        text=f"{text.strip()}\n\n{closing.strip()}".strip() + "\n",
        html=mark_safe(html + html_body(closing)) if closing.strip() else html,  # noqa: S308
    )


def told_by(source: Source) -> Source:
    """Return words that say below the greeting who registered somebody, also the organiser's own.

    Where `{by}` is empty nothing is left of it.
    """
    greeting, empty, rest = source.body.partition("\n\n")
    return Source(source.subject, f"{greeting}\n\n{{by}}{empty}{rest}")


def _without_empty(body: str, values: Values) -> str:
    """Leave out lines, and paragraphs, whose placeholders have nothing to say."""

    def speaks(text: str) -> bool:
        names = named_in(text)
        return not names or any(values.get(name) for name in names)

    parts = [part for part in re.split(r"\n\s*\n", body.strip()) if speaks(part)]
    lines = ("\n".join(line for line in part.splitlines() if speaks(line)) for part in parts)
    return "\n\n".join(lines)


def _without_signs(body: str) -> str:
    """Return Markdown as somebody would type it in a mail: the address after its words."""
    plain = _LINK.sub(lambda found: f"{found[1].rstrip(':')}:\n{found[2]}", body)
    return _STRONG.sub(r"\1", plain)


def _as_text(name: str, values: Values) -> str:
    value = values.get(name, "")
    if isinstance(value, str):
        return " ".join(value.split())
    return "\n".join(f"- {' '.join(line.split())}" for line in value)


def _html(body: str, values: Values) -> SafeString:
    linked = body.replace("]({link})", f"]({_as_text('link', values)})")
    filled = _PLACEHOLDER.sub(lambda found: _as_markdown(found[1], values), linked)
    # Alone in its paragraph a link is what the mail is about: it gets the shape of a button.
    return mark_safe(_LONE_LINK.sub(r'<p class="go">\1</p>', render(filled)))  # noqa: S308


def _as_markdown(name: str, values: Values) -> str:
    value = values.get(name, "")
    if isinstance(value, str):
        return _escaped(value)
    # A list begins after an empty line.
    return "\n" + "\n".join(f"- {_escaped(line)}" for line in value)


def _escaped(value: str) -> str:
    """Return words that Markdown shows as they are, with addresses that can be opened."""
    words, at, parts = " ".join(value.split()), 0, []
    for found in _ADDRESS.finditer(words):
        parts += [_SIGNS.sub(r"\\\1", words[at : found.start()]), f"<{found[0]}>"]
        at = found.end()
    return "".join([*parts, _SIGNS.sub(r"\\\1", words[at:])])
