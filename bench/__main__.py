"""`make bench`: measure everything, print it as tables, keep it as JSON.

`python -m bench pages search` measures only these.
"""

import json
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.demo import loaded_demo

SECTIONS = [
    *("compounds", "detector", "exchange", "ndcg", "search", "pages", "weekly"),
    "registrations",
]
RESULTS = Path(__file__).parent / "results" / "latest.json"


def table(title: str, rows: dict[str, Any]) -> str:
    """Return `rows` as lines: a name, then its figures or its one value."""
    width = max((len(name) for name in rows), default=0)
    lines = [f"\n{title}", "-" * len(title)]
    for name, value in rows.items():
        shown = (
            "   ".join(f"{key} {figure}" for key, figure in value.items())
            if isinstance(value, dict)
            else str(value)
        )
        lines.append(f"{name:<{width}}   {shown}")
    return "\n".join(lines)


def main(wanted: list[str]) -> None:
    """Measure the sections asked for, or all of them."""
    results: dict[str, Any] = {
        "measured at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
    }
    with loaded_demo() as loading:
        results["loading"] = loading
        print(table("loading", loading), flush=True)
        for name in wanted or SECTIONS:
            results[name] = import_module(f"bench.{name}").measure()
            print(table(name, results[name]), flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    print(f"\nAlso in {RESULTS}")


if __name__ == "__main__":
    main(sys.argv[1:])
