"""Registries refuse two things under one name."""

import pytest

from cms.registry import DuplicateName, Registry


def test_a_registry_keeps_the_order_of_registration() -> None:
    registry: Registry[int] = Registry("number")
    registry.register("two", 2)
    registry.register("one", 1)

    assert list(registry) == [2, 1]
    assert registry.names() == ["two", "one"]
    assert registry["one"] == 1


def test_a_second_thing_under_a_name_is_refused_with_a_message_that_names_both() -> None:
    registry: Registry[str] = Registry("panel")
    registry.register("home", "first")

    with pytest.raises(DuplicateName, match="Two panels are called 'home': 'first' and 'second'"):
        registry.register("home", "second")
