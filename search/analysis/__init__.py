"""Language analysis in front of both engines: text in, ready-made terms out. No Django here.

`analyse` and `index_terms` must be called with the same language for a document and for the
questions asked of it. `configure(cache_directory)` says where the built tables are kept.
"""

from .folding import fold
from .tables import configure
from .terms import Term, analyse, index_terms
from .tokens import Token, tokenise

__all__ = ["Term", "Token", "analyse", "configure", "fold", "index_terms", "tokenise"]
