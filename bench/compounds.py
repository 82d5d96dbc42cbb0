"""How well compounds come apart: `bench/relevance/compounds.tsv` against the analysis.

The list was labelled by hand before the splitter was tuned. Convention: `parts` are the smallest
words that still say what the whole is about, without linking letters; a word made with a particle,
prefix or suffix (`aanpak`, `overleg`, `landschap`, `dakloos`) is no compound, nor is one whose
parts no longer explain it (`maatregel`, `kameraad`). `dev` words may be looked at while tuning,
`held` words only be counted.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from search.analysis import analyse

WORDS = Path(__file__).parent / "relevance" / "compounds.tsv"
HALVES = ("dev", "held")


@dataclass(slots=True)
class Tally:
    """Counts over one half of the list."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    compounds: int = 0
    simple: int = 0
    simple_split: int = 0

    def add(self, wanted: frozenset[str], found: frozenset[str]) -> None:
        """Count one word; no wanted parts means that it is no compound."""
        self.right += len(wanted & found)
        self.found += len(found)
        self.wanted += len(wanted)
        if wanted:
            self.compounds += 1
        else:
            self.simple += 1
            self.simple_split += bool(found)

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 of parts, and the percentage split wrongly."""
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        total = precision + recall
        return {
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(2 * precision * recall / total, 3) if total else 0.0,
            "non_compounds_split_percent": round(100 * self.simple_split / self.simple, 1),
            "words": self.simple + self.compounds,
        }


def parts_of(word: str) -> frozenset[str]:
    """Return the parts that the analysis finds in `word`."""
    return frozenset(part for term in analyse(word, "nl") for part in term.parts)


def labelled() -> list[tuple[str, frozenset[str], str]]:
    """Return (word, normal forms of its parts, half) for every labelled word."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return [
            (row["word"], _normal(row["parts"]), row["half"])
            for row in csv.DictReader(file, delimiter="\t")
        ]


def _normal(parts: str) -> frozenset[str]:
    pieces = [piece for piece in parts.split("+") if piece]
    return frozenset(term.whole for piece in pieces for term in analyse(piece, "nl"))


def measure() -> dict[str, dict[str, float]]:
    """Return the figures of both halves."""
    tallies = {half: Tally() for half in HALVES}
    for word, wanted, half in labelled():
        tallies[half].add(wanted, parts_of(word))
    return {half: tally.figures() for half, tally in tallies.items()}


if __name__ == "__main__":
    for name, figures in measure().items():
        print(name, *(f"{key}={value}" for key, value in figures.items()))
