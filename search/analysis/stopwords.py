"""Words that carry no subject: `stopwords_LANGUAGE.txt`.

The lists are kept short, as a word that can be a subject is no stop word: `alleen` and `samen` are
what this network is about.
"""

from pathlib import Path

_HERE = Path(__file__).parent

BY_LANGUAGE: dict[str, frozenset[str]] = {
    language: frozenset((_HERE / f"stopwords_{language}.txt").read_text(encoding="utf-8").split())
    for language in ("nl", "en")
}
