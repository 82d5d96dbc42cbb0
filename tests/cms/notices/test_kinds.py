"""What people can be told is written down where they can read it."""

import re
from pathlib import Path

from cms.notices.kinds import kinds

TABLE = Path(__file__).parents[3] / "docs" / "notices.md"


def test_every_kind_of_notice_is_in_the_documentation_and_no_other() -> None:
    named = re.findall(r"^\| `(\w+)` \|", TABLE.read_text("utf-8"), flags=re.M)

    assert sorted(named) == sorted(kinds.names())


def test_every_kind_of_notice_says_what_it_is_and_why_somebody_gets_it() -> None:
    for name in kinds.names():
        assert str(kinds[name].label).strip(), name
        assert str(kinds[name].why).strip(), name
