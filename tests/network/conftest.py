"""What tests of the network share."""

import pytest

from network.models import User
from tests.network.signing_in import KNOWN, PASSWORD


@pytest.fixture
def member(db: None) -> User:
    """An account with a password."""
    user: User = User.objects.create_user(KNOWN, PASSWORD, name="Lid")
    return user
