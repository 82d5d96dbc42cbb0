"""The same page, people and steps as for the base of every step."""

from tests.cms.plugins.conftest import author, editors, offered, page, review

__all__ = ["author", "editors", "offered", "page", "review"]
