"""Tells which of our columns the headings of a file mean."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from network.exceptions import NetworkError
from network.exchange.columns import Column
from network.exchange.words import Meanings


def meanings_of(columns: Iterable[Column]) -> Meanings:
    """Return the columns' names by everything their headings may be called."""
    meanings = Meanings()
    for column in columns:
        name = column.column_name
        meanings.add(name, column.heading, [name, column.nl, column.en, *column.also])
    return meanings


def understood(headings: list[str], columns: Iterable[Column], keys: set[str]) -> list[str]:
    """Return the names of the columns that `headings` mean.

    `keys` are columns of which one must be there. Raises `NetworkError` with all that is wrong.
    """
    meanings = meanings_of(columns)
    wrong, names = [], []
    for place, heading in enumerate(headings, start=1):
        if not heading:
            wrong.append(_("Column %(place)d has no heading.") % {"place": place})
            continue
        try:
            names.append(meanings.find(heading))
        except ValueError as error:
            wrong.append(_("A heading: %(what)s") % {"what": error})
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        wrong.append(_("There are two columns “%(label)s”.") % {"label": meanings.label(name)})
    if not wrong and not keys & set(names):
        labels = _(" or ").join(f"“{meanings.label(key)}”" for key in sorted(keys))
        wrong.append(_("There is no column %(labels)s.") % {"labels": labels})
    if wrong:
        raise NetworkError(" ".join(wrong))
    return names
