"""Language analysis in front of both engines: text in, ready-made terms out. No Django here.

`analyse` and `index_terms` must be called with the same language for a document and for the
questions asked of it. `configure(cache_directory)` says where the built tables are kept; `warm()`
builds and loads them ahead of the first search (some ten seconds the first time, a tenth of a
second after that).
"""

from .folding import fold
from .tables import configure, warm
from .terms import Term, analyse, display_words, index_terms
from .tokens import Token, tokenise

__all__ = [
    "Term",
    "Token",
    "analyse",
    "configure",
    "display_words",
    "fold",
    "index_terms",
    "tokenise",
    "warm",
]
