"""Every role tries everything on every thing in every state, as matrix.toml says it should be."""

import pytest

from tests.permissions.asking import answers_of
from tests.permissions.matrix import Row, rows
from tests.permissions.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.matrix]


@pytest.mark.parametrize("row", rows(), ids=str)
def test_everybody_may_do_what_the_matrix_says_and_no_more(row: Row, world: World) -> None:
    wrong = [str(answer) for answer in answers_of(world, row) if answer.wrong]

    assert not wrong, "\n".join(wrong)
